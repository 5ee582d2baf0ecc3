//! The national laws on work and employment that every service begins with: they apply in each city, and whoever looks
//! for advice should find them. The staff can amend and withdraw them like any other text.

use std::collections::{HashMap, HashSet};

use domain::{
    error::Refused,
    id::PolicyId,
    identity::Actor,
    policy::{NEVER, PolicyDraft, Stage},
    region::RegionCode,
    when::Moment,
};
use sha2::{Digest, Sha256};
use sqlx::Error;
use uuid::{Builder, Uuid};

use super::{
    change::{index, stored},
    queries::{self, Fresh, Saved},
};
use crate::{
    reference::Reference,
    store::{Fault, Key, Store, on_engine},
    trail,
};

/// A law in each line, its fields as the form has them, the oldest first.
const LAWS: &str = include_str!("../../reference/national_laws.jsonl");

/// Puts in the laws that are not there yet; gives how many. Doing it twice, or on two instances at once, does no harm: a
/// law has the same id everywhere.
pub async fn fill(store: &Store, reference: &Reference, now: Moment) -> Result<usize, Error> {
    let known = known(store).await?;
    let missing: Vec<_> =
        laws(&reference.city().code, now).into_iter().filter(|(law, _)| !known.contains(&Key(law.id))).collect();
    for (law, saved) in missing.iter().cloned() {
        let written = store.write::<_, Refused, _>(move |db| {
            let saved = saved.clone();
            Box::pin(async move {
                if queries::add(db, law, &saved).await? {
                    index(db, Key(law.id), &saved).await?;
                    let actor = trail::actor_word(&Actor::System);
                    let (subject, region) = (Key(law.policy.0), saved.region.as_str());
                    let deed = trail::Deed { actor: &actor, action: "policy.loaded", subject, region, reason: "" };
                    trail::write(db, Uuid::now_v7(), &deed, now).await?;
                }
                Ok(())
            })
        });
        written.await.map_err(|fault| match fault {
            Fault::Store(error) => error,
            Fault::Refused(_) => Error::WorkerCrashed,
        })?;
    }
    Ok(missing.len())
}

async fn known(store: &Store) -> Result<HashSet<Key>, Error> {
    let mut db = store.read().await?;
    let sql = "SELECT id FROM policy_revision WHERE edited_by IS NULL";
    let ids: Vec<Key> = on_engine!(db, c => sqlx::query_scalar(sql).fetch_all(c).await?);
    Ok(ids.into_iter().collect())
}

/// The laws as they are stored. Those of the same title are revisions of one, of which the newest is read.
fn laws(city: &RegionCode, now: Moment) -> Vec<(Fresh, Saved)> {
    let drafts: Vec<PolicyDraft> = LAWS.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut revisions: HashMap<String, i64> = HashMap::new();
    for draft in &drafts {
        *revisions.entry(draft.title.clone()).or_default() += 1;
    }
    let mut numbers: HashMap<String, i64> = HashMap::new();
    let law = |draft: PolicyDraft| {
        let number = numbers.entry(draft.title.clone()).or_default();
        *number += 1;
        let newest = revisions.get(&draft.title) == Some(number);
        let fresh = Fresh {
            id: id(&draft.title, *number),
            policy: PolicyId(id(&draft.title, 1)),
            number: *number,
            stage: Stage::Approved,
            from: now,
            until: if newest { NEVER } else { now },
        };
        (fresh, stored(draft, city.clone(), None, now))
    };
    drafts.into_iter().map(law).collect()
}

/// The id of a law, the same everywhere.
fn id(title: &str, number: i64) -> Uuid {
    let digest = Sha256::digest(format!("law {number} {title}"));
    Builder::from_custom_bytes(std::array::from_fn(|at| digest[at])).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_law_is_whole_and_stands_in_a_row() {
        let city = RegionCode::parse("510600").expect("a city");
        let laws = laws(&city, Moment(1));
        assert_eq!((laws.len(), LAWS.lines().count()), (46, 46));
        for (_, law) in &laws {
            assert_eq!(law.draft.parse().err(), None, "{}", law.draft.title);
        }
        let ids: HashSet<Uuid> = laws.iter().map(|(law, _)| law.id).collect();
        assert_eq!(ids.len(), 46);
        let replaced: Vec<_> =
            laws.iter().filter(|(law, _)| law.until != NEVER).map(|(_, law)| &law.draft.title).collect();
        assert_eq!(replaced, ["中华人民共和国职业教育法", "保障中小企业款项支付条例"]);
    }
}
