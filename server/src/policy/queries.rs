//! One function per statement.

use domain::{
    id::{AccountId, PolicyId},
    policy::{Filter, Stage},
    region::RegionCode,
    when::Moment,
};
use sqlx::Error;
use uuid::Uuid;

use super::rows::{CardRow, DeedRow, DeskRow, RevisionRow};
use crate::store::{Column, Db, Key, Words, on_engine};

/// The most texts that a search looks through.
pub const MOST: i64 = 5_000;

/// The codes of the regions that a region lies in, and its own; the same one fills what is left.
fn over(region: &RegionCode) -> [String; 4] {
    let code = region.as_str();
    let city = format!("{}00", code.get(..4).unwrap_or_default());
    [city, code[..6].to_owned(), region.town().unwrap_or(code).to_owned(), code.to_owned()]
}

/// The values by which a list is filtered, as the statements take them.
fn filtered(filter: &Filter) -> (&'static str, i64, String, [String; 4]) {
    let kind = filter.kind.map_or("", domain::policy::PolicyKind::word);
    let audience = filter.audience.map_or(0, |audience| i64::from(domain::policy::Audiences::only(audience).0));
    let region = filter.region.as_ref();
    let codes = region.map_or_else(|| std::array::from_fn(|_| String::new()), over);
    (kind, audience, region.map(ToString::to_string).unwrap_or_default(), codes)
}

/// What is read now and still applies, the newest date of issue first, after a day and an id.
pub async fn listed(
    db: &mut Db,
    filter: &Filter,
    now: Moment,
    after: (i64, Uuid),
    most: i64,
) -> Result<Vec<CardRow>, Error> {
    const SQL: &str = "SELECT id, policy_id, kind, title, issuer, document, issued, audiences, national, region, dated, \
                       from_at FROM policy_revision WHERE stage = 'approved' AND from_at <= $1 AND until_at > $1 \
                       AND expires_at > $1 AND ($2 = '' OR kind = $2) \
                       AND (CAST($3 AS BIGINT) = 0 OR audiences = 0 OR (audiences & CAST($3 AS BIGINT)) <> 0) \
                       AND ($4 = '' OR national OR region IN ($5, $6, $7, $8)) AND (dated, id) < ($9, $10) \
                       ORDER BY dated DESC, id DESC LIMIT $11";
    let (kind, audience, region, [city, county, town, own]) = filtered(filter);
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(now.0).bind(kind).bind(audience).bind(region).bind(city).bind(county);
        query.bind(town).bind(own).bind(after.0).bind(Key(after.1)).bind(most).fetch_all(c).await
    })
}

/// How many there are of them.
pub async fn count(db: &mut Db, filter: &Filter, now: Moment) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM policy_revision WHERE stage = 'approved' AND from_at <= $1 AND until_at > $1 \
                       AND expires_at > $1 AND ($2 = '' OR kind = $2) \
                       AND (CAST($3 AS BIGINT) = 0 OR audiences = 0 OR (audiences & CAST($3 AS BIGINT)) <> 0) \
                       AND ($4 = '' OR national OR region IN ($5, $6, $7, $8))";
    let (kind, audience, region, [city, county, town, own]) = filtered(filter);
    on_engine!(db, c => {
        let query = sqlx::query_scalar(SQL).bind(now.0).bind(kind).bind(audience).bind(region).bind(city).bind(county);
        query.bind(town).bind(own).fetch_one(c).await
    })
}

/// What was published last, the newest first.
pub async fn newest(db: &mut Db, filter: &Filter, now: Moment, most: i64) -> Result<Vec<CardRow>, Error> {
    const SQL: &str = "SELECT id, policy_id, kind, title, issuer, document, issued, audiences, national, region, dated, \
                       from_at FROM policy_revision WHERE stage = 'approved' AND from_at <= $1 AND until_at > $1 \
                       AND expires_at > $1 AND ($2 = '' OR kind = $2) \
                       AND (CAST($3 AS BIGINT) = 0 OR audiences = 0 OR (audiences & CAST($3 AS BIGINT)) <> 0) \
                       AND ($4 = '' OR national OR region IN ($5, $6, $7, $8)) \
                       ORDER BY from_at DESC, dated DESC, id DESC LIMIT $9";
    let (kind, audience, region, [city, county, town, own]) = filtered(filter);
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(now.0).bind(kind).bind(audience).bind(region).bind(city).bind(county);
        query.bind(town).bind(own).bind(most).fetch_all(c).await
    })
}

