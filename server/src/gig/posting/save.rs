//! Keeping what employers type, and handing it in.

use domain::{
    error::{FieldError, Problem, Refused},
    gig::posting::{
        Circumstances, Finding, Offer, PostingState, Rows, SaveDraft, SavedAs, Severity, Sheet, check, hinders,
        sampled, trusted,
    },
    id::{AccountId, OrganisationId, PostingId},
    identity::Actor,
    when::Moment,
    work::{WorkItem, WorkKind},
};
use sha2::{Digest, Sha256};
use sqlx::Error;

use super::{
    Doing, Refusal, Service, amend, id, no, person,
    queries::{self, DraftRow, Filing},
    steps,
};
use crate::{
    gig::arrears,
    identity::organisation::imported::Known,
    store::{Db, hex},
    work,
};

/// What came of a save: it is kept even where it cannot be handed in.
enum Kept {
    As(PostingId, SavedAs),
    But(Vec<FieldError>),
}

/// Keeps what was typed, and hands it in if that is asked.
pub async fn save(service: &Service, actor: &Actor, draft: SaveDraft) -> Result<(PostingId, SavedAs), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let (organisation, posting): (OrganisationId, PostingId) = (id(&draft.organisation)?, id(&draft.posting)?);
    let version: i64 = draft.version.parse().map_err(|_| Refused::Missing)?;
    let (submit, rows) = (draft.what == "submit", Rows::read(&draft.what));
    let sheet = draft.sheet.arranged(rows);
    let written = service.write(move |db| {
        let saving = Saving { doing: doing.clone(), account, organisation, sheet: sheet.clone() };
        Box::pin(async move { saving.run(db, posting, version, submit).await })
    });
    match written.await? {
        Kept::As(posting, saved) => Ok((posting, saved)),
        Kept::But(errors) => Err(Refused::Fields(errors)),
    }
}

struct Saving {
    doing: Doing,
    account: AccountId,
    organisation: OrganisationId,
    sheet: Sheet,
}

impl Saving {
    async fn run(&self, db: &mut Db, posting: PostingId, version: i64, submit: bool) -> Result<Kept, Refusal> {
        let known = self.doing.member(db, self.organisation, self.account).await?;
        let Some((row, fresh)) = self.keep(db, posting, version).await? else {
            return self.apart(db, posting, version).await;
        };
        let action = if fresh { "posting.begun" } else { "posting.written" };
        self.doing.note(db, action, posting.0, (&row.region, "")).await?;
        if submit { self.submit(db, &row, &known).await } else { Ok(Kept::As(posting, SavedAs::Draft)) }
    }

    /// Writes it down; nothing if it has moved on meanwhile.
    async fn keep(&self, db: &mut Db, posting: PostingId, version: i64) -> Result<Option<(DraftRow, bool)>, Refusal> {
        let now = self.doing.now;
        // One that was thrown away while somebody wrote on it is there again: nothing that is typed is lost.
        let fresh = queries::insert(db, (posting, None), self.organisation, &self.sheet, now).await?;
        let Some(row) = queries::draft(db, posting).await? else { return no(Refused::Missing) };
        if row.organisation_id != self.organisation.into() {
            return no(Refused::Missing);
        }
        if fresh {
            return Ok(Some((row, true)));
        }
        if !queries::save(db, posting, version, &self.sheet, now).await? {
            return Ok(None);
        }
        Ok(queries::draft(db, posting).await?.map(|row| (row, false)))
    }

    /// It has moved on. If it says just this, the same was sent twice; else what was typed is kept beside it.
    async fn apart(&self, db: &mut Db, posting: PostingId, version: i64) -> Result<Kept, Refusal> {
        let Some(row) = queries::draft(db, posting).await? else { return no(Refused::Missing) };
        if row.sheet(db)? == self.sheet {
            let saved = match row.state() {
                PostingState::Submitted => SavedAs::Submitted,
                state if state.seen() => SavedAs::Published,
                _ => SavedAs::Draft,
            };
            return Ok(Kept::As(posting, saved));
        }
        let typed = serde_json::to_vec(&self.sheet).map_err(|error| Error::Encode(Box::new(error)))?;
        let parts: [&[u8]; 4] =
            [posting.0.as_bytes(), self.account.0.as_bytes(), &version.to_be_bytes(), typed.as_slice()];
        let digest = parts.iter().fold(Sha256::new(), Sha256::chain_update).finalize();
        let beside = PostingId(uuid::Builder::from_custom_bytes(std::array::from_fn(|at| digest[at])).into_uuid());
        if queries::insert(db, (beside, None), self.organisation, &self.sheet, self.doing.now).await? {
            self.doing.note(db, "posting.begun", beside.0, (&row.region, "")).await?;
        }
        Ok(Kept::As(beside, SavedAs::Apart))
    }

