//! From rows into the domain.

use domain::{
    policy::{Audiences, Life, PolicyCard, PolicyDraft, PolicyKind, Reach, Stage},
    region::RegionCode,
    when::Moment,
};
use sqlx::FromRow;

use crate::{reference::Reference, store::Key};

/// A revision, whole.
#[derive(Clone, Debug, FromRow)]
pub struct RevisionRow {
    /// Its id.
    pub id: Key,
    /// The policy.
    pub policy_id: Key,
    /// Its number, from 1.
    pub number: i64,
    stage: String,
    /// How often it was changed.
    pub version: i64,
    kind: String,
    /// The title.
    pub title: String,
    issuer: String,
    document: String,
    /// The date of issue.
    pub issued: String,
    effective: String,
    expires: String,
    source: String,
    audiences: i64,
    national: bool,
    region: String,
    /// The text.
    pub body: String,
    dated: i64,
    /// From when it is read.
    pub from_at: i64,
    until_at: i64,
    expires_at: i64,
    /// Who changed the text last.
    pub edited_by: Option<Key>,
    /// Who filed it last.
    pub filed_by: Option<Key>,
}

impl RevisionRow {
    /// Its times.
    pub fn life(&self) -> Life {
        life(&self.stage, [self.from_at, self.until_at, self.expires_at])
    }

    /// Where it lies.
    pub fn region(&self) -> Option<RegionCode> {
        RegionCode::parse(&self.region)
    }

    /// The fields as they were typed.
    pub fn draft(&self) -> PolicyDraft {
        PolicyDraft {
            kind: self.kind.clone(),
            title: self.title.clone(),
            issuer: self.issuer.clone(),
            number: self.document.clone(),
            issued: self.issued.clone(),
            effective: self.effective.clone(),
            expires: self.expires.clone(),
            source: self.source.clone(),
            audiences: audiences(self.audiences).all().map(|audience| audience.word().to_owned()).collect(),
            region: if self.national { Reach::COUNTRY.to_owned() } else { self.region.clone() },
            body: self.body.clone(),
        }
    }

    /// What lists say of it.
    pub fn card(&self) -> CardRow {
        CardRow {
            id: self.id,
            policy_id: self.policy_id,
            kind: self.kind.clone(),
            title: self.title.clone(),
            issuer: self.issuer.clone(),
            document: self.document.clone(),
            issued: self.issued.clone(),
            audiences: self.audiences,
            national: self.national,
            region: self.region.clone(),
            dated: self.dated,
            from_at: self.from_at,
        }
    }
}

fn life(stage: &str, [from, until, expires]: [i64; 3]) -> Life {
    // A stage of a newer program is shown to nobody.
    let stage = Stage::parse(stage).unwrap_or(Stage::Withdrawn);
    Life { stage, from: Moment(from), until: Moment(until), expires: Moment(expires) }
}

fn audiences(bits: i64) -> Audiences {
    Audiences(u32::try_from(bits).unwrap_or_default())
}

/// What lists need of a revision.
#[derive(Clone, Debug, FromRow)]
pub struct CardRow {
    /// The revision.
    pub id: Key,
    /// The policy.
    pub policy_id: Key,
    kind: String,
    /// The title.
    pub title: String,
    issuer: String,
    document: String,
    issued: String,
    audiences: i64,
    national: bool,
    region: String,
    /// Day of issue, days since 1970-01-01.
    pub dated: i64,
    /// From when it is read.
    pub from_at: i64,
}

impl CardRow {
    /// What the list says of it, with a piece of its text.
    pub fn card(self, reference: &Reference, snippet: String) -> PolicyCard {
        PolicyCard {
            id: self.policy_id.into(),
            kind: PolicyKind::parse(&self.kind).unwrap_or(PolicyKind::Notice),
            place: place(reference, self.national, &self.region),
            title: self.title,
            issuer: self.issuer,
            number: self.document,
            issued: self.issued,
            audiences: audiences(self.audiences).all().collect(),
            snippet,
        }
    }
}

/// A row of the staff's list.
#[derive(Clone, Debug, FromRow)]
pub struct DeskRow {
    /// The revision.
    pub id: Key,
    policy_id: Key,
    number: i64,
    stage: String,
    title: String,
    national: bool,
    region: String,
    from_at: i64,
    until_at: i64,
    expires_at: i64,
    /// When it was changed last.
    pub edited_at: i64,
}

impl DeskRow {
    /// The row as the list shows it.
    pub fn shown(self, reference: &Reference, now: Moment) -> domain::policy::DeskRow {
        domain::policy::DeskRow {
            id: self.policy_id.into(),
            place: place(reference, self.national, &self.region),
            standing: life(&self.stage, [self.from_at, self.until_at, self.expires_at]).standing(now),
            title: self.title,
            number: self.number,
            edited: Moment(self.edited_at),
        }
    }
}

fn place(reference: &Reference, national: bool, region: &str) -> Option<String> {
    let region = RegionCode::parse(region).filter(|_| !national)?;
    Some(reference.place_name(&region))
}

/// A row of the trail about a policy.
#[derive(Clone, Debug, FromRow)]
pub struct DeedRow {
    /// Its id.
    pub id: Key,
    /// Who did it.
    pub actor: String,
    /// What.
    pub action: String,
    /// When.
    pub at: i64,
    /// Why, sealed.
    pub reason: Option<Vec<u8>>,
}
