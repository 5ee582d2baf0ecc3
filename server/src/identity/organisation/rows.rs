//! Rows of organisations and real names, and the way into the domain.

use domain::{
    identity::{
        CreditCode, Phone, VerificationState,
        organisation::{Organisation, OrganisationKind, Warning},
    },
    region::RegionCode,
    when::Moment,
};
use sqlx::FromRow;

use crate::{
    reference::Reference,
    store::{Column, Key, KeyError, KeyRing},
};

/// An organisation as it is stored.
#[derive(Clone, FromRow)]
pub struct OrganisationRow {
    pub id: Key,
    pub kind: String,
    pub name: String,
    pub full_name: Option<Vec<u8>>,
    pub credit_code: Option<String>,
    pub region: String,
    pub contact_name: Option<Vec<u8>>,
    pub contact_phone: Option<Vec<u8>>,
    pub state: String,
    pub verified_until: Option<i64>,
    pub filed_at: Option<i64>,
    pub filed_by: Option<Key>,
    pub reason: Option<Vec<u8>>,
    pub version: i64,
    pub sample: bool,
}

/// What a stored state is at `now`; a word that nobody knows is a draft.
pub fn state(word: &str, until: Option<i64>, now: Moment) -> VerificationState {
    VerificationState::parse(word).unwrap_or(VerificationState::Draft).at(until.map(Moment), now)
}

/// How much of what is personal is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All: to members, and to staff who asked for it.
    Whole,
    /// What is left when it is masked.
    Masked,
}

fn opened(keys: &KeyRing, column: Column, row: Key, sealed: Option<&Vec<u8>>) -> Result<String, KeyError> {
    sealed.map_or(Ok(String::new()), |sealed| keys.open(column, row.0, sealed))
}

impl OrganisationRow {
    /// What kind it is.
    pub fn kind(&self) -> OrganisationKind {
        OrganisationKind::parse(&self.kind).unwrap_or(OrganisationKind::Firm)
    }

    /// Where its verification stands at `now`.
    pub fn state(&self, now: Moment) -> VerificationState {
        state(&self.state, self.verified_until, now)
    }

    /// Where it lies.
    pub fn region(&self) -> Option<RegionCode> {
        RegionCode::parse(&self.region)
    }

    /// What its credit code gives cause to look at.
    pub fn code_warning(&self) -> Option<Warning> {
        let code = CreditCode::parse(self.credit_code.as_deref()?).ok()?;
        Warning::of_check(code.check)
    }

    /// The organisation, with as much of what is personal as may be seen.
    pub fn read(
        &self,
        keys: &KeyRing,
        reference: &Reference,
        sight: Sight,
        now: Moment,
    ) -> Result<Organisation, KeyError> {
        let open = |column, sealed: &Option<Vec<u8>>| opened(keys, column, self.id, sealed.as_ref());
        let full = open(Column::FULL_NAME, &self.full_name)?;
        let (person, phone) = (
            open(Column::ORGANISATION_CONTACT, &self.contact_name)?,
            open(Column::ORGANISATION_PHONE, &self.contact_phone)?,
        );
        let (name, contact_name, contact_phone) = match sight {
            Sight::Whole => (if full.is_empty() { self.name.clone() } else { full }, person, phone),
            Sight::Masked => {
                let phone = Phone::parse(&phone).map(|phone| phone.masked()).unwrap_or_default();
                (self.name.clone(), domain::identity::organisation::masked_name(&person), phone)
            }
        };
        let region = self.region().unwrap_or_else(|| reference.city().code.clone());
        Ok(Organisation {
            id: self.id.into(),
            kind: self.kind(),
            name,
            credit_code: self.credit_code.clone().unwrap_or_default(),
            place: reference.place_name(&region),
            region,
            contact_name,
            contact_phone,
            state: self.state(now),
            until: self.verified_until.map(Moment),
            filed: self.filed_at.map(Moment),
            reason: open(Column::ORGANISATION_REASON, &self.reason)?,
            version: self.version,
            sample: self.sample,
        })
    }
}

/// A real name as it is stored.
#[derive(Clone, FromRow)]
pub struct RealNameRow {
    pub account_id: Key,
    pub name: Vec<u8>,
    pub number: Vec<u8>,
    pub number_index: Vec<u8>,
    pub region: String,
    pub state: String,
    pub filed_at: i64,
    pub reason: Option<Vec<u8>>,
    pub version: i64,
}

impl RealNameRow {
    /// Where it stands. It has no end: numbers stay.
    pub fn state(&self) -> VerificationState {
        VerificationState::parse(&self.state).unwrap_or(VerificationState::Draft)
    }

    /// Name, number, and what the staff said.
    pub fn open(&self, keys: &KeyRing) -> Result<[String; 3], KeyError> {
        let open = |column, sealed: Option<&Vec<u8>>| opened(keys, column, self.account_id, sealed);
        Ok([
            open(Column::REAL_NAME, Some(&self.name))?,
            open(Column::RESIDENT_ID, Some(&self.number))?,
            open(Column::REAL_NAME_REASON, self.reason.as_ref())?,
        ])
    }
}
