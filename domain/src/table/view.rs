//! What the page of a table shows, and the views that somebody keeps of it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BulkAction, Column, Order, TableKind, TableQuery};
use crate::{
    error::{FieldError, Problem},
    money::Fen,
    occupation::OccupationChoice,
    page::Count,
    region::RegionChoice,
    when::Moment,
};

/// The most characters of the name of a view.
pub const NAME_LIMIT: usize = 30;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text as it is.
    Text(String),
    /// A word of the column, for which each language has its own.
    Word(String),
    /// A number.
    Number(i64),
    /// A sum, fen.
    Sum(Fen),
    /// A moment.
    At(Moment),
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// The id of what it is about; of a region or an occupation none.
    pub id: Uuid,
    /// The page about it; empty if there is none.
    pub href: String,
    /// One for each column that is shown.
    pub cells: Vec<Cell>,
}

/// A view that somebody has kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Its id.
    pub id: Uuid,
    /// What they call it.
    pub name: String,
    /// What it asks for.
    pub query: TableQuery,
}

/// A page of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePage {
    /// Which table.
    pub kind: TableKind,
    /// The tables that whoever asks may see.
    pub kinds: Vec<TableKind>,
    /// What was asked.
    pub query: TableQuery,
    /// What could not be read of it.
    pub problems: Vec<FieldError>,
    /// Now.
    pub now: Moment,
    /// How many rows there are in all.
    pub total: Count,
    /// The columns shown, in order.
    pub columns: Vec<Column>,
    /// How the rows are sorted: the word of [`Order`].
    pub order: String,
    /// A page of rows.
    pub rows: Vec<TableRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// The regions that can be chosen: one's own and those below, to the township.
    pub regions: Vec<RegionChoice>,
    /// The level-2 groups of occupations that can be chosen; empty where the table has none.
    pub trades: Vec<OccupationChoice>,
    /// The views that whoever asks has kept of this table.
    pub views: Vec<SavedView>,
    /// What whoever asks may do to many rows at once.
    pub actions: Vec<BulkAction>,
    /// Whether whoever asks may take the rows away as a file.
    pub may_export: bool,
}

impl TablePage {
    /// The address of this table when `query` is asked of it.
    pub fn sorted(&self, by: Column) -> Option<Order> {
        let current = if by.word() == self.order { Some(false) } else { None };
        let current = current.or_else(|| (format!("-{}", by.word()) == self.order).then_some(true));
        self.kind.sorts().contains(&by).then(|| Order { by, descending: current == Some(false) })
    }
}

/// "Keep this view under a name".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveViewDraft {
    /// The word of the table.
    pub table: String,
    /// What to call it.
    pub name: String,
    /// What it asks for.
    pub query: TableQuery,
}

impl SaveViewDraft {
    /// Which table, and the name; the same name again keeps the new view instead of the old.
    pub fn parse(&self) -> Result<(TableKind, String), Vec<FieldError>> {
        let wrong = |field, problem| vec![FieldError::new(field, problem)];
        let kind = TableKind::parse(&self.table).ok_or_else(|| wrong("table", Problem::UnknownWord))?;
        let name = self.name.trim();
        if name.is_empty() {
            return Err(wrong("name", Problem::Empty));
        }
        if name.chars().count() > NAME_LIMIT {
            return Err(wrong("name", Problem::TooLong(u32::try_from(NAME_LIMIT).unwrap_or(u32::MAX))));
        }
        Ok((kind, name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_needs_a_table_and_a_short_name() {
        let draft = |table: &str, name: String| SaveViewDraft { table: table.to_owned(), name, ..Default::default() };
        assert_eq!(draft("shifts", " 今天 ".to_owned()).parse(), Ok((TableKind::Shifts, "今天".to_owned())));
        assert_eq!(draft("shifts", " ".to_owned()).parse(), Err(vec![FieldError::new("name", Problem::Empty)]));
        let long = draft("shifts", "长".repeat(NAME_LIMIT + 1)).parse();
        assert_eq!(long, Err(vec![FieldError::new("name", Problem::TooLong(30))]));
        assert!(draft("chairs", "x".to_owned()).parse().is_err());
    }
}
