//! The service of imports: taking files in, showing what is found, and what whoever sent them decides.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    attachment::{AttachmentOwner, Upload},
    error::{Problem, Refused},
    id::ImportId,
    identity::{Actor, Staff},
    import::{
        ImportKind, ImportList, ImportPage, ImportQuery, ImportService, ImportState, ImportView, ImportedLinks,
        NewImport, SIZE_LIMIT, SIZE_LIMIT_MB, read_header,
    },
    page::Cursor,
    when::Moment,
};
use futures::future::BoxFuture;
use uuid::Uuid;

use super::{
    queries::{self, ImportRow},
    table::Table,
    work::{Worker, said},
};
use crate::{
    attachment::{self, Files, Owner},
    clock::Clock,
    reference::Reference,
    store::{Db, Fault, Key, Store, refused, unreachable},
    trail::{self, Deed, actor_word},
};

/// Rows on a page.
const PAGE: usize = 50;

/// Imports over a store.
pub struct Service {
    /// The database.
    pub store: Store,
    /// Where files lie.
    pub files: Files,
    /// Time, ids.
    pub clock: Clock,
    /// Regions.
    pub reference: Arc<Reference>,
    /// How the service is reached from outside, for links.
    pub public_url: String,
}

/// Why a write was not done.
type Refusal = Fault<Refused>;

/// Whoever of the staff asks, and the kinds of rows that are for them to bring in.
fn allowed(actor: &Actor) -> Result<(&Staff, Vec<ImportKind>), Refused> {
    let staff = actor.staff().ok_or(Refused::SignedOut)?;
    let kinds: Vec<ImportKind> = ImportKind::ALL.iter().copied().filter(|kind| kind.is_for(staff)).collect();
    if kinds.is_empty() { Err(Refused::Denied) } else { Ok((staff, kinds)) }
}

/// Whether somebody may know of an import.
fn knows(staff: &Staff, row: &ImportRow) -> bool {
    let kind = row.kind().is_some_and(|kind| kind.is_for(staff));
    kind && row.region().is_some_and(|region| staff.region.covers(&region))
}

/// An import that is one's own to decide on.
async fn own(db: &mut Db, staff: &Staff, id: ImportId) -> Result<ImportRow, Refusal> {
    let row = queries::import(db, id).await?.filter(|row| knows(staff, row));
    let row = row.ok_or(Fault::Refused(Refused::Missing))?;
    if row.created_by == Key::from(staff.account) { Ok(row) } else { Err(Fault::Refused(Refused::Denied)) }
}

/// Who writes what, and when.
#[derive(Clone)]
struct Doing {
    actor: String,
    fresh: Uuid,
    now: Moment,
}

impl Doing {
    async fn note(
        &self,
        db: &mut Db,
        action: &str,
        id: ImportId,
        (region, reason): (&str, &str),
    ) -> Result<(), Refusal> {
        let deed = Deed { actor: &self.actor, action, subject: Key::from(id), region, reason };
        Ok(trail::write(db, self.fresh, &deed, self.now).await?)
    }
}

impl Service {
    /// Whoever works on what is sent here.
    pub fn worker(&self) -> Worker {
        let Self { store, files, clock, reference, .. } = self;
        let (store, files) = (store.clone(), files.clone());
        Worker { store, files, clock: clock.clone(), reference: reference.clone() }
    }

    fn doing(&self, actor: &Actor) -> Doing {
        Doing { actor: actor_word(actor), fresh: self.clock.id(), now: self.clock.now() }
    }

