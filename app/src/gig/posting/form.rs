//! The sheet of a posting: one form on one screen, with what is wrong beside each field.

use domain::{
    error::FieldError,
    gig::{
        Benefit, Filling, PayUnit, SettlementTerm,
        posting::{Finding, PostingPage, ShiftDraft, shift_field},
    },
};
use leptos::prelude::*;

use super::{
    live,
    parts::{self, words},
};
use crate::{
    gig::place,
    text::{error, fill, say},
    ui::{
        field::{self, tick},
        form,
        visit::t,
    },
};

/// What a field is shown with: errors of the last form, and findings that follow what is typed.
#[derive(Clone)]
struct Marks {
    errors: Vec<FieldError>,
    found: RwSignal<Vec<Finding>>,
}

impl Marks {
    fn of(data: &PostingPage) -> Self {
        let failed = field::answer("save_posting").and_then(|flash| flash.outcome.err());
        let errors = failed.map(|error| error::fields(&error).to_vec()).unwrap_or_default();
        Self { errors, found: RwSignal::new(data.sheet.findings(data.now, &data.choices.around)) }
    }

    /// What is wrong with a field and cannot be read.
    fn error(&self, name: &str) -> Option<String> {
        let against = |error: &&FieldError| matches!(error.problem, domain::error::Problem::Against(_));
        let error = self.errors.iter().filter(|error| !against(error)).find(|error| error.field == name)?;
        Some(words().problem(t(), error.problem))
    }

    /// Below the label: the error, and what the rules find.
    fn view(&self, name: &str) -> AnyView {
        let (found, own) = (self.found, name.to_owned());
        let findings = move || {
            let own = own.clone();
            found.with(|all| all.iter().filter(|one| one.field == own).map(parts::finding).collect::<Vec<_>>())
        };
        let error = self.error(name).map(|error| field::error_line(name, error));
        view! { {error}<div id=format!("{name}-found") role="status">{findings}</div> }.into_any()
    }
}

/// The form.
pub fn form(data: &PostingPage) -> AnyView {
    let (words, marks) = (words(), Marks::of(data));
    let (found, now, around) = (marks.found, data.now, data.choices.around.clone());
    let back = format!("/me/organisations/{}/postings/{}", data.organisation, data.id);
    let fields = view! {
        {form::hidden("organisation", data.organisation.to_string())}
        {form::hidden("posting", data.id.to_string())}
        {form::hidden("version", data.version.to_string())}
        // The key "enter" presses the first button of a form: that keeps, and does nothing else.
        <button class="sr-only" name="what" value="save" tabindex="-1" aria-hidden="true">{words.save}</button>
        {work(data, &marks)}
        {pay(data, &marks)}
        {shifts(data, &marks)}
        {place_of(data, &marks)}
        {contact(data, &marks)}
        <p class="hint">{words.submit_hint}</p>
        <div class="actions">
            <button class="btn btn-primary" name="what" value="submit">{words.submit}</button>
            <button class="btn" name="what" value="save">{words.save}</button>
        </div>
    };
    let form = form::post_back("save_posting", "stack", back, fields.into_any());
    view! { <div on:input=move |event| live::typed(&event, now, &around, found)>{form}</div> }.into_any()
}

/// A line of the sheet.
struct Line {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    value: String,
    inputmode: &'static str,
}

impl Line {
    fn view(self, marks: &Marks) -> AnyView {
        let name = self.name;
        let wrong = marks.error(name).is_some().then_some("true");
        view! {
            <div class="field">
                <label for=name>{self.label}</label>
                <p class="hint" id=format!("{name}-hint")>{self.hint}</p>
                {marks.view(name)}
                <input class="input" id=name name=format!("sheet[posting][{name}]") value=self.value autocomplete="off"
                    inputmode=self.inputmode maxlength="300" aria-describedby=format!("{name}-hint {name}-found")
                    aria-invalid=wrong/>
            </div>
        }
        .into_any()
    }
}

