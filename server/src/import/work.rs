//! The work on imports, which any instance takes on and any may die in. What each step is and why, the head of the area
//! says.

use std::{sync::Arc, time::Duration};

use domain::{
    id::ImportId,
    identity::{Staff, StaffRole},
    import::{Counts, Header, ImportKind, ImportState, ImportStep, Outcome, read_header},
    region::RegionCode,
    when::Moment,
};
use uuid::Uuid;

use super::{
    judge::{self, Judge, Line, Setting, Settled, Staged, Verdict},
    queries::{self, ImportRow, Turn},
    table::Table,
};
use crate::{
    attachment::{self, Files},
    clock::Clock,
    identity::staff::queries as staff,
    reference::Reference,
    store::{Db, Fault, Key, Store},
    trail::{self, Deed},
};

/// How often is looked for work.
const TICK: Duration = Duration::from_millis(500);
/// How long a lease is good, milliseconds; each batch renews it.
pub const LEASE: i64 = 20 * Moment::SECOND;
/// Lines that are judged, rows that are written, and rows that come into effect in one transaction.
const BATCH: usize = 500;
/// Rows that come into effect in one transaction: short, for people take seats in between.
const EFFECT: i64 = 100;
/// How often work is begun that comes to nothing, before it is given up.
const TRIES: i64 = 5;
/// How long a checked import waits for whoever sent it, milliseconds.
const WAITS: i64 = 7 * Moment::DAY;
/// How long the file and the links stay after the end, milliseconds: as long as an invitation is good.
const STAYS: i64 = 3 * Moment::DAY;

/// Works on imports.
#[derive(Clone)]
pub struct Worker {
    /// The database.
    pub store: Store,
    /// Where files lie.
    pub files: Files,
    /// Time and ids.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
}

/// Why work stopped.
enum Stop {
    /// It was stopped, or is somebody else's now.
    Lost,
    /// It cannot be done.
    Fail,
    /// The storage failed; somebody tries again when the lease ends.
    Store(sqlx::Error),
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error)
    }
}

impl From<Fault<()>> for Stop {
    fn from(fault: Fault<()>) -> Self {
        match fault {
            Fault::Store(error) => Self::Store(error),
            Fault::Refused(()) => Self::Lost,
        }
    }
}

/// An import that was taken on.
struct Job {
    row: ImportRow,
    turn: Turn,
    kind: ImportKind,
    by: Staff,
}

/// Says that a conditional write found what it was to change.
const fn held(done: bool) -> Result<(), Fault<()>> {
    if done { Ok(()) } else { Err(Fault::Refused(())) }
}

impl Job {
    fn of(row: ImportRow, state: ImportState) -> Option<Self> {
        let (kind, region) = (row.kind()?, row.region()?);
        let role =
            if kind.right() == domain::identity::Right::Edit { StaffRole::Operator } else { StaffRole::Administrator };
        let by = Staff { account: row.created_by.into(), role, region };
        // Taking it on has raised its turn.
        let turn = Turn { id: row.id, number: row.turn + 1, state };
        Some(Self { row, turn, kind, by })
    }

    fn id(&self) -> ImportId {
        self.row.id.into()
    }
}

