//! From ids to what pages show: the rows behind cards, in two statements for a whole page.

use std::collections::HashMap;

use domain::{
    gig::{
        ClaimState, Contact, MyClaim, ShiftCard, ShiftState,
        fit::{self, FitFacts, TradeFit},
    },
    id::{AccountId, PostingId, ShiftId},
    identity::{Origin, WorkerProfile},
    money::Fen,
    occupation::OccupationCode,
    place::Distance,
    region::RegionCode,
    when::Moment,
};
use sqlx::{AssertSqlSafe, Error};

use super::{
    listing::Listing,
    rows::{CardRow, DetailRow, MineRow, count, point},
};
use crate::{
    reference::Reference,
    store::{Column, Db, Key, on_engine},
};

const CARD: &str = "SELECT s.id, s.posting_id, p.title, e.name AS employer, e.verified_until, p.region, p.occupation, s.lat, s.lng, p.pinned, \
                    s.starts_at, s.ends_at, s.break_minutes, p.pay_unit, p.pay_amount, p.pay_pieces, p.settlement, \
                    p.benefits, p.fills, s.seats, s.taken, s.waiting, s.closed_at, p.sample \
                    FROM shift s JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = p.employer_id \
                    WHERE s.id IN (";

/// Everything a card needs beside its row.
pub struct Viewer<'a> {
    /// Names of regions.
    pub reference: &'a Reference,
    /// Usual pay.
    pub listing: &'a Listing,
    /// From where distances are measured.
    pub origin: &'a Origin,
    /// The profile of the person who looks.
    pub profile: Option<&'a WorkerProfile>,
    /// Whose claims are shown.
    pub account: Option<AccountId>,
    /// Now.
    pub now: Moment,
}

impl Viewer<'_> {
    /// The cards of these shifts, in their order; what is gone is left out.
    pub async fn cards(&self, db: &mut Db, ids: &[Key]) -> Result<Vec<ShiftCard>, Error> {
        let rows: Vec<CardRow> = by_ids(db, CARD, ids, None).await?;
        let mut mine = self.mine(db, ids).await?;
        let mut cards: HashMap<Key, ShiftCard> =
            rows.into_iter().map(|row| (row.id, self.card(&row, mine.remove(&row.id)))).collect();
        Ok(ids.iter().filter_map(|id| cards.remove(id)).collect())
    }

    /// The row and the card of one shift.
    pub async fn card_of(&self, db: &mut Db, id: ShiftId) -> Result<Option<(CardRow, ShiftCard)>, Error> {
        let key = Key::from(id);
        let mut rows: Vec<CardRow> = by_ids(db, CARD, &[key], None).await?;
        let Some(row) = rows.pop() else { return Ok(None) };
        let mine = self.mine(db, &[key]).await?.remove(&key);
        let card = self.card(&row, mine);
        Ok(Some((row, card)))
    }

    async fn mine(&self, db: &mut Db, ids: &[Key]) -> Result<HashMap<Key, MyClaim>, Error> {
        // The place in the queue is counted for one's own few claims only.
        const MINE: &str = "SELECT c.id, c.shift_id, c.state, c.offered_until, \
                            (SELECT COUNT(*) FROM shift s WHERE s.id = c.shift_id AND s.changed_at > c.made_at) AS changed, \
                            (SELECT COUNT(*) FROM claim q WHERE q.shift_id = c.shift_id AND q.state = 'waitlisted' \
                             AND (q.made_at, q.id) < (c.made_at, c.id)) AS ahead \
                            FROM claim c WHERE c.active AND c.account_id = $1 AND c.shift_id IN (";
        let Some(account) = self.account else { return Ok(HashMap::new()) };
        let rows: Vec<MineRow> = by_ids(db, MINE, ids, Some(account.into())).await?;
        Ok(rows.into_iter().filter_map(|row| Some((row.shift_id, my_claim(&row)?))).collect())
    }

    fn card(&self, row: &CardRow, mine: Option<MyClaim>) -> ShiftCard {
        let minutes = row.paid_minutes();
        let pay = row.pay();
        let (starts, ends) = (Moment(row.starts_at), Moment(row.ends_at));
        let here = point(row.lat, row.lng);
        let rough = self.origin.kind.rough() || !row.pinned;
        let distance = Distance { metres: self.origin.point.metres_to(here), rough };
        let region = RegionCode::parse(&row.region);
        ShiftCard {
            id: row.id.into(),
            posting: PostingId(row.posting_id.0),
            title: row.title.clone(),
            employer: row.employer.clone(),
            verified: row.verified(self.now),
            region: region.as_ref().map(|code| self.reference.place_name(code)).unwrap_or_default(),
            distance,
            starts,
            ends,
            total: pay.for_shift(minutes),
            hourly: pay.hourly(minutes),
            settlement: row.settlement(),
            benefits: row.benefits(),
            fills: row.fills(),
            seats: count(row.seats),
            taken: count(row.taken),
            waiting: count(row.waiting),
            state: ShiftState::of(self.now, starts, ends, row.seats, row.taken, row.closed_at.is_some()),
            mine,
            reasons: fit::reasons(&self.fit(row, distance)),
            sample: row.sample,
        }
    }

    fn fit(&self, row: &CardRow, distance: Distance) -> FitFacts {
        let county = RegionCode::parse(&row.region).and_then(|code| code.county()?.parse().ok()).unwrap_or(0);
        let trade = OccupationCode::parse(&row.occupation);
        let number = trade.as_ref().map_or(0, trade_number);
        let same_day = row.settlement() == domain::gig::SettlementTerm::SameDay;
        self.facts(distance, number, county, row.pay().hourly(row.paid_minutes()), Moment(row.starts_at), same_day)
    }

    /// What the score is worked out from.
    pub fn facts(
        &self,
        distance: Distance,
        trade: i64,
        county: i64,
        hourly: Fen,
        starts: Moment,
        same_day: bool,
    ) -> FitFacts {
        FitFacts {
            distance,
            trade: self.profile.map_or(TradeFit::Other, |profile| trade_fit(profile, trade)),
            suits_hours: self.profile.and_then(|profile| profile.availability.suits(starts)),
            hourly,
            usual: self.listing.usual(county, trade / 10_000),
            same_day,
        }
    }
}

