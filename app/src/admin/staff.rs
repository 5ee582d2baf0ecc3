//! The staff of a region: who is on it, inviting somebody, other posts.

use domain::{
    admin::{StaffList, StaffRow},
    identity::StaffRole,
};
use leptos::prelude::*;

use crate::{
    flash::{Flash, Note},
    layout::console::{console, words},
    text::time,
    ui::{
        field::{self, Text},
        form,
        notice::{self, Tone, notice},
        url,
        visit::{flash, t},
    },
};

/// The page.
pub fn page(list: &StaffList) -> AnyView {
    let words = words();
    let rows: Vec<AnyView> = list.rows.iter().map(|row| line(row, list)).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><p>{words.staff_empty}</p></div> }.into_any()
    } else {
        view! { <ul class="cards">{rows}</ul> }.into_any()
    };
    let next = list.next.clone().map(|after| {
        let href = address(list, &list.query.role, &after);
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    let content = view! {
        {said()}
        {notice::errors(list.now, ().into_any())}
        <h1>{words.staff}</h1>
        {roles(list)}
        {table}
        {next}
        {invite(list)}
    };
    console(words.staff, content.into_any())
}

/// What was done: a link to hand on, or a change.
fn said() -> Option<AnyView> {
    let words = words();
    match flash()?.outcome.ok()?? {
        Note::Link(path) => {
            let link = view! { <p><a href=path.clone() data-link=path.clone()>{path.clone()}</a></p> };
            Some(notice(Tone::Good, words.link_title.to_owned(), link.into_any()))
        }
        Note::Done => Some(notice(Tone::Good, words.saved.to_owned(), ().into_any())),
        _ => None,
    }
}

/// The roles, to look at one alone.
fn roles(list: &StaffList) -> AnyView {
    let words = words();
    let pill = |role: &'static str, name: &'static str| {
        let current = (list.query.role == role).then_some("true");
        view! { <a class="pill" href=address(list, role, "") aria-current=current>{name}</a> }.into_any()
    };
    let each: Vec<AnyView> = StaffRole::ALL.iter().map(|role| pill(role.word(), words.role(*role))).collect();
    view! { <div class="chips">{pill("", words.all)}{each}</div> }.into_any()
}

fn address(list: &StaffList, role: &str, after: &str) -> String {
    let given = [("role", role), ("region", list.query.region.as_str()), ("after", after)];
    let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    url::with_query("/console/staff", &pairs)
}

fn line(row: &StaffRow, list: &StaffList) -> AnyView {
    let (t, words) = (t(), words());
    let mark = if row.own {
        Some(words.own)
    } else if row.suspended {
        Some(words.ended)
    } else {
        None
    };
    let mark = mark.map(|words| view! { <span class="tag plain">{words}</span> }.into_any());
    let since = format!("{} {}", words.since, time::date(t, row.since));
    view! {
        <li class="sheet" data-account=row.account.to_string()>
            <div class="between"><b>{row.name.clone()}" "{mark}</b><span>{words.role(row.role)}</span></div>
            <p class="soft">{format!("{} · {} · {since}", row.place, row.phone)}</p>
            {(!row.own).then(|| change(row, list))}
        </li>
    }
    .into_any()
}

fn role_options() -> Vec<(String, String)> {
    StaffRole::ALL.iter().map(|role| (role.word().to_owned(), words().role(*role).to_owned())).collect()
}

fn region_options(list: &StaffList) -> Vec<(String, String)> {
    list.regions.iter().map(|region| (region.code.to_string(), region.name.clone())).collect()
}

/// What the form says of a mistake, if it is the one about this account.
fn answer_for(row: &StaffRow) -> Option<Flash> {
    let answer = field::answer("change_post").filter(|flash| flash.outcome.is_err())?;
    (field::typed(Some(&answer), "account") == Some(row.account.to_string())).then_some(answer)
}

fn change(row: &StaffRow, list: &StaffList) -> AnyView {
    let words = words();
    let answer = answer_for(row);
    let answer = answer.as_ref();
    let id = row.account.0.simple();
    let mut roles = role_options();
    roles.push((String::new(), words.end_post.to_owned()));
    let (role, region) = (
        field::typed(answer, "role").unwrap_or_else(|| row.role.word().to_owned()),
        field::typed(answer, "region").unwrap_or_else(|| row.region.to_string()),
    );
    let fields = view! {
        {form::hidden("draft[account]", row.account.to_string())}
        {field::select(format!("role-{id}"), "draft[role]", words.role, &role, roles)}
        {field::select(format!("region-{id}"), "draft[region]", words.region, &region, region_options(list))}
        {reason(format!("reason-{id}"), answer)}
        <button class="btn">{words.change_save}</button>
    };
    view! {
        <details open=answer.is_some()>
            <summary>{words.change}</summary>
            <p class="hint">{words.change_hint}</p>
            {form::post("change_post", "stack", fields)}
        </details>
    }
    .into_any()
}

/// The field for a reason.
pub fn reason(id: String, answer: Option<&Flash>) -> AnyView {
    let words = words();
    let problem = field::problem(answer, "reason");
    let wrong = problem.is_some().then_some("true");
    let label_for = id.clone();
    view! {
        <div class="field">
            <label for=label_for>{words.reason}</label>
            <p class="hint">{words.reason_hint}</p>
            {problem.map(|problem| view! { <p class="error" id="reason">{problem}</p> }.into_any())}
            <input
                class="input"
                id=id
                name="draft[reason]"
                value=field::typed(answer, "reason").unwrap_or_default()
                maxlength="200"
                aria-invalid=wrong
            />
        </div>
    }
    .into_any()
}

fn invite(list: &StaffList) -> AnyView {
    let words = words();
    let answer = field::answer("invite_staff").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let typed = |name: &str| field::typed(answer, name).unwrap_or_default();
    let text = |name, label, hint, autocomplete, inputmode| {
        let problem = field::problem(answer, name);
        Text { name, label, hint, value: typed(name), problem, autocomplete, inputmode, maxlength: "40" }.view()
    };
    let fields = view! {
        {text("phone", words.phone, words.phone_hint, "off", "tel")}
        {text("name", words.name, words.invite_name_hint, "off", "text")}
        {field::select("role".to_owned(), "draft[role]", words.role, &typed("role"), role_options())}
        {field::select("region".to_owned(), "draft[region]", words.region, &typed("region"), region_options(list))}
        <button class="btn btn-primary">{words.invite_make}</button>
    };
    view! {
        <section class="sheet">
            <h2>{words.invite}</h2>
            <p class="hint">{words.invite_hint}</p>
            {form::post("invite_staff", "stack", fields)}
        </section>
    }
    .into_any()
}
