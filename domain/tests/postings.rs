//! The rules by which postings are judged, over texts as employers write them: `good.csv` is published as it is,
//! `bad.csv` is held back for the reason that it names, `titles.csv` are titles of real advertisements with what a
//! person found in them.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test stops on what it does not expect")]

use domain::{
    gig::posting::{Circumstances, Finding, Posting, PostingDraft, Severity, ShiftDraft, ShiftPlan, check, in_text},
    money::Fen,
    region::RegionCode,
    setting::{Setting, SettingKind, Value},
    when::Moment,
};
use jiff::civil::date;

fn rows(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(|row| row.expect("a row")).collect()
}

fn now() -> Moment {
    Moment::start_of(date(2026, 11, 24))
}

fn wage(region: &str, from: i64, yuan: i64) -> Setting {
    Setting {
        id: uuid::Uuid::nil(),
        kind: SettingKind::HourlyWage,
        about: String::new(),
        region: RegionCode::parse(region).unwrap(),
        from,
        number: 1,
        value: Value::Wage(Fen::yuan(yuan)),
        source: String::new(),
        link: String::new(),
        written: Moment(0),
        withdrawn: false,
    }
}

/// 20 yuan in the city, 22 in this county, and 30 there from the next year on.
fn around() -> Circumstances {
    let next_year = now().day_number() + 60;
    let wages = vec![wage("510600", 0, 20), wage("510603", 0, 22), wage("510603", next_year, 30)];
    Circumstances { wages, usual: Some(Fen::yuan(24)), night: None, duplicate: false }
}

/// The columns: title, duties, requirements, pay, hours, age.
fn read(row: &[&str]) -> (Posting, ShiftPlan) {
    let [title, duties, requirements, pay, hours, age] = row[..] else { panic!("{row:?}") };
    let pay: Vec<&str> = pay.split(' ').collect();
    let (span, pause) = hours.split_once('/').unwrap();
    let (start, end) = span.split_once('-').unwrap();
    let text = str::to_owned;
    let draft = PostingDraft {
        title: text(title),
        occupation: text("4-02-05-04"),
        duties: text(duties),
        requirements: text(requirements),
        least_age: text(age),
        pay_unit: text(pay[0]),
        pay_amount: text(pay[1]),
        pay_pieces: text(pay.get(2).copied().unwrap_or_default()),
        settlement: text("same-day"),
        region: text("510603001"),
        address: text("物流园 3 号门"),
        contact_name: text("王"),
        contact_phone: text("13800000000"),
        ..PostingDraft::default()
    };
    let shift = ShiftDraft {
        date: text("2026-11-26"),
        start: text(start),
        end: text(end),
        break_minutes: text(pause),
        seats: text("5"),
        shift: String::new(),
    };
    let posting = draft.parse().unwrap_or_else(|errors| panic!("{title}: {errors:?}"));
    (posting, shift.parse(now()).unwrap_or_else(|errors| panic!("{title}: {errors:?}")))
}

/// The name of a kind, as the files have it.
fn kind(finding: &Finding) -> String {
    let name = format!("{:?}", finding.found);
    name.split([' ', '{']).next().unwrap_or_default().to_owned()
}

#[test]
fn no_good_posting_is_refused_or_held_up() {
    let all = rows(include_str!("postings/good.csv"));
    assert!(all.len() >= 200, "only {} good ones", all.len());
    let mut wrong = Vec::new();
    for row in &all {
        let (posting, shift) = read(&row.iter().collect::<Vec<_>>());
        let found = check(&posting, &[shift], &around());
        wrong.extend(
            found.iter().map(|finding| {
                format!("{}: {} in {} “{}”", posting.title, kind(finding), finding.field, finding.words)
            }),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_bad_posting_is_found_for_its_reason_at_its_field() {
    let mut missed = Vec::new();
    for row in rows(include_str!("postings/bad.csv")) {
        let cells: Vec<&str> = row.iter().collect();
        let (posting, shift) = read(&cells[2..]);
        let found = check(&posting, &[shift], &around());
        if !found.iter().any(|finding| kind(finding) == cells[0] && finding.field == cells[1]) {
            missed.push(format!("{}: {} in {}: {found:?}", posting.title, cells[0], cells[1]));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn real_titles_are_found_as_a_person_found_them() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("postings/titles.csv")) {
        let mut found: Vec<String> = in_text("title", &row[0]).iter().map(kind).collect();
        found.sort();
        if found.join(" ") != row[1] {
            wrong.push(format!("{}: {} instead of {}", &row[0], found.join(" "), &row[1]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pay_is_held_against_the_minimum_of_the_day_and_county() {
    let row = ["搬运", "搬货", "有劲", "hour 25", "08:00-17:00/60", "18"];
    let (posting, shift) = read(&row);
    assert_eq!(check(&posting, &[shift], &around()), []);
    // The same after the minimum has risen.
    let later = ShiftPlan {
        starts: Moment(shift.starts.0 + 90 * Moment::DAY),
        ends: Moment(shift.ends.0 + 90 * Moment::DAY),
        ..shift
    };
    assert_eq!(kind(&check(&posting, &[shift, later], &around())[0]), "PayBelow");
    let elsewhere = Posting {
        region: RegionCode::parse("510681001").unwrap(),
        ..read(&["搬运", "搬货", "", "hour 20", "08:00-17:00/60", "18"]).0
    };
    assert_eq!(check(&elsewhere, &[shift], &around()), [], "the city's own is lower");
    // 176 yuan for eight hours are just enough; the break is no work, so a longer one raises what an hour comes to.
    for (pay, hours, below) in [
        ("day 176", "08:00-17:00/60", false),
        ("day 175.99", "08:00-17:00/60", true),
        ("day 175.99", "08:00-17:00/61", false),
        ("piece 1.76 100", "08:00-17:00/60", false),
        ("piece 1.75 100", "08:00-17:00/60", true),
        ("task 176", "08:00-16:00/0", false),
    ] {
        let (posting, shift) = read(&["搬运", "搬货", "", pay, hours, "18"]);
        assert_eq!(!check(&posting, &[shift], &around()).is_empty(), below, "{pay} {hours}");
    }
}

#[test]
fn what_has_been_published_already_is_looked_at() {
    let (posting, shift) = read(&["搬运", "搬货", "有劲", "hour 25", "08:00-17:00/60", "18"]);
    let found = check(&posting, &[shift], &Circumstances { duplicate: true, ..around() });
    assert_eq!((found.len(), found[0].severity()), (1, Severity::Review));
}
