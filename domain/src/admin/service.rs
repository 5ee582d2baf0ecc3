//! Everything one may ask of the console's own matters.

use async_trait::async_trait;

use super::{
    People, PeopleQuery, PersonPage, PostDraft, Queue, QueueQuery, RevealDraft, Revealed, SettingMark, SettingPage,
    Settings, StaffList, StaffQuery, Trail, TrailQuery, WithdrawDraft,
};
use crate::{
    error::Refused,
    identity::{Actor, staff::InviteDraft},
    setting::SettingDraft,
};

/// The service of the console. What lies outside the region of whoever asks is missing for them.
#[async_trait]
pub trait AdminService: Send + Sync {
    /// What waits for this person of the staff, in their region. Errors: signed out, denied.
    async fn queue(&self, actor: &Actor, query: QueueQuery) -> Result<Queue, Refused>;
    /// The staff of one's region. Errors: signed out, denied.
    async fn staff(&self, actor: &Actor, query: StaffQuery) -> Result<StaffList, Refused>;
    /// Invites somebody to the staff; gives the path of the link. Errors: signed out, denied, fields.
    async fn invite(&self, actor: &Actor, draft: InviteDraft) -> Result<String, Refused>;
    /// Gives somebody another post, or ends their work here; they are signed out everywhere. Errors: signed out,
    /// denied, missing, fields.
    async fn change_post(&self, actor: &Actor, draft: PostDraft) -> Result<(), Refused>;
    /// The people of one's region, or whoever has a phone. Errors: signed out, denied, fields.
    async fn people(&self, actor: &Actor, query: PeopleQuery) -> Result<People, Refused>;
    /// One person. Errors: signed out, denied, missing.
    async fn person(&self, actor: &Actor, account: &str) -> Result<PersonPage, Refused>;
    /// Name and phone of a person, whole; the trail says who asked and why. Errors: signed out, denied, missing, fields.
    async fn reveal(&self, actor: &Actor, draft: RevealDraft) -> Result<Revealed, Refused>;
    /// What is looked for in the trail, phones replaced by the ids of their accounts. Errors: signed out, denied, fields.
    async fn name_in_trail(&self, actor: &Actor, typed: TrailQuery) -> Result<TrailQuery, Refused>;
    /// The audit trail of one's region. Errors: signed out, denied.
    async fn trail(&self, actor: &Actor, query: TrailQuery) -> Result<Trail, Refused>;
    /// The settings that apply in a region, within one's own. Errors: signed out, denied.
    async fn settings(&self, actor: &Actor, region: &str) -> Result<Settings, Refused>;
    /// The history of one kind of setting at one's own region, over and under it; with `check`, also what `draft` would
    /// change. Errors: signed out, denied, missing.
    async fn setting(&self, actor: &Actor, draft: SettingDraft, check: bool) -> Result<SettingPage, Refused>;
    /// Writes a value. Errors: signed out, denied, fields; conflict if somebody else has written one for the same place
    /// and day since the form was made.
    async fn save_setting(
        &self,
        actor: &Actor,
        mark: SettingMark,
        draft: SettingDraft,
    ) -> Result<SettingDraft, Refused>;
    /// Withdraws a value that was a mistake; gives what it was about. Errors: signed out, denied, missing, fields,
    /// conflict.
    async fn withdraw_setting(&self, actor: &Actor, draft: WithdrawDraft) -> Result<SettingDraft, Refused>;
}