/// The revisions whose words meet a condition.
pub async fn matching(db: &mut Db, words: &Words) -> Result<Vec<Key>, Error> {
    let dialect = db.dialect();
    let (sql, condition) = (dialect.match_policies(), dialect.match_text(words));
    on_engine!(db, c => sqlx::query_scalar(sql).bind(condition).bind(MOST).fetch_all(c).await)
}

/// The texts of these revisions, in no order.
pub async fn bodies(db: &mut Db, ids: &[Key]) -> Result<Vec<(Key, String)>, Error> {
    const SQL: &str = "SELECT id, body FROM policy_revision \
                       WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    const ROWS: usize = 16;
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(ROWS) {
        let all = ids.iter().copied().chain(std::iter::repeat(Key(Uuid::nil()))).take(ROWS);
        let rows: Vec<(Key, String)> = on_engine!(db, c => {
            all.fold(sqlx::query_as(SQL), sqlx::query::QueryAs::bind).fetch_all(c).await?
        });
        found.extend(rows);
    }
    Ok(found)
}

/// The revision of a policy that is read now.
pub async fn readable(db: &mut Db, policy: PolicyId, now: Moment) -> Result<Option<RevisionRow>, Error> {
    const SQL: &str = "SELECT * FROM policy_revision WHERE policy_id = $1 AND stage = 'approved' AND from_at <= $2 \
                       AND until_at > $2";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(policy)).bind(now.0).fetch_optional(c).await)
}

/// The numbers, dates of issue and times of the revisions that readers have seen, the newest first.
pub async fn seen(db: &mut Db, policy: PolicyId, now: Moment) -> Result<Vec<(i64, String, i64)>, Error> {
    const SQL: &str = "SELECT number, issued, from_at FROM policy_revision WHERE policy_id = $1 AND stage = 'approved' \
                       AND from_at <= $2 ORDER BY number DESC LIMIT 50";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(policy)).bind(now.0).fetch_all(c).await)
}

/// The newest revision of a policy, wherever it stands.
pub async fn latest(db: &mut Db, policy: PolicyId) -> Result<Option<RevisionRow>, Error> {
    const SQL: &str = "SELECT * FROM policy_revision WHERE policy_id = $1 ORDER BY number DESC LIMIT 1";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(policy)).fetch_optional(c).await)
}

/// One revision.
pub async fn revision(db: &mut Db, policy: PolicyId, number: i64) -> Result<Option<RevisionRow>, Error> {
    const SQL: &str = "SELECT * FROM policy_revision WHERE policy_id = $1 AND number = $2";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(policy)).bind(number).fetch_optional(c).await)
}

/// Which of the staff's list are asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Those of this region.
    pub region: RegionCode,
    /// Word of where they are to stand; empty for anywhere.
    pub standing: &'static str,
    /// Time of the last change and id of the last one that was seen.
    pub after: (i64, Uuid),
    /// The most that are given.
    pub most: i64,
}

/// The newest revisions of the policies of a region, what was changed last first.
pub async fn on_desk(db: &mut Db, wanted: &Wanted, now: Moment) -> Result<Vec<DeskRow>, Error> {
    const SQL: &str = "SELECT p.id, p.policy_id, p.number, p.stage, p.title, p.national, p.region, p.from_at, p.until_at, \
                       p.expires_at, p.edited_at FROM policy_revision p WHERE p.region >= $1 AND p.region < $2 \
                       AND (p.edited_at, p.id) < ($3, $4) AND NOT EXISTS (SELECT 1 FROM policy_revision n \
                       WHERE n.policy_id = p.policy_id AND n.number > p.number) AND ($5 = '' OR \
                       CASE WHEN p.stage <> 'approved' THEN p.stage WHEN p.from_at > $6 THEN 'scheduled' \
                       WHEN p.until_at <= $6 THEN 'replaced' WHEN p.expires_at <= $6 THEN 'expired' \
                       ELSE 'published' END = $5) ORDER BY p.edited_at DESC, p.id DESC LIMIT $7";
    let (first, end) = wanted.region.span();
    let (at, id) = wanted.after;
    on_engine!(db, c => {
        let query = sqlx::query_as(SQL).bind(first).bind(end).bind(at).bind(Key(id)).bind(wanted.standing).bind(now.0);
        query.bind(wanted.most).fetch_all(c).await
    })
}

