//! Rows as a file: comma-separated values or a workbook.
//!
//! Whatever stands in a cell, no spreadsheet takes it for a formula: a text that begins like one gets an apostrophe
//! before it in comma-separated values (the way OWASP's page on CSV injection names), and is written as a text into a
//! workbook.

use app::text::{Text, tables, tables::Tables};
use domain::{
    error::{Problem, Refused},
    identity::{Actor, Right},
    table::{
        Cell, Column, EXPORT_LIMIT, Export, ExportDraft, ExportFormat, TableFilter, TableKind, TableMark, TableRow,
    },
};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{Rows, Service, staff};
use crate::{
    store::{Fault, Key, refused, unreachable},
    trail::{self, Deed, actor_word},
};

/// Rows that are read at once.
const BATCH: usize = 2_000;

/// What goes into a file.
struct Sheet {
    kind: TableKind,
    columns: Vec<Column>,
    rows: Vec<TableRow>,
}

impl Service {
    pub(super) async fn export_rows(
        &self,
        actor: &Actor,
        draft: ExportDraft,
        language: &str,
    ) -> Result<Export, Refused> {
        let by = staff(actor, Right::Export)?;
        let kind = TableKind::parse(&draft.table).ok_or(Refused::Missing)?;
        staff(actor, kind.right())?;
        let format = ExportFormat::parse(&draft.format);
        let format = format.ok_or_else(|| Refused::field("format", Problem::UnknownWord))?;
        let (filter, _) = draft.query.parse(kind);
        let region = Self::region(by, &filter);
        let read = self.all_rows(kind, TableFilter { after: None, ..filter.clone() }, &region);
        let rows = read.await.map_err(|error| unreachable(&error))?;
        let Some(rows) = rows else {
            let most = u32::try_from(EXPORT_LIMIT).unwrap_or(u32::MAX);
            return Err(Refused::field("format", Problem::TooManyRows(most)));
        };
        self.note_export(actor, kind, &draft, (region.as_str(), rows.len())).await?;
        let language = tables::language(language);
        let sheet = Sheet { kind, columns: filter.columns, rows };
        let name = format!("{}-{}.{}", kind.word(), self.clock.now().date(), format.word());
        let made = tokio::task::spawn_blocking(move || match format {
            ExportFormat::Csv => csv(language.text(), &sheet),
            ExportFormat::Xlsx => xlsx(language.text(), &sheet).ok(),
        });
        let bytes = made.await.ok().flatten().ok_or(Refused::Busy)?;
        Ok(Export { name, format, bytes })
    }

    /// All rows of a filter; nothing if there are more than a file may have.
    async fn all_rows(
        &self,
        kind: TableKind,
        mut filter: TableFilter,
        region: &domain::region::RegionCode,
    ) -> Result<Option<Vec<TableRow>>, sqlx::Error> {
        let mut all = Vec::new();
        loop {
            // A connection for each part: nobody waits for one while a long file is written.
            let mut db = self.store.read().await?;
            let Rows { rows, next } = self.rows(&mut db, kind, &filter, region, BATCH).await?;
            all.extend(rows);
            if all.len() > EXPORT_LIMIT {
                return Ok(None);
            }
            let next = next.and_then(|mark| TableMark::parse(&mark, filter.order.by.is_number()));
            match next {
                Some(mark) => filter.after = Some(mark),
                None => return Ok(Some(all)),
            }
        }
    }

    /// Tells the trail who took what away, before they have it.
    async fn note_export(
        &self,
        actor: &Actor,
        kind: TableKind,
        draft: &ExportDraft,
        (region, rows): (&str, usize),
    ) -> Result<(), Refused> {
        let Some(account) = actor.staff().map(|staff| staff.account) else { return Err(Refused::SignedOut) };
        let asked: Vec<String> = draft.query.pairs().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (actor, action) = (actor_word(actor), format!("exported.{}", kind.word()));
        let reason = format!("{rows} {} {}", draft.format, asked.join(" "));
        let (clock, region) = (self.clock.clone(), region.to_owned());
        let written = self.store.write::<_, Refused, _>(move |db| {
            let (actor, action, reason, clock) = (actor.clone(), action.clone(), reason.clone(), clock.clone());
            let region = region.clone();
            Box::pin(async move {
                let subject = Key::from(account);
                let deed = Deed { actor: &actor, action: &action, subject, region: &region, reason: &reason };
                trail::write(db, clock.id(), &deed, clock.now()).await.map_err(Fault::Store)
            })
        });
        written.await.map_err(refused)
    }
}

