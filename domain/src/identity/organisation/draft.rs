//! Forms about organisations and real names as they were typed, and how they are read.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::model::{MemberRole, OrganisationKind};
use crate::{
    error::{FieldError, Problem},
    id::OrganisationId,
    identity::{
        VerificationStep,
        identifier::{CreditCode, Phone, ResidentId},
    },
    region::RegionCode,
    when::{self, Moment},
};

/// The most characters in an organisation's name.
const NAME_LIMIT: u32 = 80;
/// The most characters in a person's name.
const PERSON_LIMIT: u32 = 40;
/// The most characters in a reason.
const REASON_LIMIT: u32 = 300;

/// A text that is needed and has at most so many characters; one line of it.
fn line(field: &str, typed: &str, most: u32) -> Result<String, FieldError> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if text.is_empty() {
        return Err(FieldError::new(field, Problem::Empty));
    }
    if text.chars().count() > most as usize {
        return Err(FieldError::new(field, Problem::TooLong(most)));
    }
    Ok(text)
}

/// Collects what is wrong.
struct Errors(Vec<FieldError>);

impl Errors {
    fn take<T>(&mut self, read: Result<T, FieldError>) -> Option<T> {
        read.map_err(|error| self.0.push(error)).ok()
    }
}

/// An organisation that is registered or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationDraft {
    /// Which one; empty for a new one.
    pub id: String,
    /// What kind, as a word.
    pub kind: String,
    /// The name as typed.
    pub name: String,
    /// The unified social credit code as typed.
    pub credit_code: String,
    /// Code of the county or township.
    pub region: String,
    /// Whom to ask for.
    pub contact_name: String,
    /// Their phone.
    pub contact_phone: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// What kind.
    pub kind: OrganisationKind,
    /// The whole name.
    pub name: String,
    /// The credit code.
    pub credit_code: Option<CreditCode>,
    /// Where it is.
    pub region: RegionCode,
    /// Whom to ask for.
    pub contact_name: String,
    /// Their phone.
    pub contact_phone: Phone,
}

impl OrganisationDraft {
    /// What is to be registered, if every field can be read. A code whose check character does not fit is read: early
    /// ones were issued so, and the staff look at it.
    pub fn parse(&self) -> Result<Registration, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let kind = OrganisationKind::parse(&self.kind).ok_or_else(|| FieldError::new("kind", Problem::UnknownWord));
        let kind = errors.take(kind);
        let name = errors.take(line("name", &self.name, NAME_LIMIT));
        let code = errors.take(self.code(kind));
        let region = RegionCode::parse(&self.region).ok_or_else(|| {
            let problem = if self.region.is_empty() { Problem::Empty } else { Problem::UnknownRegion };
            FieldError::new("region", problem)
        });
        let region = errors.take(region);
        let contact_name = errors.take(line("contact_name", &self.contact_name, PERSON_LIMIT));
        let phone = Phone::parse(&self.contact_phone).map_err(|problem| FieldError::new("contact_phone", problem));
        let phone = errors.take(phone);
        match (kind, name, code, region, contact_name, phone) {
            (Some(kind), Some(name), Some(credit_code), Some(region), Some(contact_name), Some(contact_phone)) => {
                Ok(Registration { kind, name, credit_code, region, contact_name, contact_phone })
            }
            _ => Err(errors.0),
        }
    }

    /// Which one is changed; nothing for a new one. An id that is none is as one that is not there.
    pub fn id(&self) -> Option<Option<OrganisationId>> {
        if self.id.is_empty() { Some(None) } else { self.id.parse().ok().map(Some) }
    }

    fn code(&self, kind: Option<OrganisationKind>) -> Result<Option<CreditCode>, FieldError> {
        if kind == Some(OrganisationKind::Household) {
            return Ok(None);
        }
        match CreditCode::parse(&self.credit_code) {
            Ok(code) => Ok(Some(code)),
            Err(Problem::Empty) if !kind.is_some_and(OrganisationKind::needs_code) => Ok(None),
            Err(problem) => Err(FieldError::new("credit_code", problem)),
        }
    }
}

