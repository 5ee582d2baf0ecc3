//! Days and times as people say them.

use domain::when::Moment;

use super::{Language, Text, fill};

/// The names of the seven days, Monday first.
pub fn weekdays(t: &Text) -> impl Iterator<Item = &'static str> {
    t.me.weekdays.split(',')
}

/// The weekday of a day since 1970-01-01, which was a Thursday.
fn weekday(t: &Text, day: i64) -> &'static str {
    let at = usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0);
    weekdays(t).nth(at).unwrap_or_default()
}

/// The day of `moment` as told at `now`: a word for the nearest days, else date and weekday, of another year with the year.
pub fn day(t: &Text, moment: Moment, now: Moment) -> String {
    match moment.day_number() - now.day_number() {
        0 => t.gig.today.to_owned(),
        1 => t.gig.tomorrow.to_owned(),
        2 if t.language == Language::Zh => t.gig.after_tomorrow.to_owned(),
        _ if moment.date().year() == now.date().year() => date(t, moment),
        _ => match t.language {
            Language::Zh => format!("{}年{}", moment.date().year(), date(t, moment)),
            Language::En => format!("{} {}", date(t, moment), moment.date().year()),
        },
    }
}

/// `11月26日 周四`, `Thu 26 Nov`.
pub fn date(t: &Text, moment: Moment) -> String {
    let (date, weekday) = (moment.date(), weekday(t, moment.day_number()));
    match t.language {
        Language::Zh => format!("{}月{}日 {weekday}", date.month(), date.day()),
        Language::En => format!("{weekday} {} {}", date.day(), month_word(t, date.month())),
    }
}

fn month_word(t: &Text, month: i8) -> &'static str {
    let at = usize::from(month.unsigned_abs()).saturating_sub(1);
    t.me.months.split(',').nth(at).unwrap_or_default()
}

/// `今天 14:00`.
pub fn moment(t: &Text, moment: Moment, now: Moment) -> String {
    format!("{} {}", day(t, moment, now), moment.clock())
}

/// `今天 14:00–22:30`; the end names its day if that is another one.
pub fn span(t: &Text, starts: Moment, ends: Moment, now: Moment) -> String {
    format!("{} {}", day(t, starts, now), clocks(t, starts, ends))
}

/// `14:00–22:30`, `22:00–次日 06:00`.
pub fn clocks(t: &Text, starts: Moment, ends: Moment) -> String {
    let over = match ends.day_number() - starts.day_number() {
        0 => "",
        _ if t.language == Language::Zh => "次日 ",
        _ => "next day ",
    };
    format!("{}–{over}{}", starts.clock(), ends.clock())
}

/// So many minutes in words: `7 小时 30 分钟`.
pub fn length(t: &Text, minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let part = |template: &str, n: i64| fill(template, &[&n.to_string()]);
    match (hours, rest) {
        (48.., _) => part(t.frame.days, hours / 24),
        (0, rest) => part(t.frame.minutes, rest),
        (hours, 0) => part(t.frame.hours, hours),
        (hours, rest) => format!("{} {}", part(t.frame.hours, hours), part(t.frame.minutes, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::when::parse_date;

    #[test]
    fn days_are_told_from_today() {
        let (zh, en) = (Language::Zh.text(), Language::En.text());
        let at = |d: u8, h: i64| {
            let date = parse_date(&format!("2026-11-{d}")).unwrap_or_else(|| unreachable!());
            Moment::start_of(date).plus_minutes(60 * h)
        };
        let now = at(23, 5);
        assert_eq!(span(zh, at(23, 14), at(23, 22), now), "今天 14:00–22:00");
        assert_eq!(span(zh, at(26, 22), at(27, 6), now), "11月26日 周四 22:00–次日 06:00");
        assert_eq!(span(en, at(25, 9), at(25, 12), now), "Wed 25 Nov 09:00–12:00");
        let later = Moment(at(26, 8).0 + 365 * Moment::DAY);
        assert_eq!(day(zh, later, now), "2027年11月26日 周五");
        assert_eq!(day(en, later, now), "Fri 26 Nov 2027");
        assert_eq!(length(zh, 450), "7 小时 30 分钟");
    }
}
