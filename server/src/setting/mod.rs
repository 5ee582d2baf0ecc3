//! Settings with a date, as every area reads them: held in memory by each instance, which follows what others write.
//! They are written on the pages of the console.

pub mod library;
pub mod queries;

use std::sync::{Arc, PoisonError, RwLock};

use domain::{
    region::RegionCode,
    setting::{self, Setting, SettingKind, TextName, Value},
    when::Moment,
    work::WorkKind,
    workday::Workdays,
};
use sqlx::Error;

use crate::store::{Db, Store};

/// The settings of one database.
#[derive(Clone)]
pub struct Settings {
    city: RegionCode,
    held: Arc<RwLock<Held>>,
}

#[derive(Default)]
struct Held {
    /// The last change that is known of.
    change: Option<String>,
    rows: Arc<Vec<Setting>>,
}

impl Settings {
    /// The settings as they are now; `city` is where those apply that are set for all.
    pub async fn open(store: &Store, city: RegionCode) -> Result<Self, Error> {
        let settings = Self { city, held: Arc::default() };
        settings.refresh(&mut store.read().await?).await?;
        Ok(settings)
    }

    /// Reads them again.
    pub async fn refresh(&self, db: &mut Db) -> Result<(), Error> {
        // The change first: whatever is written meanwhile is then read once more, and never missed.
        let change = queries::changed(db).await?;
        let rows = Arc::new(queries::in_use(db).await?);
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Held { change, rows };
        Ok(())
    }

    /// Reads them again if another instance has written.
    pub async fn follow(&self, db: &mut Db) -> Result<(), Error> {
        let change = queries::changed(db).await?;
        let known = self.held.read().unwrap_or_else(PoisonError::into_inner).change.clone();
        if change == known { Ok(()) } else { self.refresh(db).await }
    }

    fn rows(&self) -> Arc<Vec<Setting>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).rows.clone()
    }

    /// What applies to those in a region on the local day of `at`, which may lie in the past or ahead.
    pub fn in_force(&self, kind: SettingKind, region: &RegionCode, at: Moment) -> Option<Setting> {
        setting::in_force(self.rows().iter(), (kind, ""), region, at.day_number()).cloned()
    }

    /// The days that are worked on in a region, as they are known at `at`.
    pub fn workdays(&self, region: &RegionCode, at: Moment) -> Workdays {
        setting::workdays(&self.rows(), region, at.day_number())
    }

    /// Every value of this kind, wherever and whenever it applies.
    pub fn of_kind(&self, kind: SettingKind) -> Vec<Setting> {
        self.rows().iter().filter(|row| row.kind == kind && !row.withdrawn).cloned().collect()
    }

    /// By when work of this kind is to be done that was filed then: so many working days, as the holidays known of on
    /// that day have it.
    pub fn due(&self, kind: WorkKind, region: &RegionCode, filed: Moment) -> Moment {
        self.workdays(region, filed).due(filed, kind.working_days())
    }

    /// The text of an SMS that the city has written, if it has.
    pub fn text(&self, name: TextName, at: Moment) -> Option<String> {
        let (rows, about) = (self.rows(), name.to_string());
        let row = setting::in_force(rows.iter(), (SettingKind::Sms, &about), &self.city, at.day_number());
        match row.map(|row| &row.value) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }
}
