//! What is asked of a table, as the URL has it, and what can be read of that.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Column, TableKind};
use crate::{
    error::{FieldError, Problem},
    region::RegionCode,
    when::{self, Moment},
};

/// The most characters of words that are searched for.
const WORDS: usize = 80;

/// What is asked of a table, as the URL has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableQuery {
    /// Words of the title, name or code.
    pub q: String,
    /// Only this region and below, within one's own.
    pub region: String,
    /// Only this level-2 group of occupations: `4-02`.
    pub trade: String,
    /// Only rows in this state.
    pub state: String,
    /// Only from this day on.
    pub from: String,
    /// Only to this day, with it.
    pub to: String,
    /// Only shifts and claims of this posting.
    pub posting: String,
    /// Only what is of this organisation.
    pub employer: String,
    /// The column to sort by, with a minus before it for the last first.
    pub sort: String,
    /// The columns to show, with commas between; empty for all.
    pub cols: String,
    /// Where the page before ended.
    pub after: String,
}

/// By what rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub by: Column,
    /// The last first.
    pub descending: bool,
}

/// The value by which a row is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// Moments, sums and numbers.
    Number(i64),
    /// Names and codes.
    Text(String),
}

/// Where a page of a table ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableMark {
    /// The value of the last row.
    pub key: SortKey,
    /// Its id.
    pub id: Uuid,
}

/// What could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFilter {
    /// Words, trimmed; empty for any.
    pub words: String,
    /// Within this region.
    pub region: Option<RegionCode>,
    /// Of this group.
    pub trade: Option<String>,
    /// In this state.
    pub state: Option<&'static str>,
    /// From this moment on.
    pub from: Option<Moment>,
    /// Before this moment.
    pub before: Option<Moment>,
    /// Of this posting.
    pub posting: Option<Uuid>,
    /// Of this organisation.
    pub employer: Option<Uuid>,
    /// In this order.
    pub order: Order,
    /// With these columns, in the table's order.
    pub columns: Vec<Column>,
    /// After this row.
    pub after: Option<TableMark>,
}

impl std::fmt::Display for TableMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.key {
            SortKey::Number(number) => write!(f, "{number}_{}", self.id.simple()),
            SortKey::Text(text) => write!(f, "{text}_{}", self.id.simple()),
        }
    }
}

impl TableMark {
    /// A mark as it was written; `number` says of what kind the keys of this order are.
    pub fn parse(text: &str, number: bool) -> Option<Self> {
        let (key, id) = text.rsplit_once('_')?;
        let key = if number { SortKey::Number(key.parse().ok()?) } else { SortKey::Text(key.to_owned()) };
        Some(Self { key, id: Uuid::try_parse(id).ok()? })
    }
}

impl Column {
    /// Whether its values are sorted as numbers; the others are texts.
    pub const fn is_number(self) -> bool {
        !matches!(self, Self::Title | Self::Name | Self::Place | Self::Code)
    }
}

impl Order {
    /// As the URL has it.
    pub fn word(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.by.word())
    }

    /// The order that a table has unless another is asked for.
    pub const fn usual(kind: TableKind) -> Self {
        Self { by: kind.sorts()[0], descending: kind.newest_first() }
    }

    fn parse(kind: TableKind, text: &str) -> Option<Self> {
        let (descending, word) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let by = Column::parse(word).filter(|by| kind.sorts().contains(by))?;
        Some(Self { by, descending })
    }
}

impl TableQuery {
    /// What can be read, and what is wrong with the rest, which is left out.
    pub fn parse(&self, kind: TableKind) -> (TableFilter, Vec<FieldError>) {
        let mut errors = Vec::new();
        let filters = kind.filters();
        let region = read("region", &self.region, true, Problem::UnknownRegion, &mut errors, RegionCode::parse);
        let trade = read("trade", &self.trade, filters.trade, Problem::UnknownOccupation, &mut errors, group);
        let known = |word: &str| kind.states().iter().copied().find(|state| *state == word);
        let state = read("state", &self.state, true, Problem::UnknownWord, &mut errors, known);
        let from = read("from", &self.from, filters.days, Problem::NotADate, &mut errors, when::parse_date);
        let to = read("to", &self.to, filters.days, Problem::NotADate, &mut errors, when::parse_date);
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            errors.push(FieldError::new("to", Problem::DaysBackwards));
        }
        let id = |text: &str| Uuid::try_parse(text).ok();
        let posting = read("posting", &self.posting, filters.days, Problem::UnknownWord, &mut errors, id);
        let employer = read("employer", &self.employer, filters.days, Problem::UnknownWord, &mut errors, id);
        let order = read("sort", &self.sort, true, Problem::UnknownWord, &mut errors, |word| Order::parse(kind, word));
        let order = order.unwrap_or(Order::usual(kind));
        let mark = |text: &str| TableMark::parse(text, order.by.is_number());
        let after = read("after", &self.after, true, Problem::NotACursor, &mut errors, mark);
        let words: String = self.q.trim().chars().take(WORDS).collect();
        let filter = TableFilter {
            words: if filters.words { words } else { String::new() },
            region,
            trade,
            state,
            from: from.map(Moment::start_of),
            before: to.map(|day| Moment(Moment::start_of(day).0 + Moment::DAY)),
            posting,
            employer,
            order,
            columns: self.columns(kind),
            after,
        };
        (filter, errors)
    }

    /// The columns to show, in the table's order; all where none of them is one of its own.
    fn columns(&self, kind: TableKind) -> Vec<Column> {
        let asked: Vec<Column> = self.cols.split(',').filter_map(Column::parse).collect();
        let chosen: Vec<Column> = kind.columns().iter().copied().filter(|column| asked.contains(column)).collect();
        if chosen.is_empty() { kind.columns().to_vec() } else { chosen }
    }

    /// What `get` gives for each name; nothing for those that are not there.
    pub fn read(get: impl Fn(&str) -> String) -> Self {
        Self {
            q: get("q"),
            region: get("region"),
            trade: get("trade"),
            state: get("state"),
            from: get("from"),
            to: get("to"),
            posting: get("posting"),
            employer: get("employer"),
            sort: get("sort"),
            cols: get("cols"),
            after: get("after"),
        }
    }

    /// Names and values of what is asked, without empty ones, for an address.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", &self.q),
            ("region", &self.region),
            ("trade", &self.trade),
            ("state", &self.state),
            ("from", &self.from),
            ("to", &self.to),
            ("posting", &self.posting),
            ("employer", &self.employer),
            ("sort", &self.sort),
            ("cols", &self.cols),
            ("after", &self.after),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }
}

