//! The tables of the reference data, line by line.

use domain::{occupation::OccupationCode, place::Point, region::RegionCode};

use super::{Alias, Occupation, ReferenceError, Region};

/// One line: its cells, and a way to say what is wrong with it.
struct Line<'a> {
    file: &'static str,
    number: u64,
    cells: &'a csv::StringRecord,
}

impl Line<'_> {
    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).unwrap_or_default().trim()
    }

    fn wrong(&self, what: &str) -> ReferenceError {
        ReferenceError::Line { file: self.file, line: self.number, what: what.to_owned() }
    }

    fn occupation(&self, at: usize) -> Result<OccupationCode, ReferenceError> {
        OccupationCode::parse(self.cell(at)).ok_or_else(|| self.wrong("no occupation code"))
    }
}

/// Reads every line after the first by `read`.
fn each<T>(
    file: &'static str,
    text: &str,
    mut read: impl FnMut(&Line<'_>) -> Result<T, ReferenceError>,
) -> Result<Vec<T>, ReferenceError> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut all = Vec::new();
    for record in rows.records() {
        let cells = record.map_err(|error| ReferenceError::Line {
            file,
            line: error.position().map_or(0, csv::Position::line),
            what: error.to_string(),
        })?;
        let number = cells.position().map_or(0, csv::Position::line);
        all.push(read(&Line { file, number, cells: &cells })?);
    }
    Ok(all)
}

/// The regions.
pub fn regions(text: &str) -> Result<Vec<Region>, ReferenceError> {
    each("regions.csv", text, |line| {
        let code = RegionCode::parse(line.cell(0)).ok_or_else(|| line.wrong("no region code"))?;
        let (lng, lat) = (line.cell(6), line.cell(7));
        let point = match (lng, lat) {
            ("", "") => None,
            _ => Some(Point::parse(&format!("{lat},{lng}")).ok_or_else(|| line.wrong("no position"))?),
        };
        Ok(Region { code, name: line.cell(4).to_owned(), short_name: line.cell(5).to_owned(), point, ended: false })
    })
}

/// The occupations.
pub fn occupations(text: &str) -> Result<Vec<Occupation>, ReferenceError> {
    each("occupations.csv", text, |line| {
        Ok(Occupation { code: line.occupation(0)?, name: line.cell(3).to_owned(), ended: false })
    })
}

/// Names that people use for occupations; several in one cell are parted by `/`.
pub fn aliases(file: &'static str, text: &str) -> Result<Vec<Alias>, ReferenceError> {
    let rows = each(file, text, |line| Ok((line.cell(0).to_owned(), line.occupation(1)?)))?;
    let parts = rows.iter().flat_map(|(names, code)| {
        names.split('/').map(|name| Alias { name: name.trim().to_owned(), code: code.clone() })
    });
    Ok(parts.filter(|alias| !alias.name.is_empty()).collect())
}
