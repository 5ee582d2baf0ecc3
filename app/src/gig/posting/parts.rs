//! Shared inside the pages of postings: words, states, what the last form has to say, shifts.

use domain::{
    gig::{
        Filling, PayUnit,
        posting::{Finding, OwnShift, PostingState, SavedAs, Severity, Sheet, StaffNote},
    },
    id::{OrganisationId, PostingId},
    when::Moment,
};
use leptos::prelude::*;

use crate::{
    flash::Note,
    text::{error, fill, posting::Posting, say, time},
    ui::{
        form,
        notice::{self, Tone, notice},
        visit::{flash, t, visit},
    },
};

/// The words, in the language of the visit.
pub fn words() -> &'static Posting {
    Posting::of(visit().language)
}

/// A state as a tag.
pub fn state(state: PostingState) -> AnyView {
    let class = match state {
        PostingState::Published => "tag",
        PostingState::ChangesRequested | PostingState::Rejected | PostingState::Paused => "tag warn",
        _ => "tag plain",
    };
    view! { <span class=class data-state=state.word()>{words().state(state)}</span> }.into_any()
}

/// What the last form has to say on this page.
pub fn told(now: Moment) -> Option<AnyView> {
    let words = words();
    let said = match flash()?.outcome {
        Err(error) => {
            let fields: Vec<AnyView> = error::fields(&error)
                .iter()
                .map(|field| {
                    let link = format!("#{}", field.field);
                    let said = format!("{}：{}", words.field(&field.field), words.problem(t(), field.problem));
                    view! { <li><a href=link rel="external">{said}</a></li> }.into_any()
                })
                .collect();
            if fields.is_empty() {
                return notice::errors(now, ().into_any());
            }
            let wrong = words.wrong.to_owned();
            return Some(notice(Tone::Bad, wrong, view! { <ul>{fields}</ul> }.into_any()));
        }
        Ok(note) => match note? {
            Note::PostingSaved(SavedAs::Draft) => words.d_saved,
            Note::PostingSaved(SavedAs::Submitted) => words.d_submitted,
            Note::PostingSaved(SavedAs::Published) => words.d_published,
            Note::PostingSaved(SavedAs::Apart) => words.d_apart,
            Note::Decided => {
                let next = view! { <a class="btn btn-primary" href="/console">{words.to_queue}</a> };
                return Some(notice(Tone::Good, words.decided.to_owned(), next.into_any()));
            }
            _ => words.d_done,
        },
    };
    Some(notice(Tone::Good, said.to_owned(), ().into_any()))
}

/// "Throw the draft away", asked once more before it is done.
pub fn discard(organisation: OrganisationId, posting: PostingId) -> AnyView {
    let words = words();
    let fields = view! {
        <p>{words.discard_body}</p>
        {form::hidden("draft[organisation]", organisation.to_string())}
        {form::hidden("draft[posting]", posting.to_string())}
        <button class="btn small">{words.discard_yes}</button>
    };
    view! { <details><summary>{words.discard}</summary>{form::post("discard_posting", "stack", fields)}</details> }
        .into_any()
}

/// Whether the last form says that this field is wrong.
pub fn is_wrong(name: &str) -> bool {
    let error = flash().and_then(|flash| flash.outcome.err());
    error.is_some_and(|error| error::fields(&error).iter().any(|field| field.field == name))
}

/// A finding as a line, marked with what comes of it.
pub fn finding(one: &Finding) -> AnyView {
    let words = words();
    let (class, mark) = match one.severity() {
        Severity::Refuse => ("error", words.refuse),
        Severity::Review => ("hint", words.review),
        Severity::Warn => ("hint", words.warn),
    };
    let said = words.finding(one);
    view! { <p class=class data-finding=one.field.clone()><b>{mark}</b>" "{said}</p> }.into_any()
}

