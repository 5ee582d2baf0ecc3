//! Forms of the console as they were typed.

use serde::{Deserialize, Serialize};

use crate::{
    error::{FieldError, Problem},
    id::AccountId,
    identity::{StaffRole, staff::reason},
    region::RegionCode,
};

/// "Give this colleague another role, another region, or none at all".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostDraft {
    /// Their account.
    pub account: String,
    /// The word of the role; empty ends their work here.
    pub role: String,
    /// The code of the region.
    pub region: String,
    /// Why.
    pub reason: String,
}

/// A change that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostChange {
    /// Whose.
    pub account: AccountId,
    /// The new role and region; none ends their work here.
    pub post: Option<(StaffRole, RegionCode)>,
    /// Why.
    pub reason: String,
}

impl PostDraft {
    /// The change, if every field can be read.
    pub fn parse(&self) -> Result<PostChange, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let account = self.account.parse::<AccountId>().map_err(|_| keep("account", Problem::UnknownWord));
        let post = if self.role.is_empty() {
            Ok(None)
        } else {
            let role = StaffRole::parse(&self.role).ok_or_else(|| keep("role", Problem::UnknownWord));
            let region = RegionCode::parse(&self.region).ok_or_else(|| keep("region", Problem::UnknownRegion));
            role.and_then(|role| Ok(Some((role, region?))))
        };
        let reason = reason(&self.reason).map_err(|problem| keep("reason", problem));
        match (account, post, reason) {
            (Ok(account), Ok(post), Ok(reason)) => Ok(PostChange { account, post, reason }),
            _ => Err(errors),
        }
    }
}

/// "Show me this person's name and phone whole".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevealDraft {
    /// The person's account.
    pub account: String,
    /// Why.
    pub reason: String,
}

impl RevealDraft {
    /// Whose, and why. Nobody has an account that cannot be read.
    pub fn parse(&self) -> Result<(Option<AccountId>, String), Vec<FieldError>> {
        let reason = reason(&self.reason).map_err(|problem| vec![FieldError::new("reason", problem)])?;
        Ok((self.account.parse().ok(), reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_change_of_post_is_read_whole_or_every_mistake_is_named() {
        let account = AccountId(uuid::Uuid::from_u128(3));
        let draft = PostDraft {
            account: account.to_string(),
            role: "approver".to_owned(),
            region: "510681".to_owned(),
            reason: "轮岗".to_owned(),
        };
        let post = RegionCode::parse("510681").map(|region| (StaffRole::Approver, region));
        assert_eq!(draft.parse(), Ok(PostChange { account, post, reason: "轮岗".to_owned() }));
        let ended = PostDraft { role: String::new(), ..draft.clone() };
        assert_eq!(ended.parse().map(|change| change.post), Ok(None));
        let wrong = PostDraft { role: "king".to_owned(), region: "here".to_owned(), reason: String::new(), ..draft };
        let fields: Vec<String> = wrong.parse().err().into_iter().flatten().map(|error| error.field).collect();
        assert_eq!(fields, ["role", "region", "reason"]);
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(a in ".{0,40}", b in ".{0,12}", c in ".{0,12}", d in ".{0,300}") {
            let _ = PostDraft { account: a.clone(), role: b, region: c, reason: d.clone() }.parse();
            let _ = RevealDraft { account: a, reason: d }.parse();
        }
    }
}
