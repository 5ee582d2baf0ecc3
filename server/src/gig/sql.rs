//! Statements of the search, put together from parts: conditions with their numbers, in one order on both engines.

use domain::{
    gig::{Filter, Sort, facet::group_number, matching},
    place::Plane,
    when::Moment,
};
use sqlx::{AssertSqlSafe, Error};

use super::rows::Hit;
use crate::store::{Db, Key, Words, on_engine};

/// What a found shift is read from. The time of publishing stands in one index only, so it is read for its order alone.
pub const fn columns(sort: Sort) -> &'static str {
    match sort {
        Sort::New => "s.id, s.starts_at, s.tally, s.trade, s.hourly, s.lat, s.lng, s.published_at",
        _ => "s.id, s.starts_at, s.tally, s.trade, s.hourly, s.lat, s.lng, CAST(0 AS BIGINT) AS published_at",
    }
}

/// A bound value.
#[derive(Clone, Copy)]
pub enum Value {
    /// A number.
    Number(i64),
    /// An id.
    Id(Key),
}

/// A statement in the making.
#[derive(Clone, Default)]
pub struct Statement {
    text: String,
    values: Vec<Value>,
}

impl Statement {
    /// A statement that begins so.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds text in which each `?` becomes the next of `values`.
    #[must_use]
    pub fn with(mut self, text: &str, values: &[Value]) -> Self {
        let mut values = values.iter();
        for part in text.split_inclusive('?') {
            match (part.strip_suffix('?'), values.next()) {
                (Some(before), Some(value)) => {
                    self.values.push(*value);
                    self.text.push_str(before);
                    self.text.push('$');
                    self.text.push_str(&self.values.len().to_string());
                }
                _ => self.text.push_str(part),
            }
        }
        self
    }

    /// Adds text in which each `?` becomes the next of `numbers`.
    #[must_use]
    pub fn numbers(self, text: &str, numbers: &[i64]) -> Self {
        let values: Vec<Value> = numbers.iter().map(|n| Value::Number(*n)).collect();
        self.with(text, &values)
    }

    /// Adds `($1, $2), ($3, $4), …`.
    #[must_use]
    pub fn pairs(mut self, pairs: &[(i64, i64)]) -> Self {
        for (at, (first, last)) in pairs.iter().enumerate() {
            // SQLite takes the types of the first row; PostgreSQL needs them said.
            let row = if at == 0 { "(CAST(? AS BIGINT), CAST(? AS BIGINT))" } else { ", (?, ?)" };
            self = self.numbers(row, &[*first, *last]);
        }
        self
    }

    /// Adds [`Plane::square_to`] of the place of `s`.
    #[must_use]
    pub fn square(self, from: &Plane) -> Self {
        let (lat, lng) = (i64::from(from.centre.lat), i64::from(from.centre.lng));
        let north = |to: Self| to.numbers("((s.lat - ?) * ? / 10000)", &[lat, Plane::HEIGHT]);
        let east = |to: Self| {
            let numbers = [lng, from.width, lat, from.narrowing];
            to.numbers("((s.lng - ?) * (? - (s.lat - ?) * ? / 1000000) / 10000)", &numbers)
        };
        east(east(north(north(self).text(" * ")).text(" + ")).text(" * "))
    }

    /// Adds `$1, $2, …`.
    #[must_use]
    pub fn list(mut self, values: &[Value]) -> Self {
        for (at, value) in values.iter().enumerate() {
            self = self.with(if at == 0 { "?" } else { ", ?" }, &[*value]);
        }
        self
    }

    /// Adds a statement inside this one; its values are numbered first, so this one must have none yet.
    #[must_use]
    pub fn nested(mut self, inner: Self) -> Self {
        debug_assert!(self.values.is_empty(), "the values would be numbered twice");
        self.text.push_str(&inner.text);
        self.values = inner.values;
        self
    }

    /// Runs it for shifts found.
    pub async fn hits(self, db: &mut Db) -> Result<Vec<Hit>, Error> {
        self.rows(db).await
    }

