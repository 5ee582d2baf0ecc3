//! Files and entries put together, ready to be looked up.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use domain::{
    occupation::OccupationCode,
    place::Point,
    region::{RegionCode, RegionLevel},
};
use sha2::{Digest, Sha256};

use super::{Alias, Occupation, Occupations, Outline, Region, Regions, entries::Entries};
use crate::search::Index;

/// What the files say.
pub struct Base {
    /// Regions.
    pub regions: Vec<Region>,
    /// Which of them is the city.
    pub city: Region,
    /// Occupations.
    pub occupations: Vec<Occupation>,
    /// Names that people use.
    pub aliases: Vec<Alias>,
    /// How many of them, the first, are the market's own.
    pub market: usize,
    /// Outlines of the counties.
    pub outlines: Vec<Outline>,
    /// The first digits of a hash of all files.
    pub version: String,
}

/// Files and entries together. Lists of choices leave out what has ended.
pub struct Data {
    /// Every region, in the order of the codes.
    pub regions: Regions,
    region_by_code: HashMap<RegionCode, Arc<Region>>,
    /// The city.
    pub city: Arc<Region>,
    /// Counties to choose from.
    pub counties: Regions,
    /// Townships to choose from.
    pub towns: Regions,
    under: HashMap<RegionCode, Regions>,
    /// Every occupation, in the order of the codes.
    pub occupations: Occupations,
    occupation_by_code: HashMap<OccupationCode, Arc<Occupation>>,
    /// What typed words are looked up in.
    pub index: Arc<Index>,
    /// Changes when anything of it does.
    pub version: String,
}

impl Data {
    /// The files with the entries over them.
    pub fn new(base: &Base, entries: Entries) -> Self {
        let version = version(base, &entries);
        let by_code = merged_regions(base, entries.regions);
        let occupation_by_code = merged_occupations(base, entries.occupations);
        let regions: Regions = by_code.values().cloned().collect();
        let occupations: Occupations = occupation_by_code.values().cloned().collect();
        let aliases = base.aliases.iter().filter(|alias| occupation_by_code.contains_key(&alias.code));
        let index = Arc::new(Index::new(aliases, occupations.iter().map(AsRef::as_ref)));
        let of_level = |level: RegionLevel| -> Regions {
            let of_it = regions.iter().filter(|region| region.code.level() == level);
            of_it.filter(|region| offered(region, |code| by_code.get(code))).cloned().collect()
        };
        let [counties, towns, villages] =
            [RegionLevel::County, RegionLevel::Township, RegionLevel::Village].map(of_level);
        let city = by_code.get(&base.city.code).cloned().unwrap_or_else(|| Arc::new(base.city.clone()));
        Self {
            under: by_parent(towns.iter().chain(villages.iter())),
            city,
            counties,
            towns,
            region_by_code: by_code.into_iter().collect(),
            regions,
            occupations,
            occupation_by_code: occupation_by_code.into_iter().collect(),
            index,
            version,
        }
    }

    /// A region by its code, also one that has ended.
    pub fn region(&self, code: &RegionCode) -> Option<&Arc<Region>> {
        self.region_by_code.get(code)
    }

    /// Whether a region may be chosen.
    pub fn offers(&self, code: &RegionCode) -> bool {
        self.region(code).is_some_and(|region| offered(region, |code| self.region(code)))
    }

    /// The townships of a county to choose from, or the villages of a township.
    pub fn under(&self, code: &RegionCode) -> Regions {
        self.under.get(code).cloned().unwrap_or_default()
    }

    /// An occupation by its code, also one that has ended.
    pub fn occupation(&self, code: &OccupationCode) -> Option<&Arc<Occupation>> {
        self.occupation_by_code.get(code)
    }
}

/// The regions over a township or village, the nearest first; below the city.
fn over(code: &RegionCode) -> impl Iterator<Item = RegionCode> {
    let parents = match code.level() {
        RegionLevel::City | RegionLevel::County => [None, None],
        RegionLevel::Township => [code.county(), None],
        RegionLevel::Village => [code.town(), code.county()],
    };
    parents.map(|parent| parent.and_then(RegionCode::parse)).into_iter().flatten()
}

/// Whether neither a region nor what it lies in has ended.
fn offered<'a>(region: &Region, find: impl Fn(&RegionCode) -> Option<&'a Arc<Region>>) -> bool {
    !region.ended && over(&region.code).all(|code| find(&code).is_none_or(|parent| !parent.ended))
}

