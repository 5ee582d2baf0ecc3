//! Real names: filed with the picture of an ID card, decided on by staff.

use domain::{
    attachment::Upload,
    error::{Problem, Refused},
    id::AccountId,
    identity::{
        Actor, Phone, ResidentId, Right, VerificationState, VerificationStep,
        organisation::{
            Decision, DecisionDraft, RealNameCase, RealNameDraft, RealNamePage, RevealDraft, Warning, masked_name,
        },
        staff::may_decide,
    },
    message::Content,
    region::RegionCode,
    when::Moment,
    work::{WorkItem, WorkKind},
};

use super::{
    Doing, Refusal, Service,
    cases::deed,
    evidence, no, person,
    real_name_queries::{self as queries, Filing},
    rows::RealNameRow,
    staff,
};
use crate::{
    attachment::{self, Row},
    identity::queries as people,
    message,
    store::{Db, Fault, refused, unreachable},
    work,
};

/// The deed of having a real name shown whole.
const REVEAL: &str = "real_name.revealed";

fn masked(number: &str, now: Moment) -> String {
    ResidentId::parse(number, now.date()).map(|number| number.masked()).unwrap_or_default()
}

/// One's own.
pub async fn page(service: &Service, actor: &Actor) -> Result<RealNamePage, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let files = attachment::list(&mut db, evidence::of_person(account)).await?;
        let row = queries::real_name(&mut db, account).await?;
        let state = row.as_ref().map_or(VerificationState::Draft, RealNameRow::state);
        let [name, number, reason] = row.as_ref().map(|row| row.open(db.keys())).transpose()?.unwrap_or_default();
        let (name, number) = (masked_name(&name), masked(&number, now));
        Ok(RealNamePage { state, name, number, filed: row.map(|row| Moment(row.filed_at)), reason, files, now })
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))
}

/// Files it. A new picture takes the place of the one before.
pub async fn file(service: &Service, actor: &Actor, draft: RealNameDraft, card: Option<Upload>) -> Result<(), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (name, number) = draft.parse(doing.now.date()).map_err(Refused::Fields)?;
    let mut db = service.read().await?;
    let read = async {
        let home = people::profile(&mut db, account).await?.and_then(|profile| profile.home);
        Ok((queries::real_name(&mut db, account).await?, home))
    };
    let (before, home) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
    drop(db);
    if before.as_ref().is_some_and(|row| !row.state().open()) {
        return Err(Refused::Conflict);
    }
    let region = home.unwrap_or_else(|| service.reference.city().code.clone());
    let filing = Filing { name, number, region, version: before.map_or(0, |row| row.version) };
    let card = match card {
        Some(card) => {
            let kept = attachment::keep(&service.store, &service.files, service.clock.id(), card, "file").await?;
            Some(Row { kept, owner: evidence::of_person(account), by: account, at: doing.now })
        }
        None => None,
    };
    let due = service.settings.due(WorkKind::RealName, &filing.region, doing.now);
    let written = service.write(move |db| {
        let (filing, card, doing) = (filing.clone(), card.clone(), doing.clone());
        Box::pin(async move { file_one(db, &doing, account, (&filing, due), card).await })
    });
    written.await
}

async fn file_one(
    db: &mut Db,
    doing: &Doing,
    account: AccountId,
    (filing, due): (&Filing, Moment),
    card: Option<Row>,
) -> Result<(), Refusal> {
    // The version was one from which it may be filed.
    if !queries::file(db, account, filing, doing.now).await? {
        return no(Refused::Conflict);
    }
    let before = attachment::list(db, evidence::of_person(account)).await?;
    match card {
        Some(card) => {
            for file in before {
                attachment::delete(db, file.id).await?;
            }
            attachment::insert(db, &card).await?;
        }
        None if before.is_empty() => return no(Refused::field("file", Problem::Empty)),
        None => {}
    }
    let item = WorkItem {
        kind: WorkKind::RealName,
        subject: account.0,
        label: masked_name(&filing.name),
        due,
        filed: doing.now,
        region: filing.region.clone(),
    };
    work::file(db, doing.clock.id(), &item).await?;
    doing.note(db, "real_name.filed", account.0, (filing.region.as_str(), "")).await?;
    Ok(())
}

/// A real name within the region of the staff who asks; outside, it is not there.
async fn within(db: &mut Db, account: AccountId, scope: &RegionCode) -> Result<Option<RealNameRow>, sqlx::Error> {
    let row = queries::real_name(db, account).await?;
    Ok(row.filter(|row| RegionCode::parse(&row.region).is_some_and(|region| scope.covers(&region))))
}

