//! What everybody may read: the list, a text, the feed.

use std::collections::{HashMap, HashSet};

use domain::{
    error::{FieldError, Problem, Refused},
    id::PolicyId,
    page::{Count, Cursor},
    policy::{Feed, FeedEntry, Filter, PolicyList, PolicyPage, PolicyQuery, Revision, Sort, Standing},
    region::RegionChoice,
    when::Moment,
};
use sqlx::Error;
use uuid::Uuid;

use super::{Service, json_ld, markdown, queries, rows::CardRow, snippet::snippet};
use crate::{
    reference::Region,
    search::Asked,
    store::{Db, Key, unreachable},
};

/// Texts on a page of the list.
const PAGE: usize = 20;
/// Texts whose bodies are weighed against the words; of more, the names decide.
const WEIGHED: usize = 200;
/// Texts in a feed.
const FEED: i64 = 30;

/// A page of the list before it is dressed up.
struct Found {
    rows: Vec<CardRow>,
    next: Option<String>,
    total: i64,
    bodies: HashMap<Key, String>,
}

impl Service {
    /// The list.
    pub(super) async fn find(&self, query: PolicyQuery) -> Result<PolicyList, Refused> {
        let (filter, problems) = self.filter(&query);
        let asked = Asked::read(&self.reference.index(), &filter.words);
        let now = self.clock.now();
        let find = async {
            let mut db = self.store.read().await?;
            match &asked {
                Some(asked) => search(&mut db, &filter, asked, now).await,
                None => newest(&mut db, &filter, now).await,
            }
        };
        let found = find.await.map_err(|error: Error| unreachable(&error))?;
        let piece = |row: &CardRow| {
            let body = found.bodies.get(&row.id).map_or("", String::as_str);
            snippet(body, asked.iter().flat_map(Asked::written))
        };
        let items = found.rows.iter().map(|row| row.clone().card(&self.reference, piece(row))).collect();
        let total = Count::exactly(u32::try_from(found.total).unwrap_or(u32::MAX));
        Ok(PolicyList { query, problems, items, total, next: found.next, regions: self.regions() })
    }

    /// What a query asks for; a region that is none of this city is named and left out.
    fn filter(&self, query: &PolicyQuery) -> (Filter, Vec<FieldError>) {
        let (mut filter, mut problems) = query.parse();
        if filter.region.as_ref().is_some_and(|region| self.reference.region(region).is_none()) {
            filter.region = None;
            problems.push(FieldError::new("region", Problem::UnknownRegion));
        }
        (filter, problems)
    }

    /// The city, its counties and their townships.
    fn regions(&self) -> Vec<RegionChoice> {
        let choice = |region: &Region| RegionChoice { code: region.code.clone(), name: region.short_name.clone() };
        let mut all = vec![choice(&self.reference.city())];
        for county in self.reference.counties().iter() {
            all.push(choice(county));
            all.extend(self.reference.towns_of(&county.code).iter().map(|town| choice(town)));
        }
        all
    }

    /// One text.
    pub(super) async fn read(&self, policy: PolicyId) -> Result<PolicyPage, Refused> {
        let now = self.clock.now();
        let read = async {
            let mut db = self.store.read().await?;
            Ok((queries::readable(&mut db, policy, now).await?, queries::seen(&mut db, policy, now).await?))
        };
        let (row, seen) = read.await.map_err(|error: Error| unreachable(&error))?;
        let row = row.ok_or(Refused::Missing)?;
        let (draft, rendered) = (row.draft(), markdown::render(&row.body));
        let revisions = seen.into_iter().map(|(number, issued, from)| Revision { number, issued, from: Moment(from) });
        let mut page = PolicyPage {
            card: row.card().card(&self.reference, snippet(&row.body, std::iter::empty())),
            effective: draft.effective,
            expires: draft.expires,
            expired: row.life().standing(now) == Standing::Expired,
            source: draft.source,
            html: rendered.html,
            contents: rendered.contents,
            number: row.number,
            revisions: revisions.collect(),
            url: format!("{}/policies/{policy}", self.public_url),
            json_ld: String::new(),
        };
        page.json_ld = json_ld::text(&page, Moment(row.from_at), &self.reference.city().name);
        Ok(page)
    }

