//! What organisations are, and what their pages show.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    attachment::Attachment,
    id::{AccountId, InvitationId, OrganisationId},
    identity::{VerificationState, identifier::Check},
    region::{RegionChoice, RegionCode},
    when::Moment,
    word::words,
};

words! {
    /// What kind of organisation it is.
    OrganisationKind {
        /// A registered firm or other organisation.
        Firm = "firm",
        /// A farm or farming household.
        Farm = "farm",
        /// A private household.
        Household = "household",
        /// It trains people.
        Institution = "institution",
        /// It houses new businesses.
        Base = "base",
    }
}

impl OrganisationKind {
    /// Whether it has a unified social credit code; a farm may have none.
    pub const fn needs_code(self) -> bool {
        !matches!(self, Self::Farm | Self::Household)
    }

    /// The last day that is suggested for a verification on `today`: three years on, as licences last; for a private
    /// household, which has none and moves, one.
    pub fn suggested_end(self, today: Date) -> Date {
        let years = if self == Self::Household { 1 } else { 3 };
        today.saturating_add(years.years())
    }
}

/// What the public sees of a name: of a household no more than its first character.
pub fn public_name(kind: OrganisationKind, name: &str) -> String {
    match kind {
        OrganisationKind::Household => format!("{}**（住户）", name.chars().next().unwrap_or('*')),
        _ => name.to_owned(),
    }
}

words! {
    /// What a member may do.
    MemberRole {
        /// Changes the organisation, files it, and chooses its members.
        Owner = "owner",
        /// Works for it.
        Member = "member",
    }
}

/// An organisation as its members and the staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What kind it is.
    pub kind: OrganisationKind,
    /// Its whole name; for the staff, a household's public one.
    pub name: String,
    /// Its unified social credit code, or nothing.
    pub credit_code: String,
    /// Where it is.
    pub region: RegionCode,
    /// The same in words.
    pub place: String,
    /// Whom to ask for.
    pub contact_name: String,
    /// The phone of that person; for the staff masked until it is revealed.
    pub contact_phone: String,
    /// Where its verification stands.
    pub state: VerificationState,
    /// Until when it is verified.
    pub until: Option<Moment>,
    /// When it was filed last.
    pub filed: Option<Moment>,
    /// What the staff said with their last decision.
    pub reason: String,
    /// Grows with every change: a decision is about what was seen.
    pub version: i64,
    /// Made up.
    pub sample: bool,
}

/// An organisation that somebody belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyOrganisation {
    /// The organisation.
    pub organisation: Organisation,
    /// As what they belong to it.
    pub role: MemberRole,
}

/// The organisations that somebody belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyOrganisations {
    /// Now.
    pub now: Moment,
    /// All of them.
    pub organisations: Vec<MyOrganisation>,
    /// The counties of this city, for a new one.
    pub counties: Vec<RegionChoice>,
    /// The townships of every county.
    pub towns: Vec<RegionChoice>,
}

/// A member, as the others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// What they are called; empty if they did not say.
    pub name: String,
    /// Their phone, masked.
    pub phone: String,
    /// What they may do.
    pub role: MemberRole,
    /// Since when.
    pub since: Moment,
    /// It is whoever looks.
    pub me: bool,
}

/// An invitation that was not answered yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The phone it is for, masked; empty if it is for whoever has the link.
    pub phone: String,
    /// As what.
    pub role: MemberRole,
    /// Until when it is good.
    pub expires: Moment,
}

/// The page of an organisation for its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPage {
    /// Now.
    pub now: Moment,
    /// The organisation.
    pub organisation: Organisation,
    /// As what one belongs to it.
    pub role: MemberRole,
    /// What should be looked at again before filing.
    pub warnings: Vec<Warning>,
    /// The evidence; owners see it.
    pub files: Vec<Attachment>,
    /// Who belongs to it.
    pub members: Vec<Member>,
    /// Who is invited; owners see it.
    pub invitations: Vec<OpenInvitation>,
    /// The counties of this city.
    pub counties: Vec<RegionChoice>,
    /// The townships of every county.
    pub towns: Vec<RegionChoice>,
}

/// What an invitation is for, to whoever has its link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Now.
    pub now: Moment,
    /// The organisation's public name.
    pub name: String,
    /// As what.
    pub role: MemberRole,
    /// Until when it is good.
    pub expires: Moment,
}

/// Something the staff should look at before they decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// The last character of the credit code does not fit the others.
    CodeCheck,
    /// Another organisation is registered with the same code.
    CodeTwice,
    /// There is no evidence.
    NoEvidence,
    /// It was verified before, and that time is over.
    Expired,
    /// The number is verified for another account already.
    NumberTaken,
    /// The number was filed by another account as well.
    NumberTwice,
}

impl Warning {
    /// The warning that a credit code's check character gives, if any.
    pub fn of_check(check: Check) -> Option<Self> {
        (check == Check::Wrong).then_some(Self::CodeCheck)
    }
}

/// An organisation for the staff to decide on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationCase {
    /// Now.
    pub now: Moment,
    /// What was filed.
    pub organisation: Organisation,
    /// What to look at.
    pub warnings: Vec<Warning>,
    /// The evidence.
    pub files: Vec<Attachment>,
    /// Whoever looks may decide on it now.
    pub may_decide: bool,
    /// Whoever looks may have personal data shown, and open the evidence.
    pub may_reveal: bool,
    /// Personal data is shown whole, since it was asked for a moment ago.
    pub revealed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_verification_is_suggested_to_last_as_long_as_what_it_rests_on() {
        let today = date(2028, 2, 29);
        assert_eq!(OrganisationKind::Household.suggested_end(today), date(2029, 2, 28));
        assert_eq!(OrganisationKind::Firm.suggested_end(today), date(2031, 2, 28));
    }
}