fn trade_fit(profile: &WorkerProfile, trade: i64) -> TradeFit {
    let mine = profile.trades.iter().map(trade_number);
    mine.fold(TradeFit::Other, |best, mine| match best {
        TradeFit::Same => best,
        _ if mine == trade => TradeFit::Same,
        _ if mine / 10_000 == trade / 10_000 => TradeFit::Related,
        _ => best,
    })
}

/// An occupation code as the columns have it: `4-10-01-02` is 4100102.
pub fn trade_number(code: &OccupationCode) -> i64 {
    code.as_str().chars().filter_map(|c| c.to_digit(10)).fold(0, |number, digit| number * 10 + i64::from(digit))
}

fn my_claim(row: &MineRow) -> Option<MyClaim> {
    let state = ClaimState::parse(&row.state)?;
    Some(MyClaim {
        id: row.id.into(),
        state,
        place: (state == ClaimState::Waitlisted).then(|| count(row.ahead) + 1),
        offered_until: row.offered_until.map(Moment).filter(|_| state == ClaimState::Offered),
        changed: row.changed > 0,
    })
}

/// Rows by ids. The list of ids is filled up to one of few lengths, so that few statements are prepared.
async fn by_ids<T>(db: &mut Db, sql: &str, ids: &[Key], first: Option<Key>) -> Result<Vec<T>, Error>
where
    T: Send + Unpin,
    for<'r> T: sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + sqlx::FromRow<'r, sqlx::postgres::PgRow>,
{
    let Some(last) = ids.last() else { return Ok(Vec::new()) };
    let length = [1, 5, 15, 60, 240].into_iter().find(|length| *length >= ids.len()).unwrap_or(ids.len());
    let from = 1 + usize::from(first.is_some());
    let marks: Vec<String> = (from..from + length).map(|n| format!("${n}")).collect();
    let text = format!("{sql}{})", marks.join(", "));
    let values = first.into_iter().chain(ids.iter().copied()).chain(std::iter::repeat_n(*last, length - ids.len()));
    on_engine!(db, c => {
        let query = values.fold(sqlx::query_as(AssertSqlSafe(text)), sqlx::query::QueryAs::bind);
        query.fetch_all(c).await
    })
}

/// What the page of a shift shows beyond its card.
pub async fn detail(db: &mut Db, shift: ShiftId, since: Moment, now: Moment) -> Result<Option<DetailRow>, Error> {
    const SQL: &str = "SELECT p.duties, p.requirements, p.least_age, p.address, p.id AS posting_id, \
                       p.contact_name, p.contact_phone, p.opens_at, p.published_at, s.held, s.held_until, \
                       e.kind, e.id AS employer_id, \
                       (SELECT COUNT(*) FROM shift o JOIN posting q ON q.id = o.posting_id \
                        WHERE q.employer_id = e.id AND o.starts_at >= $2 AND o.starts_at < $3 \
                        AND o.closed_at IS NULL) AS recent \
                       FROM shift s JOIN posting p ON p.id = s.posting_id JOIN organisation e ON e.id = p.employer_id \
                       WHERE s.id = $1";
    on_engine!(db, c => {
        sqlx::query_as(SQL).bind(Key::from(shift)).bind(since.0).bind(now.0).fetch_optional(c).await
    })
}

/// Whom to ask for; only somebody whose seat is confirmed may know.
pub fn contact(db: &Db, detail: &DetailRow, confirmed: bool) -> Result<Option<Contact>, Error> {
    if !confirmed {
        return Ok(None);
    }
    let open = |column, sealed: &[u8]| db.keys().open(column, detail.posting_id.0, sealed);
    let name = open(Column::CONTACT_NAME, &detail.contact_name)?;
    Ok(Some(Contact { name, phone: open(Column::CONTACT_PHONE, &detail.contact_phone)? }))
}

/// The person's claims: those to come, then those of the past, each with whether it is active.
pub async fn my_claims(db: &mut Db, account: AccountId) -> Result<Vec<MyClaimRow>, Error> {
    const SQL: &str = "SELECT shift_id, state, active, id FROM claim WHERE account_id = $1 \
                       ORDER BY starts_at DESC, made_at DESC, id LIMIT 150";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(account)).fetch_all(c).await)
}

/// One of the person's claims.
#[derive(sqlx::FromRow)]
pub struct MyClaimRow {
    /// Its shift.
    pub shift_id: Key,
    /// Its state as stored.
    pub state: String,
    /// Whether the person is still in the shift.
    pub active: bool,
    /// The claim.
    pub id: Key,
}
