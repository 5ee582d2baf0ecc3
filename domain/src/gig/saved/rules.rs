//! How a search is written so that two that find the same are one, how a kept posting stands, and when people are told.

use super::{PostingShift, PostingStanding};
use crate::{
    gig::{DateWord, Filter, GigQuery},
    message::rules::{BySms, send_at},
    when::Moment,
};

/// Searches that one person may keep.
pub const SEARCHES: u32 = 20;
/// Postings that one person may keep.
pub const POSTINGS: u32 = 200;
/// The most messages about new work at once that one person gets on a local day.
pub const ALERTS_A_DAY: i64 = 10;
/// The morning's digest is written from this minute of the local day on: before the hours in which most work is taken,
pub const DIGEST_FROM: i64 = 4 * 60 + 30;
/// and until this one, should the service have been down; later it would tell of a morning that is over.
pub const DIGEST_UNTIL: i64 = 7 * 60;
/// Shifts that a digest names.
pub const DIGEST_BEST: usize = 3;

/// A query as it is kept: what cannot be read is left out, what can is written in one way. Where distances are measured
/// from, the order and the page say nothing about what is found; a person's position is not kept.
pub fn canonical(query: &GigQuery, now: Moment) -> GigQuery {
    written(query, &query.parse(now).0)
}

/// The same from a filter that was checked further.
pub fn written(query: &GigQuery, filter: &Filter) -> GigQuery {
    let region = filter.region.as_ref();
    let date = match (DateWord::parse(query.date.trim()), filter.days) {
        (_, None) => String::new(),
        (Some(word), _) => word.word().to_owned(),
        (None, Some(days)) if days.first == days.last => days.first.to_string(),
        (None, Some(days)) => format!("{}..{}", days.first, days.last),
    };
    GigQuery {
        q: filter.words.clone(),
        county: region.and_then(|code| code.county()).unwrap_or_default().to_owned(),
        town: region.and_then(|code| code.town()).unwrap_or_default().to_owned(),
        date,
        part: filter.part.map(|part| part.word().to_owned()).unwrap_or_default(),
        occupation: filter.occupation.clone().unwrap_or_default(),
        min_hourly: filter.min_hourly.filter(|least| least.0 > 0).map(|least| least.to_string()).unwrap_or_default(),
        paid: if filter.same_day { "same-day".to_owned() } else { String::new() },
        ..GigQuery::default()
    }
}

/// A query as the morning's digest reads it, which is about that day: "today" and "tomorrow", said on another day, mean it
/// alike. A weekend and days of the calendar stay what they are.
pub fn for_digest(query: &GigQuery) -> GigQuery {
    let of_the_day = matches!(DateWord::parse(&query.date), Some(DateWord::Today | DateWord::Tomorrow));
    let date = if of_the_day { String::new() } else { query.date.clone() };
    GigQuery { date, ..query.clone() }
}

/// Whether all days of a filter have gone by.
pub fn over(filter: &Filter, now: Moment) -> bool {
    filter.days.is_some_and(|days| days.window().1 <= now)
}

/// The local day, counted from 1970-01-01, whose digest is to be written at `now`; none at other hours.
pub const fn digest_day(now: Moment) -> Option<i64> {
    let minute = now.minute_of_day();
    if minute >= DIGEST_FROM && minute < DIGEST_UNTIL { Some(now.day_number()) } else { None }
}

/// When somebody may be told of work that begins at `starts`: at once, by night in the morning, unless that is too late
/// for it (the quiet hours of [`crate::message::rules`]).
pub fn told_at(now: Moment, starts: Moment) -> Moment {
    send_at(BySms { until: Some(starts) }, now)
}

/// Whether a shift says how its posting stands.
type Keep = fn(&PostingShift) -> bool;