fn line(
    marks: &Marks,
    (name, label, hint): (&'static str, &'static str, &'static str),
    value: &str,
    inputmode: &'static str,
) -> AnyView {
    Line { name, label, hint, value: value.to_owned(), inputmode }.view(marks)
}

fn area(marks: &Marks, (name, label, hint): (&'static str, &'static str, &'static str), value: &str) -> AnyView {
    let text = field::area_text(value.to_owned());
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            {marks.view(name)}
            <textarea class="input lines" id=name name=format!("sheet[posting][{name}]") rows="4" maxlength="2000"
                aria-describedby=format!("{name}-hint {name}-found")>{text}</textarea>
        </div>
    }
    .into_any()
}

fn select(
    marks: &Marks,
    (name, form_name, label): (&'static str, &'static str, &'static str),
    chosen: &str,
    options: Vec<(String, String)>,
) -> AnyView {
    view! { {marks.view(name)}{field::select(name, form_name, label, chosen, options)} }.into_any()
}

fn work(data: &PostingPage, marks: &Marks) -> AnyView {
    let (words, posting) = (words(), &data.sheet.posting);
    let mut trades = vec![(String::new(), words.choose.to_owned())];
    trades.extend(data.choices.occupations.iter().map(|one| (one.code.to_string(), one.name.clone())));
    view! {
        <fieldset class="sheet stack">
            <legend>{words.what}</legend>
            {line(marks, ("title", words.name, words.name_hint), &posting.title, "text")}
            {select(marks, ("occupation", "sheet[posting][occupation]", words.occupation), &posting.occupation, trades)}
            {area(marks, ("duties", words.duties, words.duties_hint), &posting.duties)}
            {area(marks, ("requirements", words.requirements, words.requirements_hint), &posting.requirements)}
            {line(marks, ("least_age", words.least_age, words.least_age_hint), &posting.least_age, "numeric")}
        </fieldset>
    }
    .into_any()
}

fn pay(data: &PostingPage, marks: &Marks) -> AnyView {
    let (words, posting) = (words(), &data.sheet.posting);
    let units = PayUnit::ALL.iter().map(|unit| (unit.word().to_owned(), parts::unit_of(words, *unit).to_owned()));
    let terms = SettlementTerm::ALL.iter().map(|term| (term.word().to_owned(), say::settlement(t(), *term).to_owned()));
    let ticked = |benefit: &Benefit| data.sheet.benefits.iter().any(|word| word == benefit.word());
    let boxes: Vec<AnyView> = Benefit::ALL
        .iter()
        .map(|one| {
            let (word, name) = (one.word().to_owned(), say::benefit(t(), *one).to_owned());
            tick("checkbox", "sheet[benefits][]".to_owned(), word, name, ticked(one))
        })
        .collect();
    view! {
        <fieldset class="sheet stack">
            <legend>{words.pay}</legend>
            {select(marks, ("pay_unit", "sheet[posting][pay_unit]", words.pay_unit), &posting.pay_unit, units.collect())}
            {line(marks, ("pay_amount", words.pay_amount, words.pay_amount_hint), &posting.pay_amount, "decimal")}
            {line(marks, ("pay_pieces", words.pay_pieces, words.pay_pieces_hint), &posting.pay_pieces, "numeric")}
            {select(marks, ("settlement", "sheet[posting][settlement]", words.settlement), &posting.settlement, terms.collect())}
            <fieldset class="field" id="benefits"><legend>{words.benefits}</legend><div class="ticks">{boxes}</div></fieldset>
        </fieldset>
    }
    .into_any()
}

fn shifts(data: &PostingPage, marks: &Marks) -> AnyView {
    let words = words();
    let several = data.sheet.shifts.len() > 1;
    let rows: Vec<AnyView> =
        data.sheet.shifts.iter().enumerate().map(|(at, shift)| row(data, marks, (at, shift), several)).collect();
    let weeks = view! {
        <div class="field">
            <label for="weeks">{words.weeks}</label>
            <p class="hint" id="weeks-hint">{words.weeks_hint}</p>
            {marks.view("weeks")}
            <input class="input" id="weeks" name="sheet[weeks]" value=data.sheet.weeks.clone() inputmode="numeric"
                autocomplete="off" maxlength="2" aria-describedby="weeks-hint"/>
        </div>
    };
    view! {
        <fieldset class="sheet stack" id="shifts">
            <legend>{words.shifts}</legend>
            {marks.view("shifts")}
            {rows}
            <button class="btn" name="what" value="add">{words.add_shift}</button>
            {weeks}
            {filling(data, marks)}
        </fieldset>
    }
    .into_any()
}

/// Who gets the seats: whoever comes first, or whom the employer chooses.
fn filling(data: &PostingPage, marks: &Marks) -> AnyView {
    let (words, posting) = (words(), &data.sheet.posting);
    let ways = Filling::ALL.iter().map(|one| (one.word().to_owned(), parts::filling_of(words, *one).to_owned()));
    let chosen = Filling::parse(&posting.fills).unwrap_or(Filling::Instant).word();
    let percent = ("held_percent", words.held_percent, words.held_percent_hint);
    let hours = ("held_hours", words.held_hours, words.held_hours_hint);
    view! {
        {select(marks, ("fills", "sheet[posting][fills]", words.fills), chosen, ways.collect())}
        <details open=!posting.held_percent.is_empty()>
            <summary>{words.held}</summary>
            {line(marks, percent, &posting.held_percent, "numeric")}
            {line(marks, hours, &posting.held_hours, "numeric")}
        </details>
    }
    .into_any()
}

fn row(data: &PostingPage, marks: &Marks, (at, shift): (usize, &ShiftDraft), several: bool) -> AnyView {
    let words = words();
    let listed = data.shifts.iter().find(|one| one.id.to_string() == shift.shift);
    let claimed = listed.map(|one| one.taken + one.waiting).filter(|n| *n > 0);
    let claimed = claimed.map(|n| view! { <p class="hint">{fill(words.amend_rows, &[&n.to_string()])}</p> }.into_any());
    let changes = listed.map(|one| {
        view! { <input type="hidden" name=format!("sheet[shifts][{at}][shift]") value=one.id.to_string()/> }.into_any()
    });
    let cell = |name: &'static str, label: &'static str, kind: &'static str, value: &str| {
        let id = shift_field(at, name);
        let wrong = marks.error(&id).is_some().then_some("true");
        let numeric = (kind == "text").then_some("numeric");
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                {marks.view(&id)}
                <input class="input" id=id.clone() name=format!("sheet[shifts][{at}][{name}]") type=kind
                    value=value.to_owned() inputmode=numeric autocomplete="off" aria-invalid=wrong/>
            </div>
        }
        .into_any()
    };
    let drop = several.then(|| {
        let name = format!("{} {}", words.drop_shift, at + 1);
        view! { <button class="btn small" name="what" value=format!("drop-{at}") aria-label=name>{words.drop_shift}</button> }
            .into_any()
    });
    view! {
        <fieldset class="field shift-row">
            <legend>{fill(words.shift, &[&(at + 1).to_string()])}</legend>
            {claimed}
            {changes}
            {cell("date", words.date, "date", &shift.date)}
            {cell("start", words.start, "time", &shift.start)}
            {cell("end", words.end, "time", &shift.end)}
            {cell("break_minutes", words.break_minutes, "text", &shift.break_minutes)}
            {cell("seats", words.seats, "text", &shift.seats)}
            {drop}
        </fieldset>
    }
    .into_any()
}

