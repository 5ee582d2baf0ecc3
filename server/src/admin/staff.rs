//! Accounts of the staff: who is on it, inviting, other posts.

use domain::{
    admin::{PostChange, PostDraft, StaffList, StaffQuery, StaffRow},
    error::{Problem, Refused},
    identity::{
        Actor, Phone, Staff, StaffRole,
        staff::{InviteDraft, may_appoint},
    },
    region::{RegionChoice, RegionCode},
};

use super::{
    queries::{self, StaffFound},
    service::{PAGE, Service, page, read_mark, within},
};
use crate::{
    clock::Clock,
    identity::{queries::delete_staff_sessions, staff},
    store::{Db, Fault, Key, refused, unreachable},
    trail::{self, Deed, actor_word},
};

impl Service {
    pub(super) async fn list_staff(
        &self,
        scope: &RegionCode,
        actor: &Actor,
        query: StaffQuery,
    ) -> Result<StaffList, Refused> {
        let role = StaffRole::parse(&query.role).map_or("", StaffRole::word);
        let region = within(scope, &query.region);
        let read = async {
            let mut db = self.store.read().await?;
            queries::staff(&mut db, &region, role, read_mark(&query.after), PAGE + 1).await
        };
        let rows = read.await.map_err(|error| unreachable(&error))?;
        let (rows, next) = page(rows, |row| format!("{}_{}", row.region, row.account));
        Ok(StaffList {
            now: self.clock.now(),
            rows: rows.into_iter().filter_map(|row| self.staff_row(actor, row)).collect(),
            next,
            regions: self.regions_to_township(scope),
            query,
        })
    }

    fn staff_row(&self, actor: &Actor, row: StaffFound) -> Option<StaffRow> {
        let region = RegionCode::parse(&row.region)?;
        Some(StaffRow {
            own: actor.staff().is_some_and(|staff| staff.account == row.account),
            account: row.account,
            name: row.name,
            phone: Phone::parse(&row.phone).map(|phone| phone.masked()).unwrap_or_default(),
            role: StaffRole::parse(&row.role)?,
            place: self.reference.place_name(&region),
            region,
            since: row.since,
            suspended: row.suspended,
        })
    }

    /// A region and those below it, to the township: villages are too many to choose from, and are typed.
    fn regions_to_township(&self, scope: &RegionCode) -> Vec<RegionChoice> {
        let (city, counties, towns) = (self.reference.city(), self.reference.counties(), self.reference.towns());
        let all = std::iter::once(&city).chain(counties.iter()).chain(towns.iter());
        let mut regions: Vec<RegionChoice> = all
            .filter(|region| scope.covers(&region.code))
            .map(|region| RegionChoice { code: region.code.clone(), name: self.reference.place_name(&region.code) })
            .collect();
        regions.sort_by(|a, b| a.code.cmp(&b.code));
        regions
    }

    pub(super) async fn invite_staff(&self, actor: &Actor, draft: InviteDraft) -> Result<String, Refused> {
        let by = actor.staff().ok_or(Refused::SignedOut)?.clone();
        let invite = draft.parse().map_err(Refused::Fields)?;
        if !self.reference.offers(&invite.region) || !may_appoint(&by, &invite.region, None) {
            return Err(Refused::field("region", Problem::UnknownRegion));
        }
        let (clock, word) = (self.clock.clone(), actor_word(actor));
        let written = self.store.write(move |db| {
            let (by, invite, clock, word) = (by.clone(), invite.clone(), clock.clone(), word.clone());
            Box::pin(async move {
                reachable(db, &by, &invite.phone).await?;
                let (whom, post) = (Some((invite.phone, invite.name)), (invite.role, &invite.region));
                let token = staff::invite(db, &clock, whom, post, Some(by.account)).await?;
                let (subject, region) = (Key::from(by.account), invite.region.as_str());
                let deed = Deed { actor: &word, action: "staff.invited", subject, region, reason: invite.role.word() };
                trail::write(db, clock.id(), &deed, clock.now()).await?;
                Ok(token)
            })
        });
        Ok(format!("/console/join/{}", written.await.map_err(refused)?))
    }

    pub(super) async fn move_staff(&self, actor: &Actor, draft: PostDraft) -> Result<(), Refused> {
        let by = actor.staff().ok_or(Refused::SignedOut)?.clone();
        let change = draft.parse().map_err(Refused::Fields)?;
        if let Some((_, region)) = &change.post
            && (!self.reference.offers(region) || !by.region.covers(region))
        {
            return Err(Refused::field("region", Problem::UnknownRegion));
        }
        let (clock, word) = (self.clock.clone(), actor_word(actor));
        let written = self.store.write(move |db| {
            let (by, change, clock, word) = (by.clone(), change.clone(), clock.clone(), word.clone());
            Box::pin(async move { move_one(db, &clock, &by, &word, change).await })
        });
        written.await.map_err(refused)
    }
}

/// An invitation gives whoever opens it everything anew, so it may not reach a colleague who is not one's own to appoint.
async fn reachable(db: &mut Db, by: &Staff, phone: &Phone) -> Result<(), Fault<Refused>> {
    let Some(account) = crate::identity::queries::account_by_phone(db, phone).await? else { return Ok(()) };
    let Some((_, region)) = queries::post(db, account).await? else { return Ok(()) };
    match RegionCode::parse(&region) {
        Some(region) if may_appoint(by, &region, Some(account)) => Ok(()),
        _ => Err(Fault::Refused(Refused::field("phone", Problem::NobodyHere))),
    }
}

async fn move_one(
    db: &mut Db,
    clock: &Clock,
    by: &Staff,
    word: &str,
    change: PostChange,
) -> Result<(), Fault<Refused>> {
    let missing = || Fault::Refused(Refused::Missing);
    let (_, seen) = queries::post(db, change.account).await?.ok_or_else(missing)?;
    let region = RegionCode::parse(&seen).filter(|region| by.region.covers(region)).ok_or_else(missing)?;
    if !may_appoint(by, &region, Some(change.account)) {
        return Err(Fault::Refused(Refused::Denied));
    }
    let (done, action) = match &change.post {
        Some((role, region)) => {
            (queries::change_post(db, change.account, (*role, region), &seen).await?, "staff.moved")
        }
        None => (queries::end_post(db, change.account, &seen, clock.now()).await?, "staff.ended"),
    };
    if !done {
        return Err(Fault::Refused(Refused::Conflict));
    }
    // Another role is another session.
    delete_staff_sessions(db, change.account).await?;
    let (subject, reason) = (Key::from(change.account), change.reason.as_str());
    let deed = Deed { actor: word, action, subject, region: region.as_str(), reason };
    Ok(trail::write(db, clock.id(), &deed, clock.now()).await?)
}