/// "Invite somebody".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteDraft {
    /// The organisation.
    pub organisation: String,
    /// The phone it is for; empty for whoever has the link.
    pub phone: String,
    /// As what, as a word.
    pub role: String,
}

impl InviteDraft {
    /// The phone, if one was given, and the role.
    pub fn parse(&self) -> Result<(Option<Phone>, MemberRole), Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let phone = match Phone::parse(&self.phone) {
            Err(Problem::Empty) => Ok(None),
            read => read.map(Some).map_err(|problem| FieldError::new("phone", problem)),
        };
        let phone = errors.take(phone);
        let role = MemberRole::parse(&self.role).ok_or_else(|| FieldError::new("role", Problem::UnknownWord));
        let role = errors.take(role);
        phone.zip(role).ok_or(errors.0)
    }
}

/// "Take this member off": others by an owner, oneself by anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberDraft {
    /// The organisation.
    pub organisation: String,
    /// The member's account.
    pub account: String,
}

/// A decision of the staff.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionDraft {
    /// On what: the id that the queue has.
    pub subject: String,
    /// The version that was looked at.
    pub version: String,
    /// `verify`, `return`, `refuse` or `revoke`.
    pub decision: String,
    /// The last day of the verification, `2027-12-31`.
    pub until: String,
    /// Why.
    pub reason: String,
}

/// A decision, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What is done.
    pub step: VerificationStep,
    /// The version that was looked at.
    pub version: i64,
    /// The end of the verification; only with [`VerificationStep::Verify`], and only where one is asked for.
    pub until: Option<Moment>,
    /// Why; empty where nobody asks.
    pub reason: String,
}

impl DecisionDraft {
    /// The decision; `today` is the local date, and `ends` says whether this verification has an end.
    pub fn parse(&self, today: Date, ends: bool) -> Result<Decision, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let unknown = || FieldError::new("decision", Problem::UnknownWord);
        let step = errors.take(VerificationStep::decision(&self.decision).ok_or_else(unknown));
        let version = errors.take(self.version.parse().map_err(|_| unknown()));
        let until = match step {
            Some(VerificationStep::Verify) if ends => errors.take(self.end(today).map(Some)),
            _ => Some(None),
        };
        let reason = match line("reason", &self.reason, REASON_LIMIT) {
            Err(error) if error.problem == Problem::Empty && !step.is_some_and(VerificationStep::needs_reason) => {
                Some(String::new())
            }
            read => errors.take(read),
        };
        match (step, version, until, reason) {
            (Some(step), Some(version), Some(until), Some(reason)) => Ok(Decision { step, version, until, reason }),
            _ => Err(errors.0),
        }
    }

    fn end(&self, today: Date) -> Result<Moment, FieldError> {
        let problem = |problem| FieldError::new("until", problem);
        if self.until.trim().is_empty() {
            return Err(problem(Problem::Empty));
        }
        let last = when::parse_date(self.until.trim()).ok_or_else(|| problem(Problem::NotADate))?;
        if last <= today || when::age_on(today, last) >= 30 {
            return Err(problem(Problem::NotAhead));
        }
        Ok(Moment(Moment::start_of(last).0 + Moment::DAY))
    }
}

/// "Show it whole", with the reason for the trail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevealDraft {
    /// Of what: the id that the queue has.
    pub subject: String,
    /// Why.
    pub why: String,
}

impl RevealDraft {
    /// The reason.
    pub fn reason(&self) -> Result<String, Vec<FieldError>> {
        line("why", &self.why, REASON_LIMIT).map_err(|error| vec![error])
    }
}

/// Name and number as on the ID card.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RealNameDraft {
    /// The name as typed.
    pub name: String,
    /// The number as typed.
    pub number: String,
}

