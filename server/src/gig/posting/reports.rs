//! Reports of readers about postings: made by persons, answered by the staff of the place.

use domain::{
    error::Refused,
    gig::{
        PayRule, PayUnit,
        posting::{
            AnswerReportsDraft, PostingStep, REPORTS_A_DAY, ReportCase, ReportDraft, ReportOutcome, ReportPage,
            StaffNote,
        },
    },
    id::{OrganisationId, PostingId, ShiftId},
    identity::{Actor, Right},
    message::{AboutPosting, Content, ReportNews},
    money::Fen,
    region::RegionCode,
    when::Moment,
    work::{WorkItem, WorkKind},
};
use sqlx::Error;

use super::{
    Doing, Refusal, Service, id, no, person, queries,
    report_queries::{self as sql, NewReport, ReportedRow},
    staff, steps,
};
use crate::{
    gig::queries as gig,
    identity::{organisation, queries::count_up},
    message,
    store::{Db, unreachable},
    work,
};

/// What is to be reported.
pub async fn page(service: &Service, actor: &Actor, shift: ShiftId) -> Result<ReportPage, Refused> {
    let account = person(actor)?;
    let mut db = service.read().await?;
    let read = async {
        let Some(row) = sql::of_shift(&mut db, shift).await? else { return Ok(None) };
        let waits = sql::waits(&mut db, row.posting_id.into(), account).await?;
        let now = service.clock.now();
        Ok(Some(ReportPage { now, shift, title: row.title, employer: row.employer, waits }))
    };
    read.await.map_err(|error: Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// Makes a report.
pub async fn report(service: &Service, actor: &Actor, draft: ReportDraft) -> Result<ShiftId, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let shift: ShiftId = id(&draft.shift)?;
    let (reason, words) = draft.parse().map_err(Refused::Fields)?;
    let written = service.write(move |db| {
        let (doing, words) = (doing.clone(), words.clone());
        Box::pin(async move {
            let now = doing.now;
            let Some(row) = sql::of_shift(db, shift).await? else { return no(Refused::Missing) };
            let posting: PostingId = row.posting_id.into();
            let new =
                NewReport { id: doing.service.clock.id(), posting, shift, by: account, reason, words: &words, at: now };
            if !sql::insert(db, &new).await? {
                return Ok(shift);
            }
            let today = Moment::start_of(now.date());
            if count_up(db, &format!("report {account}"), today).await? > REPORTS_A_DAY {
                let wait = (today.0 + Moment::DAY - now.0) / Moment::SECOND;
                return no(Refused::TooMany { wait: u32::try_from(wait.max(1)).unwrap_or(1) });
            }
            file(db, &doing, &row).await?;
            doing.note(db, "posting.reported", posting.0, (&row.region, reason.word())).await?;
            Ok(shift)
        })
    });
    written.await
}

/// Puts it into the queue of the staff; what waits there already keeps its deadline.
async fn file(db: &mut Db, doing: &Doing, row: &ReportedRow) -> Result<(), Error> {
    let Some(region) = RegionCode::parse(&row.region) else { return Ok(()) };
    if work::waits(db, WorkKind::Report, row.posting_id.0).await? {
        return Ok(());
    }
    let item = WorkItem {
        kind: WorkKind::Report,
        subject: row.posting_id.0,
        label: row.title.clone(),
        due: doing.service.settings.due(WorkKind::Report, &region, doing.now),
        filed: doing.now,
        region,
    };
    work::file(db, doing.service.clock.id(), &item).await
}

/// A posting within the region of the staff; outside, it is not there.
async fn within(db: &mut Db, id: PostingId, scope: &RegionCode) -> Result<Option<ReportedRow>, Error> {
    let row = sql::posting(db, id).await?;
    Ok(row.filter(|row| RegionCode::parse(&row.region).is_some_and(|region| scope.covers(&region))))
}

/// What was reported of a posting.
pub async fn case(service: &Service, actor: &Actor, id: PostingId) -> Result<ReportCase, Refused> {
    let (staff, now) = (staff(actor, Right::Look)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let Some(row) = within(&mut db, id, &staff.region).await? else { return Ok(None) };
        let reports = sql::of_posting(&mut db, id).await?;
        if reports.is_empty() {
            return Ok(None);
        }
        let organisation: OrganisationId = row.employer_id.into();
        let shifts = queries::shifts(&mut db, id).await?;
        let to_come = shifts.iter().filter(|shift| !shift.closed && shift.starts > now);
        let region = RegionCode::parse(&row.region);
        Ok(Some(ReportCase {
            now,
            id,
            place: region.map(|region| service.reference.place_name(&region)).unwrap_or_default(),
            pay: PayRule {
                unit: PayUnit::parse(&row.pay_unit).unwrap_or(PayUnit::Hour),
                amount: Fen(row.pay_amount),
                pieces: row.pay_pieces,
            },
            title: row.title,
            duties: row.duties,
            requirements: row.requirements,
            organisation,
            employer: row.employer,
            state: queries::draft(&mut db, id).await?.map(|row| row.state()),
            seats: to_come.map(|shift| shift.taken).sum(),
            history: queries::history(&mut db, organisation, now).await?,
            may_decide: staff.role.has(Right::Decide) && reports.iter().any(|report| report.outcome.is_none()),
            reports,
        }))
    };
    read.await.map_err(|error: Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// Answers all reports that wait.
pub async fn answer(service: &Service, actor: &Actor, draft: AnswerReportsDraft) -> Result<(), Refused> {
    let staff = staff(actor, Right::Decide)?.clone();
    let posting: PostingId = id(&draft.posting)?;
    let (outcome, words) = draft.parse().map_err(Refused::Fields)?;
    let doing = service.doing(actor);
    let written = service.write(move |db| {
        let (staff, doing, words) = (staff.clone(), doing.clone(), words.clone());
        Box::pin(async move {
            let Some(row) = within(db, posting, &staff.region).await? else { return no(Refused::Missing) };
            let organisation: OrganisationId = row.employer_id.into();
            let theirs = organisation::role_in(db, organisation, staff.account).await?.is_some();
            let reporters = sql::answer(db, posting, outcome, staff.account, doing.now).await?;
            if reporters.is_empty() {
                return no(Refused::Conflict);
            }
            // Nobody answers their own report, or one about their own organisation.
            if theirs || reporters.iter().any(|(account, _)| *account == staff.account) {
                return no(Refused::Denied);
            }
            work::settle(db, WorkKind::Report, posting.0).await?;
            let (deed, news) = match outcome {
                ReportOutcome::Removed => ("report.removed", ReportNews::Removed),
                ReportOutcome::Warned => ("report.warned", ReportNews::Warned),
                ReportOutcome::Dismissed => ("report.dismissed", ReportNews::Dismissed),
            };
            doing.note(db, deed, posting.0, (&row.region, &words)).await?;
            for (account, shift) in reporters {
                let content = Content::ReportAnswered { shift, title: row.title.clone(), news };
                message::post(db, &doing.service.clock, account, &content).await?;
            }
            follow(db, &doing, (posting, organisation, &row), outcome, &words).await
        })
    });
    written.await
}

/// What follows for the posting and its employer.
async fn follow(
    db: &mut Db,
    doing: &Doing,
    (posting, organisation, row): (PostingId, OrganisationId, &ReportedRow),
    outcome: ReportOutcome,
    words: &str,
) -> Result<(), Refusal> {
    if !outcome.upheld() {
        return Ok(());
    }
    let about = AboutPosting { organisation, posting, title: row.title.clone() };
    let note = StaffNote { fields: Vec::new(), words: words.to_owned() };
    match queries::draft(db, posting).await? {
        Some(mut draft) => {
            if !queries::set_state(db, posting, draft.version, (draft.state(), Some(&note)), doing.now).await? {
                return no(Refused::Conflict);
            }
            draft.version += 1;
            if outcome == ReportOutcome::Removed && draft.state().after(PostingStep::Close).is_some() {
                steps::take(db, doing, &draft, PostingStep::Close, words).await?;
                work::settle(db, WorkKind::Posting, posting.0).await?;
            }
        }
        None if outcome == ReportOutcome::Removed => {
            steps::end(db, doing, posting).await?;
            gig::note_list_change(db, doing.now).await?;
        }
        None => {}
    }
    let content = match outcome {
        ReportOutcome::Removed => Content::PostingStopped { posting: about },
        _ => Content::PostingWarned { posting: about },
    };
    Ok(doing.tell(db, organisation, &content).await?)
}
