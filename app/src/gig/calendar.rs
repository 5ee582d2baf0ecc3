//! My shifts as a month: weeks as rows, Monday first.

use domain::{
    gig::{MyShift, MyShifts},
    when::{Moment, parse_date},
};
use leptos::prelude::*;

use crate::{
    text::{fill, say, time},
    ui::visit::t,
};

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The one of `2026-11`, or that of `now`.
    fn read(text: &str, now: Moment) -> Self {
        let date = parse_date(&format!("{text}-01")).unwrap_or_else(|| now.date());
        Self { year: date.year(), month: date.month() }
    }

    fn step(self, by: i8) -> Self {
        match self.month + by {
            0 => Self { year: self.year - 1, month: 12 },
            13 => Self { year: self.year + 1, month: 1 },
            month => Self { month, ..self },
        }
    }

    fn word(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// The day number of its first day.
    fn first(self) -> Option<i64> {
        Some(Moment::start_of(parse_date(&format!("{}-01", self.word()))?).day_number())
    }
}

/// The month that the address names, with links to those beside it.
pub fn month(data: &MyShifts, word: &str) -> AnyView {
    let t = t();
    let month = Month::read(word, data.now);
    let (Some(first), Some(end)) = (month.first(), month.step(1).first()) else { return ().into_any() };
    let title = fill(t.gig.month, &[&month.year.to_string(), &month.month.to_string()]);
    let link = |month: Month| format!("/me/shifts?view=calendar&month={}", month.word());
    let heads: Vec<AnyView> = time::weekdays(t).map(|day| view! { <th scope="col">{day}</th> }.into_any()).collect();
    // 1970-01-01 was a Thursday.
    let monday = first - (first + 3).rem_euclid(7);
    let weeks: Vec<AnyView> = (0..6)
        .map(|week| monday + 7 * week)
        .filter(|start| *start < end)
        .map(|start| {
            let days: Vec<AnyView> = (start..start + 7).map(|at| day(data, at, (first..end).contains(&at))).collect();
            view! { <tr>{days}</tr> }.into_any()
        })
        .collect();
    view! {
        <div class="calendar">
            <div class="between">
                <a class="btn" href=link(month.step(-1)) aria-label=t.gig.before_month>"‹"</a>
                <h2>{title.clone()}</h2>
                <a class="btn" href=link(month.step(1)) aria-label=t.gig.next_month>"›"</a>
            </div>
            <table>
                <caption class="sr-only">{title}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{weeks}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn day(data: &MyShifts, at: i64, inside: bool) -> AnyView {
    let number = Moment(at * Moment::DAY).date().day().to_string();
    let shifts: Vec<AnyView> = if inside {
        let all = data.coming.iter().chain(&data.past).filter(|shift| shift.card.starts.day_number() == at);
        all.filter_map(entry).collect()
    } else {
        Vec::new()
    };
    let class = match (inside, at == data.now.day_number()) {
        (false, _) => "out",
        (true, true) => "today",
        (true, false) => "",
    };
    let current = (at == data.now.day_number()).then_some("date");
    view! { <td class=class aria-current=current><span class="day">{number}</span>{shifts}</td> }.into_any()
}

fn entry(shift: &MyShift) -> Option<AnyView> {
    let (t, card) = (t(), &shift.card);
    let mine = card.mine.as_ref()?;
    let class = if mine.state.active() { "entry on" } else { "entry" };
    let words = format!("{} {}：{}", card.starts.clock(), card.title, say::my_claim(t, mine));
    let href = format!("/gigs/{}", card.id);
    Some(view! { <a class=class href=href aria-label=words><b>{card.starts.clock()}</b><span>{card.title.clone()}</span></a> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_step_over_the_year() {
        let november = Month { year: 2026, month: 11 };
        assert_eq!(november.step(1).step(1).word(), "2027-01");
        assert_eq!(november.step(1).step(1).step(-1).word(), "2026-12");
        assert_eq!(Month::read("2026-02", Moment(0)), Month { year: 2026, month: 2 });
        assert_eq!(Month::read("nonsense", Moment(0)), Month { year: 1970, month: 1 });
    }
}