    async fn write<T, F>(&self, work: F) -> Result<T, Refused>
    where
        F: for<'a> Fn(&'a mut Db) -> BoxFuture<'a, Result<T, Refusal>> + Send + Sync + 'static,
        T: Send + 'static,
    {
        self.store.write(work).await.map_err(refused)
    }

    async fn view(&self, db: &mut Db, staff: &Staff, row: &ImportRow) -> Result<Option<ImportView>, sqlx::Error> {
        let (Some(kind), Some(region)) = (row.kind(), row.region()) else { return Ok(None) };
        let file = match row.file {
            Some(file) => queries::file_name(db, file).await?,
            None => String::new(),
        };
        let small = |n: i64| u32::try_from(n).unwrap_or_default();
        Ok(Some(ImportView {
            id: row.id.into(),
            kind,
            state: row.state(),
            file,
            by: row.created_by.into(),
            by_name: queries::name_of(db, row.created_by).await?,
            mine: row.created_by == Key::from(staff.account),
            place: self.reference.place_name(&region),
            created: Moment(row.created_at),
            ended: row.ended_at.map(Moment),
            rows: small(row.rows),
            done: small(row.done),
            counts: row.counts(),
        }))
    }

    async fn page(&self, staff: &Staff, id: ImportId, query: ImportQuery) -> Result<Option<ImportPage>, sqlx::Error> {
        let mut db = self.store.read().await?;
        let Some(row) = queries::import(&mut db, id).await?.filter(|row| knows(staff, row)) else { return Ok(None) };
        let Some(import) = self.view(&mut db, staff, &row).await? else { return Ok(None) };
        let outcome = query.outcome().map_or("", domain::import::Outcome::word);
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
        // While it is checked the report grows under whoever reads it.
        let shown = !matches!(import.state, ImportState::Uploaded | ImportState::Checking);
        let after = i64::from(query.after());
        let mut rows = if shown { queries::report(&mut db, id, outcome, (after, most)).await? } else { Vec::new() };
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let next = rows.last().filter(|_| more).map(|(row, _)| row.line.to_string());
        let links = if import.mine { queries::count_links(&mut db, id).await? } else { 0 };
        let report = rows.into_iter().map(|(mut row, subject)| {
            let there = import.state == ImportState::Done || row.outcome == domain::import::Outcome::Unchanged;
            row.link = subject.filter(|_| there).map(|id| link(import.kind, id)).unwrap_or_default();
            row
        });
        Ok(Some(ImportPage {
            now: self.clock.now(),
            unknown: serde_json::from_str(&row.unknown).unwrap_or_default(),
            report: report.collect(),
            query,
            next,
            links: if import.state == ImportState::Done { u32::try_from(links).unwrap_or_default() } else { 0 },
            changed: row.again,
            import,
        }))
    }
}

/// The page of what a row made or changed.
fn link(kind: ImportKind, id: Uuid) -> String {
    match kind {
        ImportKind::Employers => format!("/console/organisation/{id}"),
        ImportKind::Postings => format!("/gigs/{id}"),
        ImportKind::Staff | ImportKind::Regions | ImportKind::Occupations => String::new(),
    }
}

/// Reads a file as far as it has to be to take it in: its header, and how many rows there are.
fn look(kind: ImportKind, upload: &Upload) -> Result<(domain::attachment::FileKind, Vec<String>, usize), Refused> {
    let table = Table::read(&upload.bytes).map_err(|problem| Refused::field("file", problem))?;
    let names: Vec<&str> = table.names.iter().map(String::as_str).collect();
    let header = read_header(kind, &names).map_err(Refused::Fields)?;
    Ok((table.kind, header.unknown, table.rows.len()))
}

#[async_trait]
impl ImportService for Service {
    async fn list(&self, actor: &Actor, after: &str) -> Result<ImportList, Refused> {
        let (staff, kinds) = allowed(actor)?;
        let word = |at: usize| kinds.get(at).map_or("", |kind| kind.word());
        let cursor = ImportQuery::cursor(after).map_or((i64::MAX, Uuid::max()), |cursor| (cursor.key, cursor.id));
        let most = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
        let read = async {
            let mut db = self.store.read().await?;
            let mut found = queries::list(&mut db, &staff.region, [word(0), word(1), word(2)], cursor, most).await?;
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            let next =
                found.last().filter(|_| more).map(|row| Cursor { key: row.created_at, id: row.id.0 }.to_string());
            let mut rows = Vec::with_capacity(found.len());
            for row in &found {
                rows.extend(self.view(&mut db, staff, row).await?);
            }
            Ok(ImportList { now: self.clock.now(), rows, next })
        };
        read.await.map_err(|error: sqlx::Error| unreachable(&error))
    }

    async fn begin(&self, actor: &Actor) -> Result<NewImport, Refused> {
        let (staff, kinds) = allowed(actor)?;
        Ok(NewImport { now: self.clock.now(), kinds, place: self.reference.place_name(&staff.region) })
    }

    fn template(&self, actor: &Actor, kind: ImportKind) -> Result<String, Refused> {
        let (_, kinds) = allowed(actor)?;
        if !kinds.contains(&kind) {
            return Err(Refused::Denied);
        }
        let names: Vec<&str> = kind.columns().iter().map(|column| column.zh).collect();
        // With the mark by which spreadsheets know that it is UTF-8.
        Ok(format!("\u{FEFF}{}\r\n", names.join(",")))
    }

