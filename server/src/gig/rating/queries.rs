//! SQL of ratings, one function per statement.

use std::collections::HashMap;

use domain::{
    gig::{
        attendance::Side,
        rating::{GivenRating, Mark, Marks, Summary, WordsState, summary},
    },
    id::{AccountId, ClaimId, OrganisationId, RatingId, ShiftId},
    when::Moment,
};
use sqlx::{Error, FromRow};

use crate::{
    gig::rows::count,
    store::{Column, Db, Key, on_engine},
};

/// A rating as it is kept.
#[derive(Clone, FromRow)]
pub struct RatingRow {
    pub id: Key,
    pub claim_id: Key,
    side: String,
    first: i64,
    second: i64,
    third: i64,
    fourth: i64,
    fifth: i64,
    words: Option<Vec<u8>>,
    words_state: String,
    written_at: i64,
}

impl RatingRow {
    /// Who says it.
    pub fn side(&self) -> Side {
        Side::parse(&self.side).unwrap_or(Side::Employer)
    }

    /// What becomes of the words.
    pub fn state(&self) -> WordsState {
        WordsState::parse(&self.words_state).unwrap_or(WordsState::Held)
    }

    /// Whether there are words.
    pub const fn has_words(&self) -> bool {
        self.words.is_some()
    }

    /// The same opened; the words only for those who may read them.
    pub fn open(&self, db: &Db, reads: bool) -> Result<GivenRating, Error> {
        let points = [self.first, self.second, self.third, self.fourth, self.fifth];
        let words = self.words.as_ref().filter(|_| reads);
        let words = words.map(|words| db.keys().open(Column::RATING_WORDS, self.id.0, words)).transpose()?;
        let (id, marks) = (self.id.into(), points.map(Mark::of_points));
        Ok(GivenRating { id, marks, words, state: self.state(), at: Moment(self.written_at) })
    }
}

/// What both sides said of a claim.
pub async fn of_claim(db: &mut Db, claim: ClaimId) -> Result<Vec<RatingRow>, Error> {
    const SQL: &str = "SELECT id, claim_id, side, first, second, third, fourth, fifth, words, words_state, written_at \
                       FROM rating WHERE claim_id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(claim)).fetch_all(c).await)
}

/// A rating.
pub async fn rating(db: &mut Db, id: RatingId) -> Result<Option<RatingRow>, Error> {
    const SQL: &str = "SELECT id, claim_id, side, first, second, third, fourth, fifth, words, words_state, written_at \
                       FROM rating WHERE id = $1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(id)).fetch_optional(c).await)
}

/// A rating on its way into the table.
#[derive(Clone)]
pub struct NewRating {
    pub id: RatingId,
    pub claim: ClaimId,
    pub account: AccountId,
    pub organisation: OrganisationId,
    pub side: Side,
    pub marks: Marks,
    pub words: String,
    pub state: WordsState,
    pub reveals: Moment,
    pub by: AccountId,
    pub at: Moment,
}

/// Takes away what a side said before, while nothing is shown; whether there was something.
pub async fn forget(db: &mut Db, claim: ClaimId, side: Side) -> Result<Option<RatingId>, Error> {
    const SQL: &str = "DELETE FROM rating WHERE claim_id = $1 AND side = $2 RETURNING id";
    let id: Option<Key> = on_engine!(db, c => {
        sqlx::query_scalar(SQL).bind(Key::from(claim)).bind(side.word()).fetch_optional(c).await?
    });
    Ok(id.map(Into::into))
}

/// Keeps a rating.
pub async fn insert(db: &mut Db, new: &NewRating) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO rating (id, claim_id, account_id, organisation_id, side, first, second, third, fourth, \
                       fifth, words, words_state, reveals_at, written_by, written_at) \
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    let words =
        (!new.words.is_empty()).then(|| db.keys().seal(Column::RATING_WORDS, new.id.0, &new.words)).transpose()?;
    let new = new.clone();
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(new.id)).bind(Key::from(new.claim)).bind(Key::from(new.account));
        let query = query.bind(Key::from(new.organisation)).bind(new.side.word());
        let query = new.marks.into_iter().fold(query, |query, mark| query.bind(mark.points()));
        let query = query.bind(words).bind(new.state.word()).bind(new.reveals.0);
        query.bind(Key::from(new.by)).bind(new.at.0).execute(c).await.map(drop)
    })
}

