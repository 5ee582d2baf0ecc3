//! Searching by walking an index in the order of the list, for the orders that an index has.

use domain::{
    gig::{Sort, facet::Counted},
    page::Cursor,
};
use sqlx::Error;

use super::{
    find::{Found, PAGE, Search},
    rows::Hit,
    sql::{Statement, Value, columns},
};
use crate::store::{Db, Key};

/// Shifts that SQL may sort for the want of a better index.
pub const SORTED: i64 = 30_000;
/// How far an index is walked for one page, in steps.
const WALKS: [i64; 3] = [400, 4_000, 20_000];

impl Search<'_> {
    /// The page after the cursor by walking an index, in growing steps and not without end: where what is asked for is
    /// too thinly spread, the page is short and its "next" goes on from where the walk ended.
    pub async fn walk(&self, db: &mut Db, counted: Counted) -> Result<Found, Error> {
        let mut hits = Vec::new();
        if let Some(narrow) = self.narrow() {
            hits = self.sorted(narrow).hits(db).await?;
            let rated = hits.into_iter().map(|hit| (self.key(&hit, &|_| 0), hit)).collect();
            return Ok(self.page(rated, counted));
        }
        for steps in WALKS {
            hits = self.walked(steps).hits(db).await?;
            if hits.len() > PAGE || steps >= self.listing.total {
                break;
            }
        }
        let more = hits.len() > PAGE;
        hits.truncate(PAGE);
        let last = hits.last().filter(|_| more).map(|hit| (self.column_of(hit), hit.id));
        let longest = WALKS[WALKS.len() - 1];
        let next = match last {
            None if longest < self.listing.total => self.walk_end(longest).rows(db).await?.first().copied(),
            last => last,
        };
        Ok(Found { hits, next: next.map(|(key, id): (i64, Key)| Cursor { key, id: id.0 }), counted })
    }

    /// A town or a narrow trade, if SQL can sort all there is of it: the condition, and its two numbers.
    fn narrow(&self) -> Option<(&'static str, [i64; 2])> {
        let (conditions, listing) = (self.conditions(), self.listing);
        let trade = conditions.trades().filter(|(first, last)| listing.of_trades(*first, *last) <= SORTED);
        let town = conditions.town().filter(|town| listing.in_town(*town) <= SORTED);
        let by_trade = trade.map(|(first, last)| ("s.trade >= ? AND s.trade <= ? AND ", [first, last]));
        by_trade.or_else(|| town.map(|town| ("s.town >= ? AND s.town <= ? AND ", [town, town])))
    }

    /// The page out of such a part, sorted by SQL.
    fn sorted(&self, (by, range): (&str, [i64; 2])) -> Statement {
        let (column, backwards) = self.column();
        let (compare, order) = if backwards { ("<", " DESC") } else { (">", "") };
        let select = Statement::new("SELECT ").text(columns(self.filter.sort)).text(" FROM shift s WHERE ");
        let mut statement = self.all_conditions(select.numbers(by, &range));
        if let Some(after) = self.filter.after {
            let text = format!(" AND (+{column}, s.id) {compare} (?, ?)");
            statement = statement.with(&text, &[Value::Number(after.key), Value::Id(Key(after.id))]);
        }
        statement.text(&format!(" ORDER BY +{column}{order}, s.id{order} LIMIT 16"))
    }

    const fn column_of(&self, hit: &Hit) -> i64 {
        match self.filter.sort {
            Sort::Pay => hit.hourly,
            Sort::New => hit.published_at,
            _ => hit.starts_at,
        }
    }

    /// The column the walk goes by, and whether it goes backwards.
    const fn column(&self) -> (&'static str, bool) {
        match self.filter.sort {
            Sort::Pay => ("s.hourly", true),
            Sort::New => ("s.published_at", true),
            _ => ("s.starts_at", false),
        }
    }

    /// The first `steps` rows of the index after the cursor.
    fn inner(&self, columns: &str, steps: i64) -> Statement {
        let (column, backwards) = self.column();
        let (compare, order) = if backwards { ("<", " DESC") } else { (">", "") };
        let mut statement = Statement::new("SELECT ").text(columns).text(" FROM shift s WHERE ");
        statement = self.conditions().base(statement, column == "s.starts_at", column == "s.starts_at");
        if let Some(after) = self.filter.after {
            let text = format!(" AND ({column}, s.id) {compare} (?, ?)");
            statement = statement.with(&text, &[Value::Number(after.key), Value::Id(Key(after.id))]);
        }
        statement.text(&format!(" ORDER BY {column}{order}, s.id{order}")).numbers(" LIMIT ?", &[steps])
    }

    /// The page out of those rows.
    fn walked(&self, steps: i64) -> Statement {
        let (column, backwards) = self.column();
        let order = if backwards { " DESC" } else { "" };
        let columns = format!("{}, s.town, s.posting_id", columns(self.filter.sort));
        let inner = self.inner(&columns, steps);
        let statement = Statement::new("SELECT * FROM (").nested(inner).text(") s WHERE TRUE");
        let conditions = self.conditions();
        let statement = conditions.beyond_tallies(conditions.within_tallies(conditions.days(statement)));
        statement.text(&format!(" ORDER BY {column}{order}, s.id{order}")).numbers(" LIMIT ?", &[16])
    }

    /// The mark where a walk of `steps` rows ended; nothing if the index ended before.
    fn walk_end(&self, steps: i64) -> Statement {
        let columns = format!("{}, s.id", self.column().0);
        self.inner(&columns, 1).numbers(" OFFSET ?", &[steps - 1])
    }
}
