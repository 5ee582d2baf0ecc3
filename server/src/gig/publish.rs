//! Putting postings and shifts onto the list: what is worked out from them for searching, filtering and sorting, and
//! the rows they become. Whatever makes postings comes through here.

use domain::{
    gig::{Benefits, Filling, PayRule, Posting, SettlementTerm, ShiftPlan, facet::Tally, filling::fair::Held},
    money::Fen,
    occupation::OccupationCode,
    place::Point,
    region::RegionCode,
    when::{DayPart, Moment},
};
use sqlx::Error;
use uuid::Uuid;

use crate::{
    reference::Reference,
    search,
    store::{Cell, Column, Db, Key, KeyError, KeyRing, insert_many, on_engine},
};

/// A posting that is to be on the list.
#[derive(Clone, Debug)]
pub struct NewPosting {
    /// Its id.
    pub id: Uuid,
    /// Its employer.
    pub employer: Uuid,
    /// The title.
    pub title: String,
    /// The occupation.
    pub code: OccupationCode,
    /// What is to be done.
    pub duties: String,
    /// What is asked for.
    pub requirements: String,
    /// The least age, years.
    pub least_age: i64,
    /// How pay is worked out.
    pub pay: PayRule,
    /// When wages are paid.
    pub settlement: SettlementTerm,
    /// What comes with the work.
    pub benefits: Benefits,
    /// Township or village.
    pub town: RegionCode,
    /// The address within it.
    pub address: String,
    /// Where it is; the county's own point if no pin was placed.
    pub point: Point,
    /// A pin was placed.
    pub pinned: bool,
    /// Whom to ask for, and their phone.
    pub contact: (String, String),
    /// The tokens it is found by.
    pub words: String,
    /// From when seats may be taken.
    pub opens: Moment,
    /// How its seats are filled.
    pub fills: Filling,
    /// What of them is held for people with few recent shifts.
    pub held: Held,
    /// Since when it is on the list.
    pub published: Moment,
    /// Made up.
    pub sample: bool,
    /// The import that brought it in, if one did.
    pub import: Option<Uuid>,
    /// Its shifts.
    pub shifts: Vec<NewShift>,
}

/// A shift that is to be on the list.
#[derive(Clone, Debug)]
pub struct NewShift {
    /// Its id.
    pub id: Uuid,
    /// When, how long and for how many.
    pub plan: ShiftPlan,
    /// Seats that are held for people with few recent shifts, and until when.
    pub held: (i64, Moment),
    /// What it is counted by.
    pub tally: Tally,
    /// What an hour of it comes to.
    pub hourly: Fen,
    /// Seats that claims hold; only sample content comes with some.
    pub taken: i64,
    /// When it was closed, if it was.
    pub closed: Option<Moment>,
    /// It is on the list.
    pub listed: bool,
}

/// The digits of a code as a number.
fn digits(text: &str) -> i64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}

/// The tokens of a posting: its title, the names of its occupation, employer and place, and the cells of the grid.
pub fn words(
    reference: &Reference,
    title: &str,
    code: &OccupationCode,
    employer: &str,
    (town, village): (&RegionCode, &str),
    point: Point,
) -> String {
    let occupation = reference.occupation(code).map(|o| o.name.clone()).unwrap_or_default();
    let place = reference.place_name(town);
    let texts = [title, &occupation, employer, &place, village];
    search::tokens(&texts, code) + &search::place_tokens(point).join(" ") + " "
}

/// Of which employer a posting is: its id and public name; since when it is on the list; the import that brought it in.
#[derive(Clone, Copy, Debug)]
pub struct From<'a> {
    /// The employer.
    pub employer: Uuid,
    /// Its public name.
    pub name: &'a str,
    /// Since when it is on the list.
    pub at: Moment,
    /// The import, if one did.
    pub import: Option<Uuid>,
}

impl NewPosting {
    /// The township as shifts have it. A posting may lie in a village; the list knows townships.
    fn town_number(&self) -> i64 {
        digits(self.town.town().unwrap_or_default())
    }

    /// The cell of the grid as shifts have it.
    fn cell(&self) -> i64 {
        if self.pinned { self.point.cell() } else { self.point.unpinned_cell() }
    }

