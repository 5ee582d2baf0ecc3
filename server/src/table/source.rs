//! Where the rows of each table come from: the joins, what stands in each column, and how they are narrowed down.
//!
//! Pieces of SQL that both engines read alike; `statement` makes a whole of them.

use domain::table::{Column, TableKind};

use crate::store;

/// How a value is stored, and what becomes of it in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// A text as it is.
    Text,
    /// A word of the column.
    Word,
    /// The code of a region, shown in words.
    Region,
    /// The code of an occupation, shown by its name.
    Occupation,
    /// A number.
    Number,
    /// A sum in fen.
    Sum,
    /// A moment.
    At,
    /// A person's name, sealed for this column of their row, shown masked.
    SealedName(store::Column),
    /// A phone, sealed in the same way, shown masked.
    SealedPhone,
}

/// What stands in a column.
pub struct Field {
    /// The column.
    pub column: Column,
    /// The expression.
    pub sql: &'static str,
    /// What it is.
    pub stored: Stored,
}

/// A table that lies in the database.
pub struct Source {
    /// The tables and how they hang together.
    pub from: &'static str,
    /// The id of a row.
    pub id: &'static str,
    /// The account by whose id sealed values open; the row's own id where none is shown.
    pub person: &'static str,
    /// The code of the region that it lies in.
    pub region: &'static str,
    /// The township as a number, where an index has it: without it a village's few rows would be looked for in all.
    pub town: Option<&'static str>,
    /// What holds for every row; empty for nothing.
    pub only: &'static str,
    /// Its columns.
    pub fields: &'static [Field],
    /// How a posting of the row is named, if it has one.
    pub posting: Option<&'static str>,
    /// How the organisation is named, if there is one.
    pub employer: Option<&'static str>,
    /// The moment by which days narrow it down, if they do.
    pub day: Option<&'static str>,
    /// The last part of the address of the page about a row: an expression of an id, after this path.
    pub page: Option<(&'static str, &'static str)>,
}

const fn field(column: Column, sql: &'static str, stored: Stored) -> Field {
    Field { column, sql, stored }
}

const GIG: &str = "shift s JOIN posting p ON p.id = s.posting_id JOIN organisation o ON o.id = p.employer_id";

static POSTINGS: Source = Source {
    from: "posting p JOIN organisation o ON o.id = p.employer_id",
    id: "p.id",
    person: "p.id",
    region: "p.region",
    town: None,
    only: "",
    fields: &[
        field(Column::Title, "p.title", Stored::Text),
        field(Column::Employer, "o.name", Stored::Text),
        field(Column::Occupation, "p.occupation", Stored::Occupation),
        field(Column::Place, "p.region", Stored::Region),
        field(Column::Pay, "p.pay_amount", Stored::Sum),
        field(Column::PayUnit, "p.pay_unit", Stored::Word),
        field(Column::Settlement, "p.settlement", Stored::Word),
        field(Column::Shifts, "(SELECT COUNT(*) FROM shift n WHERE n.posting_id = p.id)", Stored::Number),
        field(Column::Published, "p.published_at", Stored::At),
    ],
    posting: Some("p.id"),
    employer: Some("p.employer_id"),
    day: Some("p.published_at"),
    page: Some(("/console/tables/shifts?posting=", "p.id")),
};

static SHIFTS: Source = Source {
    from: GIG,
    id: "s.id",
    person: "s.id",
    region: "p.region",
    town: Some("s.town"),
    only: "",
    fields: &[
        field(Column::Title, "p.title", Stored::Text),
        field(Column::Employer, "o.name", Stored::Text),
        field(Column::Occupation, "p.occupation", Stored::Occupation),
        field(Column::Place, "p.region", Stored::Region),
        field(Column::Starts, "s.starts_at", Stored::At),
        field(Column::Ends, "s.ends_at", Stored::At),
        field(Column::Seats, "s.seats", Stored::Number),
        field(Column::Taken, "s.taken", Stored::Number),
        field(Column::Waiting, "s.waiting", Stored::Number),
        field(Column::Hourly, "s.hourly", Stored::Sum),
        field(Column::State, SHIFT_STATE, Stored::Word),
        field(Column::Published, "s.published_at", Stored::At),
    ],
    posting: Some("s.posting_id"),
    employer: Some("p.employer_id"),
    day: Some("s.starts_at"),
    page: Some(("/gigs/", "s.id")),
};

/// As `ShiftState::of` has it; `{now}` is the moment.
const SHIFT_STATE: &str = "CASE WHEN s.closed_at IS NOT NULL THEN 'closed' WHEN s.ends_at <= {now} THEN 'ended' \
                           WHEN s.starts_at <= {now} THEN 'started' WHEN s.taken >= s.seats THEN 'full' ELSE 'open' END";

