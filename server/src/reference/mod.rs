//! Reference data of one city: its regions to the village, the national occupations with the names people use for them,
//! and the outlines of its counties. Built in for the default city, read from a folder for another. What the staff
//! change of it while the service runs are entries in the database that lie over the files.

mod data;
pub mod entries;
mod outlines;
mod queries;
mod tables;

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{
    occupation::OccupationCode,
    place::Point,
    region::{RegionCode, RegionLevel},
};
use sha2::{Digest, Sha256};

pub use outlines::Outline;

use crate::{search::Index, store::Db};
use data::{Base, Data};
use entries::Entries;

/// One region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// Its full name.
    pub name: String,
    /// Its name on signposts.
    pub short_name: String,
    /// Its point, where one is known.
    pub point: Option<Point>,
    /// It is no longer one that is chosen, and named where it was.
    pub ended: bool,
}

/// One occupation of the national classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupation {
    /// Its code.
    pub code: OccupationCode,
    /// Its official name.
    pub name: String,
    /// It is no longer one that is chosen, and named where it was.
    pub ended: bool,
}

/// A name that people use for an occupation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// The occupation.
    pub code: OccupationCode,
}

/// Why reference data cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The file cannot be read.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// Something in the file is not as it should be.
    #[error("{file}, line {line}: {what}")]
    Line {
        /// Which file.
        file: &'static str,
        /// Which line, from 1.
        line: u64,
        /// What is wrong there.
        what: String,
    },
    /// The file as a whole lacks something.
    #[error("{file}: {what}")]
    Whole {
        /// Which file.
        file: &'static str,
        /// What it lacks.
        what: &'static str,
    },
}

/// The texts of the five files.
struct Files {
    regions: String,
    outlines: String,
    occupations: String,
    aliases: String,
    market_titles: String,
}

/// Regions that are shared and not copied.
pub type Regions = Arc<[Arc<Region>]>;
/// Occupations that are shared and not copied.
pub type Occupations = Arc<[Arc<Occupation>]>;

/// The reference data of one city: its files with the entries of the staff over them. What is asked of it is as it was
/// when it was last read; somebody who keeps what they were given keeps it unchanged.
pub struct Reference {
    base: Arc<Base>,
    data: RwLock<Arc<Data>>,
    /// The last change of the entries that was read; held by whoever reads them anew.
    change: tokio::sync::Mutex<Option<String>>,
}

impl Reference {
    /// The data that the program was built with.
    ///
    /// # Panics
    /// If the program was built with data that cannot be read, which a test keeps from happening.
    #[allow(clippy::panic, reason = "built-in data that cannot be read is a defect of the build, found by a test")]
    pub fn builtin() -> Self {
        let files = Files {
            regions: include_str!("../../reference/regions.csv").to_owned(),
            outlines: include_str!("../../reference/county_outlines.geojson").to_owned(),
            occupations: include_str!("../../reference/occupations.csv").to_owned(),
            aliases: include_str!("../../reference/occupation_aliases.csv").to_owned(),
            market_titles: include_str!("../../reference/market_titles.csv").to_owned(),
        };
        match Self::read(&files) {
            Ok(reference) => reference,
            Err(error) => panic!("the built-in reference data: {error}"),
        }
    }

