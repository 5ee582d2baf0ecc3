//! Acting for a person: the session goes on under a new secret, says for whom, and the trail says why.

use domain::{
    error::Problem,
    id::AccountId,
    identity::{
        Actor, ConsentTopic, IdentityError, Phone, Right, Staff,
        staff::{ActForDraft, looks_after},
    },
};

use crate::{
    identity::{Service, fault, fields, privacy, queries, token_hash},
    store::{Db, Fault},
    trail::{self, Deed},
};

impl Service {
    pub(in crate::identity) async fn begin_acting(
        &self,
        actor: &Actor,
        token: &str,
        draft: ActForDraft,
    ) -> Result<String, IdentityError> {
        let staff = actor.staff().ok_or(IdentityError::SignedOut)?.clone();
        if !staff.role.has(Right::ActFor) {
            return Err(IdentityError::Denied);
        }
        let (phone, reason) = draft.parse().map_err(IdentityError::Fields)?;
        let (fresh, old, clock) = (self.clock.secret(), token_hash(token), self.clock.clone());
        let new = token_hash(&fresh);
        let written = self.store.write(move |db| {
            let (staff, phone, reason) = (staff.clone(), phone.clone(), reason.clone());
            let (old, new, clock) = (old.clone(), new.clone(), clock.clone());
            Box::pin(async move {
                let whom = person_in(db, &staff, &phone).await?;
                let whom = whom.ok_or_else(|| Fault::Refused(fields("phone", Problem::NobodyHere)))?;
                if !privacy::agrees(db, whom, ConsentTopic::StaffHelp).await? {
                    return Err(Fault::Refused(fields("phone", Problem::NoStaffHelp)));
                }
                if !queries::turn_session(db, &old, &new, Some(whom)).await? {
                    return Err(Fault::Refused(IdentityError::SignedOut));
                }
                let actor = format!("staff:{}", staff.account);
                let (region, action) = (staff.region.as_str(), "staff.act_for");
                let deed = Deed { actor: &actor, action, subject: whom.into(), region, reason: &reason };
                Ok(trail::write(db, clock.id(), &deed, clock.now()).await?)
            })
        });
        written.await.map_err(fault)?;
        Ok(fresh)
    }

    pub(in crate::identity) async fn end_acting(&self, actor: &Actor, token: &str) -> Result<String, IdentityError> {
        let Actor::ActingFor { staff, account } = actor.clone() else { return Err(IdentityError::SignedOut) };
        let (fresh, old, clock) = (self.clock.secret(), token_hash(token), self.clock.clone());
        let new = token_hash(&fresh);
        let written = self.store.write(move |db| {
            let (staff, old, new, clock) = (staff.clone(), old.clone(), new.clone(), clock.clone());
            Box::pin(async move {
                if !queries::turn_session(db, &old, &new, None).await? {
                    return Err(Fault::Refused(IdentityError::SignedOut));
                }
                let (actor, region) = (format!("staff:{}", staff.account), staff.region.as_str());
                let deed =
                    Deed { actor: &actor, action: "staff.act_for_ended", subject: account.into(), region, reason: "" };
                Ok(trail::write(db, clock.id(), &deed, clock.now()).await?)
            })
        });
        written.await.map_err(fault)?;
        Ok(fresh)
    }
}

/// The person with this phone whom `staff` looks after; nobody of the staff itself, who would lend each other their
/// rights.
pub async fn person_in(db: &mut Db, staff: &Staff, phone: &Phone) -> Result<Option<AccountId>, sqlx::Error> {
    let Some(account) = queries::account_by_phone(db, phone).await? else { return Ok(None) };
    let home = queries::profile(db, account).await?.and_then(|profile| profile.home);
    let here = looks_after(&staff.region, home.as_ref());
    let colleague = super::queries::recovery_codes_left(db, account).await?.is_some();
    Ok((here && !colleague).then_some(account))
}
