//! Finding shifts in bounded time, however many there are.
//!
//! Two ways, chosen by the numbers of [`Listing`]:
//! - **few**: some part of the filter alone leaves few shifts; they are all read by that part's index, and the rest is
//!   done here;
//! - **many**: an index is walked in the order of the list, ring by ring for "near", row by row for the others, until
//!   the page is full; what is asked for is frequent, so that is soon.

use domain::{
    gig::{
        Filter, Sort,
        facet::{self, Counted, Tally, Wanted},
    },
    page::{Count, Cursor},
    place::Plane,
    when::Moment,
};
use sqlx::Error;

use super::{
    listing::Listing,
    rows::{self, Hit, point},
    sql::{Conditions, Statement, Value, columns},
};
use crate::store::{Db, Key, Words, on_engine};

/// Shifts on a page.
pub const PAGE: usize = 15;
/// The most shifts that are read whole and sorted here.
const FEW: i64 = 3_000;
/// Postings that words may find to count as rare.
const RARE: i64 = 150;
/// Shifts that are read to count what the numbers do not know.
const SAMPLE: i64 = 1_000;
/// Ranges of tallies up to which they are worth joining.
const RANGES: usize = 300;
/// The nearest shifts among which the best are chosen.
const BEST_OF: usize = 240;

/// One search.
pub struct Search<'a> {
    /// The numbers.
    pub listing: &'a Listing,
    /// What is asked for.
    pub filter: &'a Filter,
    /// What its words were understood as.
    pub words: Option<&'a Words>,
    /// From where distances are measured.
    pub origin: Plane,
    /// Now.
    pub now: Moment,
}

/// What was found.
pub struct Found {
    /// The shifts of the page, in order.
    pub hits: Vec<Hit>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// Facets and total.
    pub counted: Counted,
}

/// The part of the filter by whose index shifts are read.
pub(super) enum Driver {
    Tallies(Vec<(i64, i64)>),
    Postings(Vec<Key>),
    Trades(i64, i64),
    Town(i64),
    Pay(i64),
}

