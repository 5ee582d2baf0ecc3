//! The audit trail as auditors search it.

use std::collections::BTreeMap;

use domain::{
    admin::{Named, Trail, TrailQuery, TrailRow},
    error::{FieldError, Problem, Refused},
    id::AccountId,
    page::Cursor,
    region::{RegionCode, RegionLevel},
    when::Moment,
};

use super::{
    queries::{self, Sought, TrailFound},
    service::{PAGE, Service, page},
};
use crate::{
    identity::queries::account_by_phone,
    store::{Column, Db, unreachable},
};

impl Service {
    pub(super) async fn named_in_trail(&self, typed: TrailQuery) -> Result<TrailQuery, Refused> {
        let mut errors = Vec::new();
        let who = self.id_of("who", &typed.who, &mut errors).await?;
        let subject = self.id_of("subject", &typed.subject, &mut errors).await?;
        if errors.is_empty() { Ok(TrailQuery { who, subject, ..typed }) } else { Err(Refused::Fields(errors)) }
    }

    /// The id of whom or what was typed into a field; empty if nothing was.
    async fn id_of(&self, field: &str, typed: &str, errors: &mut Vec<FieldError>) -> Result<String, Refused> {
        let found = match Named::parse(typed) {
            Ok(None) => return Ok(String::new()),
            Ok(Some(Named::Id(id))) => return Ok(id.to_string()),
            Ok(Some(Named::Phone(phone))) => {
                let read = async { account_by_phone(&mut self.store.read().await?, &phone).await };
                let account = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
                account.ok_or(Problem::NobodyHere)
            }
            Err(problem) => Err(problem),
        };
        found.map(|account| account.to_string()).or_else(|problem| {
            errors.push(FieldError::new(field, problem));
            Ok(String::new())
        })
    }

    pub(super) async fn search_trail(&self, scope: &RegionCode, query: TrailQuery) -> Result<Trail, Refused> {
        let (filter, problems) = query.parse();
        // What lies nowhere, such as somebody's own profile, is for those who watch over the whole city.
        let region = (scope.level() != RegionLevel::City).then(|| scope.clone());
        let read = async {
            let mut db = self.store.read().await?;
            let sought = Sought { filter, region, most: PAGE + 1 };
            let rows = queries::trail(&mut db, &sought).await?;
            let (rows, next) = page(rows, |row| Cursor { key: row.at, id: row.id.0 }.to_string());
            Ok((self.trail_rows(&mut db, rows).await?, next))
        };
        let (rows, next) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        Ok(Trail { problems, now: self.clock.now(), rows, next, query })
    }

    async fn trail_rows(&self, db: &mut Db, rows: Vec<TrailFound>) -> Result<Vec<TrailRow>, sqlx::Error> {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut shown = Vec::with_capacity(rows.len());
        for row in rows {
            let reason = row.reason.as_ref().map(|sealed| db.keys().open(Column::REASON, row.id.0, sealed));
            let name = match names.get(&row.actor) {
                Some(name) => name.clone(),
                None => name_of(db, &row.actor).await?,
            };
            names.insert(row.actor.clone(), name.clone());
            shown.push(TrailRow {
                id: row.id.0,
                at: Moment(row.at),
                actor: row.actor,
                name,
                action: row.action,
                subject: row.subject.0,
                place: RegionCode::parse(&row.region).map(|at| self.reference.place_name(&at)).unwrap_or_default(),
                reason: reason.transpose()?.unwrap_or_default(),
                sealed: row.seal.is_some(),
            });
        }
        Ok(shown)
    }
}

/// What colleagues call whoever of the staff acted.
async fn name_of(db: &mut Db, actor: &str) -> Result<String, sqlx::Error> {
    let account = actor.strip_prefix("staff:").and_then(|rest| rest.split(' ').next()?.parse::<AccountId>().ok());
    match account {
        Some(account) => Ok(queries::staff_name(db, account).await?.unwrap_or_default()),
        None => Ok(String::new()),
    }
}