    /// What a posting that was read is on the list, without its shifts.
    pub fn of(reference: &Reference, id: Uuid, from: From<'_>, posting: &Posting) -> Self {
        let point = posting.pin.unwrap_or_else(|| reference.point_of(&posting.region));
        let in_village = posting.region.as_str().len() > 9;
        let village = if in_village { reference.short_name(&posting.region) } else { String::new() };
        let (code, place) = (&posting.occupation, (&posting.region, village.as_str()));
        Self {
            id,
            employer: from.employer,
            title: posting.title.clone(),
            code: code.clone(),
            duties: posting.duties.clone(),
            requirements: posting.requirements.clone(),
            least_age: i64::from(posting.least_age),
            pay: posting.pay,
            settlement: posting.settlement,
            benefits: posting.benefits,
            town: posting.region.clone(),
            address: posting.address.clone(),
            point,
            pinned: posting.pin.is_some(),
            contact: (posting.contact_name.clone(), posting.contact_phone.as_str().to_owned()),
            words: words(reference, &posting.title, code, from.name, place, point),
            opens: posting.opens,
            fills: posting.fills,
            held: posting.held,
            published: from.at,
            sample: false,
            import: from.import,
            shifts: Vec::new(),
        }
    }
}

impl NewShift {
    /// A shift of such work there.
    pub fn of(
        id: Uuid,
        plan: ShiftPlan,
        code: &OccupationCode,
        town: &RegionCode,
        pay: PayRule,
        term: SettlementTerm,
    ) -> Self {
        let small = |n: i64| u32::try_from(n).unwrap_or_default();
        let tally = Tally {
            day: plan.starts.day_number(),
            part: DayPart::of(plan.starts),
            county: small(digits(town.county().unwrap_or_default())),
            group: small(digits(code.group())),
            same_day: term == SettlementTerm::SameDay,
        };
        Self {
            id,
            plan,
            tally,
            hourly: pay.hourly(plan.minutes()),
            held: (0, Moment(0)),
            taken: 0,
            closed: None,
            listed: true,
        }
    }

    /// The same with what of its seats is held.
    #[must_use]
    pub fn holding(self, held: Held) -> Self {
        Self { held: (held.seats(self.plan.seats), held.until(self.plan.starts)), ..self }
    }
}

/// Writes postings with their shifts and search tokens.
pub async fn insert_postings(db: &mut Db, postings: &[NewPosting]) -> Result<(), Error> {
    const POSTING: &str = "posting (id, employer_id, title, occupation, duties, requirements, least_age, pay_unit, \
                           pay_amount, pay_pieces, settlement, benefits, region, address, lat, lng, pinned, \
                           contact_name, contact_phone, words, opens_at, published_at, sample, import_id, fills)";
    let rows = postings.iter().map(|posting| posting_row(db.keys(), posting));
    let rows: Vec<Vec<Cell>> = rows.collect::<Result<_, KeyError>>().map_err(Error::from)?;
    insert_many(db, POSTING, &rows).await?;
    for posting in postings {
        insert_shifts(db, posting, &posting.shifts).await?;
        let index = db.dialect().index_posting();
        on_engine!(db, c => {
            sqlx::query(index).bind(Key(posting.id)).bind(&posting.words).execute(c).await.map(drop)?;
        });
    }
    Ok(())
}

/// Writes shifts of a posting that is there.
pub async fn insert_shifts(db: &mut Db, posting: &NewPosting, shifts: &[NewShift]) -> Result<(), Error> {
    const SHIFT: &str = "shift (id, posting_id, starts_at, ends_at, break_minutes, seats, taken, waiting, closed_at, \
                         listed, tally, county, town, trade, hourly, cell, lat, lng, published_at, held, held_until)";
    let rows: Vec<Vec<Cell>> = shifts.iter().map(|shift| shift_row(posting, shift)).collect();
    insert_many(db, SHIFT, &rows).await
}

fn posting_row(keys: &KeyRing, posting: &NewPosting) -> Result<Vec<Cell>, KeyError> {
    let text = |text: &str| Cell::Text(text.to_owned());
    Ok(vec![
        Cell::Id(posting.id),
        Cell::Id(posting.employer),
        text(&posting.title),
        text(posting.code.as_str()),
        text(&posting.duties),
        text(&posting.requirements),
        Cell::Number(posting.least_age),
        text(posting.pay.unit.word()),
        Cell::Number(posting.pay.amount.0),
        Cell::Number(posting.pay.pieces),
        text(posting.settlement.word()),
        Cell::Number(i64::from(posting.benefits.0)),
        text(posting.town.as_str()),
        text(&posting.address),
        Cell::Number(i64::from(posting.point.lat)),
        Cell::Number(i64::from(posting.point.lng)),
        Cell::Flag(posting.pinned),
        Cell::Bytes(keys.seal(Column::CONTACT_NAME, posting.id, &posting.contact.0)?),
        Cell::Bytes(keys.seal(Column::CONTACT_PHONE, posting.id, &posting.contact.1)?),
        text(&posting.words),
        Cell::Number(posting.opens.0),
        Cell::Number(posting.published.0),
        Cell::Flag(posting.sample),
        Cell::MaybeId(posting.import),
        text(posting.fills.word()),
    ])
}