    async fn submit(&self, db: &mut Db, row: &DraftRow, known: &Known) -> Result<Kept, Refusal> {
        let (service, now) = (&self.doing.service, self.doing.now);
        let offer = match self.sheet.parse(now) {
            Ok(offer) => offer,
            Err(errors) => return Ok(Kept::But(errors)),
        };
        if !known.verified {
            return Ok(Kept::But(vec![FieldError::new("employer", Problem::NotVerified)]));
        }
        if arrears::may_post(db, self.organisation, now).await?.is_err() {
            return Ok(Kept::But(vec![FieldError::new("employer", Problem::OwesWages)]));
        }
        let id = PostingId(row.id.0);
        let (findings, mut wrong) = judged(service, db, (id, row.amends()), self.organisation, &offer).await?;
        if row.amends().is_some() {
            wrong.extend(amend::hindered(db, row, (&self.sheet, &offer), now).await?);
        }
        if !wrong.is_empty() {
            return Ok(Kept::But(wrong));
        }
        let filing = filing(self.account, &offer);
        if !queries::file(db, id, row.version, &filing, now).await? {
            return no(Refused::Conflict);
        }
        self.doing.note(db, "posting.submitted", id.0, (offer.posting.region.as_str(), "")).await?;
        let history = queries::history(db, self.organisation, now).await?;
        let plain = findings.iter().all(|finding| finding.severity() == Severity::Warn);
        let at_once = plain && trusted(known.verified, &history);
        if at_once && row.amends().is_some() {
            let amended = (&self.sheet, &offer);
            let by = (self.account, known);
            let id = amend::apply(db, &self.doing, (row, row.version + 1), by, amended, true).await?;
            return Ok(Kept::As(id, SavedAs::Published));
        }
        let look = at_once && sampled(id);
        if at_once {
            steps::publish(db, &self.doing, (id, row.version + 1), known, &offer, look).await?;
        }
        if !at_once || look {
            let item = WorkItem {
                kind: WorkKind::Posting,
                subject: id.0,
                label: offer.posting.title.clone(),
                due: service.settings.due(WorkKind::Posting, &offer.posting.region, now),
                filed: now,
                region: offer.posting.region.clone(),
            };
            work::file(db, service.clock.id(), &item).await?;
        }
        Ok(Kept::As(id, if at_once { SavedAs::Published } else { SavedAs::Submitted }))
    }
}

/// What the rules find in a sheet that can be read, and what of that keeps it from being handed in.
pub async fn judged(
    service: &Service,
    db: &mut Db,
    (id, amends): (PostingId, Option<PostingId>),
    organisation: OrganisationId,
    offer: &Offer,
) -> Result<(Vec<Finding>, Vec<FieldError>), Error> {
    let posting = &offer.posting;
    let mut wrong = Vec::new();
    if !service.reference.offers(&posting.region) {
        wrong.push(FieldError::new("region", Problem::UnknownRegion));
    }
    if service.reference.occupation(&posting.occupation).is_none_or(|occupation| occupation.ended) {
        wrong.push(FieldError::new("occupation", Problem::UnknownOccupation));
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    let county = digits(posting.region.county().unwrap_or_default());
    let around = Circumstances {
        usual: queries::usual(db, county, digits(posting.occupation.group())).await?,
        duplicate: queries::twins(db, (id, amends), organisation, &print(offer), span(offer)).await? > 0,
        ..service.around(Some(&posting.region))
    };
    let findings = check(posting, &offer.shifts, &around);
    wrong.extend(hinders(&findings));
    Ok((findings, wrong))
}

/// What it is found again by.
pub fn filing(by: AccountId, offer: &Offer) -> Filing {
    Filing { by, print: print(offer), span: span(offer) }
}

/// From the first start to the last end.
fn span(offer: &Offer) -> (Moment, Moment) {
    let first = offer.shifts.iter().map(|shift| shift.starts).min().unwrap_or(Moment(0));
    (first, offer.shifts.iter().map(|shift| shift.ends).max().unwrap_or(first))
}

/// A mark of what is said: its text without blanks and signs, its place and its pay.
fn print(offer: &Offer) -> String {
    let posting = &offer.posting;
    let said: String = [&posting.title, &posting.duties, &posting.address]
        .into_iter()
        .flat_map(|text| text.chars())
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let pay = format!("{}:{}:{}", posting.pay.unit.word(), posting.pay.amount.0, posting.region);
    hex(Sha256::new().chain_update(said).chain_update(pay).finalize().as_slice())
}
