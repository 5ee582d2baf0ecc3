//! Rows of colleagues: each becomes an invitation, as one that is made by hand.

use domain::{
    error::Problem,
    identity::staff::{Invite, InviteDraft, may_appoint},
    import::Outcome,
    region::RegionCode,
};
use sqlx::Error;

use super::judge::{Line, Seen, Setting, Settled, Staged, Verdict};
use crate::{
    identity::staff::{invite, queries},
    store::{Db, Key},
    trail::{self, Deed},
};

/// Judges such rows.
#[derive(Default)]
pub struct Judge {
    seen: Seen,
}

/// What an invitation of somebody would be: of a new colleague, of one who gets another post, or of one who has just
/// this one. One who is not one's own to appoint is nobody to invite.
async fn standing(db: &mut Db, at: &Setting, invite: &Invite) -> Result<Option<Outcome>, Error> {
    let Some(post) = queries::post_of_phone(db, &invite.phone).await? else { return Ok(Some(Outcome::Created)) };
    let region = RegionCode::parse(&post.region);
    if !region.as_ref().is_some_and(|region| may_appoint(&at.by, region, Some(post.account_id.into()))) {
        return Ok(None);
    }
    let same = post.role == invite.role.word() && region.as_ref() == Some(&invite.region);
    let same = same && post.suspended_at.is_none();
    Ok(Some(if same { Outcome::Unchanged } else { Outcome::Changed }))
}

impl Judge {
    /// Judges the next lines.
    pub async fn judge(&mut self, db: &mut Db, at: &Setting, lines: &[Line<'_>]) -> Result<Vec<Verdict>, Error> {
        let mut verdicts = Vec::with_capacity(lines.len());
        for line in lines {
            verdicts.push(self.one(db, at, line).await?);
        }
        Ok(verdicts)
    }

    async fn one(&mut self, db: &mut Db, at: &Setting, line: &Line<'_>) -> Result<Verdict, Error> {
        let draft = InviteDraft {
            phone: line.get("phone"),
            name: line.get("name"),
            role: line.get("role"),
            region: line.get("region"),
        };
        let number = line.number;
        let invite = match draft.parse() {
            Ok(invite) => invite,
            Err(errors) => return Ok(Verdict::rejected(number, errors)),
        };
        if let Err(problem) = at.region(&invite.region) {
            return Ok(Verdict::no(number, "region", problem));
        }
        if let Some(before) = self.seen.note(number, vec![invite.phone.as_str().to_owned()]) {
            return Ok(Verdict::no(number, "phone", Problem::SameAsLine(before)));
        }
        Ok(match standing(db, at, &invite).await? {
            None => Verdict::no(number, "phone", Problem::NotChangeable),
            Some(Outcome::Unchanged) => Verdict::unchanged(number, None),
            Some(outcome) => Verdict::acts(number, outcome, (None, None), &draft),
        })
    }
}

/// Lets a row come into effect.
pub async fn settle(db: &mut Db, at: &Setting, row: &Staged) -> Result<Settled, Error> {
    let draft: InviteDraft = row.read()?;
    let Ok(given) = draft.parse() else { return Ok(Settled::overtaken("phone")) };
    if !matches!(standing(db, at, &given).await?, Some(outcome) if outcome.acts()) {
        return Ok(Settled::overtaken("phone"));
    }
    let Invite { phone, name, role, region } = given;
    let secret = invite(db, &at.clock, Some((phone, name)), (role, &region), Some(at.by.account)).await?;
    let (actor, subject) = (format!("staff:{}", at.by.account), Key::from(at.by.account));
    let (region, reason) = (region.as_str(), role.word());
    let deed = Deed { actor: &actor, action: "staff.invited", subject, region, reason };
    trail::write(db, at.clock.id(), &deed, at.now).await?;
    Ok(Settled::Done(Some(secret)))
}
