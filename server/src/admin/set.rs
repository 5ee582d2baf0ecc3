//! Writing and withdrawing settings.

use domain::{
    admin::{SettingMark, WithdrawDraft},
    error::Refused,
    identity::{Actor, Right},
    setting::{Setting, SettingDraft, may_see, may_set},
};

use super::{
    service::Service,
    settings::{checked, reader},
};
use crate::{
    setting::queries::{self, Fresh},
    store::{Db, Fault, Key, refused},
    trail,
};

/// The address of what was written, without the form.
fn about(kind: &str, about: &str, region: &str) -> SettingDraft {
    let [kind, about, region] = [kind, about, region].map(str::to_owned);
    SettingDraft { kind, about, region, ..SettingDraft::default() }
}

impl Service {
    pub(super) async fn write_setting(
        &self,
        actor: &Actor,
        mark: &SettingMark,
        draft: &SettingDraft,
    ) -> Result<SettingDraft, Refused> {
        let staff = reader(actor)?;
        if !staff.role.has(Right::Administer) {
            return Err(Refused::Denied);
        }
        let change = mark.change(draft).map_err(Refused::Fields)?.ok_or(Refused::Conflict)?;
        let regions = self.settable(staff, change.new.kind);
        if regions.is_empty() {
            return Err(Refused::Denied);
        }
        let new = checked(draft, &regions).map_err(Refused::Fields)?;
        let written = about(new.kind.word(), &new.about, new.region.as_str());
        let fresh = Fresh { id: change.id, new, number: change.number, by: Some(staff.account), at: self.clock.now() };
        let (service, word) = (self.clone(), trail::actor_word(actor));
        let done = self.store.write(move |db| {
            let (service, word, fresh, reason) = (service.clone(), word.clone(), fresh.clone(), change.reason.clone());
            Box::pin(async move {
                if !queries::add(db, &fresh).await? {
                    // The same form once more is done already; what somebody else has written first is a conflict.
                    let own = queries::written_by(db, fresh.id).await? == Some(fresh.by);
                    return if own { Ok(()) } else { Err(Fault::Refused(Refused::Conflict)) };
                }
                let region = fresh.new.region.as_str();
                service.tell(db, &word, ("setting.saved", Key(fresh.id)), (region, &reason)).await
            })
        });
        done.await.map_err(refused)?;
        self.hold_settings().await;
        Ok(written)
    }

    pub(super) async fn undo_setting(&self, actor: &Actor, draft: &WithdrawDraft) -> Result<SettingDraft, Refused> {
        let staff = reader(actor)?.clone();
        if !staff.role.has(Right::Administer) {
            return Err(Refused::Denied);
        }
        let (id, reason) = draft.parse().map_err(Refused::Fields)?;
        let id = id.ok_or(Refused::Missing)?;
        let (service, word) = (self.clone(), trail::actor_word(actor));
        let done = self.store.write(move |db| {
            let (service, staff, word, reason) = (service.clone(), staff.clone(), word.clone(), reason.clone());
            Box::pin(async move {
                let seen = |(setting, _): &(Setting, _)| may_see(&staff.region, &setting.region);
                let found = queries::one(db, id).await?.filter(seen);
                let (setting, _) = found.ok_or(Fault::Refused(Refused::Missing))?;
                if !may_set(&staff, setting.kind, &setting.region) {
                    return Err(Fault::Refused(Refused::Denied));
                }
                if queries::withdraw(db, id, staff.account, service.clock.now()).await? {
                    let deed = ("setting.withdrawn", Key(id));
                    service.tell(db, &word, deed, (setting.region.as_str(), &reason)).await?;
                } else {
                    // Whoever withdrew it may have done so since it was looked at: the same person, sent twice, is no conflict.
                    let by = queries::one(db, id).await?.and_then(|(_, by)| by);
                    if by != Some(staff.account) {
                        return Err(Fault::Refused(Refused::Conflict));
                    }
                }
                Ok(about(setting.kind.word(), &setting.about, setting.region.as_str()))
            })
        });
        let undone = done.await.map_err(refused)?;
        self.hold_settings().await;
        Ok(undone)
    }

    /// Tells the trail, and the other instances.
    async fn tell(
        &self,
        db: &mut Db,
        actor: &str,
        (action, subject): (&str, Key),
        (region, reason): (&str, &str),
    ) -> Result<(), Fault<Refused>> {
        let deed = trail::Deed { actor, action, subject, region, reason };
        trail::write(db, self.clock.id(), &deed, self.clock.now()).await?;
        Ok(queries::note_change(db, self.clock.id()).await?)
    }

    /// This instance knows at once; if the storage fails just now, as soon as the others.
    async fn hold_settings(&self) {
        let read = async { self.settings.refresh(&mut self.store.read().await?).await };
        if let Err(error) = read.await {
            tracing::error!(%error, "settings that were written could not be read again yet");
        }
    }
}
