//! What the staff sees of policies: their list, and one to work on.

use std::collections::{HashMap, HashSet};

use domain::{
    error::Refused,
    id::PolicyId,
    identity::{Right, Staff},
    page::Cursor,
    policy::{Deed, Desk, DeskPage, DeskQuery, PolicyDraft, PolicyKind, ReadNow, Standing, Step, rules},
    region::{RegionChoice, RegionCode},
    when::Moment,
};
use sqlx::Error;
use uuid::Uuid;

use super::{
    Service, markdown, queries,
    rows::{DeedRow, DeskRow, RevisionRow},
};
use crate::{
    search::Asked,
    store::{Column, Db, Key, unreachable},
};

/// Rows on a page.
const PAGE: usize = 50;

impl Service {
    /// The list.
    pub(super) async fn look_over(&self, staff: &Staff, scope: &RegionCode, query: DeskQuery) -> Result<Desk, Refused> {
        let region = RegionCode::parse(&query.region).filter(|asked| scope.covers(asked));
        let asked = Asked::read(&self.reference.index(), &query.q);
        let after = query.after().map_or((i64::MAX, Uuid::max()), |cursor| (cursor.key, cursor.id));
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
        let most = if asked.is_some() { queries::MOST } else { most };
        let standing = query.standing().map_or("", Standing::word);
        let wanted = queries::Wanted { region: region.unwrap_or_else(|| scope.clone()), standing, after, most };
        let now = self.clock.now();
        let read = async {
            let mut db = self.store.read().await?;
            let mut rows = queries::on_desk(&mut db, &wanted, now).await?;
            if let Some(asked) = asked {
                let found: HashSet<Key> = queries::matching(&mut db, &asked.all()).await?.into_iter().collect();
                rows.retain(|row| found.contains(&row.id));
            }
            Ok(rows)
        };
        let mut rows: Vec<DeskRow> = read.await.map_err(|error: Error| unreachable(&error))?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|row| Cursor { key: row.edited_at, id: row.id.0 }.to_string());
        let rows = rows.into_iter().map(|row| row.shown(&self.reference, now)).collect();
        Ok(Desk { query, rows, next, now, may_write: staff.role.has(Right::Edit) })
    }

    /// A blank one, for the region of whoever asks.
    pub(super) fn blank(&self, scope: &RegionCode) -> DeskPage {
        let now = self.clock.now();
        DeskPage {
            id: PolicyId(self.clock.id()),
            number: 1,
            version: 0,
            standing: Standing::Draft,
            draft: PolicyDraft {
                kind: PolicyKind::Notice.word().to_owned(),
                issued: now.date().to_string(),
                region: scope.to_string(),
                ..PolicyDraft::default()
            },
            theirs: None,
            problems: Vec::new(),
            html: String::new(),
            from: None,
            read: None,
            may_write: true,
            steps: Vec::new(),
            own: true,
            regions: self.regions_under(scope, None),
            deeds: Vec::new(),
            now,
        }
    }

    /// One to work on.
    pub(super) async fn take_up(
        &self,
        staff: &Staff,
        scope: &RegionCode,
        policy: PolicyId,
    ) -> Result<DeskPage, Refused> {
        let now = self.clock.now();
        let read = async {
            let mut db = self.store.read().await?;
            let Some(row) = queries::latest(&mut db, policy).await? else { return Ok(None) };
            let read = queries::readable(&mut db, policy, now).await?;
            let typed = queries::aside(&mut db, row.id, staff.account).await?;
            Ok(Some((read, typed, deeds(&mut db, policy).await?, row)))
        };
        let found = read.await.map_err(|error: Error| unreachable(&error))?;
        let (read, typed, deeds, row) = found.ok_or(Refused::Missing)?;
        let region = row.region().filter(|region| scope.covers(region)).ok_or(Refused::Missing)?;
        let (life, saved) = (row.life(), row.draft());
        let standing = life.standing(now);
        let authors = authors(&row);
        let may = |step: &Step| rules::may_take(staff, *step, &region, authors);
        let takes = |step: &Step| rules::after(standing, *step).is_some() && may(step);
        let typed: Option<PolicyDraft> = typed.and_then(|json| serde_json::from_str(&json).ok());
        let draft = typed.clone().unwrap_or_else(|| saved.clone());
        let may_write = rules::may_write(standing) && staff.role.has(Right::Edit);
        let decided = matches!(standing, Standing::Scheduled | Standing::Published | Standing::Expired);
        Ok(DeskPage {
            id: policy,
            number: row.number,
            version: row.version,
            standing,
            problems: draft.parse().err().unwrap_or_default(),
            html: markdown::render(markdown::cut(&draft.body)).html,
            draft,
            theirs: typed.map(|_| saved),
            from: decided.then_some(life.from),
            read: read.filter(|read| read.number != row.number).map(|read| ReadNow {
                number: read.number,
                version: read.version,
                may_withdraw: may(&Step::Withdraw),
            }),
            may_write,
            steps: Step::ALL.iter().copied().filter(takes).collect(),
            own: authors.contains(&Some(staff.account)),
            regions: self.regions_under(scope, Some(&region)),
            deeds,
            now,
        })
    }

    /// The regions under one, to the township, and itself; and the one that is chosen, if it is not offered any more.
    fn regions_under(&self, scope: &RegionCode, chosen: Option<&RegionCode>) -> Vec<RegionChoice> {
        let mut all = vec![self.reference.city()];
        for county in self.reference.counties().iter() {
            all.push(county.clone());
            all.extend(self.reference.towns_of(&county.code).iter().cloned());
        }
        let mut under: Vec<_> = all.into_iter().filter(|region| scope.covers(&region.code)).collect();
        if under.is_empty() {
            under.extend(self.reference.region(scope));
        }
        let gone = chosen.filter(|chosen| under.iter().all(|region| region.code != **chosen));
        under.extend(gone.and_then(|chosen| self.reference.region(chosen)));
        let choice = |code: &RegionCode| RegionChoice { code: code.clone(), name: self.reference.place_name(code) };
        under.into_iter().map(|region| choice(&region.code)).collect()
    }
}

/// Who wrote and filed a revision last.
pub(super) fn authors(row: &RevisionRow) -> [Option<domain::id::AccountId>; 2] {
    [row.edited_by.map(Into::into), row.filed_by.map(Into::into)]
}

/// What was done, with the names of those who did it.
async fn deeds(db: &mut Db, policy: PolicyId) -> Result<Vec<Deed>, Error> {
    let mut names: HashMap<Uuid, Option<String>> = HashMap::new();
    let mut all = Vec::new();
    for DeedRow { id, actor, action, at, reason } in queries::deeds(db, policy).await? {
        let account: Option<Uuid> = actor.strip_prefix("staff:").and_then(|account| account.parse().ok());
        let who = match account {
            None => None,
            Some(account) => match names.get(&account) {
                Some(name) => name.clone(),
                None => names.entry(account).or_insert(queries::name(db, account).await?).clone(),
            },
        };
        let reason = reason.map(|sealed| db.keys().open(Column::REASON, id.0, &sealed)).transpose()?;
        let what = action.strip_prefix("policy.").unwrap_or(&action).to_owned();
        all.push(Deed { who, what, reason: reason.unwrap_or_default(), at: Moment(at) });
    }
    Ok(all)
}
