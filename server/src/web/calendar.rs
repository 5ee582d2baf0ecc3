//! One's shifts as a calendar that a phone can subscribe to (RFC 5545).

use axum::{
    extract::{Path, State},
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use domain::{
    gig::{ClaimState, MyShift},
    when::Moment,
};

use super::{AppState, status};

/// The calendar behind a secret address.
pub async fn feed(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let secret = file.strip_suffix(".ics").unwrap_or_default();
    match state.services.gig.feed(secret).await {
        Ok(shifts) => {
            let headers = [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "no-store")];
            (headers, calendar(&shifts, &state.config.public_url)).into_response()
        }
        Err(error) => status::plain(error.kind()),
    }
}

fn calendar(shifts: &[MyShift], public_url: &str) -> String {
    let mut lines = vec!["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongyi//shifts//ZH", "CALSCALE:GREGORIAN"]
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    for shift in shifts {
        lines.extend(event(shift, public_url));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

fn event(shift: &MyShift, public_url: &str) -> Vec<String> {
    let card = &shift.card;
    let sure = card.mine.as_ref().is_some_and(|mine| mine.state == ClaimState::Confirmed);
    vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@gongyi", card.id),
        format!("DTSTAMP:{}", utc(card.starts)),
        format!("DTSTART:{}", utc(card.starts)),
        format!("DTEND:{}", utc(card.ends)),
        format!("SUMMARY:{}", text(&card.title)),
        format!("LOCATION:{}", text(&format!("{} {}", card.region, shift.address))),
        format!("STATUS:{}", if sure { "CONFIRMED" } else { "TENTATIVE" }),
        format!("URL:{public_url}/gigs/{}", card.id),
        "END:VEVENT".to_owned(),
    ]
}

/// `20261123T213000Z`.
fn utc(moment: Moment) -> String {
    // Eight hours back, so that the local date and clock of the result are those of UTC.
    let shifted = moment.plus_minutes(-480);
    let clock = shifted.clock().replace(':', "");
    format!("{}T{clock}00Z", shifted.date().to_string().replace('-', ""))
}

/// A text value: backslash, comma, semicolon and line ends are escaped.
fn text(value: &str) -> String {
    value.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;").replace('\r', "").replace('\n', "\\n")
}

/// A line in pieces of at most 75 bytes, as the format asks, cut between characters.
fn fold(line: &str) -> String {
    let mut folded = String::new();
    let mut bytes = 0;
    for c in line.chars() {
        if bytes + c.len_utf8() > 74 {
            folded.push_str("\r\n ");
            bytes = 1;
        }
        bytes += c.len_utf8();
        folded.push(c);
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(utc(Moment(1_795_383_000_000)), "20261122T213000Z");
    }

    proptest! {
        #[test]
        fn folded_lines_are_short_and_say_the_same(value in "[^\\r\\n]{0,200}") {
            let folded = fold(&value);
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= 75));
            prop_assert_eq!(folded.trim_end_matches("\r\n").replace("\r\n ", ""), value);
        }
    }
}
