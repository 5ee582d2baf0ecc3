//! What the staff changes: the text while it is written, and where it stands.

use domain::{
    error::{FieldError, Problem, Refused},
    id::PolicyId,
    identity::{Actor, Right, Staff},
    policy::{EditMark, NEVER, PolicyDraft, Reach, Stage, Standing, Step, StepDraft, rules},
    region::RegionCode,
    when::{self, Moment},
    work::{WorkItem, WorkKind},
    workday::Workdays,
};

use super::{
    Service, desk, markdown,
    queries::{self, Fresh, Move, Saved},
    rows::RevisionRow,
    service::named,
};
use crate::{
    search::text_tokens,
    store::{Db, Fault, Key, refused},
    trail, work,
};

/// How a save ended.
enum Written {
    Done,
    /// Somebody else was first; what was typed is put aside.
    Aside,
}

fn number(text: &str) -> Result<i64, Refused> {
    text.parse().map_err(|_| Refused::Conflict)
}

impl Service {
    /// What is to be stored of a draft, within the region of whoever writes.
    fn saved(&self, staff: &Staff, scope: &RegionCode, mut draft: PolicyDraft) -> Result<Saved, Refused> {
        tidy(&mut draft);
        if draft.region.is_empty() {
            draft.region = scope.to_string();
        }
        let city = self.reference.city().code.clone();
        let region = match Reach::parse(&draft.region) {
            Some(Reach::Country) => Some(city),
            Some(Reach::Region(region)) => self.reference.region(&region).map(|region| region.code.clone()),
            None => None,
        };
        let unknown = || Refused::field("region", Problem::UnknownRegion);
        let region = region.filter(|region| scope.covers(region)).ok_or_else(unknown)?;
        // A text may be too long while it is being written; a line that is was not typed into the form.
        let problems: Vec<FieldError> = draft.parse().err().unwrap_or_default();
        let lines = |error: &FieldError| error.field != "body" && matches!(error.problem, Problem::TooLong(_));
        let long: Vec<FieldError> = problems.into_iter().filter(lines).collect();
        if !long.is_empty() {
            return Err(Refused::Fields(long));
        }
        Ok(stored(draft, region, Some(staff.account), self.clock.now()))
    }

    /// Saves what was typed.
    pub(super) async fn write_down(
        &self,
        actor: &Actor,
        (staff, scope): (&Staff, &RegionCode),
        mark: &EditMark,
        draft: PolicyDraft,
    ) -> Result<PolicyId, Refused> {
        let policy = named(&mark.policy)?;
        let (number, version) = (number(&mark.number)?, number(&mark.version)?);
        let saved = self.saved(staff, scope, draft)?;
        let (service, actor, staff, scope) = (self.clone(), actor.clone(), staff.clone(), scope.clone());
        let written = self.store.write(move |db| {
            let (service, actor, staff, scope, saved) =
                (service.clone(), actor.clone(), staff.clone(), scope.clone(), saved.clone());
            Box::pin(async move {
                if version == 0 {
                    let fresh =
                        Fresh { id: policy.0, policy, number: 1, stage: Stage::Draft, from: Moment(0), until: NEVER };
                    if queries::add(db, fresh, &saved).await? {
                        index(db, Key(policy.0), &saved).await?;
                        service.note(db, &actor, (policy, &saved.region), "saved", "").await?;
                        return Ok(Written::Done);
                    }
                }
                let row = within(queries::revision(db, policy, number).await?, &scope)?;
                // Whoever goes back to the blank form and sends it again writes over nothing but their own.
                let own = version == 0 && row.version == 1 && row.edited_by == Some(staff.account.into());
                let version = if own { row.version } else { version };
                service.overwrite(db, &actor, &staff, (row, version), saved).await
            })
        });
        match written.await.map_err(refused)? {
            Written::Done => Ok(policy),
            Written::Aside => Err(Refused::Conflict),
        }
    }

