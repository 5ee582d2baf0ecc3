//! The one statement behind every table: what was asked of it becomes conditions, an order and a page.

use domain::{
    region::{RegionCode, RegionLevel},
    table::{SortKey, TableFilter, TableMark},
    when::Moment,
};
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Error, Row, Type};
use uuid::Uuid;

use super::source::{Field, Source, Stored};
use crate::store::{Db, Key, Words, on_engine};

/// The most postings that words are looked up in.
const FOUND: i64 = 20_000;
/// Before the columns of a row stand its id, whose it is, the id of its page, and what it is sorted by.
const HEAD: usize = 4;

/// A value that is bound.
#[derive(Clone)]
enum Bound {
    Text(String),
    Number(i64),
    Id(Uuid),
}

/// A value as it is stored.
pub enum Value {
    /// None.
    Nothing,
    /// Numbers, sums, moments.
    Number(i64),
    /// Texts, words, codes.
    Text(String),
    /// What is sealed.
    Bytes(Vec<u8>),
}

/// A row as it is stored.
pub struct Found {
    /// Its id.
    pub id: Uuid,
    /// The account that its sealed values belong to.
    pub person: Uuid,
    /// The id of the page about it.
    pub page: Uuid,
    /// What it is sorted by.
    pub key: SortKey,
    /// One value for each column that was asked for.
    pub values: Vec<Value>,
}

impl Found {
    /// Where it stands in the order.
    pub fn mark(&self) -> TableMark {
        TableMark { key: self.key.clone(), id: self.id }
    }
}

/// Which rows are asked for.
pub struct Asked<'a> {
    /// From where.
    pub source: &'a Source,
    /// Narrowed down by this.
    pub filter: &'a TableFilter,
    /// What the words were understood as, where postings are searched.
    pub words: Option<&'a Words>,
    /// Within this region.
    pub region: &'a RegionCode,
    /// Now.
    pub now: Moment,
}

/// A statement in the making.
#[derive(Default)]
struct Statement {
    text: String,
    bound: Vec<Bound>,
}

impl Statement {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The placeholder of a value.
    fn bind(&mut self, value: Bound) -> String {
        self.bound.push(value);
        format!("${}", self.bound.len())
    }

    fn compare(&mut self, expression: &str, operator: &str, value: Bound) {
        let placeholder = self.bind(value);
        self.add(&format!(" AND {expression} {operator} {placeholder}"));
    }
}