fn place_of(data: &PostingPage, marks: &Marks) -> AnyView {
    let (words, posting) = (words(), &data.sheet.posting);
    let mut towns = vec![(String::new(), words.choose.to_owned())];
    for county in &data.choices.counties {
        let inside = data.choices.towns.iter().filter(|town| county.code.covers(&town.code));
        towns.extend(inside.map(|town| (town.code.to_string(), format!("{} · {}", county.name, town.name))));
    }
    let other = !posting.region.is_empty() && !towns.iter().any(|(code, _)| *code == posting.region);
    if other && !data.names.1.is_empty() {
        towns.push((posting.region.clone(), data.names.1.clone()));
    }
    let denied = RwSignal::new(false);
    view! {
        <fieldset class="sheet stack">
            <legend>{words.place}</legend>
            {select(marks, ("region", "sheet[posting][region]", words.region), &posting.region, towns)}
            {line(marks, ("address", words.address, words.address_hint), &posting.address, "text")}
            <details open=!posting.lat.is_empty()>
                <summary>{words.pin}</summary>
                {form::hidden("sheet[wgs84]", String::new())}
                <div class="live-only">
                    <button class="btn" type="button" on:click=move |event| place::ask(&event, "sheet[wgs84]", denied)>{words.locate}</button>
                    <p class="error" role="status">{move || denied.get().then_some(words.locate_denied)}</p>
                </div>
                {line(marks, ("lat", words.lat, words.pin_hint), &posting.lat, "decimal")}
                {line(marks, ("lng", words.lng, words.pin_hint), &posting.lng, "decimal")}
            </details>
        </fieldset>
    }
    .into_any()
}

fn contact(data: &PostingPage, marks: &Marks) -> AnyView {
    let (words, posting) = (words(), &data.sheet.posting);
    view! {
        <fieldset class="sheet stack">
            <legend>{words.contact}</legend>
            {line(marks, ("contact_name", words.contact_name, words.contact_name_hint), &posting.contact_name, "text")}
            {line(marks, ("contact_phone", words.contact_phone, words.contact_phone_hint), &posting.contact_phone, "tel")}
            {line(marks, ("opens", words.opens, words.opens_hint), &posting.opens, "text")}
        </fieldset>
    }
    .into_any()
}
