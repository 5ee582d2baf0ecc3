//! Imports: tables of rows that staff bring in as files, checked without effect first and then put into effect whole.

mod columns;
mod report;
mod service;
mod state;

pub use columns::{Column, Header, read_cell, read_header};
pub use report::{
    COLUMNS_LIMIT, Counts, ImportList, ImportPage, ImportQuery, ImportRow, ImportView, NewImport, Outcome, ROWS_LIMIT,
    RowReport, SIZE_LIMIT, SIZE_LIMIT_MB, UNPACKED_LIMIT, UNPACKED_LIMIT_MB,
};
pub use service::{ImportService, ImportedLinks};
pub use state::{ImportState, ImportStep};

use crate::{
    identity::{Right, Staff},
    region::RegionLevel,
    word::words,
};

words! {
    /// What a file holds rows of.
    ImportKind {
        /// Organisations, most of them employers.
        Employers = "employers",
        /// Postings with their shifts.
        Postings = "postings",
        /// Colleagues to be invited to the staff.
        Staff = "staff",
        /// Regions of the reference data.
        Regions = "regions",
        /// Occupations of the reference data.
        Occupations = "occupations",
    }
}

impl ImportKind {
    /// The right that bringing such rows in needs.
    pub const fn right(self) -> Right {
        match self {
            Self::Employers | Self::Postings => Right::Edit,
            Self::Staff | Self::Regions | Self::Occupations => Right::Administer,
        }
    }

    /// Whether somebody of the staff may bring such rows in. Reference data is the whole city's.
    pub fn is_for(self, staff: &Staff) -> bool {
        let whole_city = matches!(self, Self::Regions | Self::Occupations);
        staff.role.has(self.right()) && (!whole_city || staff.region.level() == RegionLevel::City)
    }

    /// Whether a row that is brought in makes a link to hand on.
    pub const fn makes_links(self) -> bool {
        matches!(self, Self::Employers | Self::Staff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::AccountId, identity::StaffRole, region::RegionCode};
    use uuid::Uuid;

    #[test]
    fn each_kind_is_for_those_who_may_write_such_things() {
        let staff = |role, region: &str| Staff {
            account: AccountId(Uuid::nil()),
            role,
            region: RegionCode::parse(region).unwrap_or_else(|| unreachable!("{region}")),
        };
        for (kind, operator, county, city) in [
            (ImportKind::Employers, true, false, false),
            (ImportKind::Postings, true, false, false),
            (ImportKind::Staff, false, true, true),
            (ImportKind::Regions, false, false, true),
            (ImportKind::Occupations, false, false, true),
        ] {
            assert_eq!(kind.is_for(&staff(StaffRole::Operator, "510600")), operator, "{kind:?}");
            assert_eq!(kind.is_for(&staff(StaffRole::Administrator, "510681")), county, "{kind:?}");
            assert_eq!(kind.is_for(&staff(StaffRole::Administrator, "510600")), city, "{kind:?}");
            for role in [StaffRole::Approver, StaffRole::Auditor, StaffRole::Reviewer, StaffRole::Mentor] {
                assert!(!kind.is_for(&staff(role, "510600")), "{kind:?} {role:?}");
            }
        }
    }
}