    /// Writes over a revision that is there, unless somebody else has been faster.
    async fn overwrite(
        &self,
        db: &mut Db,
        actor: &Actor,
        staff: &Staff,
        (row, version): (RevisionRow, i64),
        mut saved: Saved,
    ) -> Result<Written, Fault<Refused>> {
        let old = row.draft();
        if row.number > 1 && saved.draft.region != old.region {
            // Readers of the revisions before it would lose what was written for them.
            return Err(Fault::Refused(Refused::field("region", Problem::UnknownRegion)));
        }
        saved.draft.audiences = words(&saved.draft);
        if saved.draft == old {
            queries::drop_aside(db, row.id, staff.account).await?;
            return Ok(Written::Done);
        }
        if !queries::write(db, row.id, version, &saved).await? {
            let typed = serde_json::to_string(&saved.draft).unwrap_or_default();
            queries::put_aside(db, row.id, staff.account, typed, saved.at).await?;
            return Ok(Written::Aside);
        }
        queries::drop_aside(db, row.id, staff.account).await?;
        index(db, row.id, &saved).await?;
        self.note(db, actor, (row.policy_id.into(), &saved.region), "saved", "").await?;
        Ok(Written::Done)
    }

    /// Drops what was put aside.
    pub(super) async fn forget_typed(
        &self,
        staff: &Staff,
        scope: &RegionCode,
        mark: &EditMark,
    ) -> Result<PolicyId, Refused> {
        let (policy, number) = (named(&mark.policy)?, number(&mark.number)?);
        let (account, scope) = (staff.account, scope.clone());
        let done = self.store.write(move |db| {
            let scope = scope.clone();
            Box::pin(async move {
                let row = within(queries::revision(db, policy, number).await?, &scope)?;
                Ok(queries::drop_aside(db, row.id, account).await?)
            })
        });
        done.await.map_err(refused)?;
        Ok(policy)
    }

    /// Takes a step.
    pub(super) async fn step(
        &self,
        actor: &Actor,
        staff: &Staff,
        mark: &EditMark,
        draft: &StepDraft,
    ) -> Result<PolicyId, Refused> {
        let policy = named(&mark.policy)?;
        let (number, version) = (number(&mark.number)?, number(&mark.version)?);
        let (step, reason, on) = draft.parse().map_err(Refused::Fields)?;
        if !staff.role.has(Right::Look) {
            return Err(Refused::Denied);
        }
        let (service, actor, staff) = (self.clone(), actor.clone(), staff.clone());
        let taken = self.store.write(move |db| {
            let (service, actor, staff, reason) = (service.clone(), actor.clone(), staff.clone(), reason.clone());
            Box::pin(async move {
                let row = within(queries::revision(db, policy, number).await?, &staff.region)?;
                let now = service.clock.now();
                let region = row.region().ok_or(Fault::Refused(Refused::Missing))?;
                if !rules::may_take(&staff, step, &region, desk::authors(&row)) {
                    return Err(Fault::Refused(Refused::Denied));
                }
                let standing = row.life().standing(now);
                let stage = rules::after(standing, step).filter(|_| row.version == version);
                let stage = stage.ok_or(Fault::Refused(Refused::Conflict))?;
                match step {
                    Step::Amend => service.amend(db, &row, &staff, &region).await?,
                    _ => service.advance(db, &row, &staff, (step, standing, stage), on.unwrap_or(now)).await?,
                }
                service.note(db, &actor, (policy, &region), step.word(), &reason).await
            })
        });
        taken.await.map_err(refused)?;
        Ok(policy)
    }

    /// Moves a revision on, with the queue and its neighbours.
    async fn advance(
        &self,
        db: &mut Db,
        row: &RevisionRow,
        staff: &Staff,
        (step, standing, stage): (Step, Standing, Stage),
        on: Moment,
    ) -> Result<(), Fault<Refused>> {
        let (now, policy) = (self.clock.now(), PolicyId::from(row.policy_id));
        let mut to = Move { version: row.version, stage, from: Moment(row.from_at), filed_by: row.filed_by, at: now };
        match step {
            Step::File => {
                row.draft().parse().map_err(|problems| Fault::Refused(Refused::Fields(problems)))?;
                to.filed_by = Some(staff.account.into());
            }
            Step::Approve => to.from = on.max(now),
            _ => {}
        }
        if !queries::advance(db, row.id, to).await? {
            return Err(Fault::Refused(Refused::Conflict));
        }
        match step {
            Step::File => self.queue(db, row, now).await?,
            Step::Approve => {
                queries::replace_before(db, policy, row.number, to.from).await?;
                work::settle(db, WorkKind::Policy, policy.0).await?;
            }
            Step::Withdraw if standing == Standing::Scheduled => {
                queries::restore_before(db, policy, row.number, to.from).await?;
            }
            Step::Recall | Step::RequestChanges => work::settle(db, WorkKind::Policy, policy.0).await?,
            Step::Withdraw | Step::Amend => {}
        }
        Ok(())
    }