    /// The data of a folder with the five files.
    pub fn from_dir(folder: &Path) -> Result<Self, ReferenceError> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|error| ReferenceError::File(path.display().to_string(), error))
        };
        Self::read(&Files {
            regions: read("regions.csv")?,
            outlines: read("county_outlines.geojson")?,
            occupations: read("occupations.csv")?,
            aliases: read("occupation_aliases.csv")?,
            market_titles: read("market_titles.csv")?,
        })
    }

    fn read(files: &Files) -> Result<Self, ReferenceError> {
        let regions = tables::regions(&files.regions)?;
        // What people say comes first: it is how they search.
        let mut aliases = tables::aliases("market_titles.csv", &files.market_titles)?;
        let market = aliases.len();
        aliases.extend(tables::aliases("occupation_aliases.csv", &files.aliases)?);
        let city = regions.iter().find(|region| region.code.level() == RegionLevel::City).cloned();
        let city = city.ok_or(ReferenceError::Whole { file: "regions.csv", what: "there is no city in it" })?;
        if city.point.is_none() {
            return Err(ReferenceError::Whole { file: "regions.csv", what: "the city has no point" });
        }
        let occupations = tables::occupations(&files.occupations)?;
        let outlines = outlines::read(&files.outlines)?;
        let base = Base { regions, city, occupations, aliases, market, outlines, version: version(files) };
        let data = RwLock::new(Arc::new(Data::new(&base, Entries::default())));
        Ok(Self { base: Arc::new(base), data, change: tokio::sync::Mutex::default() })
    }

    /// Reads the entries again if anybody has changed them since; costs one look at a row otherwise. Not to be called
    /// inside a write, which others may still be waiting for.
    pub async fn reload(&self, db: &mut Db) -> Result<(), sqlx::Error> {
        let mut held = self.change.lock().await;
        // The change is read before the entries: whatever is written between the two is read again.
        let change = queries::last_change(db).await?;
        if change == *held {
            return Ok(());
        }
        let (base, entries) = (self.base.clone(), entries::all(db).await?);
        let data = tokio::task::spawn_blocking(move || Data::new(&base, entries)).await;
        let data = data.map_err(|_| sqlx::Error::WorkerCrashed)?;
        tracing::info!(version = data.version, "the reference data has changed");
        *self.data.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(data);
        *held = change;
        Ok(())
    }

    fn data(&self) -> Arc<Data> {
        self.data.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The first digits of a hash of all files and entries: it changes when anything in them does.
    pub fn version(&self) -> String {
        self.data().version.clone()
    }

    /// The city itself.
    pub fn city(&self) -> Arc<Region> {
        self.data().city.clone()
    }

    /// A region by its code, also one that has ended.
    pub fn region(&self, code: &RegionCode) -> Option<Arc<Region>> {
        self.data().region(code).cloned()
    }

    /// Whether a region may be chosen: it is known, and neither it nor what it lies in has ended.
    pub fn offers(&self, code: &RegionCode) -> bool {
        self.data().offers(code)
    }

    /// Every region, also those that have ended, in the order of the codes.
    pub fn regions(&self) -> Regions {
        self.data().regions.clone()
    }

    /// The counties to choose from, in the order of their codes.
    pub fn counties(&self) -> Regions {
        self.data().counties.clone()
    }

    /// Every township to choose from, in the order of the codes.
    pub fn towns(&self) -> Regions {
        self.data().towns.clone()
    }

    /// The townships of a county to choose from.
    pub fn towns_of(&self, county: &RegionCode) -> Regions {
        self.data().under(county)
    }

    /// The villages of a township to choose from.
    pub fn villages_of(&self, town: &RegionCode) -> Regions {
        self.data().under(town)
    }

    /// The name on signposts; the code itself if the region is not known.
    pub fn short_name(&self, code: &RegionCode) -> String {
        self.data().region(code).map_or_else(|| code.to_string(), |region| region.short_name.clone())
    }

    /// County and township in words: `旌阳区 · 城南街道`; the city's name for the city.
    pub fn place_name(&self, code: &RegionCode) -> String {
        let data = self.data();
        let parent = |text: Option<&str>| text.and_then(RegionCode::parse);
        let parts: Vec<&str> = [parent(code.county()), parent(code.town())]
            .iter()
            .flatten()
            .filter_map(|code| data.region(code))
            .map(|region| region.short_name.as_str())
            .collect();
        if parts.is_empty() { data.city.short_name.clone() } else { parts.join(" · ") }
    }

    /// The region's own point, or its county's, or the city's.
    pub fn point_of(&self, code: &RegionCode) -> Point {
        let data = self.data();
        let county = code.county().and_then(RegionCode::parse);
        let own = [Some(code.clone()), county];
        let known = own.iter().flatten().find_map(|code| data.region(code)?.point);
        known.or(data.city.point).unwrap_or(Point { lat: 0, lng: 0 })
    }

    /// An occupation by its code, also one that has ended.
    pub fn occupation(&self, code: &OccupationCode) -> Option<Arc<Occupation>> {
        self.data().occupation(code).cloned()
    }

    /// Every occupation, also those that have ended, in the order of the codes.
    pub fn occupations(&self) -> Occupations {
        self.data().occupations.clone()
    }

    /// The name of a level-2 group: `4-10`.
    pub fn group_name(&self, group: &str) -> Option<String> {
        let code = OccupationCode::parse(&format!("{group}-00-00"))?;
        self.data().occupation(&code).map(|occupation| occupation.name.clone())
    }

    /// Names that people use, as the files have them.
    pub fn aliases(&self) -> &[Alias] {
        &self.base.aliases
    }

    /// Those of them that are the market's own.
    pub fn market(&self) -> &[Alias] {
        self.base.aliases.get(..self.base.market).unwrap_or_default()
    }

    /// The outlines of the counties, as the files have them.
    pub fn outlines(&self) -> &[Outline] {
        &self.base.outlines
    }

    /// What typed words are looked up in.
    pub fn index(&self) -> Arc<Index> {
        self.data().index.clone()
    }
}