fn shift_row(posting: &NewPosting, shift: &NewShift) -> Vec<Cell> {
    vec![
        Cell::Id(shift.id),
        Cell::Id(posting.id),
        Cell::Number(shift.plan.starts.0),
        Cell::Number(shift.plan.ends.0),
        Cell::Number(shift.plan.break_minutes),
        Cell::Number(shift.plan.seats),
        Cell::Number(shift.taken),
        Cell::Number(0),
        Cell::MaybeNumber(shift.closed.map(|at| at.0)),
        Cell::Flag(shift.listed),
        Cell::Number(shift.tally.code()),
        Cell::Number(i64::from(shift.tally.county)),
        Cell::Number(posting.town_number()),
        Cell::Number(digits(posting.code.as_str())),
        Cell::Number(shift.hourly.0),
        Cell::Number(posting.cell()),
        Cell::Number(i64::from(posting.point.lat)),
        Cell::Number(i64::from(posting.point.lng)),
        Cell::Number(posting.published.0),
        Cell::Number(shift.held.0),
        Cell::Number(shift.held.1.0),
    ]
}

/// Writes what a posting says anew, with its search tokens.
pub async fn rewrite_posting(db: &mut Db, posting: &NewPosting) -> Result<(), Error> {
    const SQL: &str = "UPDATE posting SET title = $2, occupation = $3, duties = $4, requirements = $5, least_age = $6, \
                       pay_unit = $7, pay_amount = $8, pay_pieces = $9, settlement = $10, benefits = $11, \
                       region = $12, address = $13, lat = $14, lng = $15, pinned = $16, contact_name = $17, \
                       contact_phone = $18, words = $19, opens_at = $20, fills = $21 WHERE id = $1";
    let id = Key(posting.id);
    let name = db.keys().seal(Column::CONTACT_NAME, posting.id, &posting.contact.0)?;
    let phone = db.keys().seal(Column::CONTACT_PHONE, posting.id, &posting.contact.1)?;
    let (unindex, index) = (db.dialect().unindex_posting(), db.dialect().index_posting());
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(&posting.title).bind(posting.code.as_str()).bind(&posting.duties);
        let query = query.bind(&posting.requirements).bind(posting.least_age).bind(posting.pay.unit.word());
        let query = query.bind(posting.pay.amount.0).bind(posting.pay.pieces).bind(posting.settlement.word());
        let query = query.bind(i64::from(posting.benefits.0)).bind(posting.town.as_str()).bind(&posting.address);
        let query = query.bind(i64::from(posting.point.lat)).bind(i64::from(posting.point.lng)).bind(posting.pinned);
        let query = query.bind(name).bind(phone).bind(&posting.words).bind(posting.opens.0);
        let query = query.bind(posting.fills.word());
        query.execute(&mut *c).await?;
        sqlx::query(unindex).bind(id).execute(&mut *c).await?;
        sqlx::query(index).bind(id).bind(&posting.words).execute(c).await.map(drop)
    })
}

/// Writes a shift of it anew; `changed` where those who are in it are told.
pub async fn rewrite_shift(
    db: &mut Db,
    posting: &NewPosting,
    shift: &NewShift,
    changed: Option<Moment>,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE shift SET starts_at = $2, ends_at = $3, break_minutes = $4, seats = $5, tally = $6, \
                       county = $7, town = $8, trade = $9, hourly = $10, cell = $11, lat = $12, lng = $13, \
                       changed_at = COALESCE($14, changed_at), held = $15, held_until = $16 WHERE id = $1";
    const CLAIMS: &str = "UPDATE claim SET starts_at = $2 WHERE shift_id = $1 AND starts_at <> $2";
    let (plan, id) = (shift.plan, Key(shift.id));
    let point = [i64::from(posting.point.lat), i64::from(posting.point.lng)];
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(plan.starts.0).bind(plan.ends.0).bind(plan.break_minutes);
        let query = query.bind(plan.seats).bind(shift.tally.code()).bind(i64::from(shift.tally.county));
        let query = query.bind(posting.town_number()).bind(digits(posting.code.as_str())).bind(shift.hourly.0);
        let query = query.bind(posting.cell()).bind(point[0]).bind(point[1]).bind(changed.map(|at| at.0));
        let query = query.bind(shift.held.0).bind(shift.held.1.0);
        query.execute(&mut *c).await?;
        sqlx::query(CLAIMS).bind(id).bind(plan.starts.0).execute(c).await.map(drop)
    })
}
