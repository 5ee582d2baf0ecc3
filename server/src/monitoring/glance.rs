//! What stands on top of the queue. It is asked for with every look at the queue, so it is remembered for a minute.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    error::Refused,
    measure::{Glance, Median, Share},
    monitoring::Period,
    region::{RegionCode, RegionLevel},
    when::Moment,
};
use sqlx::Error;

use super::{
    queries::{self, Apart, Wanted},
    service::{Service, towns},
    statistics::{count, holds_seat},
};
use crate::store::{Db, unreachable};

/// How long numbers are good for.
const GOOD_FOR: i64 = Moment::MINUTE;
/// What starts so soon and is not full needs somebody to look.
const SOON: i64 = 2 * Moment::HOUR;
/// Days over which filling is looked at.
const DAYS: u32 = 7;

/// What was counted a moment ago, by region.
#[derive(Clone, Default)]
pub struct Glances(Arc<Mutex<HashMap<RegionCode, (Moment, Glance)>>>);

impl Glances {
    fn fresh(&self, region: &RegionCode, now: Moment) -> Option<Glance> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, glance) = known.get(region)?;
        (at.0 <= now.0 && now.0 < at.0 + GOOD_FOR).then_some(*glance)
    }

    fn keep(&self, region: &RegionCode, now: Moment, glance: Glance) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(region.clone(), (now, glance));
    }
}

impl Service {
    pub(super) async fn look(&self, region: &RegionCode) -> Result<Glance, Refused> {
        let now = self.clock.now();
        if let Some(glance) = self.glances.fresh(region, now) {
            return Ok(glance);
        }
        let read = async { glance(&mut self.store.read().await?, region, now).await };
        let glance = read.await.map_err(|error: Error| unreachable(&error))?;
        self.glances.keep(region, now, glance);
        Ok(glance)
    }
}

async fn glance(db: &mut Db, region: &RegionCode, now: Moment) -> Result<Glance, Error> {
    let wanted = |period: Period| {
        let (from, to) = period.window();
        Wanted {
            from,
            to,
            region: region.span(),
            towns: towns(region),
            group: String::new(),
            trades: (0, i64::MAX),
            all: region.level() == RegionLevel::City,
            apart: Apart::Whole,
            step: Moment::DAY,
        }
    };
    let (today, week) = (wanted(Period::until(now, 1)), Period::until(now, DAYS));
    let shifts = queries::shifts(db, &today).await?;
    let claims = queries::claims(db, &today).await?;
    let seats = shifts.iter().map(|sums| sums.seats).sum();
    let taken = claims.iter().filter(|(_, state, _)| holds_seat(state)).map(|(_, _, n)| n).sum();
    Ok(Glance {
        shifts: count(shifts.iter().map(|sums| sums.shifts).sum()),
        seats: Share::new(count(taken), count(seats)),
        short: count(queries::short(db, now, Moment(now.0 + SOON), towns(region)).await?),
        to_fill: middle(db, &wanted(week)).await?,
        to_fill_before: middle(db, &wanted(week.before())).await?,
    })
}

async fn middle(db: &mut Db, wanted: &Wanted) -> Result<Option<Median>, Error> {
    let times = queries::fill_times(db, wanted).await?;
    Ok(Median::of(&times.into_iter().map(|(_, minutes, n)| (minutes, count(n))).collect()))
}