/// What a revision is to say, as it is stored.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The fields of the form.
    pub draft: domain::policy::PolicyDraft,
    /// Bits of the audiences.
    pub audiences: i64,
    /// It applies to the whole country.
    pub national: bool,
    /// Where it lies.
    pub region: RegionCode,
    /// Day of issue, days since 1970-01-01.
    pub dated: i64,
    /// When it ceases to apply.
    pub expires_at: i64,
    /// Who wrote it; nobody for the service itself.
    pub by: Option<AccountId>,
    /// When.
    pub at: Moment,
}

/// A fresh revision: where it belongs, and its times if it is read at once.
#[derive(Clone, Copy, Debug)]
pub struct Fresh {
    /// Its id.
    pub id: Uuid,
    /// The policy.
    pub policy: PolicyId,
    /// Its number.
    pub number: i64,
    /// How far it has come.
    pub stage: Stage,
    /// From when it is read.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
}

/// Adds a revision; `false` if there is one of that id or number already.
pub async fn add(db: &mut Db, fresh: Fresh, saved: &Saved) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO policy_revision (id, policy_id, number, stage, version, kind, title, issuer, document, \
                       issued, effective, expires, source, audiences, national, region, body, dated, from_at, until_at, \
                       expires_at, edited_by, edited_at) VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, \
                       $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) ON CONFLICT DO NOTHING";
    let (d, by) = (saved.draft.clone(), saved.by.map(Key::from));
    let done = on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key(fresh.id)).bind(Key::from(fresh.policy)).bind(fresh.number);
        let query = query.bind(fresh.stage.word()).bind(d.kind).bind(d.title).bind(d.issuer).bind(d.number);
        let query = query.bind(d.issued).bind(d.effective).bind(d.expires).bind(d.source).bind(saved.audiences);
        let query = query.bind(saved.national).bind(saved.region.to_string()).bind(d.body).bind(saved.dated);
        let query = query.bind(fresh.from.0).bind(fresh.until.0).bind(saved.expires_at).bind(by).bind(saved.at.0);
        query.execute(c).await?.rows_affected()
    });
    Ok(done > 0)
}

/// Writes into a revision that is still written in and has this version; `false` if it is not or has another.
pub async fn write(db: &mut Db, id: Key, version: i64, saved: &Saved) -> Result<bool, Error> {
    const SQL: &str = "UPDATE policy_revision SET stage = 'draft', version = version + 1, kind = $3, title = $4, \
                       issuer = $5, document = $6, issued = $7, effective = $8, expires = $9, source = $10, \
                       audiences = $11, national = $12, region = $13, body = $14, dated = $15, expires_at = $16, \
                       edited_by = $17, edited_at = $18 WHERE id = $1 AND version = $2 AND stage IN ('draft', 'changes')";
    let (d, by) = (saved.draft.clone(), saved.by.map(Key::from));
    let done = on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(version).bind(d.kind).bind(d.title).bind(d.issuer).bind(d.number);
        let query = query.bind(d.issued).bind(d.effective).bind(d.expires).bind(d.source).bind(saved.audiences);
        let query = query.bind(saved.national).bind(saved.region.to_string()).bind(d.body).bind(saved.dated);
        query.bind(saved.expires_at).bind(by).bind(saved.at.0).execute(c).await?.rows_affected()
    });
    Ok(done > 0)
}

/// Says that the files of a revision have changed, if it is still written in and has this version.
pub async fn touch(db: &mut Db, id: Key, version: i64, by: AccountId, at: Moment) -> Result<bool, Error> {
    const SQL: &str = "UPDATE policy_revision SET stage = 'draft', version = version + 1, edited_by = $3, edited_at = $4 \
                       WHERE id = $1 AND version = $2 AND stage IN ('draft', 'changes')";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(version).bind(Key::from(by)).bind(at.0);
        Ok(query.execute(c).await?.rows_affected() == 1)
    })
}