impl Asked<'_> {
    /// The expression of a column at this moment.
    fn expression(&self, field: &Field) -> String {
        field.sql.replace("{now}", &self.now.0.to_string())
    }

    /// The rows' conditions, from the tables on. The first values are those of the words, for the full-text search
    /// numbers its own.
    fn conditions(&self, db: &Db, statement: &mut Statement, head: &str) {
        let (source, filter) = (self.source, self.filter);
        let mut words = String::new();
        if let (Some(found), Some(posting)) = (self.words, source.posting) {
            statement.bind(Bound::Text(db.dialect().match_text(found)));
            statement.bind(Bound::Number(FOUND));
            words = format!(" AND {posting} IN ({})", db.dialect().match_postings());
        }
        let (first, end) = self.region.span();
        let (first, end) = (statement.bind(Bound::Text(first)), statement.bind(Bound::Text(end)));
        statement.add(&format!("{head} FROM {} WHERE ", source.from));
        // Who has not said where they live is looked after by the staff of the whole city.
        let nowhere = self.region.level() == RegionLevel::City;
        let also = if nowhere { format!("{} IS NULL OR ", source.region) } else { String::new() };
        statement.add(&format!("({also}{region} >= {first} AND {region} < {end})", region = source.region));
        let town = self.region.town().and_then(|town| town.parse().ok());
        if let Some((column, town)) = source.town.zip(town) {
            statement.compare(column, "=", Bound::Number(town));
        }
        statement.add(&words);
        if !source.only.is_empty() {
            statement.add(&format!(" AND {}", source.only));
        }
        self.narrow(statement);
        if self.words.is_none() && source.posting.is_none() && !filter.words.is_empty() {
            let (part, whole) = (contains(&filter.words), filter.words.to_uppercase());
            let (part, whole) = (statement.bind(Bound::Text(part)), statement.bind(Bound::Text(whole)));
            statement.add(&format!(" AND (o.name LIKE {part} ESCAPE '!' OR o.credit_code = {whole})"));
        }
    }

    fn narrow(&self, statement: &mut Statement) {
        let (source, filter) = (self.source, self.filter);
        if let (Some(trade), Some(_)) = (&filter.trade, source.posting) {
            statement.compare("substr(p.occupation, 1, 4)", "=", Bound::Text(trade.clone()));
        }
        let state = source.field(domain::table::Column::State);
        if let (Some(state), Some(field)) = (filter.state, state) {
            statement.compare(&self.expression(field), "=", Bound::Text(state.to_owned()));
        }
        if let (Some(from), Some(day)) = (filter.from, source.day) {
            statement.compare(day, ">=", Bound::Number(from.0));
        }
        if let (Some(before), Some(day)) = (filter.before, source.day) {
            statement.compare(day, "<", Bound::Number(before.0));
        }
        if let (Some(posting), Some(column)) = (filter.posting, source.posting) {
            statement.compare(column, "=", Bound::Id(posting));
        }
        if let (Some(employer), Some(column)) = (filter.employer, source.employer) {
            statement.compare(column, "=", Bound::Id(employer));
        }
    }

    /// At most `most` rows after the filter's mark, in its order.
    pub async fn rows(&self, db: &mut Db, most: i64) -> Result<Vec<Found>, Error> {
        let (source, filter) = (self.source, self.filter);
        let fields: Vec<&Field> = filter.columns.iter().filter_map(|column| source.field(*column)).collect();
        let Some(sort) = source.field(filter.order.by).map(|field| self.expression(field)) else {
            return Ok(Vec::new());
        };
        let page = source.page.map_or(source.id, |(_, id)| id);
        let columns: Vec<String> = fields.iter().map(|field| self.expression(field)).collect();
        let mut statement = Statement::default();
        let head = format!("SELECT {}, {}, {page}, {sort}, {}", source.id, source.person, columns.join(", "));
        self.conditions(db, &mut statement, &head);
        let (operator, direction) = if filter.order.descending { ("<", " DESC") } else { (">", "") };
        if let Some(after) = &filter.after {
            let key = match &after.key {
                SortKey::Number(number) => Bound::Number(*number),
                SortKey::Text(text) => Bound::Text(text.clone()),
            };
            let (key, id) = (statement.bind(key), statement.bind(Bound::Id(after.id)));
            statement.add(&format!(" AND ({sort}, {}) {operator} ({key}, {id})", source.id));
        }
        let most = statement.bind(Bound::Number(most));
        let id = source.id;
        statement.add(&format!(" ORDER BY {sort}{direction}, {id}{direction} LIMIT {most}"));
        let (number, stored) =
            (filter.order.by.is_number(), fields.iter().map(|field| field.stored).collect::<Vec<_>>());
        // The text is made of this crate's own pieces; what was typed is bound.
        let Statement { text, bound } = statement;
        on_engine!(db, c => {
            let query = bound.into_iter().fold(sqlx::query(AssertSqlSafe(text)), |query, value| match value {
                Bound::Text(text) => query.bind(text),
                Bound::Number(number) => query.bind(number),
                Bound::Id(id) => query.bind(Key(id)),
            });
            query.fetch_all(c).await?.iter().map(|row| found(row, number, &stored)).collect()
        })
    }

    /// How many rows there are in all; counting stops at `most`.
    pub async fn count(&self, db: &mut Db, most: i64) -> Result<i64, Error> {
        let mut statement = Statement::default();
        self.conditions(db, &mut statement, "SELECT COUNT(*) FROM (SELECT 1 AS one");
        let most = statement.bind(Bound::Number(most));
        statement.add(&format!(" LIMIT {most}) counted"));
        let Statement { text, bound } = statement;
        on_engine!(db, c => {
            let query = bound.into_iter().fold(sqlx::query_scalar(AssertSqlSafe(text)), |query, value| match value {
                Bound::Text(text) => query.bind(text),
                Bound::Number(number) => query.bind(number),
                Bound::Id(id) => query.bind(Key(id)),
            });
            query.fetch_one(c).await
        })
    }
}

fn found<R: Row>(row: &R, number: bool, stored: &[Stored]) -> Result<Found, Error>
where
    usize: ColumnIndex<R>,
    for<'r> Key: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> i64: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    let key = if number { SortKey::Number(row.try_get(HEAD - 1)?) } else { SortKey::Text(row.try_get(HEAD - 1)?) };
    let mut values = Vec::with_capacity(stored.len());
    for (at, stored) in stored.iter().enumerate() {
        let at = at + HEAD;
        values.push(
            match stored {
                Stored::Number | Stored::Sum | Stored::At => row.try_get::<Option<i64>, _>(at)?.map(Value::Number),
                Stored::Text | Stored::Word | Stored::Region | Stored::Occupation => {
                    row.try_get::<Option<String>, _>(at)?.map(Value::Text)
                }
                Stored::SealedName(_) | Stored::SealedPhone => row.try_get::<Option<Vec<u8>>, _>(at)?.map(Value::Bytes),
            }
            .unwrap_or(Value::Nothing),
        );
    }
    let id = |at: usize| row.try_get::<Key, _>(at).map(|key| key.0);
    Ok(Found { id: id(0)?, person: id(1)?, page: id(2)?, key, values })
}

/// The pattern of texts that contain `words`; what LIKE would take for a sign is taken as it is.
fn contains(words: &str) -> String {
    let mut pattern = String::from("%");
    for c in words.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn signs_of_patterns_are_taken_as_they_are() {
        assert_eq!(contains("50%_!"), "%50!%!_!!%");
    }
}