    /// Puts a revision that was filed into the queue.
    async fn queue(&self, db: &mut Db, row: &RevisionRow, now: Moment) -> Result<(), Fault<Refused>> {
        let item = WorkItem {
            kind: WorkKind::Policy,
            subject: row.policy_id.0,
            label: row.title.clone(),
            region: row.region().ok_or(Fault::Refused(Refused::Missing))?,
            filed: now,
            due: Workdays::default().due(now, WorkKind::Policy.working_days()),
        };
        Ok(work::file(db, self.clock.id(), &item).await?)
    }

    /// Begins a new revision with the text of this one, if it is the newest.
    async fn amend(
        &self,
        db: &mut Db,
        row: &RevisionRow,
        staff: &Staff,
        region: &RegionCode,
    ) -> Result<(), Fault<Refused>> {
        let fresh = Fresh {
            id: self.clock.id(),
            policy: row.policy_id.into(),
            number: row.number + 1,
            stage: Stage::Draft,
            from: Moment(0),
            until: NEVER,
        };
        let saved = stored(row.draft(), region.clone(), Some(staff.account), self.clock.now());
        if !queries::add(db, fresh, &saved).await? {
            return Err(Fault::Refused(Refused::Conflict));
        }
        index(db, Key(fresh.id), &saved).await
    }

    /// Tells the trail.
    async fn note(
        &self,
        db: &mut Db,
        actor: &Actor,
        (policy, region): (PolicyId, &RegionCode),
        action: &str,
        reason: &str,
    ) -> Result<(), Fault<Refused>> {
        let (actor, action) = (trail::actor_word(actor), format!("policy.{action}"));
        let deed =
            trail::Deed { actor: &actor, action: &action, subject: Key(policy.0), region: region.as_str(), reason };
        Ok(trail::write(db, self.clock.id(), &deed, self.clock.now()).await?)
    }
}

/// The revision, if it is there and within the region.
fn within(row: Option<RevisionRow>, scope: &RegionCode) -> Result<RevisionRow, Fault<Refused>> {
    let inside = |row: &RevisionRow| row.region().is_some_and(|region| scope.covers(&region));
    row.filter(inside).ok_or(Fault::Refused(Refused::Missing))
}

/// Takes out what no field may hold: line ends in a line, characters that end a text for a database.
fn tidy(draft: &mut PolicyDraft) {
    let PolicyDraft { kind, title, issuer, number, issued, effective, expires, source, audiences: _, region, body } =
        draft;
    for line in [kind, title, issuer, number, issued, effective, expires, source, region] {
        let whole = line.replace(char::is_control, " ");
        whole.trim().clone_into(line);
    }
    *body = body.replace("\r\n", "\n").replace('\0', "");
}

/// The words of the audiences that are ticked, each once and in order.
fn words(draft: &PolicyDraft) -> Vec<String> {
    draft.audiences().all().map(|audience| audience.word().to_owned()).collect()
}

/// A draft as it is stored.
pub(super) fn stored(draft: PolicyDraft, region: RegionCode, by: Option<domain::id::AccountId>, at: Moment) -> Saved {
    let day = |text: &str| when::parse_date(text).map(when::day_number);
    let expires_at = when::parse_date(&draft.expires).map_or(i64::MAX, |day| Moment::start_of(day).0 + Moment::DAY);
    Saved {
        audiences: i64::from(draft.audiences().0),
        national: draft.region == Reach::COUNTRY,
        region,
        dated: day(&draft.issued).unwrap_or_default(),
        expires_at,
        by,
        at,
        draft,
    }
}

/// Puts the words of a text into the index: all of them, up to the longest that may be published.
pub(super) async fn index<E>(db: &mut Db, id: Key, saved: &Saved) -> Result<(), Fault<E>> {
    let draft = &saved.draft;
    let words = text_tokens(&[&draft.title, &draft.issuer, &draft.number], markdown::cut(&draft.body));
    Ok(queries::index(db, id, &words).await?)
}
