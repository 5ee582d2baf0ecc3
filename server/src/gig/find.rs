//! Finding shifts in bounded time, however many there are.
//!
//! Two ways, chosen by the numbers of [`Listing`]:
//! - **few**: some part of the filter alone leaves at most [`FEW`] shifts; they are all read by that part's index, and
//!   the rest is done here;
//! - **many**: an index is walked in the order of the list, ring by ring for "near", row by row for the others, until
//!   the page is full; what is asked for is frequent, so that is soon.

use domain::{
    gig::{
        Filter, Sort,
        facet::{self, Counted, Tally, Wanted},
    },
    page::Cursor,
    place::{Bounds, Point, ring},
    when::Moment,
};
use sqlx::Error;

use super::{
    listing::Listing,
    rows::{Hit, point},
    sql::{Conditions, Statement, Value, columns},
};
use crate::{
    search,
    store::{Db, Key, Words, on_engine},
};

/// Shifts on a page.
pub const PAGE: usize = 15;
/// Up to so many shifts are read whole and sorted here.
const FEW: i64 = 3_000;
/// Postings that words may find to count as rare.
const RARE: i64 = 150;
/// One shift in so many is taken to meet words that are not rare, to guess how far the nearest are.
const COMMON_SHARE: i64 = 50;
/// Shifts that are read to count what the numbers do not know.
const SAMPLE: i64 = 1_000;
/// Ranges of tallies up to which they are worth joining.
const RANGES: usize = 300;
/// The nearest shifts among which the best are chosen.
const BEST_OF: usize = 240;
/// The most shifts read of one ring.
const RING: usize = 600;
/// A ring as narrow as this, metres, is read cell by cell if it holds too many.
const SPOT: u32 = 40;
/// The most postings read of one ring when words are searched.
const RING_POSTINGS: usize = 150;
/// The most postings looked at for one ring when words are searched.
const COVER_POSTINGS: i64 = 3_000;
/// Shifts that SQL may sort for the want of a better index.
const SORTED: i64 = 30_000;
/// How far an index is walked for one page, in steps.
const WALKS: [i64; 3] = [400, 4_000, 20_000];