/// A move of a revision from one stage to another.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// The version that it is moved from.
    pub version: i64,
    /// The stage that it is moved to.
    pub stage: Stage,
    /// From when it is read.
    pub from: Moment,
    /// Who filed it.
    pub filed_by: Option<Key>,
    /// When it is moved.
    pub at: Moment,
}

/// Moves a revision; `false` if it has another version.
pub async fn advance(db: &mut Db, id: Key, to: Move) -> Result<bool, Error> {
    const SQL: &str = "UPDATE policy_revision SET stage = $3, version = version + 1, from_at = $4, filed_by = $5, \
                       edited_at = $6 WHERE id = $1 AND version = $2";
    let done = on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(to.version).bind(to.stage.word()).bind(to.from.0).bind(to.filed_by);
        query.bind(to.at.0).execute(c).await?.rows_affected()
    });
    Ok(done > 0)
}

/// From `at` on the revisions before `number` are not read any more.
pub async fn replace_before(db: &mut Db, policy: PolicyId, number: i64, at: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE policy_revision SET until_at = $3 WHERE policy_id = $1 AND number < $2 \
                       AND stage = 'approved' AND until_at > $3";
    on_engine!(db, c => sqlx::query(SQL).bind(Key::from(policy)).bind(number).bind(at.0).execute(c).await.map(drop))
}

/// The revision before `number` goes on being read: what was to replace it at `at` does not.
pub async fn restore_before(db: &mut Db, policy: PolicyId, number: i64, at: Moment) -> Result<(), Error> {
    const SQL: &str = "UPDATE policy_revision SET until_at = $4 WHERE policy_id = $1 AND number < $2 \
                       AND stage = 'approved' AND until_at = $3";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(Key::from(policy)).bind(number).bind(at.0).bind(i64::MAX);
        query.execute(c).await.map(drop)
    })
}

/// Puts a revision's words into the index, instead of those that it had.
pub async fn index(db: &mut Db, id: Key, words: &str) -> Result<(), Error> {
    let dialect = db.dialect();
    let (out, into) = (dialect.unindex_policy(), dialect.index_policy());
    on_engine!(db, c => {
        sqlx::query(out).bind(id).execute(&mut *c).await?;
        sqlx::query(into).bind(id).bind(words.to_owned()).execute(c).await.map(drop)
    })
}

/// Puts aside what somebody typed.
pub async fn put_aside(db: &mut Db, id: Key, by: AccountId, draft: String, at: Moment) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO policy_typed (revision_id, account_id, draft, at) VALUES ($1, $2, $3, $4) \
                       ON CONFLICT (revision_id, account_id) DO UPDATE SET draft = excluded.draft, at = excluded.at";
    on_engine!(db, c => {
        let query = sqlx::query(SQL).bind(id).bind(Key::from(by)).bind(draft).bind(at.0);
        query.execute(c).await.map(drop)
    })
}

/// Drops what was put aside.
pub async fn drop_aside(db: &mut Db, id: Key, by: AccountId) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM policy_typed WHERE revision_id = $1 AND account_id = $2";
    on_engine!(db, c => sqlx::query(SQL).bind(id).bind(Key::from(by)).execute(c).await.map(drop))
}

/// What was put aside.
pub async fn aside(db: &mut Db, id: Key, by: AccountId) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT draft FROM policy_typed WHERE revision_id = $1 AND account_id = $2";
    on_engine!(db, c => sqlx::query_scalar(SQL).bind(id).bind(Key::from(by)).fetch_optional(c).await)
}

/// What was done with a policy, the newest first.
pub async fn deeds(db: &mut Db, policy: PolicyId) -> Result<Vec<DeedRow>, Error> {
    const SQL: &str = "SELECT id, actor, action, at, reason FROM audit WHERE subject = $1 ORDER BY id DESC LIMIT 60";
    on_engine!(db, c => sqlx::query_as(SQL).bind(Key::from(policy)).fetch_all(c).await)
}

/// What somebody of the staff is called.
pub async fn name(db: &mut Db, account: Uuid) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT name FROM staff WHERE account_id = $1";
    let sealed: Option<Vec<u8>> =
        on_engine!(db, c => sqlx::query_scalar(SQL).bind(Key(account)).fetch_optional(c).await?);
    Ok(sealed.map(|sealed| db.keys().open(Column::STAFF_NAME, account, &sealed)).transpose()?)
}
