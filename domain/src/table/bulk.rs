//! Doing the same to many rows: first what would come of it, row by row, then with a reason the thing itself.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::TableKind;
use crate::{
    error::{FieldError, Problem},
    identity::{Right, VerificationState, staff::reason},
    word::words,
};

/// The most rows that are worked on at once: a page of a table.
pub const BULK_LIMIT: usize = 50;

words! {
    /// What can be done to many rows at once.
    BulkAction {
        /// Close shifts: whoever holds a seat or waits is told.
        CloseShifts = "close",
        /// Withdraw postings: all their shifts to come are closed.
        WithdrawPostings = "withdraw",
        /// Take back the verification of organisations.
        RevokeOrganisations = "revoke",
    }
}

impl BulkAction {
    /// Of which table the rows are.
    pub const fn table(self) -> TableKind {
        match self {
            Self::CloseShifts => TableKind::Shifts,
            Self::WithdrawPostings => TableKind::Postings,
            Self::RevokeOrganisations => TableKind::Organisations,
        }
    }

    /// The right that it takes.
    pub const fn right(self) -> Right {
        match self {
            Self::CloseShifts | Self::WithdrawPostings => Right::Edit,
            Self::RevokeOrganisations => Right::Decide,
        }
    }
}

/// Which rows were chosen for what, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkQuery {
    /// The word of the table.
    pub table: String,
    /// The word of the action.
    pub action: String,
    /// The ids of the rows.
    pub ids: Vec<String>,
}

/// "Do it to these rows".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BulkDraft {
    /// The word of the table.
    pub table: String,
    /// The word of the action.
    pub action: String,
    /// The ids of the rows.
    pub ids: Vec<String>,
    /// Why.
    pub reason: String,
}

/// What is to be done, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkOrder {
    /// What.
    pub action: BulkAction,
    /// To what, each once.
    pub ids: Vec<Uuid>,
}

/// Why nothing can be done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hindrance {
    /// It is closed, withdrawn or not verified already.
    Already,
    /// It has begun or is over.
    Begun,
    /// Whoever asks has filed it.
    Own,
}

/// A row as the preview shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkRow {
    /// Its id.
    pub id: Uuid,
    /// What it is called; of a person, masked.
    pub name: String,
    /// Where it lies, in words.
    pub place: String,
    /// How many people are told, or shifts are closed.
    pub touched: u32,
    /// Why nothing can be done to it.
    pub hindrance: Option<Hindrance>,
}

/// What would come of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPreview {
    /// What is to be done.
    pub action: BulkAction,
    /// To what. Rows that are not there, or not for whoever asks, are left out.
    pub rows: Vec<BulkRow>,
    /// What is wrong with the choice of rows.
    pub problem: Option<Problem>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkDone {
    /// To how many rows it was done.
    pub done: u32,
    /// How many were left as they are, because they had changed or could not be worked on.
    pub left: u32,
}

impl BulkQuery {
    /// What is to be done; nothing where the table has no such action.
    pub fn action(&self) -> Option<BulkAction> {
        BulkAction::parse(&self.action).filter(|action| action.table().word() == self.table)
    }

    /// To which rows. Errors: none at all, or too many.
    pub fn rows(&self) -> Result<Vec<Uuid>, Problem> {
        rows(&self.ids)
    }
}

impl BulkDraft {
    /// What is to be done, and why.
    pub fn parse(&self) -> Result<(BulkOrder, String), Vec<FieldError>> {
        let wrong = |field, problem| vec![FieldError::new(field, problem)];
        let action = BulkAction::parse(&self.action).filter(|action| action.table().word() == self.table);
        let action = action.ok_or_else(|| wrong("action", Problem::UnknownWord))?;
        let order = BulkOrder { action, ids: rows(&self.ids).map_err(|problem| wrong("ids", problem))? };
        let reason = reason(&self.reason).map_err(|problem| vec![FieldError::new("reason", problem)])?;
        Ok((order, reason))
    }
}

fn rows(ids: &[String]) -> Result<Vec<Uuid>, Problem> {
    let mut read: Vec<Uuid> = ids.iter().filter_map(|id| Uuid::try_parse(id).ok()).collect();
    read.sort_unstable();
    read.dedup();
    match read.len() {
        0 => Err(Problem::NothingChosen),
        n if n > BULK_LIMIT => Err(Problem::TooManyRows(u32::try_from(BULK_LIMIT).unwrap_or(u32::MAX))),
        _ => Ok(read),
    }
}

/// Why the verification of an organisation in this state cannot be taken back.
pub const fn hinders_revoking(state: VerificationState, own: bool) -> Option<Hindrance> {
    match state {
        VerificationState::Verified if own => Some(Hindrance::Own),
        VerificationState::Verified => None,
        _ => Some(Hindrance::Already),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::VerificationStep;
    use proptest::prelude::*;

    fn draft(action: &str, ids: Vec<String>) -> BulkDraft {
        BulkDraft { table: "shifts".to_owned(), action: action.to_owned(), ids, reason: "停电".to_owned() }
    }

    #[test]
    fn an_order_names_an_action_of_its_table_and_rows() {
        let id = Uuid::from_u128(7).to_string();
        let order = BulkOrder { action: BulkAction::CloseShifts, ids: vec![Uuid::from_u128(7)] };
        let twice = draft("close", vec![id.clone(), id.clone(), "x".to_owned()]);
        assert_eq!(twice.parse(), Ok((order, "停电".to_owned())), "each once");
        let fields = |draft: BulkDraft| draft.parse().err().map(|errors| errors[0].clone());
        assert_eq!(fields(draft("withdraw", vec![id.clone()])), Some(FieldError::new("action", Problem::UnknownWord)));
        assert_eq!(fields(draft("close", Vec::new())), Some(FieldError::new("ids", Problem::NothingChosen)));
        let many = (0..51).map(|n| Uuid::from_u128(n).to_string()).collect();
        assert_eq!(fields(draft("close", many)), Some(FieldError::new("ids", Problem::TooManyRows(50))));
        let silent = BulkDraft { reason: String::new(), ..draft("close", vec![id]) };
        assert_eq!(fields(silent), Some(FieldError::new("reason", Problem::Empty)));
    }

    #[test]
    fn only_what_can_be_taken_back_is() {
        for state in VerificationState::ALL {
            let possible = state.after(VerificationStep::Revoke).is_some();
            assert_eq!(hinders_revoking(*state, false).is_none(), possible, "{state:?}");
        }
        assert_eq!(hinders_revoking(VerificationState::Verified, true), Some(Hindrance::Own));
    }

    proptest! {
        #[test]
        fn anything_may_be_sent(a in ".{0,12}", b in ".{0,12}", ids in proptest::collection::vec(".{0,40}", 0..60), c in ".{0,300}") {
            match (BulkDraft { table: a, action: b, ids, reason: c }).parse() {
                Ok((order, reason)) => prop_assert!(!order.ids.is_empty() && order.ids.len() <= BULK_LIMIT && !reason.is_empty()),
                Err(errors) => prop_assert!(!errors.is_empty()),
            }
        }
    }
}