fn heads<'a>(t: &Text, sheet: &'a Sheet) -> impl Iterator<Item = &'static str> + use<'a> {
    let words = Tables::of(t.language);
    sheet.columns.iter().map(move |column| words.column(*column))
}

/// Comma-separated values in UTF-8, with the mark by which Excel knows that they are.
fn csv(t: &Text, sheet: &Sheet) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(heads(t, sheet)).ok()?;
    for row in &sheet.rows {
        let texts = row.cells.iter().zip(&sheet.columns).map(|(cell, column)| {
            let text = tables::cell(t, sheet.kind, *column, cell);
            if matches!(cell, Cell::Text(_)) { harmless(text) } else { text }
        });
        writer.write_record(texts).ok()?;
    }
    writer.into_inner().ok()
}

/// A text that no spreadsheet takes for a formula.
pub fn harmless(text: String) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text }
}

fn xlsx(t: &Text, sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (bold, sum) = (Format::new().set_bold(), Format::new().set_num_format("0.00"));
    let page = workbook.add_worksheet();
    page.set_name(Tables::of(t.language).table(sheet.kind))?;
    page.set_freeze_panes(1, 0)?;
    for (at, head) in (0..).zip(heads(t, sheet)) {
        page.write_string_with_format(0, at, head, &bold)?;
        page.set_column_width(at, 18)?;
    }
    for (line, row) in (1..).zip(&sheet.rows) {
        for ((at, cell), column) in (0..).zip(&row.cells).zip(&sheet.columns) {
            match cell {
                Cell::Empty => {}
                // Written as a number, which a spreadsheet can add up; a table's numbers are small.
                Cell::Number(number) => drop(page.write_number(line, at, int(*number))?),
                Cell::Sum(fen) => drop(page.write_number_with_format(line, at, int(fen.0) / 100.0, &sum)?),
                other => drop(page.write_string(line, at, tables::cell(t, sheet.kind, *column, other))?),
            }
        }
    }
    workbook.save_to_buffer()
}

/// A number as a workbook has it.
#[allow(clippy::cast_precision_loss, reason = "workbooks know no integers; up to 2^53 nothing is lost")]
const fn int(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::text::Language;
    use domain::money::Fen;
    use proptest::prelude::*;

    fn sheet(texts: &[&str]) -> Sheet {
        let row = |text: &&str| TableRow {
            id: uuid::Uuid::nil(),
            href: String::new(),
            cells: vec![Cell::Text((*text).to_owned()), Cell::Sum(Fen(-150)), Cell::Empty],
        };
        let columns = vec![Column::Title, Column::Pay, Column::Published];
        Sheet { kind: TableKind::Postings, columns, rows: texts.iter().map(row).collect() }
    }

    #[test]
    fn what_looks_like_a_formula_is_none() {
        let typed = ["=1+1", " =1", "+86", "-x", "@SUM(A1)", "\t=1", "搬运,\"急\"\n两行", "＝1"];
        let bytes = csv(Language::En.text(), &sheet(&typed)).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(text.starts_with('\u{FEFF}'));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        assert_eq!(reader.headers().expect("a head").get(1), Some("Pay (yuan)"));
        let read: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        let titles: Vec<&str> = read.iter().map(|row| &row[0]).collect();
        assert_eq!(titles, ["'=1+1", "' =1", "'+86", "'-x", "'@SUM(A1)", "'\t=1", "搬运,\"急\"\n两行", "'＝1"]);
        assert_eq!(&read[0][1], "-1.5", "a sum below nothing stays a number");
    }

    #[test]
    fn a_workbook_holds_texts_and_numbers() {
        let bytes = xlsx(Language::Zh.text(), &sheet(&["=1+1"])).expect("written");
        assert!(bytes.starts_with(b"PK\x03\x04"));
    }

    proptest! {
        #[test]
        fn no_text_begins_as_a_formula(text in ".{0,30}") {
            let harmless = harmless(text.clone());
            prop_assert!(harmless == text || harmless[1..] == text);
            prop_assert!(!harmless.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        }
    }
}
