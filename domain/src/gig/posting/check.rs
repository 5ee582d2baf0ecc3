//! The rules by which a posting is judged before people look at it: what cannot be published at all, what somebody of
//! the staff has to see first, and what the employer had better think over. The same in the browser and on the server.

use serde::{Deserialize, Serialize};

use super::{
    Posting, ShiftPlan,
    phrases::{self, FAMILIES},
};
use crate::{
    finding::{Found, Severity},
    gig::{PayUnit, hours::at_night},
    money::Fen,
    setting::{self, Setting, SettingKind, Value},
    when::Moment,
};

/// Something that was found wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What.
    pub found: Found,
    /// The field of the form that it belongs to.
    pub field: String,
    /// The words of the text that say it; empty if it is no text.
    pub words: String,
}

impl Finding {
    /// What comes of it.
    pub const fn severity(&self) -> Severity {
        self.found.severity()
    }
}

/// What a posting is judged by, beside itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// The least pay for an hour, of every county and day that may matter.
    pub wages: Vec<Setting>,
    /// What an hour usually comes to for such work there, if it is known.
    pub usual: Option<Fen>,
    /// Where the night begins and ends for those under `GROWN_UP`, minutes of the day; the usual hours if nothing is set.
    pub night: Option<(u32, u32)>,
    /// The employer has published the same for the same time.
    pub duplicate: bool,
}

/// From this age on nobody is protected as young, years (劳动法 art. 58).
pub const GROWN_UP: u32 = 18;
/// The night where the city has set no hours, minutes of the day.
const NIGHT: (u32, u32) = (22 * 60, 6 * 60);
/// Pay of so many times the usual is looked at,
const BAIT_TIMES: i64 = 3;
/// if an hour comes to at least this much: little of a little is no bait.
const BAIT_LEAST: Fen = Fen::yuan(60);
/// An hour of this is looked at where nothing is known to be usual.
const BAIT_ANYWHERE: Fen = Fen::yuan(150);

impl Circumstances {
    /// What an hour must come to in a region at a moment; nothing if nothing is set.
    fn least(&self, region: &crate::region::RegionCode, at: Moment) -> Option<Fen> {
        let row = setting::in_force(&self.wages, (SettingKind::HourlyWage, ""), region, at.day_number())?;
        if let Value::Wage(least) = row.value { Some(least) } else { None }
    }
}

/// What is wrong with one text of the form: the first phrase of each kind.
pub fn in_text(field: &str, text: &str) -> Vec<Finding> {
    let text = phrases::plain(text);
    let finding = |found, words| Finding { found, field: field.to_owned(), words };
    let said = FAMILIES.iter().filter(|family| family.found != Found::MinorHazard);
    let mut findings: Vec<Finding> =
        said.filter_map(|family| family.first(&text).map(|words| finding(family.found, words))).collect();
    if phrases::has_phone(&text) && !findings.iter().any(|known| known.found == Found::Contact) {
        findings.push(finding(Found::Contact, String::new()));
    }
    if let Some(most) = phrases::upper_age(&text) {
        findings.push(finding(Found::Age { most }, most.to_string()));
    }
    // What is their own to pay is no fee.
    if findings.iter().any(|known| known.found == Found::OwnCost) {
        findings.retain(|known| known.found != Found::Fee);
    }
    findings
}

/// The phrase of a text by which work is dangerous or harmful for the young.
fn hazard(text: &str) -> Option<String> {
    let text = phrases::plain(text);
    FAMILIES.iter().filter(|family| family.found == Found::MinorHazard).find_map(|family| family.first(&text))
}

/// Judges a posting with its shifts. What is found comes in the order of the form.
pub fn check(posting: &Posting, shifts: &[ShiftPlan], around: &Circumstances) -> Vec<Finding> {
    let texts = [
        ("title", &posting.title),
        ("duties", &posting.duties),
        ("requirements", &posting.requirements),
        ("address", &posting.address),
        ("contact_name", &posting.contact_name),
    ];
    let mut findings: Vec<Finding> = texts.iter().flat_map(|(field, text)| in_text(field, text)).collect();
    // An address may be over a dance hall, and a contact be called anything; what is asked of workers stands elsewhere.
    findings.retain(|finding| {
        !matches!(finding.field.as_str(), "address" | "contact_name")
            || matches!(finding.found, Found::Contact | Found::Deposit | Found::Fee | Found::Fraud)
    });
    let mut add = |found, field: &str, words| findings.push(Finding { found, field: field.to_owned(), words });
    if let Some(found) = pay(posting, shifts, around) {
        add(found, "pay_amount", String::new());
    }
    if posting.least_age < GROWN_UP {
        let dangerous = texts[..3].iter().find_map(|(_, text)| hazard(text));
        if let Some(words) = dangerous {
            add(Found::MinorHazard, "least_age", words);
        }
        if shifts.iter().any(|shift| at_night(shift.starts, shift.ends, around.night.unwrap_or(NIGHT))) {
            add(Found::MinorNight, "least_age", String::new());
        }
    }
    if around.duplicate {
        add(Found::Duplicate, "title", String::new());
    }
    findings
}