/// One field of a URL: nothing if it is empty or of no use here, an error if it cannot be read.
fn read<T>(
    field: &str,
    typed: &str,
    used: bool,
    problem: Problem,
    errors: &mut Vec<FieldError>,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let typed = typed.trim();
    if typed.is_empty() || !used {
        return None;
    }
    let read = parse(typed);
    if read.is_none() {
        errors.push(FieldError::new(field, problem));
    }
    read
}

/// A level-2 group of occupations: a digit, a hyphen, two digits.
fn group(text: &str) -> Option<String> {
    let shape =
        text.len() == 4 && text.bytes().enumerate().all(|(at, b)| if at == 1 { b == b'-' } else { b.is_ascii_digit() });
    shape.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_read_is_named_and_left_out() {
        let query = TableQuery {
            region: "here".to_owned(),
            trade: "4".to_owned(),
            state: "lost".to_owned(),
            from: "2026-02-30".to_owned(),
            sort: "-phone".to_owned(),
            after: "x".to_owned(),
            cols: "seats,title,phone".to_owned(),
            ..TableQuery::default()
        };
        let (filter, errors) = query.parse(TableKind::Shifts);
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["region", "trade", "state", "from", "sort", "after"]);
        assert_eq!(filter.order, Order { by: Column::Starts, descending: false });
        assert_eq!(filter.columns, [Column::Title, Column::Seats], "in the table's order, its own only");
        let backwards =
            TableQuery { from: "2026-02-02".to_owned(), to: "2026-02-01".to_owned(), ..TableQuery::default() };
        assert_eq!(backwards.parse(TableKind::Claims).1, [FieldError::new("to", Problem::DaysBackwards)]);
        assert_eq!(backwards.parse(TableKind::People).1, [], "what is of no use is passed over");
    }

    #[test]
    fn the_last_day_belongs_to_the_days_asked_for() {
        let query = TableQuery { from: "2026-11-23".to_owned(), to: "2026-11-23".to_owned(), ..TableQuery::default() };
        let (filter, _) = query.parse(TableKind::Shifts);
        let length = filter.before.zip(filter.from).map(|(before, from)| before.0 - from.0);
        assert_eq!(length, Some(Moment::DAY));
    }

    proptest! {
        #[test]
        fn a_mark_is_read_back_as_written(number: i64, text in ".{0,40}", id: u128) {
            let id = Uuid::from_u128(id);
            for mark in [TableMark { key: SortKey::Number(number), id }, TableMark { key: SortKey::Text(text), id }] {
                let number = matches!(mark.key, SortKey::Number(_));
                prop_assert_eq!(TableMark::parse(&mark.to_string(), number), Some(mark));
            }
        }

        #[test]
        fn anything_may_be_typed_into_the_address(
            kind in 0_usize..8, a in ".{0,20}", b in ".{0,20}", c in ".{0,20}", d in ".{0,60}",
        ) {
            let kind = TableKind::ALL[kind];
            let query = TableQuery {
                q: d.clone(), region: a.clone(), trade: b.clone(), state: c.clone(), from: a.clone(), to: b.clone(),
                posting: c.clone(), employer: a, sort: b, cols: c, after: d,
            };
            let pairs = query.pairs();
            let of = |name: &str| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            prop_assert_eq!(&TableQuery::read(|name| of(name).unwrap_or_default()), &query, "read back as written");
            let (filter, _) = query.parse(kind);
            prop_assert!(kind.sorts().contains(&filter.order.by));
            prop_assert!(!filter.columns.is_empty() && filter.words.chars().count() <= WORDS);
            prop_assert_eq!(Order::parse(kind, &filter.order.word()), Some(filter.order));
        }
    }
}
