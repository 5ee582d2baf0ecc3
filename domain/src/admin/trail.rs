//! The audit trail as auditors search it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::{FieldError, Problem},
    identity::Phone,
    page::Cursor,
    when::{self, Moment},
};

/// What an auditor looks for, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrailQuery {
    /// Who did it: the id of an account.
    pub who: String,
    /// To whom or what: the id of anything.
    pub subject: String,
    /// What was done, or what it begins with: `revealed`.
    pub action: String,
    /// From this day on.
    pub from: String,
    /// To this day, with it.
    pub to: String,
    /// Where the page before ended.
    pub after: String,
}

/// Somebody or something that is looked for, as it may be typed. A phone becomes an id before there is an address with it:
/// addresses are in every log on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// By their phone.
    Phone(Phone),
    /// By its id.
    Id(Uuid),
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// Who did it.
    pub who: Option<Uuid>,
    /// To whom or what.
    pub subject: Option<Uuid>,
    /// What it begins with; lower-case letters, dots and low lines.
    pub action: String,
    /// From this moment on.
    pub from: Option<Moment>,
    /// Before this moment.
    pub before: Option<Moment>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
}

impl TrailQuery {
    /// What can be read, and what is wrong with the rest, which is left out.
    pub fn parse(&self) -> (TrailFilter, Vec<FieldError>) {
        let mut errors = Vec::new();
        let mut keep = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let mut id = |field: &str, typed: &str| match typed.trim() {
            "" => None,
            typed => Uuid::try_parse(typed).map_err(|_| keep(field, Problem::UnknownWord)).ok(),
        };
        let (who, subject) = (id("who", &self.who), id("subject", &self.subject));
        let action: String = self.action.trim().to_ascii_lowercase();
        let known = action.bytes().all(|b| b.is_ascii_lowercase() || b == b'.' || b == b'_') && action.len() <= 40;
        if !known {
            keep("action", Problem::UnknownWord);
        }
        let mut day = |field: &str, typed: &str| match typed.trim() {
            "" => None,
            typed => when::parse_date(typed).or_else(|| {
                keep(field, Problem::NotADate);
                None
            }),
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let filter = TrailFilter {
            who,
            subject,
            action: if known { action } else { String::new() },
            from: from.map(Moment::start_of),
            before: to.map(|to| Moment(Moment::start_of(to).0 + Moment::DAY)),
            after: Cursor::parse(&self.after),
        };
        (filter, errors)
    }
}

impl Named {
    /// What was typed; nothing if nothing was.
    pub fn parse(typed: &str) -> Result<Option<Self>, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        match Uuid::try_parse(typed) {
            Ok(id) => Ok(Some(Self::Id(id))),
            Err(_) => Phone::parse(typed).map(|phone| Some(Self::Phone(phone))),
        }
    }
}

/// A row of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailRow {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// Who, as the trail has it: `person:<account>`, `staff:<account>`, `system`.
    pub actor: String,
    /// The name of whoever of the staff it was; empty for others.
    pub name: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: Uuid,
    /// Where, in words; empty for nowhere.
    pub place: String,
    /// Why; empty if nobody said.
    pub reason: String,
    /// It stands under a seal already.
    pub sealed: bool,
}

/// A page of the trail, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    /// What was asked.
    pub query: TrailQuery,
    /// What of it could not be understood.
    pub problems: Vec<FieldError>,
    /// Now.
    pub now: Moment,
    /// The rows.
    pub rows: Vec<TrailRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_an_auditor_types_is_read_or_named() {
        let query = TrailQuery {
            who: String::new(),
            subject: "0190a5d8-7a3c-7000-8000-000000000001".to_owned(),
            action: "Revealed".to_owned(),
            from: "2026-11-23".to_owned(),
            to: "2026-11-23".to_owned(),
            after: String::new(),
        };
        let (filter, errors) = query.parse();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!((filter.who, filter.subject.map(|id| id.to_string())), (None, Some(query.subject.clone())));
        // A phone belongs in no address.
        let phone = TrailQuery { who: "13812341234".to_owned(), ..query.clone() };
        assert_eq!(
            phone.parse(),
            (TrailFilter { who: None, ..filter.clone() }, vec![FieldError::new("who", Problem::UnknownWord)])
        );
        assert!(matches!(Named::parse("138 1234 1234"), Ok(Some(Named::Phone(_)))));
        assert!(matches!(Named::parse(&query.subject), Ok(Some(Named::Id(_)))));
        assert_eq!(Named::parse(" "), Ok(None));
        assert_eq!(filter.action, "revealed");
        assert_eq!(filter.before.zip(filter.from).map(|(before, from)| before.0 - from.0), Some(Moment::DAY));
        let wrong = TrailQuery { who: "me".to_owned(), action: "a%".to_owned(), to: "soon".to_owned(), ..query };
        let fields: Vec<String> = wrong.parse().1.into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["who", "action", "to"]);
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(a in ".{0,40}", b in ".{0,40}", c in ".{0,12}", d in ".{0,12}") {
            let query = TrailQuery { who: a, subject: b, action: c.clone(), from: d.clone(), to: c, after: d };
            let (filter, _) = query.parse();
            prop_assert!(!filter.action.contains(['%', '\'']));
        }
    }
}