impl Worker {
    /// Runs until the process ends.
    pub async fn run(self) {
        loop {
            tokio::time::sleep(TICK).await;
            loop {
                match self.round().await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => {
                        tracing::error!(%error, "an import could not be worked on");
                        break;
                    }
                }
            }
        }
    }

    /// Takes one import a step further; `false` if there is none to work on.
    pub async fn round(&self) -> Result<bool, sqlx::Error> {
        let Some((job, state)) = self.take().await? else { return Ok(false) };
        let Some(job) = job else { return Ok(true) };
        let worked = match state {
            ImportState::Checking => self.check(&job).await,
            ImportState::Applying => self.apply(&job).await,
            ImportState::Settling => self.settle(&job).await,
            ImportState::Checked => self.end(&job, ImportState::Cancelled).await,
            _ => self.clean(&job).await,
        };
        match worked {
            Ok(()) | Err(Stop::Lost) => Ok(true),
            Err(Stop::Fail) => match self.end(&job, ImportState::Failed).await {
                Err(Stop::Store(error)) => Err(error),
                _ => Ok(true),
            },
            Err(Stop::Store(error)) => Err(error),
        }
    }

    /// Takes on what is due; without a job if somebody else was quicker.
    async fn take(&self) -> Result<Option<(Option<Job>, ImportState)>, sqlx::Error> {
        let now = self.clock.now();
        let Some(row) = queries::due(&mut self.store.read().await?, now).await? else { return Ok(None) };
        let before = row.state();
        let state = before.after(ImportStep::Take).unwrap_or(before);
        // What was judged already stays judged; what was compared has to be compared again.
        let done = if before == ImportState::Applying { 0 } else { row.done };
        let (seen, until) = (row.clone(), Moment(now.0 + LEASE));
        let taken = self.store.write::<_, (), _>(move |db| {
            let seen = seen.clone();
            Box::pin(async move { Ok(queries::take(db, &seen, (state, done), until).await?) })
        });
        let taken = match taken.await {
            Ok(taken) => taken,
            Err(Fault::Store(error)) => return Err(error),
            Err(Fault::Refused(())) => false,
        };
        let job = Job::of(row, state).filter(|_| taken);
        if let Some(job) = &job
            && job.row.tries >= TRIES
            && state.can_stop()
        {
            tracing::error!(import = %job.row.id.0, "an import was given up after so many tries");
            let _ = self.end(job, ImportState::Failed).await;
            return Ok(Some((None, state)));
        }
        Ok(Some((job, state)))
    }

    fn setting(&self, job: &Job) -> Setting {
        Setting {
            clock: self.clock.clone(),
            reference: self.reference.clone(),
            import: job.row.id.0,
            by: job.by.clone(),
            now: self.clock.now(),
        }
    }

    fn until(&self) -> Moment {
        Moment(self.clock.now().0 + LEASE)
    }

    /// The rows of the file. It was looked at when it was sent, so one that cannot be read any more is a failure.
    async fn table(&self, job: &Job) -> Result<(Header, Table), Stop> {
        let file = job.row.file.ok_or(Stop::Fail)?;
        let content = attachment::read(&self.store, &self.files, file.into()).await.map_err(|_| Stop::Fail)?;
        let read = tokio::task::spawn_blocking(move || Table::read(&content.bytes)).await;
        let table = read.map_err(|_| Stop::Fail)?.map_err(|_| Stop::Fail)?;
        let names: Vec<&str> = table.names.iter().map(String::as_str).collect();
        let header = read_header(job.kind, &names).map_err(|_| Stop::Fail)?;
        Ok((header, table))
    }

    /// Whether whoever brings the rows in still may.
    async fn may(&self, db: &mut Db, job: &Job) -> Result<bool, sqlx::Error> {
        may(db, job.kind, &job.by).await
    }

    /// Judges every row and writes down what was decided.
    async fn check(&self, job: &Job) -> Result<(), Stop> {
        if !self.may(&mut self.store.read().await?, job).await? {
            return Err(Stop::Fail);
        }
        if job.row.done == 0 {
            self.forget_rows(job).await?;
        }
        let (header, table) = self.table(job).await?;
        let (mut judge, mut counts) = (Judge::of(job.kind), job.row.counts());
        let (mut at, there) = (0, usize::try_from(job.row.done).unwrap_or_default());
        for rows in table.rows.chunks(BATCH) {
            let verdicts = self.judge(job, &mut judge, (&header, rows)).await?;
            // The rows before were judged by somebody who died: they are only needed to tell what is there twice.
            let fresh: Vec<Verdict> = verdicts.into_iter().skip(there.saturating_sub(at)).collect();
            at += rows.len();
            if fresh.is_empty() {
                continue;
            }
            for verdict in &fresh {
                counts.add(verdict.outcome);
            }
            self.write_verdicts(job, fresh, (at, counts)).await?;
        }
        let (turn, due) = (job.turn, Moment(self.clock.now().0 + WAITS));
        self.write(move |db| {
            Box::pin(async move { held(queries::advance(db, turn, ImportState::Checked, Some(due)).await?) })
        })
        .await
    }

    async fn judge(
        &self,
        job: &Job,
        judge: &mut Judge,
        (header, rows): (&Header, &[(u32, csv::StringRecord)]),
    ) -> Result<Vec<Verdict>, Stop> {
        let lines: Vec<Line<'_>> = rows.iter().map(|(number, cells)| Line { number: *number, header, cells }).collect();
        Ok(judge.judge(&mut self.store.read().await?, &self.setting(job), &lines).await?)
    }

    async fn write_verdicts(&self, job: &Job, fresh: Vec<Verdict>, (at, counts): (usize, Counts)) -> Result<(), Stop> {
        let (turn, import, until) = (job.turn, job.row.id, self.until());
        let rows: Arc<Vec<(Uuid, Verdict)>> =
            Arc::new(fresh.into_iter().map(|verdict| (self.clock.id(), verdict)).collect());
        let done = i64::try_from(at).unwrap_or(i64::MAX);
        self.write(move |db| {
            let rows = rows.clone();
            Box::pin(async move {
                held(queries::progress(db, turn, done, counts, until).await?)?;
                Ok(queries::insert_rows(db, import, &rows).await?)
            })
        })
        .await
    }

    /// Forgets what was decided before, when a file is checked again.
    async fn forget_rows(&self, job: &Job) -> Result<(), Stop> {
        let (turn, import) = (job.turn, job.row.id);
        let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
        loop {
            let until = self.until();
            let gone = self.store.write::<_, (), _>(move |db| {
                Box::pin(async move {
                    held(queries::progress(db, turn, 0, Counts::default(), until).await?)?;
                    Ok(queries::delete_rows(db, import, most).await?)
                })
            });
            if gone.await? == 0 {
                return Ok(());
            }
        }
    }

    /// Compares every row with what is there now. If all is as it was judged the import is in effect from here on;
    /// if not, it is checked again.
    async fn apply(&self, job: &Job) -> Result<(), Stop> {
        let (header, table) = self.table(job).await?;
        let (mut judge, counts, mut done) = (Judge::of(job.kind), job.row.counts(), 0);
        let mut after = 0_i64;
        for rows in table.rows.chunks(BATCH) {
            let verdicts = self.judge(job, &mut judge, (&header, rows)).await?;
            let most = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            let before = queries::decided(&mut self.store.read().await?, job.row.id, after, most).await?;
            let stands = before.len() == verdicts.len()
                && before.iter().zip(&verdicts).all(|(before, now)| {
                    let subject = before.subject.map(|key| key.0);
                    before.line == i64::from(now.line) && now.stands(&before.outcome, subject, before.version)
                });
            let turn = job.turn;
            if !stands {
                let now = self.clock.now();
                return self
                    .write(move |db| Box::pin(async move { held(queries::send_back(db, turn, now).await?) }))
                    .await;
            }
            after = before.last().map_or(after, |last| last.line);
            done += most;
            let until = self.until();
            self.write(move |db| {
                Box::pin(async move { held(queries::progress(db, turn, done, counts, until).await?) })
            })
            .await?;
        }
        self.commit(job).await
    }

    /// The commit of an import: the moment from which on it only goes on.
    async fn commit(&self, job: &Job) -> Result<(), Stop> {
        let (turn, until, kind, by) = (job.turn, self.until(), job.kind, job.by.clone());
        let may = self.store.write::<_, (), _>(move |db| {
            let by = by.clone();
            Box::pin(async move {
                if !may(db, kind, &by).await? {
                    return Ok(false);
                }
                held(queries::advance(db, turn, ImportState::Settling, Some(until)).await?)?;
                Ok(true)
            })
        });
        if !may.await? {
            return Err(Stop::Fail);
        }
        let job =
            Job { turn: Turn { state: ImportState::Settling, ..turn }, row: job.row.clone(), kind, by: job.by.clone() };
        let job = Job { row: ImportRow { done: 0, ..job.row }, ..job };
        self.settle(&job).await
    }

    /// Lets row after row come into effect, some in each transaction.
    async fn settle(&self, job: &Job) -> Result<(), Stop> {
        let (mut after, mut done, mut counts) = (0, job.row.done, job.row.counts());
        loop {
            let rows = queries::staged(&mut self.store.read().await?, job.row.id, after, EFFECT).await?;
            let Some(last) = rows.last() else { break };
            (after, done) = (last.line, done + i64::try_from(rows.len()).unwrap_or_default());
            counts = self.settle_some(job, rows, (done, counts)).await?;
            // Whoever wants to take a seat comes first.
            tokio::task::yield_now().await;
        }
        if matches!(job.kind, ImportKind::Regions | ImportKind::Occupations) {
            self.reference.reload(&mut self.store.read().await?).await?;
        }
        self.finish(job, counts).await
    }

    async fn settle_some(&self, job: &Job, rows: Vec<Staged>, (done, counts): (i64, Counts)) -> Result<Counts, Stop> {
        let (turn, kind, until) = (job.turn, job.kind, self.until());
        let (rows, at) = (Arc::new(rows), Arc::new(self.setting(job)));
        let written = self.store.write::<_, (), _>(move |db| {
            let (rows, at) = (rows.clone(), at.clone());
            Box::pin(async move {
                let mut counts = counts;
                let settled = judge::settle(kind, db, &at, &rows).await?;
                for (row, settled) in rows.iter().zip(settled) {
                    match settled {
                        Settled::Done(None) => {}
                        Settled::Done(Some(link)) => queries::keep_link(db, row.id, &link).await?,
                        Settled::Skipped(why) => {
                            queries::skipped(db, row.id, why).await?;
                            moved(&mut counts, row.outcome);
                        }
                    }
                }
                let last = rows.last().map_or(0, |row| row.line);
                queries::settled(db, turn.id, last).await?;
                held(queries::progress(db, turn, done, counts, until).await?)?;
                Ok(counts)
            })
        });
        Ok(written.await?)
    }

    /// Says that all of it is in effect.
    async fn finish(&self, job: &Job, counts: Counts) -> Result<(), Stop> {
        let (turn, id, now) = (job.turn, job.id(), self.clock.now());
        let (actor, region) = (format!("staff:{}", job.by.account), job.by.region.clone());
        let (due, fresh) = (Moment(now.0 + STAYS), self.clock.id());
        self.write(move |db| {
            let (actor, region) = (actor.clone(), region.clone());
            Box::pin(async move {
                held(queries::end(db, turn, ImportState::Done, now, due).await?)?;
                let reason = said(counts);
                let (region, subject) = (region.as_str(), Key::from(id));
                let deed = Deed { actor: &actor, action: "import.done", subject, region, reason: &reason };
                Ok(trail::write(db, fresh, &deed, now).await?)
            })
        })
        .await
    }

    /// Ends an import of which nothing is in effect.
    async fn end(&self, job: &Job, state: ImportState) -> Result<(), Stop> {
        let (turn, id, now, fresh) = (job.turn, job.id(), self.clock.now(), self.clock.id());
        let region: RegionCode = job.by.region.clone();
        let action = if state == ImportState::Failed { "import.failed" } else { "import.cancelled" };
        self.write(move |db| {
            let region = region.clone();
            Box::pin(async move {
                held(queries::end(db, turn, state, now, now).await?)?;
                let (region, subject) = (region.as_str(), Key::from(id));
                let deed = Deed { actor: "system", action, subject, region, reason: "" };
                Ok(trail::write(db, fresh, &deed, now).await?)
            })
        })
        .await
    }

    /// Takes away what is personal of an import that is over: what its rows say, its links, its file.
    async fn clean(&self, job: &Job) -> Result<(), Stop> {
        let (import, most) = (job.row.id, i64::try_from(BATCH).unwrap_or(i64::MAX));
        loop {
            let gone = self
                .store
                .write::<_, (), _>(move |db| Box::pin(async move { Ok(queries::clean_rows(db, import, most).await?) }));
            if gone.await? == 0 {
                break;
            }
        }
        let file = job.row.file;
        self.write(move |db| {
            Box::pin(async move {
                if let Some(file) = file {
                    attachment::delete(db, file.into()).await?;
                }
                Ok(queries::cleaned(db, import).await?)
            })
        })
        .await
    }

    async fn write<F>(&self, work: F) -> Result<(), Stop>
    where
        F: for<'a> Fn(&'a mut Db) -> futures::future::BoxFuture<'a, Result<(), Fault<()>>> + Send + Sync + 'static,
    {
        Ok(self.store.write(work).await?)
    }
}

/// A row that was to have an effect is left out.
const fn moved(counts: &mut Counts, from: Outcome) {
    match from {
        Outcome::Created => counts.created = counts.created.saturating_sub(1),
        Outcome::Changed => counts.changed = counts.changed.saturating_sub(1),
        Outcome::Unchanged | Outcome::Rejected => {}
    }
    counts.add(Outcome::Rejected);
}

/// What came of an import, for the trail.
pub fn said(counts: Counts) -> String {
    let Counts { created, changed, unchanged, rejected } = counts;
    format!("created {created}, changed {changed}, unchanged {unchanged}, rejected {rejected}")
}

/// Whether somebody is on the staff now with the right to bring such rows in, over all of the import's region.
async fn may(db: &mut Db, kind: ImportKind, by: &Staff) -> Result<bool, sqlx::Error> {
    let Some((role, region)) = staff::post_of(db, by.account).await? else { return Ok(false) };
    let (Some(role), Some(region)) = (StaffRole::parse(&role), RegionCode::parse(&region)) else { return Ok(false) };
    let covers = region.covers(&by.region);
    Ok(covers && kind.is_for(&Staff { account: by.account, role, region }))
}