/// Brings words from one state to another; false if they are not in it.
pub async fn set_words(db: &mut Db, id: RatingId, from: WordsState, to: WordsState) -> Result<bool, Error> {
    const SQL: &str = "UPDATE rating SET words_state = $3 WHERE id = $1 AND words_state = $2 AND words IS NOT NULL";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(id)).bind(from.word()).bind(to.word());
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

#[derive(FromRow)]
struct SumRow {
    ratings: i64,
    raters: i64,
    first: i64,
    second: i64,
    third: i64,
    fourth: i64,
    fifth: i64,
}

impl SumRow {
    fn summary(&self) -> Option<Summary> {
        let points = [self.first, self.second, self.third, self.fourth, self.fifth];
        summary(count(self.ratings), count(self.raters), points)
    }
}

/// What the ratings of an employer that are shown come to.
pub async fn of_organisation(db: &mut Db, organisation: OrganisationId, now: Moment) -> Result<Option<Summary>, Error> {
    const SQL: &str = "SELECT COUNT(*) AS ratings, COUNT(DISTINCT r.account_id) AS raters, \
                       CAST(COALESCE(SUM(r.first), 0) AS BIGINT) AS first, \
                       CAST(COALESCE(SUM(r.second), 0) AS BIGINT) AS second, \
                       CAST(COALESCE(SUM(r.third), 0) AS BIGINT) AS third, \
                       CAST(COALESCE(SUM(r.fourth), 0) AS BIGINT) AS fourth, \
                       CAST(COALESCE(SUM(r.fifth), 0) AS BIGINT) AS fifth FROM rating r \
                       WHERE r.organisation_id = $1 AND r.side = 'worker' AND (r.reveals_at <= $2 OR EXISTS \
                       (SELECT 1 FROM rating o WHERE o.claim_id = r.claim_id AND o.side = 'employer'))";
    let row: SumRow = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(organisation)).bind(now.0).fetch_one(c).await?
    });
    Ok(row.summary())
}

#[derive(FromRow)]
struct WorkerSumRow {
    account_id: Key,
    #[sqlx(flatten)]
    sum: SumRow,
}

/// What the ratings of everybody in a shift that are shown come to, those with few left out.
pub async fn of_crew(db: &mut Db, shift: ShiftId, now: Moment) -> Result<HashMap<Key, Summary>, Error> {
    const SQL: &str = "SELECT r.account_id, COUNT(*) AS ratings, COUNT(*) AS raters, \
                       CAST(COALESCE(SUM(r.first), 0) AS BIGINT) AS first, \
                       CAST(COALESCE(SUM(r.second), 0) AS BIGINT) AS second, \
                       CAST(COALESCE(SUM(r.third), 0) AS BIGINT) AS third, \
                       CAST(COALESCE(SUM(r.fourth), 0) AS BIGINT) AS fourth, \
                       CAST(COALESCE(SUM(r.fifth), 0) AS BIGINT) AS fifth FROM rating r \
                       WHERE r.side = 'employer' AND r.account_id IN (SELECT account_id FROM claim WHERE shift_id = $1) \
                       AND (r.reveals_at <= $2 OR EXISTS \
                       (SELECT 1 FROM rating o WHERE o.claim_id = r.claim_id AND o.side = 'worker')) \
                       GROUP BY r.account_id LIMIT 1000";
    let rows: Vec<WorkerSumRow> = on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(shift)).bind(now.0).fetch_all(c).await?
    });
    Ok(rows.into_iter().filter_map(|row| Some((row.account_id, row.sum.summary()?))).collect())
}