    /// Runs it for rows of any kind.
    pub async fn rows<T>(self, db: &mut Db) -> Result<Vec<T>, Error>
    where
        T: Send + Unpin,
        for<'r> T: sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + sqlx::FromRow<'r, sqlx::postgres::PgRow>,
    {
        // The text is made of constants of this file and of tokens that `Words` vouches for; what was typed is bound.
        let Self { text, values } = self;
        on_engine!(db, c => {
            let query = values.iter().fold(sqlx::query_as(AssertSqlSafe(text)), |query, value| match value {
                Value::Number(n) => query.bind(*n),
                Value::Id(id) => query.bind(*id),
            });
            query.fetch_all(c).await
        })
    }
}

/// The conditions of a filter, apart from each other by what can answer them.
pub struct Conditions<'a> {
    filter: &'a Filter,
    words: Option<&'a Words>,
    now: Moment,
}

impl<'a> Conditions<'a> {
    /// Of this filter; `words` are what its words were understood as.
    pub const fn new(filter: &'a Filter, words: Option<&'a Words>, now: Moment) -> Self {
        Self { filter, words, now }
    }

    /// Code of the township asked for.
    pub fn town(&self) -> Option<i64> {
        matching::town(self.filter)
    }

    /// Range of trades asked for, if it is narrower than a group.
    pub fn trades(&self) -> Option<(i64, i64)> {
        matching::trades(self.filter)
    }

    /// Least pay asked for.
    pub fn pay(&self) -> Option<i64> {
        self.filter.min_hourly.map(|least| least.0)
    }

    /// Whether tallies know everything that is asked for.
    pub fn only_tallies(&self) -> bool {
        self.words.is_none() && self.town().is_none() && self.trades().is_none() && self.pay().is_none()
    }

    /// On the list and still to come, within the days asked for if `days`. Unless the start is what the search goes
    /// by, a plus keeps the engines from going by it: another index was chosen for good reasons.
    pub fn base(&self, statement: Statement, days: bool, by_start: bool) -> Statement {
        let window = self.filter.days.filter(|_| days).map(domain::when::Days::window);
        let (from, to) = window.map_or((self.now.0, i64::MAX), |(from, to)| (from.0.max(self.now.0 + 1) - 1, to.0));
        let text = if by_start {
            "s.listed AND s.starts_at > ? AND s.starts_at < ?"
        } else {
            "s.listed AND +s.starts_at > ? AND +s.starts_at < ?"
        };
        statement.numbers(text, &[from, to])
    }

    /// The days asked for; begins with ` AND`.
    pub fn days(&self, statement: Statement) -> Statement {
        match self.filter.days.map(domain::when::Days::window) {
            Some((from, to)) => statement.numbers(" AND s.starts_at >= ? AND s.starts_at < ?", &[from.0, to.0]),
            None => statement,
        }
    }

    /// What tallies do not know; each begins with ` AND`. The plus before a column keeps SQLite from going by that
    /// column's index: the statement has an index of its own to go by.
    pub fn beyond_tallies(&self, mut statement: Statement) -> Statement {
        if let Some(town) = self.town() {
            statement = statement.numbers(" AND +s.town = ?", &[town]);
        }
        if let Some((first, last)) = self.trades() {
            statement = statement.numbers(" AND +s.trade BETWEEN ? AND ?", &[first, last]);
        }
        if let Some(least) = self.pay() {
            statement = statement.numbers(" AND +s.hourly >= ?", &[least]);
        }
        if let Some(words) = self.words {
            let posting = " AND EXISTS (SELECT 1 FROM posting p WHERE p.id = s.posting_id AND ";
            statement = statement.text(posting).text(&words.condition("p.words")).text(")");
        }
        statement
    }

    /// What tallies know, days left out; each begins with ` AND`.
    pub fn within_tallies(&self, mut statement: Statement) -> Statement {
        if let Some(part) = self.filter.part {
            statement = statement.numbers(" AND s.tally / 2000000000 % 4 = ?", &[part as i64]);
        }
        let county = self.filter.region.as_ref().and_then(|code| code.county()?.parse().ok());
        if let Some(county) = county {
            statement = statement.numbers(" AND s.tally / 2000 % 1000000 = ?", &[county]);
        }
        if let Some(group) = self.filter.occupation.as_deref().and_then(group_number) {
            statement = statement.numbers(" AND s.tally / 2 % 1000 = ?", &[i64::from(group)]);
        }
        if self.filter.same_day { statement.text(" AND s.tally % 2 = 1") } else { statement }
    }
}
