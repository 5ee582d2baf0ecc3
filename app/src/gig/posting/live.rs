//! What the rules find, said while the sheet is filled in: the form is read as it stands and judged by the same code
//! as on the server.

use domain::{
    gig::posting::{Circumstances, Finding, Sheet, ShiftDraft},
    when::Moment,
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// The sheet that a form's fields say.
pub fn sheet(fields: &[(String, String)]) -> Sheet {
    let mut sheet = Sheet::default();
    for (name, value) in fields {
        let Some(path) = name.strip_prefix("sheet[").and_then(|rest| rest.strip_suffix(']')) else { continue };
        let parts: Vec<&str> = path.split("][").collect();
        match parts[..] {
            ["posting", field] => set(&mut sheet, field, value),
            ["shifts", at, field] => {
                let Some(at) = at.parse::<usize>().ok().filter(|at| *at < domain::gig::posting::SHIFTS_LIMIT) else {
                    continue;
                };
                if sheet.shifts.len() <= at {
                    sheet.shifts.resize_with(at + 1, ShiftDraft::default);
                }
                set_shift(&mut sheet.shifts[at], field, value);
            }
            _ => {}
        }
    }
    sheet
}

fn set(sheet: &mut Sheet, field: &str, value: &str) {
    let posting = &mut sheet.posting;
    let place = match field {
        "title" => &mut posting.title,
        "duties" => &mut posting.duties,
        "requirements" => &mut posting.requirements,
        "least_age" => &mut posting.least_age,
        "pay_unit" => &mut posting.pay_unit,
        "pay_amount" => &mut posting.pay_amount,
        "pay_pieces" => &mut posting.pay_pieces,
        "settlement" => &mut posting.settlement,
        "region" => &mut posting.region,
        "address" => &mut posting.address,
        "contact_name" => &mut posting.contact_name,
        _ => return,
    };
    value.clone_into(place);
}

fn set_shift(shift: &mut ShiftDraft, field: &str, value: &str) {
    let place = match field {
        "date" => &mut shift.date,
        "start" => &mut shift.start,
        "end" => &mut shift.end,
        "break_minutes" => &mut shift.break_minutes,
        "seats" => &mut shift.seats,
        _ => return,
    };
    value.clone_into(place);
}

/// Judges the form in which something was typed.
pub fn typed(event: &leptos::ev::Event, now: Moment, around: &Circumstances, found: RwSignal<Vec<Finding>>) {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let form = element.and_then(|element| element.closest("form").ok().flatten());
    let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) else { return };
    let mut fields = Vec::new();
    let data = web_sys::FormData::new_with_form(&form).map(JsValue::from).unwrap_or_default();
    for entry in js_sys::try_iter(&data).ok().flatten().into_iter().flatten().flatten() {
        let entry = js_sys::Array::from(&entry);
        fields.push((entry.get(0).as_string().unwrap_or_default(), entry.get(1).as_string().unwrap_or_default()));
    }
    let now_found = sheet(&fields).findings(now, around);
    if found.with_untracked(|known| *known != now_found) {
        found.set(now_found);
    }
}

#[cfg(test)]
mod tests {
    use super::sheet;

    #[test]
    fn the_fields_of_a_form_are_a_sheet() {
        let pairs = [
            ("sheet[posting][title]", "搬运"),
            ("sheet[shifts][1][start]", "08:00"),
            ("posting", "x"),
            ("sheet[shifts][9999][end]", "x"),
        ];
        let read = sheet(&pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!((read.posting.title.as_str(), read.shifts.len()), ("搬运", 2));
        assert_eq!(read.shifts[1].start, "08:00");
    }
}
