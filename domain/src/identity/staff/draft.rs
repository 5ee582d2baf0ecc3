//! Forms of the staff as they were typed: signing in, joining, inviting, acting for somebody.

use serde::{Deserialize, Serialize};

use super::{
    super::{draft::narrow, identifier::Phone},
    StaffRole,
    password::check_password,
};
use crate::{
    error::{FieldError, Problem},
    region::RegionCode,
};

/// The most characters in a name.
const NAME_LIMIT: usize = 40;
/// The most characters in a reason.
const REASON_LIMIT: usize = 200;

/// What proves, beside the password, that it is them.
#[derive(Clone, PartialEq, Eq)]
pub enum SecondFactor {
    /// The six digits that the program on their phone shows now.
    OneTime(String),
    /// One of the codes that were written down, without its dash.
    Recovery(String),
}

impl SecondFactor {
    /// Six digits, or the ten letters and digits of a recovery code however they are grouped.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let code: String = typed.chars().map(narrow).filter(char::is_ascii_alphanumeric).collect();
        match code.len() {
            0 => Err(Problem::Empty),
            6 if code.bytes().all(|b| b.is_ascii_digit()) => Ok(Self::OneTime(code)),
            10 => Ok(Self::Recovery(code.to_ascii_lowercase())),
            _ => Err(Problem::NotACode),
        }
    }
}

/// Phone, password and code of somebody of the staff.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffSignInDraft {
    /// The phone as typed.
    pub phone: String,
    /// The password.
    pub password: String,
    /// The one-time code, or a recovery code.
    pub code: String,
    /// Where to go after signing in: a path of ours.
    pub next: String,
}

impl StaffSignInDraft {
    /// The phone and the code; the password is taken as it is.
    pub fn parse(&self) -> Result<(Phone, SecondFactor), Vec<FieldError>> {
        let phone = Phone::parse(&self.phone).map_err(|problem| FieldError::new("phone", problem));
        let code = SecondFactor::parse(&self.code).map_err(|problem| FieldError::new("code", problem));
        let empty = self.password.is_empty().then(|| FieldError::new("password", Problem::Empty));
        match (phone, code, empty) {
            (Ok(phone), Ok(code), None) => Ok((phone, code)),
            (phone, code, empty) => Err([phone.err(), empty, code.err()].into_iter().flatten().collect()),
        }
    }
}

/// Nothing of it belongs into a log.
impl std::fmt::Debug for StaffSignInDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StaffSignInDraft(…)")
    }
}

/// What somebody who was invited to the staff fills in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JoinDraft {
    /// The secret of the invitation.
    pub token: String,
    /// The phone as typed.
    pub phone: String,
    /// What colleagues call them.
    pub name: String,
    /// The password.
    pub password: String,
    /// The password once more.
    pub again: String,
    /// The code that the program on their phone shows.
    pub code: String,
}

/// Nothing of it belongs into a log.
impl std::fmt::Debug for JoinDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JoinDraft(…)")
    }
}

/// A join that can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Join {
    /// The phone.
    pub phone: Phone,
    /// What colleagues call them.
    pub name: String,
    /// The six digits.
    pub code: String,
}

impl JoinDraft {
    /// Everything but the password, which is checked only.
    pub fn parse(&self) -> Result<Join, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let phone = Phone::parse(&self.phone).map_err(|problem| keep("phone", problem));
        let name = short(&self.name, NAME_LIMIT).map_err(|problem| keep("name", problem));
        let typed = phone.as_ref().map(Phone::as_str).unwrap_or_default();
        if let Err(problem) = check_password(&self.password, typed) {
            keep("password", problem);
        } else if self.password != self.again {
            keep("again", Problem::PasswordsDiffer);
        }
        let code = match SecondFactor::parse(&self.code) {
            Ok(SecondFactor::OneTime(code)) => Ok(code),
            Ok(SecondFactor::Recovery(_)) => Err(Problem::NotACode),
            Err(problem) => Err(problem),
        };
        let code = code.map_err(|problem| keep("code", problem));
        match (phone, name, code) {
            (Ok(phone), Ok(name), Ok(code)) if errors.is_empty() => Ok(Join { phone, name, code }),
            _ => Err(errors),
        }
    }
}

