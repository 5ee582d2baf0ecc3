//! The console's service.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    admin::{
        AdminService, People, PeopleQuery, PersonPage, PostDraft, Queue, QueueQuery, RevealDraft, Revealed,
        SettingMark, SettingPage, Settings as SettingsPage, StaffList, StaffQuery, Trail, TrailQuery, WithdrawDraft,
    },
    error::Refused,
    identity::{Actor, Right, staff::InviteDraft},
    region::RegionCode,
    setting::SettingDraft,
};

use super::settings::reader;
use crate::{clock::Clock, reference::Reference, setting::Settings, store::Store};

/// Rows on a page of a list.
pub const PAGE: i64 = 50;

/// The console over a store.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time, ids, secrets.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
    /// Settings with a date.
    pub settings: Settings,
    /// Where the service is reached from outside.
    pub public_url: String,
}

/// The region within which this person of the staff has a right.
pub fn scope(actor: &Actor, right: Right) -> Result<&RegionCode, Refused> {
    if actor.staff().is_none() {
        return Err(Refused::SignedOut);
    }
    actor.scope(right).ok_or(Refused::Denied)
}

/// The region that a list is asked for: the one in the URL if it lies within one's own, else all of one's own.
pub fn within(scope: &RegionCode, asked: &str) -> RegionCode {
    RegionCode::parse(asked).filter(|asked| scope.covers(asked)).unwrap_or_else(|| scope.clone())
}

/// The rows of a page, of which one more than fit were asked for; and what `mark` says of the last, if there are more.
pub fn page<T, M>(mut rows: Vec<T>, mark: impl Fn(&T) -> M) -> (Vec<T>, Option<M>) {
    let fit = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > fit;
    rows.truncate(fit);
    let next = rows.last().filter(|_| more).map(mark);
    (rows, next)
}

/// Where a list in the order of regions and ids goes on, as the URL has it: `<region>_<id>`.
pub fn read_mark(after: &str) -> (String, uuid::Uuid) {
    let read = after.split_once('_').and_then(|(region, id)| {
        let region = RegionCode::parse(region)?;
        Some((region.to_string(), uuid::Uuid::try_parse(id).ok()?))
    });
    read.unwrap_or_default()
}

#[async_trait]
impl AdminService for Service {
    async fn queue(&self, actor: &Actor, query: QueueQuery) -> Result<Queue, Refused> {
        self.show_queue(actor, query).await
    }

    async fn staff(&self, actor: &Actor, query: StaffQuery) -> Result<StaffList, Refused> {
        self.list_staff(scope(actor, Right::Administer)?, actor, query).await
    }

    async fn invite(&self, actor: &Actor, draft: InviteDraft) -> Result<String, Refused> {
        scope(actor, Right::Administer)?;
        self.invite_staff(actor, draft).await
    }

    async fn change_post(&self, actor: &Actor, draft: PostDraft) -> Result<(), Refused> {
        scope(actor, Right::Administer)?;
        self.move_staff(actor, draft).await
    }

    async fn people(&self, actor: &Actor, query: PeopleQuery) -> Result<People, Refused> {
        self.list_people(scope(actor, Right::Look)?, query).await
    }

    async fn person(&self, actor: &Actor, account: &str) -> Result<PersonPage, Refused> {
        self.show_person(actor, scope(actor, Right::Look)?, account).await
    }

    async fn reveal(&self, actor: &Actor, draft: RevealDraft) -> Result<Revealed, Refused> {
        self.reveal_person(actor, scope(actor, Right::Reveal)?, draft).await
    }

    async fn name_in_trail(&self, actor: &Actor, typed: TrailQuery) -> Result<TrailQuery, Refused> {
        scope(actor, Right::Audit)?;
        self.named_in_trail(typed).await
    }

    async fn trail(&self, actor: &Actor, query: TrailQuery) -> Result<Trail, Refused> {
        self.search_trail(scope(actor, Right::Audit)?, query).await
    }

    async fn settings(&self, actor: &Actor, region: &str) -> Result<SettingsPage, Refused> {
        self.show_settings(&reader(actor)?.region, region).await
    }

    async fn setting(&self, actor: &Actor, draft: SettingDraft, check: bool) -> Result<SettingPage, Refused> {
        self.show_setting(reader(actor)?, draft, check).await
    }

    async fn save_setting(
        &self,
        actor: &Actor,
        mark: SettingMark,
        draft: SettingDraft,
    ) -> Result<SettingDraft, Refused> {
        self.write_setting(actor, &mark, &draft).await
    }

    async fn withdraw_setting(&self, actor: &Actor, draft: WithdrawDraft) -> Result<SettingDraft, Refused> {
        self.undo_setting(actor, &draft).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_the_next_begins() {
        let numbers = |n: i64| (0..n).collect::<Vec<_>>();
        assert_eq!(page(numbers(PAGE), |n| *n).1, None);
        let (rows, next) = page(numbers(PAGE + 1), |n| *n);
        assert_eq!((rows.len(), next), (50, Some(49)));
    }

    #[test]
    fn a_region_outside_ones_own_is_not_looked_at() {
        let code = |text: &str| RegionCode::parse(text).expect("a code");
        assert_eq!(within(&code("510681"), "510681001"), code("510681001"));
        for asked in ["510683", "510600", "", "x"] {
            assert_eq!(within(&code("510681"), asked), code("510681"), "{asked}");
        }
        assert_eq!(read_mark("510681_0190a5d8-7a3c-7000-8000-000000000001").0, "510681");
        assert_eq!(read_mark("x_y"), read_mark(""));
    }
}
