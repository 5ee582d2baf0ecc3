//! What goes into an evidence pack.

use std::collections::HashMap;

use app::text::{Language, message::Message};
use domain::{
    error::Refused,
    gig::{
        ClaimState,
        case::CaseSide,
        evidence::{Added, Agreed, Amended, FORMAT, Giver, Moved, Pack, PackedCase, Told, UNITS, since},
        posting::Posting,
    },
    id::{CaseId, ClaimId, PackId},
    occupation::OccupationCode,
    region::RegionCode,
    when::Moment,
};
use sha2::{Digest, Sha256};

use super::{Service, queries};
use crate::{
    attachment,
    gig::{
        attendance::{self, Held, Refusal, queries as days},
        case, settlement,
    },
    identity::{organisation, queries as people},
    store::{Db, hex, unreachable},
};

/// The files of cases, by their case.
pub type Files = HashMap<CaseId, Vec<Added>>;

/// The files that were added to the cases about a claim, with their hashes.
pub async fn files(service: &Service, claim: ClaimId) -> Result<Files, Refused> {
    let mut db = service.base.read().await?;
    let read = async {
        let mut found = Vec::new();
        for row in case::queries::of_claim(&mut db, claim).await? {
            let id: CaseId = row.id.into();
            found.push((id, attachment::list(&mut db, case::files_of(id)).await?));
        }
        Ok(found)
    };
    let found = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
    drop(db);
    let mut files = Files::new();
    for (id, listed) in found {
        let mut added = Vec::new();
        for file in listed {
            let bytes = attachment::read(&service.base.store, &service.files, file.id).await?.bytes;
            let sha256 = hex(&Sha256::digest(&bytes));
            added.push(Added { name: file.name, size: file.size, at: file.created, sha256 });
        }
        files.insert(id, added);
    }
    Ok(files)
}

/// All of it. The shift's row is locked.
pub async fn pack(
    service: &Service,
    db: &mut Db,
    held: &Held,
    (id, made_by, made): (PackId, CaseSide, Moment),
    added: &Files,
) -> Result<Option<Pack>, Refusal> {
    let (claim, worker) = (held.id(), held.worker());
    let Some(row) = queries::agreed(db, held.shift()).await? else { return Ok(None) };
    let verified = organisation::verified_name(db, worker).await?.map(|[name, _]| name);
    let name = people::profile(db, worker).await?.unwrap_or_default().name;
    let mut cases = Vec::new();
    for row in case::queries::of_claim(db, claim).await? {
        let (case, facts) = (CaseId::from(row.id), row.facts());
        cases.push(PackedCase {
            case,
            category: facts.category,
            state: facts.state,
            entries: case::queries::entries(db, case).await?,
            files: added.get(&case).cloned().unwrap_or_default(),
        });
    }
    let moves = queries::moves(db, claim, worker).await?;
    let now = agreed(service, &row);
    let past = queries::said_before(db, held.shift()).await?;
    let past = past.into_iter().map(|(until, posting)| (until, before(service, &now, posting))).collect();
    let (agreed, changes) = since(past, now, taken(&moves).unwrap_or(made));
    Ok(Some(Pack {
        format: FORMAT.to_owned(),
        units: UNITS.to_owned(),
        service: service.base.public_url.clone(),
        pack: id,
        made,
        made_at: made.rfc3339(),
        made_by,
        claim,
        verified: verified.is_some(),
        worker: verified.unwrap_or(name),
        employer: Giver { name: row.employer.clone(), credit_code: row.credit_code.clone().unwrap_or_default() },
        agreed,
        changes: changes.into_iter().map(|(at, work)| Amended { at, work }).collect(),
        moves,
        reports: days::reports(db, claim).await?,
        absences: attendance::absences(db, claim).await?,
        messages: messages(db, held).await?,
        wages: settlement::wages_of(db, claim, made).await?,
        cases,
    }))
}

/// When the seat was taken; without one, when the claim was made.
fn taken(moves: &[Moved]) -> Option<Moment> {
    let confirmed = moves.iter().find(|moved| moved.state == ClaimState::Confirmed);
    confirmed.or(moves.first()).map(|moved| moved.at)
}

/// The official name of a trade.
fn trade(service: &Service, code: Option<OccupationCode>) -> String {
    let occupation = code.and_then(|code| service.base.reference.occupation(&code));
    occupation.map(|occupation| occupation.name.clone()).unwrap_or_default()
}

/// What a posting said before it was changed into `now`: the times of the shift are the same.
fn before(service: &Service, now: &Agreed, posting: Posting) -> Agreed {
    Agreed {
        occupation: trade(service, Some(posting.occupation)),
        place: service.base.reference.place_name(&posting.region),
        title: posting.title,
        duties: posting.duties,
        requirements: posting.requirements,
        address: posting.address,
        pay: posting.pay,
        term: posting.settlement,
        benefits: posting.benefits,
        ..now.clone()
    }
}

fn agreed(service: &Service, row: &queries::AgreedRow) -> Agreed {
    let reference = &service.base.reference;
    let region = RegionCode::parse(&row.region);
    Agreed {
        title: row.title.clone(),
        occupation: trade(service, OccupationCode::parse(&row.occupation)),
        duties: row.duties.clone(),
        requirements: row.requirements.clone(),
        place: region.map(|region| reference.place_name(&region)).unwrap_or_default(),
        address: row.address.clone(),
        starts: Moment(row.starts_at),
        ends: Moment(row.ends_at),
        break_minutes: row.break_minutes,
        pay: row.pay(),
        term: row.term(),
        benefits: row.benefits(),
        published: Moment(row.published_at),
    }
}

/// What the worker was told about the shift or the claim, in the words of the inbox; days by their dates, since nobody
/// knows when the file is read.
async fn messages(db: &mut Db, held: &Held) -> Result<Vec<Told>, sqlx::Error> {
    let ids = [held.shift().to_string(), held.id().to_string()];
    let found = queries::messages(db, held.worker(), ids).await?;
    let told = |(at, content)| {
        let (headline, sentence) = Message::say(Language::Zh, &content, Moment(0));
        Told { at, words: format!("{headline}：{sentence}") }
    };
    Ok(found.into_iter().map(told).collect())
}
