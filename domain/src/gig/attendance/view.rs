//! What the pages about the day of a shift show.

use serde::{Deserialize, Serialize};

use super::{Report, Side, Standing};
use crate::{
    gig::{
        ClaimState, Filling, PayUnit,
        filling::{PreferenceKind, Remark},
        rating::Summary,
        reliability::Reliability,
        settlement::Wages,
    },
    id::{ClaimId, OrganisationId, ShiftId},
    when::Moment,
};

/// A shift as its employer counts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayShift {
    /// The shift.
    pub id: ShiftId,
    /// What the work is.
    pub title: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Seats in all.
    pub seats: u32,
    /// Who is expected and has not checked in.
    pub expected: u32,
    /// Who is at work.
    pub here: u32,
    /// Who is done.
    pub done: u32,
    /// Who did not come.
    pub absent: u32,
    /// Who waits for the employer to choose.
    pub applied: u32,
    /// It was called off.
    pub closed: bool,
}

/// The shifts of an organisation around today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationShifts {
    /// Now.
    pub now: Moment,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// From a week back to a week ahead, in order.
    pub shifts: Vec<DayShift>,
}

/// The code of a shift, as the employer's screen shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftCode {
    /// Six digits.
    pub digits: String,
    /// The address of the worker's page with the code, as a QR code in SVG.
    pub qr: String,
    /// The next one comes then.
    pub until: Moment,
    /// When this was made.
    pub now: Moment,
}

/// A report with when it was written and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastReport {
    /// What was said.
    pub report: Report,
    /// How far from the site, metres, where it was shown by the place.
    pub metres: Option<u32>,
    /// Why something was changed; may be empty.
    pub reason: String,
    /// When it was written.
    pub written: Moment,
}

/// That somebody did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Who says so: the other side was absent.
    pub by: Side,
    /// What happened.
    pub reason: String,
    /// When it was said.
    pub at: Moment,
    /// What the other side says, and when they did.
    pub appeal: Option<(String, Moment)>,
    /// Whether the staff have lifted it, and why.
    pub decision: Option<(bool, String)>,
}

/// The hours of one claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursView {
    /// When it began.
    pub begun: Option<Standing>,
    /// When it ended.
    pub ended: Option<Standing>,
    /// Pieces made.
    pub pieces: Option<Standing>,
    /// Minutes that are paid, once both are known.
    pub minutes: Option<i64>,
    /// All that was said, the oldest first.
    pub reports: Vec<PastReport>,
}

/// Somebody who works in a shift, as the employer sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewMember {
    /// Their claim.
    pub claim: ClaimId,
    /// What they are called.
    pub name: String,
    /// Their phone, masked.
    pub phone: String,
    /// Where the claim stands.
    pub state: ClaimState,
    /// Their hours.
    pub hours: HoursView,
    /// That they, or the employer, did not come.
    pub absence: Option<Absence>,
    /// What employers say of them, if many do.
    pub ratings: Option<Summary>,
    /// What the employer keeps of them.
    pub preference: Option<PreferenceKind>,
    /// How they keep to what was agreed.
    pub reliability: Reliability,
}

/// A shift, for its employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewPage {
    /// Now.
    pub now: Moment,
    /// Whose.
    pub organisation: OrganisationId,
    /// The shift.
    pub shift: DayShift,
    /// What is paid for: pieces are only asked for where they count.
    pub unit: PayUnit,
    /// How its seats are filled.
    pub fills: Filling,
    /// The code, while one may check in or out.
    pub code: Option<ShiftCode>,
    /// Who comes.
    pub crew: Vec<CrewMember>,
    /// Hours may be written down now.
    pub writable: bool,
    /// From when on somebody may be called absent.
    pub absent_from: Moment,
}

/// What somebody may do about their own claim now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a form that is shown or not")]
pub struct MayNow {
    /// Check in.
    pub check_in: bool,
    /// Check out.
    pub check_out: bool,
    /// Say what the hours were.
    pub report: bool,
    /// Say that the employer did not come.
    pub absent: bool,
}

/// One's own claim on the day and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkPage {
    /// Now.
    pub now: Moment,
    /// The claim.
    pub claim: ClaimId,
    /// Its shift.
    pub shift: ShiftId,
    /// What the work is.
    pub title: String,
    /// Who gives it.
    pub employer: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// Street or landmark.
    pub address: String,
    /// The place is known well enough to check in by it.
    pub pinned: bool,
    /// What is paid for.
    pub unit: PayUnit,
    /// Where the claim stands.
    pub state: ClaimState,
    /// The hours.
    pub hours: HoursView,
    /// That somebody did not come.
    pub absence: Option<Absence>,
    /// What may be done.
    pub may: MayNow,
    /// From when on one may check in.
    pub opens: Moment,
    /// The wages, once the hours are known.
    pub wages: Option<Wages>,
    /// What else is to be known of how the claim came about, or did not.
    pub remark: Option<Remark>,
}

/// An appeal, for the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealCase {
    /// Now.
    pub now: Moment,
    /// The claim.
    pub claim: ClaimId,
    /// What the work was.
    pub title: String,
    /// Who gave it.
    pub employer: String,
    /// Where.
    pub place: String,
    /// Start.
    pub starts: Moment,
    /// End.
    pub ends: Moment,
    /// The worker, masked.
    pub worker: String,
    /// What is said.
    pub absence: Absence,
    /// What was written down of the hours.
    pub reports: Vec<PastReport>,
    /// Whoever looks may decide.
    pub may_decide: bool,
}