fn by_parent<'a>(regions: impl Iterator<Item = &'a Arc<Region>>) -> HashMap<RegionCode, Regions> {
    let mut under: HashMap<RegionCode, Vec<Arc<Region>>> = HashMap::new();
    for region in regions {
        if let Some(parent) = over(&region.code).next() {
            under.entry(parent).or_default().push(region.clone());
        }
    }
    under.into_iter().map(|(parent, regions)| (parent, regions.into())).collect()
}

fn merged_regions(base: &Base, entries: Vec<Region>) -> BTreeMap<RegionCode, Arc<Region>> {
    let mut all: BTreeMap<RegionCode, Region> =
        base.regions.iter().map(|region| (region.code.clone(), region.clone())).collect();
    for mut entry in entries {
        entry.point = entry.point.or_else(|| all.get(&entry.code)?.point);
        entry.ended &= entry.code != base.city.code;
        if entry.short_name.is_empty() {
            entry.short_name.clone_from(&entry.name);
        }
        all.insert(entry.code.clone(), entry);
    }
    all.into_iter().map(|(code, region)| (code, Arc::new(region))).collect()
}

fn merged_occupations(base: &Base, entries: Vec<Occupation>) -> BTreeMap<OccupationCode, Arc<Occupation>> {
    let all = base.occupations.iter().cloned().chain(entries);
    all.map(|occupation| (occupation.code.clone(), Arc::new(occupation))).collect()
}

/// The version of the files, or the first digits of a hash of it and of all entries.
fn version(base: &Base, entries: &Entries) -> String {
    if *entries == Entries::default() {
        return base.version.clone();
    }
    let mut hash = Sha256::new().chain_update(&base.version);
    let mut add = |cells: &[&str], point: Option<Point>, ended: bool| {
        for cell in cells {
            hash.update(cell.len().to_be_bytes());
            hash.update(cell);
        }
        hash.update(format!("{point:?}{ended}"));
    };
    for Region { code, name, short_name, point, ended } in &entries.regions {
        add(&[code.as_str(), name, short_name], *point, *ended);
    }
    for Occupation { code, name, ended } in &entries.occupations {
        add(&[code.as_str(), name], None, *ended);
    }
    digits(&hash.finalize())
}

/// The first 64 bits of a hash, as a number.
pub fn digits(hash: &[u8]) -> String {
    let first = hash.iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
    first.to_string()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::reference::Reference;

    static BASE: LazyLock<Arc<Base>> = LazyLock::new(|| Reference::builtin().base);

    fn region(code: &str, ended: bool) -> Region {
        let code = RegionCode::parse(code).unwrap_or_else(|| panic!("{code}"));
        Region { code, name: "新名".to_owned(), short_name: String::new(), point: None, ended }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// Whatever the entries are: the city is there with its point, nothing that is known is lost, and what is
        /// offered is known and has not ended.
        #[test]
        fn entries_take_nothing_away(
            entries in proptest::collection::vec(("510600|5106(0[34]|23)([0-9]{3}(00[1-3])?)?", any::<bool>()), 0..6),
        ) {
            let regions: Vec<Region> = entries.iter().map(|(code, ended)| region(code, *ended)).collect();
            let (base, data) = (&BASE, Data::new(&BASE, Entries { regions, occupations: Vec::new() }));
            prop_assert!(data.city.point.is_some() && !data.city.ended);
            prop_assert!(base.regions.iter().all(|region| data.region(&region.code).is_some()));
            prop_assert_eq!(data.version == base.version, entries.is_empty());
            for region in data.counties.iter().chain(data.towns.iter()) {
                prop_assert!(data.offers(&region.code) && !region.ended);
                prop_assert!(over(&region.code).all(|over| data.region(&over).is_none_or(|over| !over.ended)));
            }
            let towns = data.counties.iter().map(|county| data.under(&county.code).len()).sum::<usize>();
            let orphans = data.towns.iter().filter(|town| over(&town.code).all(|over| data.region(&over).is_none()));
            prop_assert_eq!(towns + orphans.count(), data.towns.len());
        }
    }

    #[test]
    fn a_version_is_of_all_that_is_said() {
        let version = |regions: Vec<Region>| version(&BASE, &Entries { regions, occupations: Vec::new() });
        let one = region("510603001", false);
        let others = [
            Region { name: "新".to_owned(), short_name: "名".to_owned(), ..one.clone() },
            Region { ended: true, ..one.clone() },
            Region { point: Some(Point { lat: 1, lng: 2 }), ..one.clone() },
        ];
        let mut all: Vec<String> = others.into_iter().map(|other| version(vec![other])).collect();
        all.extend([version(vec![one.clone()]), version(vec![]), version(vec![one.clone(), one])]);
        let unlike: std::collections::HashSet<&String> = all.iter().collect();
        assert_eq!(unlike.len(), all.len());
    }
}
