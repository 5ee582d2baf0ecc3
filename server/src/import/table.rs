//! From the bytes of a file to its rows: CSV as programs in China and elsewhere write it, or the first sheet of a
//! workbook.
//!
//! What a file is follows from its bytes, never from its name. Cells are text: a formula in a CSV is the text of it, one
//! in a workbook what it came to when that was saved.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use csv::{ReaderBuilder, StringRecord};
use domain::{
    attachment::FileKind,
    error::Problem,
    import::{COLUMNS_LIMIT, ROWS_LIMIT, UNPACKED_LIMIT, UNPACKED_LIMIT_MB},
};
use encoding_rs::{Encoding, GB18030, UTF_8};

use super::unpack;

/// The rows of a file.
pub struct Table {
    /// What the file is.
    pub kind: FileKind,
    /// The cells of the first line.
    pub names: Vec<String>,
    /// The lines below it that are not empty, with their numbers from 1.
    pub rows: Vec<(u32, StringRecord)>,
}

/// How text in cells adds up: a workbook names a long text a million times and keeps it once.
struct Room(u64);

impl Room {
    fn take(&mut self, text: &str) -> Result<(), Problem> {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.0 = self.0.checked_sub(length).ok_or(Problem::UnpacksTooLarge(UNPACKED_LIMIT_MB))?;
        Ok(())
    }
}

impl Table {
    /// Reads a file. Takes a while: not for where others wait.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        if bytes.starts_with(b"PK\x03\x04") {
            return workbook(bytes);
        }
        text(bytes)
    }

    fn add(&mut self, line: u32, cells: StringRecord) -> Result<(), Problem> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        if cells.iter().skip(COLUMNS_LIMIT as usize).any(|cell| !cell.trim().is_empty()) {
            return Err(Problem::TooManyColumns(COLUMNS_LIMIT));
        }
        if self.names.is_empty() {
            self.names = cells.iter().map(str::to_owned).collect();
            return Ok(());
        }
        if self.rows.len() >= ROWS_LIMIT as usize {
            return Err(Problem::TooManyRows(ROWS_LIMIT));
        }
        self.rows.push((line, cells));
        Ok(())
    }

    fn checked(self) -> Result<Self, Problem> {
        if self.names.is_empty() {
            return Err(Problem::NotATable);
        }
        if self.rows.is_empty() { Err(Problem::NoRows) } else { Ok(self) }
    }
}

/// The text of a CSV, in whatever it is written in: with a mark at its beginning, in UTF-8, or in GB 18030, as
/// spreadsheets in China save it.
fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let marked = Encoding::for_bom(bytes);
    let zero = || bytes.iter().take(4_096).any(|byte| *byte == 0);
    if bytes.starts_with(b"%PDF-") || marked.is_none() && zero() {
        return Err(Problem::NotATable);
    }
    let encoding = match marked {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    let (text, _, damaged) = encoding.decode(bytes);
    if damaged { Err(Problem::NotATable) } else { Ok(text.into_owned()) }
}

/// What parts the cells of a line: whichever of comma, semicolon and tab stands most in the first, outside of quotes.
fn separator(text: &str) -> u8 {
    let (mut quoted, mut seen) = (false, [0_usize; 3]);
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            b',' if !quoted => seen[0] += 1,
            b';' if !quoted => seen[1] += 1,
            b'\t' if !quoted => seen[2] += 1,
            _ => {}
        }
    }
    let most = seen.iter().max().copied().unwrap_or_default();
    b",;\t"[seen.iter().position(|n| *n == most).unwrap_or_default()]
}

fn text(bytes: &[u8]) -> Result<Table, Problem> {
    let text = decode(bytes)?;
    let mut table = Table { kind: FileKind::Csv, names: Vec::new(), rows: Vec::new() };
    let mut reader = ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(separator(&text));
    for record in reader.from_reader(text.as_bytes()).records() {
        let record = record.map_err(|_| Problem::NotATable)?;
        let line = record.position().map_or(0, |start| line_of(&text, start));
        table.add(line, record)?;
    }
    table.checked()
}