impl RealNameDraft {
    /// Name and number; `today` is the local date.
    pub fn parse(&self, today: Date) -> Result<(String, ResidentId), Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let name = errors.take(line("name", &self.name, PERSON_LIMIT));
        let number = ResidentId::parse(&self.number, today).map_err(|problem| FieldError::new("number", problem));
        let number = errors.take(number);
        name.zip(number).ok_or(errors.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::identifier::Check;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn draft(kind: &str, code: &str) -> OrganisationDraft {
        OrganisationDraft {
            kind: kind.to_owned(),
            name: " 示例  物流有限公司 ".to_owned(),
            credit_code: code.to_owned(),
            region: "510681".to_owned(),
            contact_name: "王示例".to_owned(),
            contact_phone: "138 0000 0000".to_owned(),
            ..OrganisationDraft::default()
        }
    }

    #[test]
    fn a_code_with_another_check_character_is_read_and_marked() {
        let right = draft("firm", "91350100M000100Y43").parse().unwrap();
        assert_eq!((right.name.as_str(), right.credit_code.unwrap().check), ("示例 物流有限公司", Check::Right));
        let wrong = draft("firm", "91350100M000100Y44").parse().unwrap();
        assert_eq!(wrong.credit_code.unwrap().check, Check::Wrong);
    }

    #[test]
    fn households_have_no_code_and_farms_may_have_none() {
        assert_eq!(draft("household", "nonsense").parse().unwrap().credit_code, None);
        assert_eq!(draft("farm", "").parse().unwrap().credit_code, None);
        for (kind, code, problem) in
            [("firm", "", Problem::Empty), ("base", "", Problem::Empty), ("farm", "1", Problem::NotACreditCode)]
        {
            assert_eq!(draft(kind, code).parse(), Err(vec![FieldError::new("credit_code", problem)]), "{kind}");
        }
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let errors = OrganisationDraft::default().parse().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["kind", "name", "region", "contact_name", "contact_phone"]);
    }

    #[test]
    fn a_decision_has_what_it_needs() {
        let today = date(2026, 11, 23);
        let decide = |decision: &str, until: &str, reason: &str, ends| {
            let [decision, until, reason] = [decision, until, reason].map(str::to_owned);
            DecisionDraft { decision, until, reason, version: "3".to_owned(), ..DecisionDraft::default() }
                .parse(today, ends)
        };
        let verified = decide("verify", "2027-12-31", "", true).unwrap();
        assert_eq!(verified.until, Some(Moment::start_of(date(2028, 1, 1))));
        assert_eq!(decide("verify", "", "", false).unwrap().until, None);
        for (decision, until, reason, field, problem) in [
            ("verify", "", "", "until", Problem::Empty),
            ("verify", "2027-02-30", "", "until", Problem::NotADate),
            ("verify", "2026-11-23", "", "until", Problem::NotAhead),
            ("verify", "2099-01-01", "", "until", Problem::NotAhead),
            ("refuse", "", " ", "reason", Problem::Empty),
            ("return", "", "", "reason", Problem::Empty),
            ("revoke", "", "", "reason", Problem::Empty),
            ("file", "", "x", "decision", Problem::UnknownWord),
        ] {
            assert_eq!(decide(decision, until, reason, true), Err(vec![FieldError::new(field, problem)]), "{decision}");
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(texts in proptest::collection::vec(any::<String>(), 6), ends: bool) {
            let [kind, name, code, region, person, phone] = &texts[..] else { unreachable!("six") };
            let [kind, name, credit_code, region, contact_name, contact_phone] =
                [kind, name, code, region, person, phone].map(Clone::clone);
            let _ = RealNameDraft { name: name.clone(), number: credit_code.clone() }.parse(date(2026, 11, 23));
            let _ = InviteDraft { phone: kind.clone(), ..InviteDraft::default() }.parse();
            let decision = DecisionDraft { decision: "verify".to_owned(), until: name.clone(), reason: region.clone(), ..DecisionDraft::default() };
            let _ = decision.parse(date(2026, 11, 23), ends);
            let draft = OrganisationDraft { id: String::new(), kind, name, credit_code, region, contact_name, contact_phone };
            let _ = draft.parse();
        }
    }
}
