//! The people of a region, masked.

use domain::admin::{People, PersonRow};
use leptos::prelude::*;

use crate::{
    layout::console::{console, desk, words},
    text::{fill, time},
    ui::{field, form, notice, url, visit::t},
};

/// The page.
pub fn page(people: &People) -> AnyView {
    let words = words();
    let place = desk().map(|desk| desk.place).unwrap_or_default();
    let title = fill(words.people_title, &[&place]);
    let rows: Vec<AnyView> = people.rows.iter().map(line).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><p>{words.people_empty}</p></div> }.into_any()
    } else {
        view! {
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.phone}</th>
                        <th scope="col">{words.place}</th>
                        <th scope="col">{words.since}</th>
                        <th scope="col"><span class="sr-only">{words.open}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let next = people.next.clone().map(|after| {
        let given = [("region", people.query.region.as_str()), ("after", after.as_str())];
        let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let href = url::with_query("/console/people", &pairs);
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    let content = view! {
        {notice::errors(people.now, ().into_any())}
        <h1>{title.clone()}</h1>
        <p class="soft">{words.people_hint}</p>
        {find()}
        {table}
        {next}
    };
    console(&title, content.into_any())
}

/// Looking for somebody by phone.
fn find() -> AnyView {
    let words = words();
    let answer = field::answer("find_person").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let typed = answer.and_then(|flash| flash.values.iter().find(|(name, _)| name == "phone"));
    let value = typed.map(|(_, value)| value.clone()).unwrap_or_default();
    let problem = field::problem(answer, "phone");
    let wrong = problem.is_some().then_some("true");
    let fields = view! {
        <div class="field">
            <label for="phone">{words.find_person}</label>
            <p class="hint">{words.phone_hint}</p>
            {problem.map(|problem| field::error_line("phone", problem))}
            <input class="input" id="phone" name="phone" value=value inputmode="tel" autocomplete="off" maxlength="20" aria-invalid=wrong/>
        </div>
        <button class="btn">{words.find}</button>
    };
    form::post("find_person", "choose", fields)
}

fn line(person: &PersonRow) -> AnyView {
    let (t, words) = (t(), words());
    let or = |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
    let name = or(&person.name, words.unnamed);
    let href = format!("/console/people/{}", person.account);
    let label = format!("{} {name}", words.open);
    view! {
        <tr>
            <td data-label=words.name><b>{name}</b></td>
            <td data-label=words.phone>{person.phone.clone()}</td>
            <td data-label=words.place>{or(&person.place, words.nowhere)}</td>
            <td data-label=words.since>{time::date(t, person.since)}</td>
            <td><a class="btn small" href=href aria-label=label>{words.open}</a></td>
        </tr>
    }
    .into_any()
}