/// How a posting with these shifts stands, and which of them says so: the first free one, else the first to come, else the
/// last of all.
pub fn standing(shifts: &[PostingShift], now: Moment) -> (PostingStanding, Option<PostingShift>) {
    let coming = |keep: Keep| {
        let shifts = shifts.iter().filter(|shift| shift.starts > now && !shift.closed && keep(shift));
        shifts.min_by_key(|shift| shift.starts).copied()
    };
    let ways: [(PostingStanding, Keep); 3] = [
        (PostingStanding::Open, |shift| shift.listed && shift.free > 0),
        (PostingStanding::Full, |shift| shift.listed),
        (PostingStanding::Paused, |_| true),
    ];
    let found = ways.into_iter().find_map(|(standing, keep)| Some((standing, Some(coming(keep)?))));
    found.unwrap_or_else(|| (PostingStanding::Ended, shifts.iter().max_by_key(|shift| shift.starts).copied()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{gig::matching::Match, id::ShiftId, message::rules::day_of};
    use proptest::prelude::*;
    use uuid::Uuid;

    const NOW: Moment = Moment(1_795_383_000_000);

    fn query() -> impl Strategy<Value = GigQuery> {
        let one_of = |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned);
        (
            (one_of(&["", "搬运", " 搬运  工 ", "kTV"]), one_of(&["", "510603", "x"]), one_of(&["", "510681001", "5"])),
            one_of(&[
                "",
                "today",
                " weekend ",
                "2026-11-30",
                "2026-11-30..2026-11-30",
                "2026-13-01",
                "2026-12-01..2026-12-05",
            ]),
            (one_of(&["", "morning", "noon"]), one_of(&["", "4-10", "4-10-00-00", "4-10-01-02", "4"])),
            (one_of(&["", "20", "20.0", "020.00", "0", "lots"]), one_of(&["", "same-day", "soon"])),
            (one_of(&["", "31.1,104.4"]), one_of(&["", "pay"]), one_of(&["", "1_01a20a57428f74099dde505731f1f09d"])),
        )
            .prop_map(
                |((q, county, town), date, (part, occupation), (min_hourly, paid), (near, sort, after))| GigQuery {
                    q,
                    county,
                    town,
                    near,
                    date,
                    part,
                    occupation,
                    min_hourly,
                    paid,
                    sort,
                    after,
                },
            )
    }

    proptest! {
        #[test]
        fn a_search_is_written_in_one_way_that_finds_the_same(query in query()) {
            let kept = canonical(&query, NOW);
            let (before, _) = query.parse(NOW);
            let (after, problems) = kept.parse(NOW);
            prop_assert_eq!(&problems, &vec![], "what was left out is left out for good");
            prop_assert_eq!(canonical(&kept, NOW), kept.clone(), "it is written as it is");
            let found = |filter: &Filter| {
                let least = filter.min_hourly.filter(|least| least.0 > 0);
                (filter.words.clone(), filter.region.clone(), filter.days, filter.part, filter.occupation.clone(), least, filter.same_day)
            };
            prop_assert_eq!(found(&before), found(&after));
            prop_assert!(kept.near.is_empty() && kept.sort.is_empty() && kept.after.is_empty());
            let _ = Match::by(&after);
        }

        #[test]
        fn nobody_is_told_before_the_work_is_there_or_after_it_began(at in 0_i64..2 * Moment::DAY, left in 1_i64..3 * Moment::DAY) {
            let now = Moment(NOW.0 + at);
            let starts = Moment(now.0 + left);
            let told = told_at(now, starts);
            prop_assert!(told >= now && told < starts);
        }
    }

    #[test]
    fn the_digest_has_its_hours() {
        let at = |minute: i64| digest_day(day_of(NOW).plus_minutes(minute));
        assert_eq!([at(DIGEST_FROM - 1), at(DIGEST_UNTIL)], [None, None]);
        assert_eq!([at(DIGEST_FROM), at(DIGEST_UNTIL - 1)], [Some(NOW.day_number()); 2]);
    }

    #[test]
    fn of_a_day_said_in_words_only_the_weekend_stays() {
        let date = |word: &str| for_digest(&GigQuery { date: word.to_owned(), ..GigQuery::default() }).date;
        assert_eq!(["today", "tomorrow", "weekend", "2026-11-30"].map(date), ["", "", "weekend", "2026-11-30"]);
    }

    #[test]
    fn a_posting_stands_as_the_best_of_its_shifts() {
        let shift = |n: u128, hours: i64| PostingShift {
            id: ShiftId(Uuid::from_u128(n)),
            starts: NOW.plus_minutes(hours * 60),
            ends: NOW.plus_minutes(hours * 60 + 60),
            free: 0,
            listed: true,
            closed: false,
        };
        let (past, full) = (shift(1, -2), shift(2, 2));
        let (free, paused) =
            (PostingShift { free: 1, ..shift(3, 5) }, PostingShift { listed: false, free: 1, ..shift(4, 3) });
        let off = PostingShift { closed: true, listed: false, ..shift(5, 4) };
        let stands = |shifts: &[PostingShift]| standing(shifts, NOW);
        assert_eq!(stands(&[past, full, free, paused, off]), (PostingStanding::Open, Some(free)));
        assert_eq!(stands(&[past, full, paused]), (PostingStanding::Full, Some(full)));
        assert_eq!(stands(&[past, paused, off]), (PostingStanding::Paused, Some(paused)));
        assert_eq!(stands(&[past, off]), (PostingStanding::Ended, Some(off)));
        assert_eq!(stands(&[]), (PostingStanding::Ended, None));
    }
}