/// One search.
pub struct Search<'a> {
    /// The numbers.
    pub listing: &'a Listing,
    /// What is asked for.
    pub filter: &'a Filter,
    /// What its words were understood as.
    pub words: Option<&'a Words>,
    /// From where distances are measured.
    pub origin: Point,
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
enum Driver {
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
            Driver::Tallies(_) => self.count(db, postings).await?,
            _ => self.count_hits(&read),
        };
        let wanted = Wanted::by(self.filter);
        let hits: Vec<Hit> = read.into_iter().filter(|hit| wanted.met_by(&Tally::of_code(hit.tally))).collect();
        let rated = hits.into_iter().map(|hit| (self.key(&hit, &score), hit)).collect();
        Ok(self.page(rated, counted))
    }

    /// How many shifts there are, without reading a page.
    pub async fn total(&self, db: &mut Db) -> Result<domain::page::Count, Error> {
        let postings = self.postings(db).await?;
        Ok(self.count(db, postings).await?.total)
    }

    fn conditions(&self) -> Conditions<'_> {
        Conditions::new(self.filter, self.words, self.now)
    }

    /// At most [`RARE`] postings that the words find.
    async fn postings(&self, db: &mut Db) -> Result<Option<Vec<Key>>, Error> {
        match self.words {
            Some(words) => Ok(Some(matching(db, words, RARE).await?)),
            None => Ok(None),
        }
    }

    /// A part of the filter that leaves few shifts.
    fn few(&self) -> Option<Driver> {
        let (conditions, listing) = (self.conditions(), self.listing);
        if let Some((first, last)) = conditions.trades().filter(|(first, last)| listing.of_trades(*first, *last) <= FEW)
        {
            return Some(Driver::Trades(first, last));
        }
        if let Some(town) = conditions.town().filter(|town| listing.in_town(*town) <= FEW) {
            return Some(Driver::Town(town));
        }
        if let Some(least) = self.filter.min_hourly.filter(|least| listing.paying(*least) <= FEW) {
            return Some(Driver::Pay(least.0));
        }
        let (ranges, n) = listing.ranges(self.filter);
        (n <= FEW && ranges.len() <= RANGES).then_some(Driver::Tallies(ranges))
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
        let hits = self.read(db, &driver, SAMPLE).await?;
        let cut = matches!(&driver, Driver::Postings(ids) if i64::try_from(ids.len()).is_ok_and(|n| n >= RARE));
        Ok(self.counted(&hits, cut || i64::try_from(hits.len()).is_ok_and(|n| n >= SAMPLE)))
    }

    fn count_hits(&self, hits: &[Hit]) -> Counted {
        self.counted(hits, i64::try_from(hits.len()).is_ok_and(|n| n > FEW))
    }

    fn counted(&self, hits: &[Hit], more: bool) -> Counted {
        facet::count(hits.iter().map(|hit| (Tally::of_code(hit.tally), 1)), self.filter, self.now, more)
    }

    /// At most `limit` shifts by one index; what tallies know is left to the caller, unless they are the index.
    async fn read(&self, db: &mut Db, driver: &Driver, limit: i64) -> Result<Vec<Hit>, Error> {
        let [before, from, mut end] = db.dialect().by_ranges("s.tally");
        if !matches!(driver, Driver::Tallies(_)) {
            end.clear();
        }
        let select = |from: &str| Statement::new("SELECT ").text(columns(self.filter.sort)).text(from);
        let statement = match driver {
            Driver::Tallies(ranges) if ranges.is_empty() => return Ok(Vec::new()),
            Driver::Postings(ids) if ids.is_empty() => return Ok(Vec::new()),
            Driver::Tallies(ranges) => Statement::new("WITH r (a, b) AS (VALUES ")
                .pairs(ranges)
                .text(") ")
                .text(&before)
                .text(columns(self.filter.sort))
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
        statement.numbers(" LIMIT ?", &[limit]).hits(db).await
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
    fn key(&self, hit: &Hit, score: &impl Fn(&Hit) -> i64) -> i64 {
        match self.filter.sort {
            Sort::Best => -score(hit),
            Sort::Near => near_key(self.origin, hit),
            Sort::Soon => hit.starts_at,
            Sort::Pay => -hit.hourly,
            Sort::New => -hit.published_at,
        }
    }

    /// The page after the cursor out of shifts with their keys.
    fn page(&self, mut rated: Vec<(i64, Hit)>, counted: Counted) -> Found {
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

    /// The `n` nearest shifts or more, after the cursor: ring by ring, each as wide as should hold what is missing.
    async fn nearest(&self, db: &mut Db, n: usize, after: Option<Cursor>) -> Result<Vec<Hit>, Error> {
        let region = self.filter.region.as_ref().map(domain::region::RegionCode::as_str);
        let Some(bounds) = self.listing.bounds(region) else { return Ok(Vec::new()) };
        let (nearest, farthest) = bounds.reach(self.origin);
        let mut found = Vec::new();
        let mut inner = nearest;
        if let Some(after) = after {
            let (metres, starts) = split_near_key(after.key);
            let tied = match self.words {
                Some(words) => self.ring_of_words(db, words, (metres, metres + 1), bounds).await?.0,
                None => self.dense(db, (metres, metres + 1), bounds, starts, n).await?,
            };
            found.extend(
                tied.into_iter().filter(|hit| near_key(self.origin, hit) >= after.key && self.metres(hit) == metres),
            );
            inner = nearest.max(metres + 1);
        }
        let mut width = self.first_width(inner, bounds, n);
        while found.len() < n && inner <= farthest {
            let outer = inner + width;
            let (mut hits, cut) = self.ring(db, inner, outer, bounds).await?;
            if cut && width > SPOT {
                // Mostly a great many lie on one spot, the county's point, and then only a narrow ring helps.
                width = if inner == 0 && self.words.is_none() { SPOT } else { width / 4 };
                continue;
            }
            if cut {
                hits = self.dense(db, (inner, outer), bounds, 0, n).await?;
            }
            found.extend(hits.into_iter().filter(|hit| (inner..outer).contains(&self.metres(hit))));
            inner = outer;
            width *= 2;
        }
        Ok(found)
    }

    fn metres(&self, hit: &Hit) -> u32 {
        self.origin.metres_to(point(hit.lat, hit.lng))
    }

    /// How wide the first ring should be to hold about three times `n`, were everything spread evenly.
    fn first_width(&self, inner: u32, bounds: Bounds, n: usize) -> u32 {
        let (_, among) = self.listing.ranges(self.filter);
        let conditions = self.conditions();
        let town = conditions.town().map_or(among, |town| self.listing.in_town(town));
        let trade = conditions.trades().map_or(among, |(first, last)| self.listing.of_trades(first, last));
        let paying = self.filter.min_hourly.map_or(among, |least| self.listing.paying(least));
        let share = if self.words.is_some() { COMMON_SHARE } else { 1 };
        let among = (among.min(town).min(trade).min(paying) / share).max(1);
        let [low, high] = bounds.corners();
        let corner = |lat, lng| Point { lat, lng };
        let wide = u64::from(low.metres_to(corner(low.lat, high.lng))).max(100);
        let tall = u64::from(low.metres_to(corner(high.lat, low.lng))).max(100);
        let share = u64::try_from(3 * n).unwrap_or_default() * wide * tall / u64::try_from(among).unwrap_or(1);
        let inner = u64::from(inner);
        let outer = (inner * inner + share / 3).isqrt();
        u32::try_from(outer - inner).unwrap_or(u32::MAX / 4).clamp(100, 100_000)
    }

    /// Shifts in the cells of a ring, and whether there are more than were read.
    async fn ring(&self, db: &mut Db, inner: u32, outer: u32, bounds: Bounds) -> Result<(Vec<Hit>, bool), Error> {
        let ranges = ring(self.origin, inner, outer, bounds);
        if ranges.is_empty() {
            return Ok((Vec::new(), false));
        }
        if let Some(words) = self.words {
            return self.ring_of_words(db, words, (inner, outer), bounds).await;
        }
        let [before, from, end] = db.dialect().by_ranges("s.cell");
        let statement = Statement::new("WITH r (a, b) AS (VALUES ")
            .pairs(&ranges)
            .text(") ")
            .text(&before)
            .text(columns(self.filter.sort))
            .text(&from);
        let statement = self.all_conditions(statement).text(&end);
        let hits = statement.numbers(" LIMIT ?", &[i64::try_from(RING).unwrap_or(i64::MAX)]).hits(db).await?;
        let cut = hits.len() >= RING;
        Ok((hits, cut))
    }

    /// The same when words are searched: the full-text index knows the places as well. A spot with very many is read whole.
    async fn ring_of_words(
        &self,
        db: &mut Db,
        words: &Words,
        (inner, outer): (u32, u32),
        bounds: Bounds,
    ) -> Result<(Vec<Hit>, bool), Error> {
        let cover = search::place_cover(&ring(self.origin, inner, outer, bounds));
        let here = Words::Any(cover.into_iter().map(Words::Token).collect());
        let mut found = matching_places(db, &Words::All(vec![words.clone(), here]), COVER_POSTINGS).await?;
        found.retain(|(_, lat, lng)| (inner..outer).contains(&self.origin.metres_to(point(*lat, *lng))));
        let ids: Vec<Key> = found.into_iter().map(|(id, ..)| id).collect();
        let cut = ids.len() > RING_POSTINGS;
        if cut && outer - inner > SPOT {
            return Ok((Vec::new(), true));
        }
        let hits = self.read(db, &Driver::Postings(ids), SORTED).await?;
        let wanted = Wanted::by(self.filter);
        Ok((hits.into_iter().filter(|hit| wanted.met_by(&Tally::of_code(hit.tally))).collect(), false))
    }

    /// The soonest shifts of each cell of a ring in which more lie on one spot than can be read.
    async fn dense(
        &self,
        db: &mut Db,
        (inner, outer): (u32, u32),
        bounds: Bounds,
        from: i64,
        n: usize,
    ) -> Result<Vec<Hit>, Error> {
        let mut hits = Vec::new();
        let most = i64::try_from(n).unwrap_or(i64::MAX);
        for (first, last) in ring(self.origin, inner, outer, bounds) {
            let statement = Statement::new("SELECT ")
                .text(columns(self.filter.sort))
                .text(" FROM shift s WHERE ")
                .numbers("s.cell >= ? AND s.cell <= ? AND s.starts_at >= ? AND ", &[first, last, from]);
            let statement = self.all_conditions(statement).text(" ORDER BY s.starts_at, s.id");
            hits.extend(statement.numbers(" LIMIT ?", &[most]).hits(db).await?);
        }
        Ok(hits)
    }

    fn all_conditions(&self, statement: Statement) -> Statement {
        let conditions = self.conditions();
        conditions.beyond_tallies(conditions.within_tallies(conditions.base(statement, true, false)))
    }

    /// The page after the cursor by walking an index, in growing steps and not without end: where what is asked for is
    /// too thinly spread, the page is short and its "next" goes on from where the walk ended.
    async fn walk(&self, db: &mut Db, counted: Counted) -> Result<Found, Error> {
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

    /// A town or a narrow trade, if SQL can sort all there is of it.
    fn narrow(&self) -> Option<(&'static str, [i64; 2])> {
        let (conditions, listing) = (self.conditions(), self.listing);
        let trade = conditions.trades().filter(|(first, last)| listing.of_trades(*first, *last) <= SORTED);
        let town = conditions.town().filter(|town| listing.in_town(*town) <= SORTED);
        let by_trade = trade.map(|(first, last)| ("s.trade >= ? AND s.trade <= ? AND ", [first, last]));
        by_trade.or_else(|| town.map(|town| ("s.town >= ? AND s.town <= ? AND ", [town, town])))
    }

    /// The page out of a town or a trade, sorted by SQL.
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

/// At most `most` postings whose tokens meet `words`.
async fn matching(db: &mut Db, words: &Words, most: i64) -> Result<Vec<Key>, Error> {
    let (sql, text) = (db.dialect().match_postings(), db.dialect().match_text(words));
    on_engine!(db, c => sqlx::query_scalar(sql).bind(text).bind(most).fetch_all(c).await)
}

/// The same with the place of each.
async fn matching_places(db: &mut Db, words: &Words, most: i64) -> Result<Vec<(Key, i64, i64)>, Error> {
    let (sql, text) = (db.dialect().match_places(), db.dialect().match_text(words));
    on_engine!(db, c => sqlx::query_as(sql).bind(text).bind(most).fetch_all(c).await)
}

/// Nearest first, and of those at the same distance the soonest: metres, then minutes, in one number.
fn near_key(origin: Point, hit: &Hit) -> i64 {
    i64::from(origin.metres_to(point(hit.lat, hit.lng))) << 26 | (hit.starts_at / Moment::MINUTE) & 0x3ff_ffff
}

/// The metres of such a number, and the start of the minute in milliseconds.
fn split_near_key(key: i64) -> (u32, i64) {
    (u32::try_from(key >> 26).unwrap_or_default(), (key & 0x3ff_ffff) * Moment::MINUTE)
}
