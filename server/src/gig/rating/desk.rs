//! The staff decide on words that wait.

use domain::{
    error::Refused,
    gig::rating::{JudgeRatingDraft, RatingCase, WordsState},
    id::RatingId,
    identity::{Actor, Right, Staff},
    region::RegionCode,
    when::Moment,
    work::WorkKind,
};

use super::{Refusal, Service, no, queries, queries::RatingRow, staff};
use crate::{
    gig::{
        attendance::{queries as days, queries::SiteRow},
        queries::claim,
        rows::ClaimRow,
    },
    identity::organisation,
    store::{Db, Fault, Key, unreachable},
    trail, work,
};

/// A rating whose words wait or were decided on, within the region of the staff; and whether it concerns them.
async fn within(
    db: &mut Db,
    id: RatingId,
    staff: &Staff,
) -> Result<Option<(RatingRow, ClaimRow, SiteRow, bool)>, sqlx::Error> {
    let Some(row) = queries::rating(db, id).await? else { return Ok(None) };
    let Some(claim) = claim(db, row.claim_id.into()).await? else { return Ok(None) };
    let Some(site) = days::site(db, claim.shift_id.into()).await? else { return Ok(None) };
    let here = RegionCode::parse(&site.region).is_some_and(|region| staff.region.covers(&region));
    if !here || !row.has_words() || row.state() == WordsState::Clear {
        return Ok(None);
    }
    let employer = organisation::role_in(db, site.employer_id.into(), staff.account).await?.is_some();
    let concerns = employer || claim.account_id == Key::from(staff.account);
    Ok(Some((row, claim, site, concerns)))
}

/// Words that wait.
pub async fn case(service: &Service, actor: &Actor, id: RatingId) -> Result<RatingCase, Refused> {
    let staff = staff(actor, Right::Look)?;
    let mut db = service.base.read().await?;
    let read = async {
        let Some((row, _, site, concerns)) = within(&mut db, id, staff).await? else {
            return Ok(Err(Refused::Missing));
        };
        if concerns {
            return Ok(Err(Refused::Denied));
        }
        let given = row.open(&db, staff.role.has(Right::Reveal))?;
        Ok(Ok(RatingCase {
            now: service.base.clock.now(),
            rating: id,
            side: row.side(),
            title: site.title.clone(),
            employer: site.employer.clone(),
            starts: Moment(site.starts_at),
            words: given.words,
            state: row.state(),
            may_decide: staff.role.has(Right::Decide) && row.state() == WordsState::Held,
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?
}

/// Decides on them.
pub async fn judge(service: &Service, actor: &Actor, draft: JudgeRatingDraft) -> Result<(), Refused> {
    let (staff, doing) = (staff(actor, Right::Decide)?.clone(), service.base.doing(actor));
    let id: RatingId = draft.rating.parse().map_err(|_| Refused::Missing)?;
    let written = service.base.write(move |db| {
        let (staff, doing, draft) = (staff.clone(), doing.clone(), draft.clone());
        Box::pin(async move {
            let Some((_, claim, site, concerns)) = within(db, id, &staff).await? else { return no(Refused::Missing) };
            if concerns {
                return no(Refused::Denied);
            }
            let (show, reason) = draft.parse().map_err(|problems| Fault::Refused(Refused::Fields(problems)))?;
            let to = if show { WordsState::Shown } else { WordsState::Hidden };
            if !queries::set_words(db, id, WordsState::Held, to).await? {
                return no(Refused::Conflict);
            }
            work::settle(db, WorkKind::Rating, id.0).await?;
            let (actor, action) =
                (trail::actor_word(&doing.actor), if show { "rating.shown" } else { "rating.hidden" });
            let deed = trail::Deed { actor: &actor, action, subject: claim.id, region: &site.region, reason: &reason };
            let noted: Result<(), Refusal> =
                trail::write(db, doing.clock.id(), &deed, doing.clock.now()).await.map_err(Into::into);
            noted
        })
    });
    written.await
}