impl Search<'_> {
    /// The page and the counts. `score` rates a shift for [`Sort::Best`].
    pub async fn run(&self, db: &mut Db, score: impl Fn(&Hit) -> i64 + Send) -> Result<Found, Error> {
        let postings = self.postings(db).await?;
        let rare = postings.as_ref().is_some_and(|ids| i64::try_from(ids.len()).is_ok_and(|n| n < RARE));
        let few = match postings.clone() {
            Some(ids) if rare => Some(Driver::Postings(ids)),
            _ => self.few(),
        };
        let Some(driver) = few else {
            let counted = self.count(db, postings).await?;
            return self.many(db, score, counted).await;
        };
        let read = self.read(db, &driver, FEW + 1).await?;
        let counted = match driver {
            // What is left out by one filter alone was not read, so the choices are counted apart.
            Driver::Tallies(_) => {
                let total = Count::exactly(u32::try_from(read.len()).unwrap_or(u32::MAX));
                Counted { total, ..self.count(db, postings).await? }
            }
            _ => self.count_hits(&read),
        };
        let wanted = Wanted::by(self.filter);
        let hits: Vec<Hit> = read.into_iter().filter(|hit| wanted.met_by(&Tally::of_code(hit.tally))).collect();
        let rated = hits.into_iter().map(|hit| (self.key(&hit, &score), hit)).collect();
        Ok(self.page(rated, counted))
    }

    /// How many shifts there are, without reading a page.
    pub async fn total(&self, db: &mut Db) -> Result<Count, Error> {
        let (ranges, n) = self.listing.ranges(self.filter);
        if self.words.is_some() || n > SAMPLE || ranges.len() > RANGES {
            let postings = self.postings(db).await?;
            return Ok(self.count(db, postings).await?.total);
        }
        if self.conditions().only_tallies() {
            return Ok(Count::exactly(rows::count(n)));
        }
        let Some(found) = self.statement(db, &Driver::Tallies(ranges), "s.id", SAMPLE) else {
            return Ok(Count::default());
        };
        // Ranges come before the statement that uses them, so this counts beside it and not around it.
        let n = found.rows::<(Key,)>(db).await?.len();
        Ok(Count::exactly(u32::try_from(n).unwrap_or(u32::MAX)))
    }

    pub(super) fn conditions(&self) -> Conditions<'_> {
        Conditions::new(self.filter, self.words, self.now)
    }

    /// At most [`RARE`] postings that the words find.
    async fn postings(&self, db: &mut Db) -> Result<Option<Vec<Key>>, Error> {
        match self.words {
            Some(words) => Ok(Some(matching(db, words, RARE).await?)),
            None => Ok(None),
        }
    }

    /// How many are few: no more than an index would be walked past to fill a page, were they spread evenly.
    fn few_at_most(&self) -> i64 {
        let page = i64::try_from(PAGE).unwrap_or_default();
        (3 * page * self.listing.total).isqrt().min(FEW)
    }

    /// A part of the filter that leaves few shifts.
    fn few(&self) -> Option<Driver> {
        let (conditions, listing, few) = (self.conditions(), self.listing, self.few_at_most());
        if let Some((first, last)) = conditions.trades().filter(|(first, last)| listing.of_trades(*first, *last) <= few)
        {
            return Some(Driver::Trades(first, last));
        }
        if let Some(town) = conditions.town().filter(|town| listing.in_town(*town) <= few) {
            return Some(Driver::Town(town));
        }
        if let Some(least) = self.filter.min_hourly.filter(|least| listing.paying(*least) <= few) {
            return Some(Driver::Pay(least.0));
        }
        let (ranges, n) = listing.ranges(self.filter);
        (n <= few && ranges.len() <= RANGES).then_some(Driver::Tallies(ranges))
    }

    /// Facets and total: from the tallies if they know all that is asked for, else from at most [`FEW`] shifts.
    async fn count(&self, db: &mut Db, postings: Option<Vec<Key>>) -> Result<Counted, Error> {
        let conditions = self.conditions();
        if conditions.only_tallies() {
            return Ok(facet::count(self.listing.tallies.iter().copied(), self.filter, self.now, false));
        }
        let driver = match (postings, conditions.town(), conditions.trades(), conditions.pay()) {
            (Some(ids), ..) => Driver::Postings(ids),
            (None, Some(town), ..) => Driver::Town(town),
            (None, None, Some((first, last)), _) => Driver::Trades(first, last),
            (None, None, None, pay) => Driver::Pay(pay.unwrap_or_default()),
        };
        let tallies: Vec<(i64, i64)> = match self.statement(db, &driver, "s.tally", SAMPLE) {
            // Grouped by SQL: a row is dearer to hand over than to read.
            Some(sample) => {
                let grouped = Statement::new("SELECT tally, COUNT(*) FROM (").nested(sample);
                grouped.text(") s GROUP BY tally").rows(db).await?
            }
            None => Vec::new(),
        };
        let cut = matches!(&driver, Driver::Postings(ids) if i64::try_from(ids.len()).is_ok_and(|n| n >= RARE));
        let more = cut || tallies.iter().map(|(_, n)| n).sum::<i64>() >= SAMPLE;
        let tallies = tallies.into_iter().map(|(code, n)| (Tally::of_code(code), rows::count(n)));
        Ok(facet::count(tallies, self.filter, self.now, more))
    }

    fn count_hits(&self, hits: &[Hit]) -> Counted {
        let more = i64::try_from(hits.len()).is_ok_and(|n| n > FEW);
        facet::count(hits.iter().map(|hit| (Tally::of_code(hit.tally), 1)), self.filter, self.now, more)
    }

    /// At most `limit` shifts by one index; what tallies know is left to the caller, unless they are the index.
    pub(super) async fn read(&self, db: &mut Db, driver: &Driver, limit: i64) -> Result<Vec<Hit>, Error> {
        match self.statement(db, driver, columns(self.filter.sort), limit) {
            Some(statement) => statement.hits(db).await,
            None => Ok(Vec::new()),
        }
    }

    /// The statement for it; nothing if the driver leaves no shift at all.
    fn statement(&self, db: &Db, driver: &Driver, columns: &str, limit: i64) -> Option<Statement> {
        let [before, from, mut end] = db.dialect().by_ranges("s.tally");
        if !matches!(driver, Driver::Tallies(_)) {
            end.clear();
        }
        let select = |from: &str| Statement::new("SELECT ").text(columns).text(from);
        let statement = match driver {
            Driver::Tallies(ranges) if ranges.is_empty() => return None,
            Driver::Postings(ids) if ids.is_empty() => return None,
            Driver::Tallies(ranges) => Statement::new("WITH r (a, b) AS (VALUES ")
                .pairs(ranges)
                .text(") ")
                .text(&before)
                .text(columns)
                .text(&from),
            Driver::Postings(ids) => {
                let ids: Vec<Value> = ids.iter().map(|id| Value::Id(*id)).collect();
                select(" FROM shift s WHERE s.posting_id IN (").list(&ids).text(") AND ")
            }
            Driver::Trades(first, last) => {
                select(" FROM shift s WHERE ").numbers("s.trade >= ? AND s.trade <= ? AND ", &[*first, *last])
            }
            Driver::Town(town) => select(" FROM shift s WHERE ").numbers("s.town = ? AND ", &[*town]),
            Driver::Pay(least) => select(" FROM shift s WHERE ").numbers("s.hourly >= ? AND ", &[*least]),
        };
        let words = if matches!(driver, Driver::Postings(_)) { None } else { self.words };
        let conditions = Conditions::new(self.filter, words, self.now);
        let statement = conditions.beyond_tallies(conditions.base(statement, false, false)).text(&end);
        Some(statement.numbers(" LIMIT ?", &[limit]))
    }

    async fn many(&self, db: &mut Db, score: impl Fn(&Hit) -> i64 + Send, counted: Counted) -> Result<Found, Error> {
        match self.filter.sort {
            Sort::Best => {
                let near = self.nearest(db, BEST_OF, None).await?;
                let rated = near.into_iter().map(|hit| (-score(&hit), hit)).collect();
                Ok(self.page(rated, counted))
            }
            Sort::Near => {
                let near = self.nearest(db, PAGE + 1, self.filter.after).await?;
                let rated = near.into_iter().map(|hit| (near_key(self.origin, &hit), hit)).collect();
                Ok(self.page(rated, counted))
            }
            Sort::Soon | Sort::Pay | Sort::New => self.walk(db, counted).await,
        }
    }

    /// What the list is ordered by, smallest first.
    pub(super) fn key(&self, hit: &Hit, score: &impl Fn(&Hit) -> i64) -> i64 {
        match self.filter.sort {
            Sort::Best => -score(hit),
            Sort::Near => near_key(self.origin, hit),
            Sort::Soon => hit.starts_at,
            Sort::Pay => -hit.hourly,
            Sort::New => -hit.published_at,
        }
    }

    /// The page after the cursor out of shifts with their keys.
    pub(super) fn page(&self, mut rated: Vec<(i64, Hit)>, counted: Counted) -> Found {
        // These two walk their index backwards, ids too, and their marks say what the column says.
        let backwards = matches!(self.filter.sort, Sort::New | Sort::Pay);
        let sign = if backwards { -1 } else { 1 };
        let turn = |id: u128| if backwards { !id } else { id };
        let order = |(key, hit): &(i64, Hit)| (*key, turn(hit.id.0.as_u128()));
        if let Some(after) = self.filter.after {
            let mark = (sign * after.key, turn(after.id.as_u128()));
            rated.retain(|one| order(one) > mark);
        }
        rated.sort_by_key(order);
        let more = rated.len() > PAGE;
        rated.truncate(PAGE);
        let next = rated.last().filter(|_| more).map(|(key, hit)| Cursor { key: sign * key, id: hit.id.0 });
        Found { hits: rated.into_iter().map(|(_, hit)| hit).collect(), next, counted }
    }

    pub(super) fn all_conditions(&self, statement: Statement) -> Statement {
        let conditions = self.conditions();
        conditions.beyond_tallies(conditions.within_tallies(conditions.base(statement, true, false)))
    }
}

/// At most `most` postings whose tokens meet `words`.
async fn matching(db: &mut Db, words: &Words, most: i64) -> Result<Vec<Key>, Error> {
    let (sql, text) = (db.dialect().match_postings(), db.dialect().match_text(words));
    on_engine!(db, c => sqlx::query_scalar(sql).bind(text).bind(most).fetch_all(c).await)
}

/// Nearest first, and of those at the same distance the soonest: metres, then minutes, in one number.
pub(super) fn near_key(origin: Plane, hit: &Hit) -> i64 {
    i64::from(origin.metres_to(point(hit.lat, hit.lng))) << 26 | (hit.starts_at / Moment::MINUTE) & 0x3ff_ffff
}

/// The metres of such a number, and the start of the minute in milliseconds.
pub(super) fn split_near_key(key: i64) -> (u32, i64) {
    (u32::try_from(key >> 26).unwrap_or_default(), (key & 0x3ff_ffff) * Moment::MINUTE)
}