    async fn upload(&self, actor: &Actor, kind: &str, upload: Option<Upload>) -> Result<ImportId, Refused> {
        let (staff, kinds) = allowed(actor)?;
        let kind = ImportKind::parse(kind).ok_or_else(|| Refused::field("kind", Problem::UnknownWord))?;
        if !kinds.contains(&kind) {
            return Err(Refused::Denied);
        }
        let upload = upload.ok_or_else(|| Refused::field("file", Problem::Empty))?;
        if upload.bytes.is_empty() {
            return Err(Refused::field("file", Problem::Empty));
        }
        if upload.bytes.len() > SIZE_LIMIT {
            return Err(Refused::field("file", Problem::FileTooLarge(SIZE_LIMIT_MB)));
        }
        let looked = tokio::task::spawn_blocking(move || (look(kind, &upload), upload)).await;
        // A program that reads files of others may stop on one that is made for it.
        let (looked, upload) = looked.map_err(|_| Refused::field("file", Problem::NotATable))?;
        let (file_kind, unknown, rows) = looked?;
        let id = ImportId(self.clock.id());
        let kept = attachment::keep_as(&self.store, &self.files, self.clock.id(), upload, file_kind).await?;
        let new = queries::NewImport {
            id,
            kind,
            region: staff.region.clone(),
            by: staff.account,
            at: self.clock.now(),
            file: kept.id,
            unknown: serde_json::to_string(&unknown).unwrap_or_default(),
            rows: i64::try_from(rows).unwrap_or_default(),
        };
        let owner = Owner { kind: AttachmentOwner::Import, id: id.0 };
        let row = attachment::Row { kept, owner, by: staff.account, at: new.at };
        let doing = self.doing(actor);
        self.write(move |db| {
            let (new, row, doing) = (new.clone(), row.clone(), doing.clone());
            Box::pin(async move {
                attachment::insert(db, &row).await?;
                queries::insert(db, &new).await?;
                doing.note(db, "import.uploaded", id, (new.region.as_str(), new.kind.word())).await
            })
        })
        .await?;
        Ok(id)
    }

    async fn import(&self, actor: &Actor, id: &str, query: ImportQuery) -> Result<ImportPage, Refused> {
        let (staff, _) = allowed(actor)?;
        let id: ImportId = id.parse().map_err(|_| Refused::Missing)?;
        self.page(staff, id, query).await.map_err(|error| unreachable(&error))?.ok_or(Refused::Missing)
    }

    async fn confirm(&self, actor: &Actor, id: &str, good: &str) -> Result<ImportId, Refused> {
        let staff = allowed(actor)?.0.clone();
        let id: ImportId = id.parse().map_err(|_| Refused::Missing)?;
        let good: i64 = good.parse().unwrap_or(-1);
        let doing = self.doing(actor);
        self.write(move |db| {
            let (staff, doing) = (staff.clone(), doing.clone());
            Box::pin(async move {
                let row = own(db, &staff, id).await?;
                if !queries::confirm(db, id, good, doing.now).await? {
                    return Err(Fault::Refused(Refused::Conflict));
                }
                doing.note(db, "import.confirmed", id, (&row.region, &said(row.counts()))).await?;
                Ok(id)
            })
        })
        .await
    }

    async fn cancel(&self, actor: &Actor, id: &str) -> Result<ImportId, Refused> {
        let staff = allowed(actor)?.0.clone();
        let id: ImportId = id.parse().map_err(|_| Refused::Missing)?;
        let doing = self.doing(actor);
        self.write(move |db| {
            let (staff, doing) = (staff.clone(), doing.clone());
            Box::pin(async move {
                let row = own(db, &staff, id).await?;
                if !queries::cancel(db, id, doing.now).await? {
                    // The same wish sent twice is met.
                    let done = row.state() == ImportState::Cancelled;
                    return if done { Ok(id) } else { Err(Fault::Refused(Refused::Conflict)) };
                }
                doing.note(db, "import.cancelled", id, (&row.region, "")).await?;
                Ok(id)
            })
        })
        .await
    }

    async fn links(&self, actor: &Actor, id: &str) -> Result<ImportedLinks, Refused> {
        let staff = allowed(actor)?.0.clone();
        let id: ImportId = id.parse().map_err(|_| Refused::Missing)?;
        let doing = self.doing(actor);
        let taken = self.write(move |db| {
            let (staff, doing) = (staff.clone(), doing.clone());
            Box::pin(async move {
                let row = own(db, &staff, id).await?;
                let links = queries::take_links(db, id).await?;
                if row.state() != ImportState::Done || links.is_empty() {
                    return Err(Fault::Refused(Refused::Conflict));
                }
                doing.note(db, "import.links", id, (&row.region, &links.len().to_string())).await?;
                Ok((row.kind().unwrap_or(ImportKind::Staff), links))
            })
        });
        let (kind, links) = taken.await?;
        let path = if kind == ImportKind::Staff { "console/join" } else { "join" };
        let row = |(line, secret): &(i64, String)| format!("{line},{}/{path}/{secret}\r\n", self.public_url);
        let table: String = links.iter().map(row).collect();
        Ok(ImportedLinks(format!("\u{FEFF}行,链接\r\n{table}")))
    }
}
