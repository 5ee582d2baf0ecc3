//! Staff: which role somebody has, over which region, and what that lets them do.

mod draft;
mod model;
pub mod password;

pub use draft::{ActForDraft, Invite, InviteDraft, Join, JoinDraft, SecondFactor, StaffSignInDraft, reason};
pub use model::{Invitation, Joined, SessionView, Sessions};

use serde::{Deserialize, Serialize};

use crate::{
    id::AccountId,
    region::{RegionCode, RegionLevel},
    word::words,
};

words! {
    /// What somebody is on the staff for. Nobody has two: who files does not decide, who manages accounts does neither,
    /// and who reads the trail changes nothing.
    StaffRole {
        /// Keeps listings and files, and helps people.
        Operator = "operator",
        /// Decides on what was filed.
        Approver = "approver",
        /// Reads the trail.
        Auditor = "auditor",
        /// Manages accounts of the staff and settings.
        Administrator = "administrator",
        /// Judges what is assigned to them.
        Reviewer = "reviewer",
        /// Accompanies whom they are assigned to.
        Mentor = "mentor",
    }
}

words! {
    /// Something that only staff may do, always within their region.
    Right {
        /// See lists, objects and numbers, personal data masked.
        Look = "look",
        /// Write and change what is to be decided on, listings and files.
        Edit = "edit",
        /// Decide on what somebody else has filed.
        Decide = "decide",
        /// See a masked value whole, which the trail tells of.
        Reveal = "reveal",
        /// Take lists away as files.
        Export = "export",
        /// Act for a person, with a reason.
        ActFor = "act-for",
        /// Claim a seat for a person who has agreed to it.
        ClaimFor = "claim-for",
        /// Manage accounts of the staff, and settings.
        Administer = "administer",
        /// Read the audit trail.
        Audit = "audit",
    }
}

impl StaffRole {
    /// The rights of the role.
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::Operator => &[Right::Look, Right::Edit, Right::Reveal, Right::Export, Right::ActFor, Right::ClaimFor],
            Self::Approver => &[Right::Look, Right::Decide, Right::Reveal, Right::Export],
            Self::Auditor => &[Right::Look, Right::Export, Right::Audit],
            Self::Administrator => &[Right::Look, Right::Administer],
            Self::Reviewer | Self::Mentor => &[],
        }
    }

    /// Whether the role has this right.
    pub fn has(self, right: Right) -> bool {
        self.rights().contains(&right)
    }
}

/// Somebody of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Their account.
    pub account: AccountId,
    /// What they are there for.
    pub role: StaffRole,
    /// Over which region: this one and all that lies under it.
    pub region: RegionCode,
}

/// Whether `staff` may decide on what lies in `region` and was filed by `filed_by`: nobody approves what they filed.
pub fn may_decide(staff: &Staff, region: &RegionCode, filed_by: Option<AccountId>) -> bool {
    staff.role.has(Right::Decide) && staff.region.covers(region) && filed_by != Some(staff.account)
}

/// Whether `staff` may appoint, change or suspend somebody with `role` over `region`: within their own region, and
/// never themselves.
pub fn may_appoint(staff: &Staff, region: &RegionCode, whom: Option<AccountId>) -> bool {
    staff.role.has(Right::Administer) && staff.region.covers(region) && whom != Some(staff.account)
}

/// Whether a person with this home is for the staff of `region` to look after: whoever lives there; and whoever has not
/// said where they live, for the staff of the whole city.
pub fn looks_after(region: &RegionCode, home: Option<&RegionCode>) -> bool {
    match home {
        Some(home) => region.covers(home),
        None => region.level() == RegionLevel::City,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Actor;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn region(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap_or_else(|| unreachable!("{text}"))
    }

    fn staff(role: StaffRole, over: &str) -> Staff {
        Staff { account: AccountId(Uuid::from_u128(1)), role, region: region(over) }
    }

    /// What stands in the table of roles and rights, as a second pair of eyes has written it down.
    #[test]
    fn every_role_has_the_rights_that_were_meant() {
        let table = [
            ("operator", "look edit reveal export act-for claim-for"),
            ("approver", "look decide reveal export"),
            ("auditor", "look export audit"),
            ("administrator", "look administer"),
            ("reviewer", ""),
            ("mentor", ""),
        ];
        assert_eq!(table.len(), StaffRole::ALL.len());
        for (role, rights) in table {
            let role = StaffRole::parse(role).unwrap_or_else(|| unreachable!("{role}"));
            for right in Right::ALL {
                let meant = rights.split(' ').any(|word| word == right.word());
                assert_eq!(role.has(*right), meant, "{role:?} {right:?}");
            }
        }
    }

    #[test]
    fn duties_are_kept_apart() {
        for role in StaffRole::ALL {
            assert!(!(role.has(Right::Administer) && role.has(Right::Decide)), "{role:?}");
            assert!(!(role.has(Right::Edit) && role.has(Right::Decide)), "{role:?}");
            let changes = [Right::Edit, Right::Decide, Right::Administer, Right::ActFor, Right::ClaimFor];
            assert!(!(role.has(Right::Audit) && changes.iter().any(|right| role.has(*right))), "{role:?}");
        }
    }

    #[test]
    fn nobody_decides_on_what_they_filed_or_appoints_themselves() {
        let approver = staff(StaffRole::Approver, "510600");
        assert!(may_decide(&approver, &region("510681"), None));
        assert!(may_decide(&approver, &region("510681"), Some(AccountId(Uuid::from_u128(2)))));
        assert!(!may_decide(&approver, &region("510681"), Some(approver.account)));
        let administrator = staff(StaffRole::Administrator, "510681");
        assert!(may_appoint(&administrator, &region("510681001"), None));
        assert!(!may_appoint(&administrator, &region("510681"), Some(administrator.account)));
        assert!(!may_appoint(&administrator, &region("510600"), None), "above one's own region");
    }

    #[test]
    fn acting_for_somebody_gives_their_rights_and_takes_ones_own() {
        let staff = staff(StaffRole::Operator, "510600");
        let person = AccountId(Uuid::from_u128(7));
        let acting = Actor::ActingFor { staff, account: person };
        assert_eq!(acting.account(), Some(person));
        assert!(Right::ALL.iter().all(|right| !acting.may(*right, &region("510600"))));
    }

    #[test]
    fn people_are_looked_after_where_they_live() {
        assert!(looks_after(&region("510681"), Some(&region("510681001"))));
        assert!(!looks_after(&region("510681"), Some(&region("510683001"))));
        assert!(looks_after(&region("510600"), None) && !looks_after(&region("510681"), None));
    }

    const OVER: [&str; 6] = ["510600", "510681", "510681001", "510681001010", "510683", "510683105"];

    proptest! {
        #[test]
        fn nothing_reaches_outside_the_region(role in 0_usize..6, over in 0_usize..6, at in 0_usize..6, right in 0_usize..9) {
            let (role, right) = (StaffRole::ALL[role], Right::ALL[right]);
            let actor = Actor::Staff(staff(role, OVER[over]));
            let may = actor.may(right, &region(OVER[at]));
            prop_assert_eq!(may, role.has(right) && region(OVER[over]).covers(&region(OVER[at])));
            prop_assert!(!Actor::Guest.may(right, &region(OVER[at])));
            prop_assert!(!Actor::Person(AccountId(Uuid::nil())).may(right, &region(OVER[at])));
        }
    }
}