    /// The feed.
    pub(super) async fn follow(&self, query: &PolicyQuery) -> Result<Feed, Refused> {
        let (filter, _) = self.filter(query);
        let now = self.clock.now();
        let read = async {
            let mut db = self.store.read().await?;
            let rows = queries::newest(&mut db, &filter, now, FEED).await?;
            let bodies = bodies(&mut db, &rows).await?;
            Ok((rows, bodies))
        };
        let (rows, bodies) = read.await.map_err(|error: Error| unreachable(&error))?;
        let entry = |row: CardRow| {
            let piece = snippet(bodies.get(&row.id).map_or("", String::as_str), std::iter::empty());
            FeedEntry { updated: Moment(row.from_at), card: row.card(&self.reference, piece) }
        };
        Ok(Feed { entries: rows.into_iter().map(entry).collect(), city: self.reference.city().short_name.clone() })
    }
}

async fn bodies(db: &mut Db, rows: &[CardRow]) -> Result<HashMap<Key, String>, Error> {
    let ids: Vec<Key> = rows.iter().map(|row| row.id).collect();
    Ok(queries::bodies(db, &ids).await?.into_iter().collect())
}

/// Everything, the newest first.
async fn newest(db: &mut Db, filter: &Filter, now: Moment) -> Result<Found, Error> {
    let after = filter.after.map_or((i64::MAX, Uuid::max()), |cursor| (cursor.key, cursor.id));
    let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut rows = queries::listed(db, filter, now, after, most).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| Cursor { key: row.dated, id: row.id.0 }.to_string());
    let (total, bodies) = (queries::count(db, filter, now).await?, bodies(db, &rows).await?);
    Ok(Found { rows, next, total, bodies })
}

/// What the words are found in, in the order that is asked for.
async fn search(db: &mut Db, filter: &Filter, asked: &Asked, now: Moment) -> Result<Found, Error> {
    let listed = queries::listed(db, filter, now, (i64::MAX, Uuid::max()), queries::MOST).await?;
    let mut whole = true;
    let mut matching: HashSet<Key> = queries::matching(db, &asked.all()).await?.into_iter().collect();
    if !listed.iter().any(|row| matching.contains(&row.id)) {
        whole = false;
        matching = queries::matching(db, &asked.any()).await?.into_iter().collect();
    }
    let score = |row: &CardRow, body: &str| {
        if whole { asked.score(&row.title, body) } else { asked.partial_score(&row.title, body) }
    };
    let mut rows: Vec<CardRow> = listed.into_iter().filter(|row| matching.contains(&row.id)).collect();
    // By their names first, so that those which are weighed are the most promising; the sort keeps the newest first.
    rows.sort_by_key(|row| std::cmp::Reverse(score(row, "")));
    let weighed = bodies(db, &rows[..rows.len().min(WEIGHED)]).await?;
    let key = |row: &CardRow| match filter.sort {
        Sort::Newest => row.dated,
        // Of texts that answer alike, the newer one.
        Sort::Relevance => {
            score(row, weighed.get(&row.id).map_or("", String::as_str)) * 100_000
                + (row.dated + 40_000).clamp(0, 99_999)
        }
    };
    let mut ranked: Vec<((i64, Uuid), CardRow)> = rows.into_iter().map(|row| ((key(&row), row.id.0), row)).collect();
    ranked.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    let total = i64::try_from(ranked.len()).unwrap_or(i64::MAX);
    if let Some(after) = filter.after {
        ranked.retain(|(place, _)| *place < (after.key, after.id));
    }
    let more = ranked.len() > PAGE;
    ranked.truncate(PAGE);
    let next = ranked.last().filter(|_| more).map(|((key, id), _)| Cursor { key: *key, id: *id }.to_string());
    let rows: Vec<CardRow> = ranked.into_iter().map(|(_, row)| row).collect();
    let bodies = bodies(db, &rows).await?;
    Ok(Found { rows, next, total, bodies })
}