/// The line that a row begins on: the reader counts the empty ones before it to the row.
fn line_of(text: &str, start: &csv::Position) -> u32 {
    let from = usize::try_from(start.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    u32::try_from(start.line()).unwrap_or(u32::MAX).saturating_add(u32::try_from(empty).unwrap_or_default())
}

fn workbook(bytes: &[u8]) -> Result<Table, Problem> {
    unpack::check(bytes)?;
    let broken = |_| Problem::NotATable;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheet = book.sheet_names().first().cloned().ok_or(Problem::NotATable)?;
    // Cell by cell: a sheet as a whole would be as large as its last corner says.
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(broken)?;
    let mut table = Table { kind: FileKind::Xlsx, names: Vec::new(), rows: Vec::new() };
    let (mut line, mut row) = (0_u32, Vec::<String>::new());
    let mut room = Room(UNPACKED_LIMIT);
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (at, column) = cell.get_position();
        if at < line {
            return Err(Problem::NotATable);
        }
        if at > line {
            table.add(line + 1, StringRecord::from(std::mem::take(&mut row)))?;
            line = at;
        }
        let text = cell_text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if column >= COLUMNS_LIMIT {
            return Err(Problem::TooManyColumns(COLUMNS_LIMIT));
        }
        room.take(&text)?;
        let column = column as usize;
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = text;
    }
    table.add(line.saturating_add(1), StringRecord::from(row))?;
    table.checked()
}

/// A cell as somebody would have typed it: whole numbers without a point, dates and times as the forms have them.
fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(at) => date_time(*at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.replace('T', " "),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// `2026-11-23`, `05:30` or both, to the nearest minute: times are fractions of a day in a workbook.
fn date_time(at: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let minutes = (u32::from(hour) * 60 + u32::from(minute) + u32::from(second >= 30)).min(24 * 60 - 1);
    let (date, time) = (format!("{year:04}-{month:02}-{day:02}"), format!("{:02}:{:02}", minutes / 60, minutes % 60));
    match (at.as_f64() < 1.0, minutes) {
        (true, _) => time,
        (false, 0) => date,
        (false, _) => format!("{date} {time}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let table = Table::read(bytes).unwrap_or_else(|problem| panic!("{problem:?}"));
        table.rows.iter().map(|(line, cells)| (*line, cells.iter().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn text_is_read_in_every_way_it_is_written() {
        let plain = "手机号,名字\n13800000000,\"李,\n\"\"工\"\"\"\n\n13800000001,=1+1\n";
        let wanted = vec![
            (2, vec!["13800000000".to_owned(), "李,\n\"工\"".to_owned()]),
            (5, vec!["13800000001".to_owned(), "=1+1".to_owned()]),
        ];
        assert_eq!(rows(plain.as_bytes()), wanted);
        assert_eq!(rows(format!("\u{FEFF}{plain}").as_bytes()), wanted);
        assert_eq!(rows(&GB18030.encode(plain).0), wanted);
        let utf16: Vec<u8> = "\u{FEFF}a\tb\n1\t2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&utf16), [(2, vec!["1".to_owned(), "2".to_owned()])]);
        assert_eq!(rows(b"a;b\r\n1,5;2\r\n"), [(2, vec!["1,5".to_owned(), "2".to_owned()])]);
    }

    #[test]
    fn what_is_no_table_is_said() {
        let problem = |bytes: &[u8]| Table::read(bytes).err();
        for none in
            [&b""[..], b"\n\n", b"\x89PNG\r\n\x1a\n\0\0", b"%PDF-1.7\na,b", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\0"]
        {
            assert_eq!(problem(none), Some(Problem::NotATable), "{none:?}");
        }
        assert_eq!(problem(b"a,b\n"), Some(Problem::NoRows));
        let wide = format!("a\n{}x\n", ",".repeat(COLUMNS_LIMIT as usize));
        assert_eq!(problem(wide.as_bytes()), Some(Problem::TooManyColumns(COLUMNS_LIMIT)));
        let long = format!("a\n{}", "x\n".repeat(ROWS_LIMIT as usize));
        assert!(Table::read(long.as_bytes()).is_ok());
        assert_eq!(problem(format!("{long}x\n").as_bytes()), Some(Problem::TooManyRows(ROWS_LIMIT)));
    }

    #[test]
    fn cells_of_a_workbook_are_as_somebody_would_type_them() {
        use calamine::ExcelDateTimeType;
        let date = |n| date_time(ExcelDateTime::new(n, ExcelDateTimeType::DateTime, false));
        assert_eq!((date(46_349.0), date(0.229_166_666_666_666_66)), ("2026-11-23".to_owned(), "05:30".to_owned()));
        assert_eq!(date(46_349.229_166_666_664), "2026-11-23 05:30");
        assert_eq!(cell_text(&DataRef::Float(13_800_000_000.0)), "13800000000");
        assert_eq!(cell_text(&DataRef::Float(22.5)), "22.5");
    }

    proptest! {
        #[test]
        fn anything_may_be_sent(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in "[a-c,;\t\"\n地区 ]{0,200}") {
            let _ = Table::read(&bytes);
            let _ = Table::read(&[b"PK\x03\x04", &bytes[..]].concat());
            let _ = Table::read(text.as_bytes());
        }
    }
}
