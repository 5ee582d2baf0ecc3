//! Postings as employers type them.

use domain::{
    gig::posting::{PostingDraft, Sheet, ShiftDraft},
    when::Moment,
};

use super::Stage;

/// What a sheet says.
pub struct Said {
    pub title: &'static str,
    /// Beginning of the occupation's code, so far as another city's list has it.
    pub trade: &'static str,
    pub duties: &'static str,
    pub requirements: &'static str,
    /// Yuan an hour.
    pub hourly: &'static str,
    pub settlement: &'static str,
    pub address: &'static str,
    /// The word of a way to fill seats; empty for whoever comes first.
    pub fills: &'static str,
    /// In which of the counties.
    pub county: usize,
}

/// A shift: its start, its length in hours, its seats.
pub type Row = (Moment, i64, u32);

/// The half hour that begins at or before a moment.
pub const fn half_hour(at: Moment) -> Moment {
    Moment(at.0 - at.0.rem_euclid(30 * Moment::MINUTE))
}

/// So many hours after midnight, so many days from today.
pub fn at(stage: &Stage, day: i64, hour: i64) -> Moment {
    Moment(Moment::start_of(stage.now.date()).0 + day * Moment::DAY + hour * Moment::HOUR)
}

/// The sheet, typed.
pub fn sheet(stage: &Stage, said: &Said, rows: &[Row]) -> Sheet {
    let reference = &stage.scenery.reference;
    let counties = stage.counties();
    let towns = counties.get(said.county % counties.len().max(1)).map(|county| reference.towns_of(county));
    let town = towns.and_then(|towns| towns.first().map(|town| town.code.to_string())).unwrap_or_default();
    let occupations = reference.occupations();
    let fits = |code: &str| code.starts_with(said.trade) && !code.ends_with("-00");
    let occupation = occupations.iter().find(|known| !known.ended && fits(known.code.as_str()));
    let posting = PostingDraft {
        title: said.title.to_owned(),
        occupation: occupation.map(|known| known.code.to_string()).unwrap_or_default(),
        duties: said.duties.to_owned(),
        requirements: said.requirements.to_owned(),
        pay_unit: "hour".to_owned(),
        pay_amount: said.hourly.to_owned(),
        settlement: said.settlement.to_owned(),
        region: town,
        address: said.address.to_owned(),
        contact_name: "示例负责人".to_owned(),
        contact_phone: "13800001234".to_owned(),
        fills: said.fills.to_owned(),
        ..PostingDraft::default()
    };
    Sheet { posting, shifts: rows.iter().map(row).collect(), ..Sheet::default() }
}

fn row(&(starts, hours, seats): &Row) -> ShiftDraft {
    let ends = Moment(starts.0 + hours * Moment::HOUR);
    ShiftDraft {
        date: starts.date().to_string(),
        start: clock(starts),
        end: clock(ends),
        break_minutes: if hours > 6 { "30" } else { "0" }.to_owned(),
        seats: seats.to_string(),
        shift: String::new(),
    }
}

/// As local clocks show it.
fn clock(at: Moment) -> String {
    let minutes = (at.0 - Moment::start_of(at.date()).0) / Moment::MINUTE;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
