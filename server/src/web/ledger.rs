//! The wage ledger as a workbook, with the columns that the law names (保障农民工工资支付条例 art. 15).

use app::text::{Language, Text, say, settlement::Settlement};
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use domain::{
    error::{ErrorKind, Refused},
    gig::settlement::{Ledger, LedgerQuery, LedgerRow},
    when::Moment,
};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{AppState, Visitor, status};
use crate::table::harmless;

/// The workbook, for owners of the organisation.
pub async fn download(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(organisation): Path<String>,
    Query(query): Query<LedgerQuery>,
) -> Response {
    let Ok(organisation) = organisation.parse() else { return status::plain(Refused::Missing.kind()) };
    let ledger = match state.services.settlements.export(&visitor.actor, organisation, query).await {
        Ok(ledger) => ledger,
        Err(refused) => return status::plain(refused.kind()),
    };
    let bytes = match workbook(visitor.language, &ledger) {
        Ok(bytes) => bytes,
        Err(error) => {
            tracing::error!(%error, "a ledger could not be written");
            return status::plain(ErrorKind::Busy);
        }
    };
    let disposition = format!("attachment; filename=\"ledger-{}-{}.xlsx\"", ledger.from, ledger.to);
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"))),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}

/// A cell.
enum Cell {
    Text(String),
    Count(i64),
    Sum(i64),
}

fn heads(words: &Settlement) -> [&'static str; 17] {
    [
        words.h_employer,
        words.h_term,
        words.h_due,
        words.h_day,
        words.h_name,
        words.h_number,
        words.h_phone,
        words.h_work,
        words.h_begun,
        words.h_ended,
        words.h_minutes,
        words.h_pieces,
        words.h_owed,
        words.h_deducted,
        words.h_paid,
        words.h_method,
        words.h_receipt,
    ]
}

fn cells(t: &Text, words: &Settlement, ledger: &Ledger, row: &LedgerRow) -> [Cell; 17] {
    let wages = &row.wages;
    let text = |text: &str| Cell::Text(harmless(text.to_owned()));
    let time = |at: Moment| Cell::Text(format!("{} {}", at.date(), at.clock()));
    let days: Vec<String> = wages.payments.iter().map(|payment| payment.day.date().to_string()).collect();
    let mut methods: Vec<&str> = wages.payments.iter().map(|payment| words.method_of(payment.method)).collect();
    methods.dedup();
    let receipt = wages.receipt.map(|(receipt, at)| format!("{} {} {}", words.receipt(receipt), at.date(), at.clock()));
    [
        text(&ledger.name),
        text(say::settlement(t, wages.term)),
        Cell::Text(Moment(wages.due.0 - 1).date().to_string()),
        Cell::Text(days.join(" ")),
        text(&row.name),
        text(&row.number),
        text(&row.phone),
        text(&row.title),
        time(row.starts),
        time(row.ends),
        Cell::Count(wages.minutes),
        Cell::Count(wages.pieces),
        Cell::Sum(wages.balance.owed.0),
        Cell::Sum(0),
        Cell::Sum(wages.balance.paid.0),
        Cell::Text(methods.join(" ")),
        Cell::Text(receipt.unwrap_or_default()),
    ]
}

fn workbook(language: Language, ledger: &Ledger) -> Result<Vec<u8>, XlsxError> {
    let (t, words) = (language.text(), Settlement::of(language));
    let mut workbook = Workbook::new();
    let (bold, sum) = (Format::new().set_bold(), Format::new().set_num_format("0.00"));
    let page = workbook.add_worksheet();
    page.set_name(words.ledger)?;
    page.set_freeze_panes(1, 0)?;
    for (at, head) in (0..).zip(heads(words)) {
        page.write_string_with_format(0, at, head, &bold)?;
        page.set_column_width(at, 16)?;
    }
    for (line, row) in (1..).zip(&ledger.rows) {
        for (at, cell) in (0..).zip(cells(t, words, ledger, row)) {
            write(page, (line, at), cell, &sum)?;
        }
    }
    workbook.save_to_buffer()
}

#[allow(clippy::cast_precision_loss, reason = "workbooks know no integers; up to 2^53 nothing is lost")]
fn write(page: &mut Worksheet, (line, at): (u32, u16), cell: Cell, sum: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => page.write_string(line, at, text)?,
        Cell::Count(number) => page.write_number(line, at, number as f64)?,
        Cell::Sum(fen) => page.write_number_with_format(line, at, fen as f64 / 100.0, sum)?,
    };
    Ok(())
}