static CLAIMS: Source = Source {
    from: "claim c JOIN shift s ON s.id = c.shift_id JOIN posting p ON p.id = s.posting_id \
           JOIN organisation o ON o.id = p.employer_id LEFT JOIN worker w ON w.account_id = c.account_id",
    id: "c.id",
    person: "c.account_id",
    region: "p.region",
    town: Some("s.town"),
    only: "",
    fields: &[
        field(Column::Name, "w.name", Stored::SealedName(store::Column::NAME)),
        field(Column::Title, "p.title", Stored::Text),
        field(Column::Employer, "o.name", Stored::Text),
        field(Column::Place, "p.region", Stored::Region),
        field(Column::Starts, "c.starts_at", Stored::At),
        field(Column::State, "c.state", Stored::Word),
        field(Column::Made, "c.made_at", Stored::At),
    ],
    posting: Some("s.posting_id"),
    employer: Some("p.employer_id"),
    day: Some("c.starts_at"),
    page: Some(("/gigs/", "s.id")),
};

static ORGANISATIONS: Source = Source {
    from: "organisation o",
    id: "o.id",
    person: "o.id",
    region: "o.region",
    town: None,
    only: "",
    fields: &[
        field(Column::Name, "o.name", Stored::Text),
        field(Column::Kind, "o.kind", Stored::Word),
        field(Column::CreditCode, "o.credit_code", Stored::Text),
        field(Column::Place, "o.region", Stored::Region),
        field(Column::State, ORGANISATION_STATE, Stored::Word),
        field(Column::Until, "o.verified_until", Stored::At),
        field(Column::Since, "o.created_at", Stored::At),
    ],
    posting: None,
    employer: None,
    day: None,
    page: Some(("/console/organisation/", "o.id")),
};

/// As `VerificationState::at` has it.
const ORGANISATION_STATE: &str = "CASE WHEN o.state = 'verified' AND o.verified_until <= {now} THEN 'expired' \
     ELSE o.state END";

static PEOPLE: Source = Source {
    from: "account a JOIN worker w ON w.account_id = a.id",
    id: "a.id",
    person: "a.id",
    region: "w.home",
    town: None,
    only: "a.closed_at IS NULL",
    fields: &[
        field(Column::Name, "w.name", Stored::SealedName(store::Column::NAME)),
        field(Column::Phone, "a.phone", Stored::SealedPhone),
        field(Column::Place, "w.home", Stored::Region),
        field(Column::Since, "a.created_at", Stored::At),
    ],
    posting: None,
    employer: None,
    day: None,
    page: Some(("/console/people/", "a.id")),
};

static STAFF: Source = Source {
    from: "staff f JOIN account a ON a.id = f.account_id",
    id: "a.id",
    person: "a.id",
    region: "f.region",
    town: None,
    only: "",
    fields: &[
        field(Column::Name, "f.name", Stored::SealedName(store::Column::STAFF_NAME)),
        field(Column::Phone, "a.phone", Stored::SealedPhone),
        field(Column::Role, "f.role", Stored::Word),
        field(Column::Place, "f.region", Stored::Region),
        field(Column::State, "CASE WHEN f.suspended_at IS NULL THEN 'working' ELSE 'left' END", Stored::Word),
        field(Column::Since, "f.since", Stored::At),
    ],
    posting: None,
    employer: None,
    day: None,
    page: None,
};

/// The rows of a table in the database; none for those that are reference data.
pub const fn of(kind: TableKind) -> Option<&'static Source> {
    match kind {
        TableKind::Postings => Some(&POSTINGS),
        TableKind::Shifts => Some(&SHIFTS),
        TableKind::Claims => Some(&CLAIMS),
        TableKind::Organisations => Some(&ORGANISATIONS),
        TableKind::People => Some(&PEOPLE),
        TableKind::Staff => Some(&STAFF),
        TableKind::Regions | TableKind::Occupations => None,
    }
}

impl Source {
    /// What stands in a column.
    pub fn field(&self, column: Column) -> Option<&Field> {
        self.fields.iter().find(|field| field.column == column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_a_table_has_a_value() {
        for kind in TableKind::ALL {
            let Some(source) = of(*kind) else { continue };
            let columns: Vec<Column> = source.fields.iter().map(|field| field.column).collect();
            assert_eq!(columns, kind.columns(), "{kind:?}");
            assert_eq!(source.day.is_some(), kind.filters().days, "{kind:?}");
        }
    }
}
