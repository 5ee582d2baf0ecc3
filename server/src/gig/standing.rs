//! What the page of a shift tells of its employer. It follows from half a year of shifts and from every rating, which is
//! too much to read for each page of an employer that takes on a hundred people a day: there it is remembered for a while.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::{
    gig::{
        rating::Summary,
        reliability::{SHOWN_FROM, Standing},
    },
    id::OrganisationId,
    when::Moment,
};
use sqlx::Error;

use super::{rating, reliability};
use crate::store::Db;

/// Of so many shifts one more changes no word.
const MANY: u32 = 200;
/// How long it is remembered, milliseconds.
const REMEMBERED: i64 = 10 * Moment::MINUTE;

/// What is told of an employer, as far as it has enough shifts and ratings.
#[derive(Clone)]
pub struct Told {
    /// How it keeps to what was agreed.
    pub standing: Option<Standing>,
    /// What workers said.
    pub ratings: Option<Summary>,
}

/// What was told of employers with many shifts, and when; shared by all requests.
#[derive(Default)]
pub struct Standings(Mutex<HashMap<OrganisationId, (Moment, Told)>>);

impl Standings {
    /// What is told of an employer at `now`.
    pub async fn of(&self, db: &mut Db, employer: OrganisationId, now: Moment) -> Result<Told, Error> {
        if let Some(told) = self.remembered(employer, now) {
            return Ok(told);
        }
        let ratings = rating::queries::of_organisation(db, employer, now).await?;
        let of = reliability::of_employer(db, employer, now).await?;
        let told = Told { standing: (of.all >= SHOWN_FROM).then_some(of.standing), ratings };
        if of.all >= MANY || told.ratings.as_ref().is_some_and(|sum| sum.ratings >= MANY) {
            self.remember(employer, now, told.clone());
        }
        Ok(told)
    }

    fn remembered(&self, employer: OrganisationId, now: Moment) -> Option<Told> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&employer).filter(|(at, _)| lasts(*at, now)).map(|(_, told)| told.clone())
    }

    fn remember(&self, employer: OrganisationId, now: Moment, told: Told) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (at, _)| lasts(*at, now));
        known.insert(employer, (now, told));
    }
}

/// Whether what was worked out at `at` still holds.
fn lasts(at: Moment, now: Moment) -> bool {
    (0..REMEMBERED).contains(&(now.0 - at.0))
}