/// What was filed.
pub async fn case(service: &Service, actor: &Actor, account: &str) -> Result<RealNameCase, Refused> {
    let (staff, now) = (staff(actor, Right::Look)?, service.clock.now());
    let account: AccountId = account.parse().map_err(|_| Refused::Missing)?;
    let mut db = service.read().await?;
    let read = async {
        let Some(row) = within(&mut db, account, &staff.region).await? else { return Ok(None) };
        let may_reveal = staff.role.has(Right::Reveal);
        let revealed = may_reveal && service.revealed(&mut db, actor, REVEAL, account.0).await?;
        let files = attachment::list(&mut db, evidence::of_person(account)).await?;
        let warnings = warnings(&mut db, &row, files.is_empty()).await?;
        let phone = people::phone(&mut db, account).await?.and_then(|phone| Phone::parse(&phone).ok());
        let [name, number, reason] = row.open(db.keys())?;
        let (name, number) = if revealed { (name, number) } else { (masked_name(&name), masked(&number, now)) };
        let (state, region) = (row.state(), RegionCode::parse(&row.region));
        let decidable = matches!(state, VerificationState::Filed | VerificationState::Verified);
        let may = region.as_ref().is_some_and(|region| may_decide(staff, region, Some(account)));
        Ok(Some(RealNameCase {
            now,
            account,
            name,
            number,
            phone: phone.map(|phone| phone.masked()).unwrap_or_default(),
            place: region.map(|region| service.reference.place_name(&region)).unwrap_or_default(),
            state,
            filed: Moment(row.filed_at),
            reason,
            version: row.version,
            warnings,
            files,
            may_decide: decidable && may,
            may_reveal,
            revealed,
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

async fn warnings(db: &mut Db, row: &RealNameRow, bare: bool) -> Result<Vec<Warning>, sqlx::Error> {
    let elsewhere = queries::elsewhere(db, row.account_id.into(), &row.number_index).await?;
    let mut warnings = Vec::new();
    if elsewhere.iter().any(|state| state == VerificationState::Verified.word()) {
        warnings.push(Warning::NumberTaken);
    } else if !elsewhere.is_empty() {
        warnings.push(Warning::NumberTwice);
    }
    if bare {
        warnings.push(Warning::NoEvidence);
    }
    Ok(warnings)
}

/// Decides. The index on verified numbers keeps one number from two accounts, whoever comes first.
pub async fn decide(service: &Service, actor: &Actor, draft: DecisionDraft) -> Result<(), Refused> {
    let staff = staff(actor, Right::Decide)?.clone();
    let account: AccountId = draft.subject.parse().map_err(|_| Refused::Missing)?;
    let doing = service.doing(actor);
    let decision = draft.parse(doing.now.date(), false).map_err(Refused::Fields)?;
    let written = service.store.write(move |db| {
        let (staff, doing, decision) = (staff.clone(), doing.clone(), decision.clone());
        Box::pin(async move {
            let Some(row) = within(db, account, &staff.region).await? else { return no(Refused::Missing) };
            if staff.account == account {
                return no(Refused::Denied);
            }
            decide_one(db, &doing, &row, decision).await
        })
    });
    match written.await {
        Err(Fault::Store(error))
            if error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) =>
        {
            Err(Refused::field("decision", Problem::NumberTaken))
        }
        written => written.map_err(refused),
    }
}

async fn decide_one(db: &mut Db, doing: &Doing, row: &RealNameRow, decision: Decision) -> Result<(), Refusal> {
    let (account, Decision { step, version, reason, .. }) = (row.account_id.into(), decision);
    let Some(state) = row.state().after(step) else { return no(Refused::Conflict) };
    if !queries::decide(db, account, version, (state, &reason)).await? {
        return no(Refused::Conflict);
    }
    if step == VerificationStep::Verify {
        let [_, number, _] = row.open(db.keys()).map_err(sqlx::Error::from)?;
        if let Ok(number) = ResidentId::parse(&number, doing.now.date()) {
            queries::set_birth(db, account, number.birth(), doing.now).await?;
        }
    }
    work::settle(db, WorkKind::RealName, account.0).await?;
    doing.note(db, &format!("real_name.{}", deed(step)), account.0, (&row.region, &reason)).await?;
    message::post(db, &doing.clock, account, &Content::RealNameDecided { decision: state }).await?;
    Ok(())
}

/// Has it shown whole for a while.
pub async fn reveal(service: &Service, actor: &Actor, draft: RevealDraft) -> Result<(), Refused> {
    let scope = staff(actor, Right::Reveal)?.region.clone();
    let account: AccountId = draft.subject.parse().map_err(|_| Refused::Missing)?;
    let (reason, doing) = (draft.reason().map_err(Refused::Fields)?, service.doing(actor));
    let written = service.write(move |db| {
        let (scope, doing, reason) = (scope.clone(), doing.clone(), reason.clone());
        Box::pin(async move {
            let Some(row) = within(db, account, &scope).await? else { return no(Refused::Missing) };
            doing.note(db, REVEAL, account.0, (&row.region, &reason)).await?;
            Ok(())
        })
    });
    written.await
}
