//! The audit trail, as auditors search it.

use domain::admin::{Trail, TrailQuery, TrailRow};
use leptos::prelude::*;

use crate::{
    layout::console::{console, words},
    text::{deed, error, time},
    ui::{
        field, form, notice, url,
        visit::{t, visit},
    },
};

/// The page.
pub fn page(trail: &Trail) -> AnyView {
    let words = words();
    let rows: Vec<AnyView> = trail.rows.iter().map(|row| line(row, trail)).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><h2>{words.trail_empty}</h2><p class="soft">{words.trail_empty_next}</p></div> }
            .into_any()
    } else {
        view! {
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.when}</th>
                        <th scope="col">{words.who_did}</th>
                        <th scope="col">{words.action}</th>
                        <th scope="col">{words.to_whom}</th>
                        <th scope="col">{words.place}</th>
                        <th scope="col">{words.why}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let next = trail.next.clone().map(|after| {
        let href = address(&TrailQuery { after, ..trail.query.clone() });
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    let content = view! {
        {notice::errors(trail.now, ().into_any())}
        <h1>{words.trail}</h1>
        {filters(trail)}
        {table}
        {next}
    };
    console(words.trail, content.into_any())
}

/// Where the trail is shown with these filters.
pub fn address(query: &TrailQuery) -> String {
    let given = [
        ("who", query.who.as_str()),
        ("subject", &query.subject),
        ("action", &query.action),
        ("from", &query.from),
        ("to", &query.to),
        ("after", &query.after),
    ];
    let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    url::with_query("/console/trail", &pairs)
}

fn filters(trail: &Trail) -> AnyView {
    let words = words();
    let query = &trail.query;
    let answer = field::answer("find_in_trail").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let text = |name: &'static str, label: &'static str, hint: &'static str, value: &str| {
        let wrong = trail.problems.iter().find(|problem| problem.field == name);
        let wrong = wrong.map(|wrong| error::problem(t(), wrong.problem));
        field::Text {
            name,
            label,
            hint,
            value: field::typed(answer, name).unwrap_or_else(|| value.to_owned()),
            problem: field::problem(answer, name).or(wrong),
            autocomplete: "off",
            inputmode: "text",
            maxlength: "40",
        }
        .view()
    };
    let fields = view! {
        {text("who", words.who_did, words.who_hint, &query.who)}
        {text("subject", words.to_whom, words.who_hint, &query.subject)}
        {text("action", words.action, words.action_hint, &query.action)}
        {text("from", words.from, words.date_hint, &query.from)}
        {text("to", words.to, words.date_hint, &query.to)}
        <button class="btn btn-primary">{words.search}</button>
    };
    form::post("find_in_trail", "sheet filter-row", fields)
}

/// Who it was: the name of whoever of the staff, or what kind of somebody.
fn who(row: &TrailRow) -> (String, Option<String>) {
    let words = words();
    let id = |text: &str| text.split(' ').next().map(str::to_owned);
    match row.actor.split_once(':') {
        Some(("staff", rest)) if rest.contains(' ') => (format!("{} ({})", row.name, words.for_person), id(rest)),
        Some(("staff", rest)) => (row.name.clone(), id(rest)),
        Some((_, rest)) => (words.by_person.to_owned(), id(rest)),
        None if row.actor == "system" => (words.by_system.to_owned(), None),
        None => (words.by_guest.to_owned(), None),
    }
}

/// What was done in plain words, and the word by which it is looked for.
fn deed(word: &str) -> AnyView {
    let name = deed::name(visit().language, word).map(|name| view! { {name}<br/> }.into_any());
    view! { {name}<span class="soft">{word.to_owned()}</span> }.into_any()
}

fn line(row: &TrailRow, trail: &Trail) -> AnyView {
    let (t, words) = (t(), words());
    let (name, account) = who(row);
    let who = match account {
        Some(account) => {
            let href = address(&TrailQuery { who: account, after: String::new(), ..trail.query.clone() });
            view! { <a class="link" href=href>{name}</a> }.into_any()
        }
        None => name.into_any(),
    };
    let subject = row.subject.to_string();
    let href = address(&TrailQuery { subject: subject.clone(), after: String::new(), ..trail.query.clone() });
    let open = (!row.sealed).then(|| view! { <span class="tag plain">{words.not_sealed}</span> }.into_any());
    // The end of an id tells two apart; its beginning is the time.
    let short = subject.get(24..).unwrap_or_default().to_owned();
    view! {
        <tr data-row=row.id.to_string()>
            <td data-label=words.when>{time::moment(t, row.at, trail.now)}{open}</td>
            <td data-label=words.who_did>{who}</td>
            <td data-label=words.action>{deed(&row.action)}</td>
            <td data-label=words.to_whom><a class="link" href=href>{short}</a></td>
            <td data-label=words.place>{row.place.clone()}</td>
            <td data-label=words.why>{row.reason.clone()}</td>
        </tr>
    }
    .into_any()
}