fn version(files: &Files) -> String {
    let texts = [&files.regions, &files.outlines, &files.occupations, &files.aliases, &files.market_titles];
    data::digits(&texts.iter().fold(Sha256::new(), Digest::chain_update).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn the_built_in_city_is_whole() {
        let reference = Reference::builtin();
        assert_eq!((reference.counties().len(), reference.towns().len()), (6, 84));
        assert_eq!(reference.regions().len(), 1_280);
        assert_eq!(reference.outlines().len(), 6);
        for county in reference.counties().iter() {
            assert!(county.point.is_some(), "{} has no point", county.name);
            assert!(reference.outlines().iter().any(|outline| outline.county == county.code), "{}", county.name);
        }
    }

    #[test]
    fn places_are_named_by_county_and_township() {
        let reference = Reference::builtin();
        assert_eq!(reference.place_name(&code("510603001010")), "旌阳区 · 旌阳街道");
        assert_eq!(reference.place_name(&code("510600")), "德阳市");
        assert_eq!(reference.point_of(&code("510603001")), reference.point_of(&code("510603")));
    }

    #[test]
    fn another_city_is_read_from_a_folder_and_mistakes_are_named() {
        let folder = std::env::temp_dir().join(format!("gongyi-reference-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
        let header = "code,parent_code,level,type,name,short_name,lon_gcj02,lat_gcj02,mca_code_if_different\n";
        write("regions.csv", &format!("{header}110100,,city,city,北京市,北京,116.4,39.9,\n"));
        write("county_outlines.geojson", r#"{"features":[]}"#);
        write("occupations.csv", "code,parent_code,level,name,digital,green\n4-10-01-02,,4,育婴员,0,0\n");
        write("occupation_aliases.csv", "alias,code,source\n月嫂,4-10-01-02,x\n");
        write("market_titles.csv", "alias,code,name\n");
        let reference = Reference::from_dir(&folder).expect("another city");
        assert_eq!(reference.city().name, "北京市");
        write("regions.csv", &format!("{header}110100,,city,city,北京市,北京,116.4,39.9,\nx1,,county,x,x,x,,,\n"));
        let error = Reference::from_dir(&folder).err().map(|error| error.to_string()).unwrap_or_default();
        std::fs::remove_dir_all(&folder).expect("removed");
        assert!(error.contains("regions.csv, line 3"), "{error}");
    }
}
