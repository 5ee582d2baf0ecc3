//! The people of a region: masked, until somebody says why they must see more.

use domain::{
    admin::{People, PeopleQuery, PersonPage, PersonRow, RevealDraft, Revealed},
    error::Refused,
    id::AccountId,
    identity::{Actor, Phone, Right, mask_name, staff::looks_after},
    region::RegionCode,
};

use super::{
    queries::{self, PersonFound},
    service::{PAGE, Service, page, read_mark, within},
};
use crate::{
    identity::queries::account_by_phone,
    store::{Db, Fault, refused, unreachable},
    trail::{self, Deed, actor_word},
};

fn lies_in(scope: &RegionCode, person: &PersonFound) -> bool {
    looks_after(scope, person.home.as_ref())
}

impl Service {
    fn person_row(&self, person: &PersonFound) -> PersonRow {
        PersonRow {
            account: person.account,
            name: mask_name(&person.name),
            phone: Phone::parse(&person.phone).map(|phone| phone.masked()).unwrap_or_default(),
            place: person.home.as_ref().map(|home| self.reference.place_name(home)).unwrap_or_default(),
            since: person.since,
        }
    }

    pub(super) async fn list_people(&self, scope: &RegionCode, query: PeopleQuery) -> Result<People, Refused> {
        let asked = match query.phone.trim() {
            "" => None,
            typed => Some(Phone::parse(typed).map_err(|problem| Refused::field("phone", problem))?),
        };
        let region = within(scope, &query.region);
        let read = async {
            let mut db = self.store.read().await?;
            match &asked {
                Some(phone) => Ok(by_phone(&mut db, scope, phone).await?.into_iter().collect()),
                None => queries::people(&mut db, &region, read_mark(&query.after), PAGE + 1).await,
            }
        };
        let rows: Vec<PersonFound> = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let home = |person: &PersonFound| person.home.as_ref().map(ToString::to_string).unwrap_or_default();
        let (rows, next) = page(rows, |person| format!("{}_{}", home(person), person.account));
        Ok(People {
            now: self.clock.now(),
            rows: rows.iter().map(|person| self.person_row(person)).collect(),
            next,
            query: PeopleQuery { phone: String::new(), ..query },
        })
    }

    pub(super) async fn show_person(
        &self,
        actor: &Actor,
        scope: &RegionCode,
        account: &str,
    ) -> Result<PersonPage, Refused> {
        let account: AccountId = account.parse().map_err(|_| Refused::Missing)?;
        let read = async {
            let mut db = self.store.read().await?;
            Ok((queries::person(&mut db, account).await?, queries::claims_of(&mut db, account).await?))
        };
        let (person, claims) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let person = person.filter(|person| lies_in(scope, person)).ok_or(Refused::Missing)?;
        Ok(PersonPage {
            now: self.clock.now(),
            person: self.person_row(&person),
            claims: u32::try_from(claims).unwrap_or(u32::MAX),
            may_reveal: actor.scope(Right::Reveal).is_some(),
            may_act: actor.scope(Right::ActFor).is_some(),
        })
    }

    pub(super) async fn reveal_person(
        &self,
        actor: &Actor,
        scope: &RegionCode,
        draft: RevealDraft,
    ) -> Result<Revealed, Refused> {
        let (account, reason) = draft.parse().map_err(Refused::Fields)?;
        let account = account.ok_or(Refused::Missing)?;
        let (scope, word, clock) = (scope.clone(), actor_word(actor), self.clock.clone());
        // What is shown is in the trail first.
        let written = self.store.write(move |db| {
            let (scope, word, reason, clock) = (scope.clone(), word.clone(), reason.clone(), clock.clone());
            Box::pin(async move {
                let person = queries::person(db, account).await?.filter(|person| lies_in(&scope, person));
                let person = person.ok_or(Fault::Refused(Refused::Missing))?;
                let region = person.home.as_ref().unwrap_or(&scope).as_str();
                let (subject, action) = (account.into(), "revealed.person");
                let deed = Deed { actor: &word, action, subject, region, reason: &reason };
                trail::write(db, clock.id(), &deed, clock.now()).await?;
                Ok(Revealed { name: person.name, phone: person.phone })
            })
        });
        written.await.map_err(refused)
    }
}

async fn by_phone(db: &mut Db, scope: &RegionCode, phone: &Phone) -> Result<Option<PersonFound>, sqlx::Error> {
    let Some(account) = account_by_phone(db, phone).await? else { return Ok(None) };
    Ok(queries::person(db, account).await?.filter(|person| lies_in(scope, person)))
}