/// The worst of what the pay of the shifts comes to.
fn pay(posting: &Posting, shifts: &[ShiftPlan], around: &Circumstances) -> Option<Found> {
    let hourly = |shift: &ShiftPlan| match posting.pay.unit {
        PayUnit::Hour => posting.pay.amount,
        _ => posting.pay.hourly(shift.minutes()),
    };
    let below = shifts.iter().filter_map(|shift| {
        let (hourly, least) = (hourly(shift), around.least(&posting.region, shift.starts)?);
        let short = match posting.pay.unit {
            PayUnit::Hour => hourly < least,
            // Multiplied out, so that no rounding decides.
            _ => posting.pay.for_shift(shift.minutes()).0 * 60 < least.0 * shift.minutes(),
        };
        short.then_some(Found::PayBelow { hourly, least })
    });
    let worst = |found: &Found| if let Found::PayBelow { hourly, least } = found { hourly.0 - least.0 } else { 0 };
    if let Some(below) = below.min_by_key(worst) {
        return Some(below);
    }
    let best = shifts.iter().map(hourly).max()?;
    match around.usual {
        Some(usual) if best >= BAIT_LEAST && best.0 > usual.0 * BAIT_TIMES => {
            Some(Found::BaitPay { hourly: best, usual })
        }
        None if best > BAIT_ANYWHERE => Some(Found::BaitPay { hourly: best, usual: Fen(0) }),
        _ => None,
    }
}

/// Those of the findings for which a posting cannot be published.
pub fn refused(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.severity() == Severity::Refuse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gig::{Benefits, PayRule, SettlementTerm},
        identity::Phone,
        occupation::OccupationCode,
        region::RegionCode,
    };
    use proptest::prelude::*;

    fn posting(pay: PayRule, least_age: u32) -> Posting {
        let parsed = || {
            Some(Posting {
                fills: crate::gig::Filling::Instant,
                held: crate::gig::filling::fair::Held::default(),
                title: "搬运".to_owned(),
                occupation: OccupationCode::parse("4-02-05-04")?,
                duties: "搬货".to_owned(),
                requirements: String::new(),
                least_age,
                pay,
                settlement: SettlementTerm::SameDay,
                benefits: Benefits::default(),
                region: RegionCode::parse("510603001")?,
                address: "门口".to_owned(),
                pin: None,
                contact_name: "王".to_owned(),
                contact_phone: Phone::parse("13800000000").ok()?,
                opens: Moment(0),
            })
        };
        parsed().unwrap_or_else(|| unreachable!())
    }

    fn around(least: i64) -> Circumstances {
        let wage = Setting {
            id: uuid::Uuid::nil(),
            kind: SettingKind::HourlyWage,
            about: String::new(),
            region: RegionCode::parse("510600").unwrap_or_else(|| unreachable!()),
            from: 0,
            number: 1,
            value: Value::Wage(Fen(least)),
            source: String::new(),
            link: String::new(),
            written: Moment(0),
            withdrawn: false,
        };
        Circumstances { wages: vec![wage], ..Circumstances::default() }
    }

    fn shift(starts: i64, minutes: i64, break_minutes: i64) -> ShiftPlan {
        let starts = Moment(20_000 * Moment::DAY).plus_minutes(starts);
        ShiftPlan { starts, ends: starts.plus_minutes(minutes), break_minutes, seats: 1 }
    }

    proptest! {
        #[test]
        fn pay_is_too_low_just_where_the_hours_come_to_more(
            unit in 0_usize..4, amount in 1_i64..60_000, pieces in 1_i64..400, minutes in 30_i64..900, pause in 0_i64..29, least in 1_i64..5_000,
        ) {
            let pay = PayRule { unit: PayUnit::ALL[unit], amount: Fen(amount), pieces };
            let found = check(&posting(pay, 18), &[shift(480, minutes, pause)], &around(least));
            let below = found.iter().any(|one| matches!(one.found, Found::PayBelow { .. }));
            let worked = minutes - pause;
            let meant = match pay.unit {
                PayUnit::Hour => amount < least,
                PayUnit::Piece => amount * pieces * 60 < least * worked,
                PayUnit::Day | PayUnit::Task => amount * 60 < least * worked,
            };
            prop_assert_eq!(below, meant);
        }

        #[test]
        fn more_pay_is_never_refused_where_less_was_not(unit in 0_usize..4, amount in 1_i64..60_000, more in 0_i64..60_000, least in 1_i64..5_000) {
            let low = |amount| {
                let pay = PayRule { unit: PayUnit::ALL[unit], amount: Fen(amount), pieces: 10 };
                refused(&check(&posting(pay, 18), &[shift(480, 480, 0)], &around(least))).count()
            };
            prop_assert!(low(amount + more) <= low(amount));
        }

        #[test]
        fn the_night_is_kept_from_the_young_and_from_nobody_else(starts in 0_i64..1_440, minutes in 15_i64..900, age in 16_u32..20) {
            let pay = PayRule { unit: PayUnit::Hour, amount: Fen::yuan(30), pieces: 0 };
            let plan = shift(starts, minutes, 0);
            let found = check(&posting(pay, age), &[plan], &Circumstances::default());
            let night = (0..minutes).any(|at| !(360..1_320).contains(&plan.starts.plus_minutes(at).minute_of_day()));
            prop_assert_eq!(found.iter().any(|one| one.found == Found::MinorNight), night && age < 18);
        }
    }
}