/// "Invite this person to the staff".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteDraft {
    /// The phone as typed.
    pub phone: String,
    /// What colleagues call them.
    pub name: String,
    /// The word of the role.
    pub role: String,
    /// The code of the region.
    pub region: String,
}

/// An invitation that can be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Invite {
    /// The phone.
    pub phone: Phone,
    /// What colleagues call them.
    pub name: String,
    /// The role.
    pub role: StaffRole,
    /// The region.
    pub region: RegionCode,
}

impl InviteDraft {
    /// The invitation, if every field can be read.
    pub fn parse(&self) -> Result<Invite, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let phone = Phone::parse(&self.phone).map_err(|problem| keep("phone", problem));
        let name = short(&self.name, NAME_LIMIT).map_err(|problem| keep("name", problem));
        let role = StaffRole::parse(&self.role).ok_or_else(|| keep("role", Problem::UnknownWord));
        let region = RegionCode::parse(&self.region).ok_or_else(|| keep("region", Problem::UnknownRegion));
        match (phone, name, role, region) {
            (Ok(phone), Ok(name), Ok(role), Ok(region)) => Ok(Invite { phone, name, role, region }),
            _ => Err(errors),
        }
    }
}

/// "I act for this person".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActForDraft {
    /// The person's phone as typed.
    pub phone: String,
    /// Why.
    pub reason: String,
}

impl ActForDraft {
    /// The phone and the reason.
    pub fn parse(&self) -> Result<(Phone, String), Vec<FieldError>> {
        let phone = Phone::parse(&self.phone).map_err(|problem| FieldError::new("phone", problem));
        let reason = reason(&self.reason).map_err(|problem| FieldError::new("reason", problem));
        match (phone, reason) {
            (Ok(phone), Ok(reason)) => Ok((phone, reason)),
            (phone, reason) => Err([phone.err(), reason.err()].into_iter().flatten().collect()),
        }
    }
}

/// A reason somebody gives: something, and not a treatise.
pub fn reason(typed: &str) -> Result<String, Problem> {
    short(typed, REASON_LIMIT)
}

fn short(typed: &str, limit: usize) -> Result<String, Problem> {
    let text = typed.trim();
    if text.is_empty() {
        Err(Problem::Empty)
    } else if text.chars().count() > limit {
        Err(Problem::TooLong(u32::try_from(limit).unwrap_or(u32::MAX)))
    } else {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_are_read_as_people_copy_them() {
        let one_time =
            |text: &str| matches!(SecondFactor::parse(text), Ok(SecondFactor::OneTime(code)) if code == "123456");
        assert!(one_time("123456") && one_time(" 123 456 ") && one_time("１２３４５６"));
        let recovery =
            |text: &str| matches!(SecondFactor::parse(text), Ok(SecondFactor::Recovery(code)) if code == "abcde23456");
        assert!(recovery("abcde-23456") && recovery("ABCDE 23456"));
        assert_eq!(SecondFactor::parse("").err(), Some(Problem::Empty));
        assert_eq!(SecondFactor::parse("12345").err(), Some(Problem::NotACode));
        assert_eq!(SecondFactor::parse("abcdef").err(), Some(Problem::NotACode));
    }

    #[test]
    fn everything_wrong_with_a_join_is_said_at_once() {
        let draft = JoinDraft { phone: "1".to_owned(), password: "short".to_owned(), ..JoinDraft::default() };
        let fields: Vec<String> = draft.parse().err().into_iter().flatten().map(|error| error.field).collect();
        assert_eq!(fields, ["phone", "name", "password", "code"]);
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(a in ".{0,30}", b in ".{0,30}", c in ".{0,12}", d in ".{0,12}") {
            let _ = StaffSignInDraft { phone: a.clone(), password: b.clone(), code: c.clone(), next: d.clone() }.parse();
            let _ = JoinDraft { token: a.clone(), phone: d.clone(), name: b.clone(), password: b.clone(), again: b.clone(), code: c.clone() }.parse();
            let _ = InviteDraft { phone: a.clone(), name: b.clone(), role: c, region: d }.parse();
            let _ = ActForDraft { phone: a, reason: b }.parse();
        }
    }
}
