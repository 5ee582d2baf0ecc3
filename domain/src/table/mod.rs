//! The console's tables: what there is in the service, row by row, to search, sort, take away and work on in bulk.
//!
//! One description for all of them: a kind has columns, filters and orders, and one page, one statement and one export
//! are made from it. What a row shows of a person is masked.

mod bulk;
mod query;
mod service;
mod view;

pub use bulk::{
    BULK_LIMIT, BulkAction, BulkDone, BulkDraft, BulkOrder, BulkPreview, BulkQuery, BulkRow, Hindrance,
    hinders_revoking,
};
pub use query::{Order, SortKey, TableFilter, TableMark, TableQuery};
pub use service::{EXPORT_LIMIT, Export, ExportDraft, ExportFormat, TableService, VIEWS_LIMIT};
pub use view::{Cell, SaveViewDraft, SavedView, TablePage, TableRow};

use crate::{identity::Right, word::words};

words! {
    /// Which table.
    TableKind {
        /// Jobs.
        Postings = "postings",
        /// Their shifts.
        Shifts = "shifts",
        /// Who claimed a seat of which shift.
        Claims = "claims",
        /// Firms, farms, households, institutions and bases.
        Organisations = "organisations",
        /// The people who live here.
        People = "people",
        /// The staff.
        Staff = "staff",
        /// The regions of the city.
        Regions = "regions",
        /// The national occupations.
        Occupations = "occupations",
    }
}

words! {
    /// A column of a table.
    Column {
        /// The title of a posting.
        Title = "title",
        /// Its employer.
        Employer = "employer",
        /// The official name of an occupation.
        Occupation = "occupation",
        /// A code of the national tables.
        Code = "code",
        /// A name; of a person, masked.
        Name = "name",
        /// What kind of organisation.
        Kind = "kind",
        /// A unified social credit code.
        CreditCode = "credit-code",
        /// A phone, masked.
        Phone = "phone",
        /// The role of somebody of the staff.
        Role = "role",
        /// A region, in words.
        Place = "place",
        /// The level of a region.
        Level = "level",
        /// What is paid.
        Pay = "pay",
        /// For what it is paid.
        PayUnit = "pay-unit",
        /// When it is paid.
        Settlement = "settlement",
        /// How many shifts a posting has.
        Shifts = "shifts",
        /// When it begins.
        Starts = "starts",
        /// When it ends.
        Ends = "ends",
        /// How many seats.
        Seats = "seats",
        /// How many of them are held.
        Taken = "taken",
        /// How many wait for one.
        Waiting = "waiting",
        /// What an hour comes to.
        Hourly = "hourly",
        /// Where it stands.
        State = "state",
        /// Until when a verification is good.
        Until = "until",
        /// When it was published.
        Published = "published",
        /// When a claim was made.
        Made = "made",
        /// Since when it is there.
        Since = "since",
    }
}

/// How a table can be narrowed down, beside the region, which narrows all of them but the occupations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filters {
    /// By words.
    pub words: bool,
    /// By the level-2 group of occupations.
    pub trade: bool,
    /// By the days on which rows begin or were published.
    pub days: bool,
}

impl TableKind {
    /// The right to see it.
    pub const fn right(self) -> Right {
        match self {
            Self::Staff => Right::Administer,
            _ => Right::Look,
        }
    }