/// What the staff said.
pub fn note(note: Option<&StaffNote>) -> Option<AnyView> {
    let (words, note) = (words(), note?);
    let fields: Vec<&str> = note.fields.iter().map(|field| words.field(field)).collect();
    let asked = format!("{}{}", words.note_fields, fields.join("、"));
    let fields = (!fields.is_empty()).then(|| view! { <p>{asked}</p> }.into_any());
    Some(view! { <div class="notice bad"><h2>{words.note}</h2><p>{note.words.clone()}</p>{fields}</div> }.into_any())
}

/// Name and value beside each other; nothing for an empty value.
pub fn fact(name: &'static str, value: String) -> Option<AnyView> {
    (!value.trim().is_empty()).then(|| view! { <p><span class="soft">{name}" "</span><b>{value}</b></p> }.into_any())
}

/// A posting as it can be looked at.
pub fn facts(sheet: &Sheet, (occupation, place): &(String, String)) -> AnyView {
    let (words, posting) = (words(), &sheet.posting);
    let unit = PayUnit::parse(&posting.pay_unit).map_or("", |unit| unit_of(words, unit));
    let pay = format!("{} {}", posting.pay_amount, unit);
    let settlement =
        domain::gig::SettlementTerm::parse(&posting.settlement).map_or("", |term| say::settlement(t(), term));
    let benefits: Vec<&str> = sheet
        .benefits
        .iter()
        .filter_map(|word| domain::gig::Benefit::parse(word))
        .map(|one| say::benefit(t(), one))
        .collect();
    view! {
        <section class="sheet">
            {fact(words.occupation, occupation.clone())}
            {fact(words.duties, posting.duties.clone())}
            {fact(words.requirements, posting.requirements.clone())}
            {fact(words.least_age, posting.least_age.clone())}
            {fact(words.pay, pay)}
            {fact(words.pay_pieces, posting.pay_pieces.clone())}
            {fact(words.settlement, settlement.to_owned())}
            {fact(words.benefits, benefits.join("、"))}
            {fact(words.region, place.clone())}
            {fact(words.address, posting.address.clone())}
            {fact(words.contact_name, posting.contact_name.clone())}
            {fact(words.contact_phone, posting.contact_phone.clone())}
            {fact(words.opens, posting.opens.clone())}
            {fact(words.held_percent, posting.held_percent.clone())}
            {fact(words.held_hours, posting.held_hours.clone())}
            {fact(words.fills, Filling::parse(&posting.fills).map_or("", |one| filling_of(words, one)).to_owned())}
        </section>
    }
    .into_any()
}

/// What an amount is paid for.
pub const fn unit_of(words: &Posting, unit: PayUnit) -> &'static str {
    match unit {
        PayUnit::Hour => words.by_hour,
        PayUnit::Day => words.by_day,
        PayUnit::Piece => words.by_piece,
        PayUnit::Task => words.by_task,
    }
}

/// How seats are filled.
pub const fn filling_of(words: &Posting, filling: Filling) -> &'static str {
    match filling {
        Filling::Instant => words.fills_instant,
        Filling::Review => words.fills_review,
    }
}

/// When a shift is, and how full.
pub fn shift(shift: &OwnShift, now: Moment) -> AnyView {
    let words = words();
    let span = time::span(t(), shift.starts, shift.ends, now);
    let taken = fill(words.taken, &[&shift.taken.to_string(), &shift.seats.to_string()]);
    let waiting = (shift.waiting > 0).then(|| fill(words.in_line, &[&shift.waiting.to_string()]));
    let mark = if shift.closed {
        Some(words.called_off)
    } else if shift.ends <= now {
        Some(words.over)
    } else {
        None
    };
    let mark = mark.map(|mark| view! { <span class="tag plain">{mark}</span> }.into_any());
    view! { <a class="link" href=format!("/gigs/{}", shift.id)>{span}</a>" "<span class="soft">{taken}" "{waiting}</span>{mark} }
        .into_any()
}
