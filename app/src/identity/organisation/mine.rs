//! My organisations, and registering one.

use domain::{
    identity::{
        VerificationState,
        organisation::{MyOrganisation, MyOrganisations, Organisation, OrganisationDraft, OrganisationKind},
    },
    region::RegionChoice,
    when::Moment,
};
use leptos::prelude::*;

use super::parts::{self, words};
use crate::ui::{field, form, page::head, visit::t};

/// The list.
pub fn page(data: &MyOrganisations) -> AnyView {
    let words = words();
    let items: Vec<AnyView> = data.organisations.iter().map(item).collect();
    let list = if items.is_empty() {
        view! { <div class="empty"><p>{words.mine_empty}</p></div> }.into_any()
    } else {
        view! { <ul class="cards">{items}</ul> }.into_any()
    };
    view! {
        {head(words.mine)}
        <div class="page narrow">
            <p class="crumb"><a href="/me">"‹ "{t().frame.me}</a></p>
            {parts::told(data.now)}
            <h1>{words.mine}</h1>
            {list}
            <a class="btn btn-primary" href="/me/organisations/new">{words.register}</a>
        </div>
    }
    .into_any()
}

fn item(mine: &MyOrganisation) -> AnyView {
    let (words, one) = (words(), &mine.organisation);
    view! {
        <li class="card">
            <h2><a href=format!("/me/organisations/{}", one.id)>{one.name.clone()}</a></h2>
            <p class="facts">{parts::state(one.state)}<span>{words.kind_of(one.kind)}</span>
                <span>{words.role_of(mine.role)}</span><span>{one.place.clone()}</span></p>
        </li>
    }
    .into_any()
}

/// Registering a new one.
pub fn register(data: &MyOrganisations) -> AnyView {
    let words = words();
    view! {
        {head(words.register_title)}
        <div class="page narrow">
            <p class="crumb"><a href="/me/organisations">"‹ "{words.mine}</a></p>
            {parts::told(data.now)}
            <h1>{words.register_title}</h1>
            {form(&OrganisationDraft::default(), &data.counties, &data.towns)}
        </div>
    }
    .into_any()
}

/// The form of an organisation that exists.
pub fn draft(organisation: &Organisation) -> OrganisationDraft {
    OrganisationDraft {
        id: organisation.id.to_string(),
        kind: organisation.kind.word().to_owned(),
        name: organisation.name.clone(),
        credit_code: organisation.credit_code.clone(),
        region: organisation.region.to_string(),
        contact_name: organisation.contact_name.clone(),
        contact_phone: organisation.contact_phone.clone(),
    }
}

/// The form.
pub fn form(draft: &OrganisationDraft, counties: &[RegionChoice], towns: &[RegionChoice]) -> AnyView {
    let words = words();
    let answer = field::answer("save_organisation").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let problem = |name: &'static str| field::problem(answer, name).map(|problem| field::error_line(name, problem));
    let typed = |name: &str, known: &str| field::typed(answer, name).unwrap_or_else(|| known.to_owned());
    let kinds = OrganisationKind::ALL.iter().map(|kind| (kind.word().to_owned(), words.kind_of(*kind).to_owned()));
    let mut regions = vec![(String::new(), words.choose.to_owned())];
    for county in counties {
        regions.push((county.code.to_string(), county.name.clone()));
        let inside = towns.iter().filter(|town| county.code.covers(&town.code));
        regions.extend(inside.map(|town| (town.code.to_string(), format!("{} · {}", county.name, town.name))));
    }
    let fields = view! {
        {form::hidden("draft[id]", draft.id.clone())}
        {problem("kind")}
        {field::select("kind", "draft[kind]", words.kind, &typed("kind", &draft.kind), kinds.collect())}
        {parts::text(("name", words.name, words.name_hint), &draft.name, answer, "text")}
        {parts::text(("credit_code", words.code, words.code_hint), &draft.credit_code, answer, "text")}
        {problem("region")}
        {field::select("region", "draft[region]", words.region, &typed("region", &draft.region), regions)}
        {parts::text(("contact_name", words.contact_name, words.contact_name_hint), &draft.contact_name, answer, "text")}
        {parts::text(("contact_phone", words.contact_phone, words.contact_phone_hint), &draft.contact_phone, answer, "tel")}
        <button class="btn btn-primary wide">{t().frame.save}</button>
    };
    form::post("save_organisation", "stack", fields)
}

/// What a state means for whoever waits on it, and what the staff said.
pub fn standing(organisation: &Organisation, now: Moment) -> AnyView {
    let words = words();
    let next = match organisation.state {
        VerificationState::Draft => words.next_draft.to_owned(),
        VerificationState::Filed => words.next_filed.to_owned(),
        VerificationState::Verified => {
            let until = organisation.until.map(|until| parts::last_day(until, now)).unwrap_or_default();
            crate::text::fill(words.next_verified, &[&until])
        }
        VerificationState::Expired => words.next_expired.to_owned(),
        _ => words.next_again.to_owned(),
    };
    view! {
        <p>{parts::state(organisation.state)}" "{next}</p>
        {parts::fact(words.reason, organisation.reason.clone())}
    }
    .into_any()
}