    /// Its columns, in order.
    pub const fn columns(self) -> &'static [Column] {
        use Column::{
            Code, CreditCode, Employer, Ends, Hourly, Kind, Level, Made, Name, Occupation, Pay, PayUnit, Phone, Place,
            Published, Role, Seats, Settlement, Shifts, Since, Starts, State, Taken, Title, Until, Waiting,
        };
        match self {
            Self::Postings => &[Title, Employer, Occupation, Place, Pay, PayUnit, Settlement, Shifts, Published],
            Self::Shifts => {
                &[Title, Employer, Occupation, Place, Starts, Ends, Seats, Taken, Waiting, Hourly, State, Published]
            }
            Self::Claims => &[Name, Title, Employer, Place, Starts, State, Made],
            Self::Organisations => &[Name, Kind, CreditCode, Place, State, Until, Since],
            Self::People => &[Name, Phone, Place, Since],
            Self::Staff => &[Name, Phone, Role, Place, State, Since],
            Self::Regions => &[Code, Name, Level, Place, State],
            Self::Occupations => &[Code, Occupation, State],
        }
    }

    /// The columns by which it can be sorted; the first is the usual one.
    pub const fn sorts(self) -> &'static [Column] {
        use Column::{Code, Hourly, Made, Name, Pay, Place, Published, Seats, Since, Starts, Taken, Title};
        match self {
            Self::Postings => &[Published, Title, Pay],
            Self::Shifts => &[Starts, Seats, Taken, Hourly, Published],
            Self::Claims => &[Starts, Made],
            Self::Organisations => &[Since, Name],
            Self::People => &[Since],
            Self::Staff => &[Place, Since],
            Self::Regions | Self::Occupations => &[Code],
        }
    }

    /// Whether the usual order begins with the last.
    pub const fn newest_first(self) -> bool {
        matches!(self, Self::Postings | Self::Organisations | Self::People)
    }

    /// How it can be narrowed down.
    pub const fn filters(self) -> Filters {
        let gig = matches!(self, Self::Postings | Self::Shifts | Self::Claims);
        Filters { words: !matches!(self, Self::People | Self::Staff), trade: gig, days: gig }
    }

    /// The words of the states its rows can be in, to look at one alone.
    pub const fn states(self) -> &'static [&'static str] {
        match self {
            Self::Shifts => &["open", "full", "started", "ended", "closed"],
            Self::Claims => &[
                "applied",
                "waitlisted",
                "offered",
                "confirmed",
                "checked_in",
                "checked_out",
                "settled",
                "declined",
                "expired",
                "cancelled_by_worker",
                "cancelled_by_employer",
                "no_show",
                "employer_no_show",
            ],
            Self::Organisations => &["draft", "filed", "returned", "refused", "verified", "expired", "revoked"],
            Self::Staff => &["working", "left"],
            Self::Regions | Self::Occupations => &["current", "abolished"],
            Self::Postings | Self::People => &[],
        }
    }

    /// What can be done to many of its rows at once.
    pub const fn actions(self) -> &'static [BulkAction] {
        match self {
            Self::Postings => &[BulkAction::WithdrawPostings],
            Self::Shifts => &[BulkAction::CloseShifts],
            Self::Organisations => &[BulkAction::RevokeOrganisations],
            Self::Claims | Self::People | Self::Staff | Self::Regions | Self::Occupations => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{StaffRole, VerificationState};

    #[test]
    fn a_table_can_be_sorted_by_its_own_columns_only() {
        for kind in TableKind::ALL {
            assert!(kind.sorts().iter().all(|sort| kind.columns().contains(sort)), "{kind:?}");
            assert_eq!(kind.states().is_empty(), !kind.columns().contains(&Column::State), "{kind:?}");
            let mut columns = kind.columns().to_vec();
            columns.sort();
            columns.dedup();
            assert_eq!(columns.len(), kind.columns().len(), "{kind:?} says a column twice");
        }
    }

    #[test]
    fn states_are_the_words_of_their_machines() {
        let verifications: Vec<&str> = VerificationState::ALL.iter().map(|state| state.word()).collect();
        assert_eq!(TableKind::Organisations.states(), verifications);
    }

    #[test]
    fn who_may_not_see_a_table_may_do_nothing_in_it() {
        for kind in TableKind::ALL {
            for action in kind.actions() {
                assert_eq!(action.table(), *kind);
                let may = StaffRole::ALL.iter().filter(|role| role.has(action.right()));
                assert!(may.clone().count() > 0, "{action:?}");
                assert!(may.clone().all(|role| role.has(kind.right())), "{action:?}");
            }
        }
    }
}
