//! The tables of reference data, which lie in memory: regions and occupations.

use std::sync::Arc;

use domain::{
    region::{RegionCode, RegionLevel},
    table::{Cell, Column, SortKey, TableFilter, TableKind, TableMark, TableRow},
};
use uuid::Uuid;

use crate::reference::{Occupation, Reference, Region};

/// A row with what it is sorted by.
struct Listed {
    code: String,
    name: String,
    level: &'static str,
    place: String,
    ended: bool,
}

/// The rows of a region that meet the filter, the first `most` after its mark; how many there are in all; and where the
/// next page begins.
pub fn rows(
    reference: &Reference,
    kind: TableKind,
    filter: &TableFilter,
    region: &RegionCode,
    most: usize,
) -> (Vec<TableRow>, usize, Option<TableMark>) {
    let mut all = if kind == TableKind::Regions { regions(reference, region) } else { occupations(reference) };
    all.retain(|row| filter.state.is_none_or(|state| state == row.state()));
    all.retain(|row| row.code.starts_with(&filter.words) || row.name.contains(&filter.words));
    all.sort_by(|a, b| a.code.cmp(&b.code));
    if filter.order.descending {
        all.reverse();
    }
    let total = all.len();
    if let Some(TableMark { key: SortKey::Text(after), .. }) = &filter.after {
        all.retain(|row| if filter.order.descending { row.code < *after } else { row.code > *after });
    }
    let more = all.len() > most;
    all.truncate(most);
    let mark = |row: &Listed| TableMark { key: SortKey::Text(row.code.clone()), id: Uuid::nil() };
    let next = all.last().filter(|_| more).map(mark);
    (all.into_iter().map(|row| shown(&row, &filter.columns)).collect(), total, next)
}

impl Listed {
    const fn state(&self) -> &'static str {
        if self.ended { "abolished" } else { "current" }
    }
}

fn regions(reference: &Reference, within: &RegionCode) -> Vec<Listed> {
    let listed = |region: &Arc<Region>| Listed {
        code: region.code.to_string(),
        name: region.name.clone(),
        level: level(region.code.level()),
        place: reference.place_name(&region.code),
        ended: region.ended,
    };
    reference.regions().iter().filter(|region| within.covers(&region.code)).map(listed).collect()
}

fn occupations(reference: &Reference) -> Vec<Listed> {
    let listed = |occupation: &Arc<Occupation>| Listed {
        code: occupation.code.to_string(),
        name: occupation.name.clone(),
        level: "",
        place: String::new(),
        ended: occupation.ended,
    };
    reference.occupations().iter().map(listed).collect()
}

const fn level(level: RegionLevel) -> &'static str {
    match level {
        RegionLevel::City => "city",
        RegionLevel::County => "county",
        RegionLevel::Township => "township",
        RegionLevel::Village => "village",
    }
}

fn shown(row: &Listed, columns: &[Column]) -> TableRow {
    let cell = |column: &Column| match column {
        Column::Code => Cell::Text(row.code.clone()),
        Column::Name | Column::Occupation => Cell::Text(row.name.clone()),
        Column::Level => Cell::Word(row.level.to_owned()),
        Column::Place => Cell::Text(row.place.clone()),
        Column::State => Cell::Word(row.state().to_owned()),
        _ => Cell::Empty,
    };
    TableRow { id: Uuid::nil(), href: String::new(), cells: columns.iter().map(cell).collect() }
}
