//! What goes with a list: checking codes against the reference data, naming the choices, and ways to find more.

use domain::{
    error::{FieldError, Problem},
    gig::{Facets, Filter, GigQuery, RegionFacet, Widening, WideningKind, facet::Counted},
    occupation::OccupationCode,
    region::{RegionChoice, RegionCode},
};
use sqlx::Error;

use super::find::Search;
use crate::{reference::Reference, store::Db};

/// Groups of occupations offered as choices.
const GROUPS: usize = 12;
/// Ways to find more that are offered.
const WIDENINGS: usize = 4;

/// Leaves out codes that this city or the classification does not know, and names them.
pub fn check(reference: &Reference, filter: &mut Filter, problems: &mut Vec<FieldError>) {
    if let Some(code) = filter.region.take_if(|code| reference.region(code).is_none()) {
        let field = if code.town().is_some() { "town" } else { "county" };
        problems.push(FieldError::new(field, Problem::UnknownRegion));
    }
    let known = |stem: &String| match OccupationCode::parse(stem) {
        Some(code) => reference.occupation(&code).is_some(),
        None => reference.group_name(stem.get(..4).unwrap_or_default()).is_some(),
    };
    if filter.occupation.take_if(|stem| !known(stem)).is_some() {
        problems.push(FieldError::new("occupation", Problem::UnknownOccupation));
    }
}

/// The choices with their names: every county, the townships of the chosen one, the most frequent groups.
pub fn named(reference: &Reference, counted: Counted, chosen: Option<&RegionCode>) -> Facets {
    let Counted { facets, counties, .. } = counted;
    let count_of = |code: &RegionCode| {
        let number = code.as_str().parse::<u32>().ok();
        counties.iter().find(|(county, _)| Some(*county) == number).map(|(_, count)| *count)
    };
    let choice = |code: &RegionCode| RegionChoice { code: code.clone(), name: reference.short_name(code) };
    let mut regions: Vec<RegionFacet> = reference
        .counties()
        .iter()
        .map(|county| RegionFacet {
            region: choice(&county.code),
            count: Some(count_of(&county.code).unwrap_or_default()),
        })
        .collect();
    if let Some(county) = chosen.and_then(|code| RegionCode::parse(code.county()?)) {
        let towns = reference.towns_of(&county);
        regions.extend(towns.iter().map(|town| RegionFacet { region: choice(&town.code), count: None }));
    }
    // One that is not offered any more is still looked in by who has its address.
    let gone = chosen.filter(|chosen| regions.iter().all(|facet| facet.region.code != **chosen));
    regions.extend(gone.map(|chosen| RegionFacet { region: choice(chosen), count: None }));
    let mut occupations = facets.occupations;
    occupations.truncate(GROUPS);
    for facet in &mut occupations {
        facet.name = reference.group_name(&facet.code).unwrap_or_else(|| facet.code.clone());
    }
    Facets { regions, occupations, ..facets }
}

/// Ways to find more when nothing was found: each gives up one part of the query, the most fruitful first.
pub async fn widenings(db: &mut Db, search: &Search<'_>, query: &GigQuery) -> Result<Vec<Widening>, Error> {
    let mut found = Vec::new();
    for (kind, query) in wider(query) {
        let (filter, _) = query.parse(search.now);
        let words = search.words.filter(|_| !query.q.is_empty());
        let count = Search { filter: &filter, words, ..*search }.total(db).await?;
        if count.n > 0 {
            found.push(Widening { kind, query, count });
        }
    }
    found.sort_by_key(|widening| std::cmp::Reverse(widening.count.n));
    found.truncate(WIDENINGS);
    Ok(found)
}

/// The query with one part given up, for each part it has; all parts if nothing less helps.
fn wider(query: &GigQuery) -> Vec<(WideningKind, GigQuery)> {
    let base = GigQuery { after: String::new(), ..query.clone() };
    let mut ways = Vec::new();
    let mut offer = |has: bool, kind: WideningKind, change: fn(&mut GigQuery)| {
        if has {
            let mut wider = base.clone();
            change(&mut wider);
            ways.push((kind, wider));
        }
    };
    offer(!base.q.is_empty(), WideningKind::AnyWords, |q| q.q.clear());
    offer(!base.date.is_empty(), WideningKind::AnyDay, |q| q.date.clear());
    offer(!base.part.is_empty(), WideningKind::AnyPart, |q| q.part.clear());
    offer(!base.town.is_empty() && !base.county.is_empty(), WideningKind::WholeCounty, |q| q.town.clear());
    offer(!base.county.is_empty() || !base.town.is_empty(), WideningKind::WholeCity, |q| {
        q.county.clear();
        q.town.clear();
    });
    offer(!base.occupation.is_empty(), WideningKind::AnyOccupation, |q| q.occupation.clear());
    offer(!base.min_hourly.is_empty(), WideningKind::AnyPay, |q| q.min_hourly.clear());
    offer(!base.paid.is_empty(), WideningKind::AnySettlement, |q| q.paid.clear());
    if ways.len() > 1 {
        let everything = GigQuery { near: base.near.clone(), sort: base.sort.clone(), ..GigQuery::default() };
        ways.push((WideningKind::Everything, everything));
    }
    ways
}
