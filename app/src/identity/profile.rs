//! What I said about myself, to change.

use domain::{
    identity::{Profile, ProfileDraft},
    when::{DayPart, Moment},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::me;
use crate::{
    flash::Flash,
    text::{say, time},
    ui::{
        field::{self, Text, tick},
        form, notice,
        page::head,
        visit::t,
    },
};

/// The page.
pub fn page(profile: &Profile) -> AnyView {
    let t = t();
    let answer = field::answer("save_profile").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let query = use_query_map();
    let next = query.with_untracked(|query| query.get("next")).unwrap_or_default();
    let (trades, grid) = (trades(profile, answer), grid(&profile.draft, answer));
    let fields = view! {
        {name(&profile.draft, answer)}
        {birth(&profile.draft, answer)}
        {home(profile, answer)}
        {trades}
        {grid}
        {form::hidden("draft[next]", next)}
        <button class="btn btn-primary wide">{t.frame.save}</button>
    };
    view! {
        {head(t.me.profile_title)}
        <div class="page narrow">
            <p class="crumb"><a href="/me">"‹ "{t.frame.me}</a></p>
            {me::saved()}
            {notice::errors(Moment(0), ().into_any())}
            <h1>{t.me.profile_title}</h1>
            {form::post("save_profile", "stack", fields)}
        </div>
    }
    .into_any()
}

fn name(draft: &ProfileDraft, answer: Option<&Flash>) -> AnyView {
    let t = t();
    Text {
        name: "name",
        label: t.me.name,
        hint: t.me.name_hint,
        value: field::typed(answer, "name").unwrap_or_else(|| draft.name.clone()),
        problem: field::problem(answer, "name"),
        autocomplete: "name",
        inputmode: "text",
        maxlength: "60",
    }
    .view()
}

fn birth(draft: &ProfileDraft, answer: Option<&Flash>) -> AnyView {
    let t = t();
    Text {
        name: "birth",
        label: t.me.birth,
        hint: t.me.birth_hint,
        value: field::typed(answer, "birth").unwrap_or_else(|| draft.birth.clone()),
        problem: field::problem(answer, "birth"),
        autocomplete: "bday",
        inputmode: "text",
        maxlength: "20",
    }
    .view()
}

/// Home, as one list: each county with its townships under it.
fn home(profile: &Profile, answer: Option<&Flash>) -> AnyView {
    let t = t();
    let chosen = field::typed(answer, "home").unwrap_or_else(|| profile.draft.home.clone());
    let mut options = vec![(String::new(), t.me.home_none.to_owned())];
    for county in &profile.counties {
        options.push((county.code.as_str().to_owned(), county.name.clone()));
        for town in profile.towns.iter().filter(|town| county.code.covers(&town.code)) {
            options.push((town.code.as_str().to_owned(), format!("{} · {}", county.name, town.name)));
        }
    }
    let problem = field::problem(answer, "home").map(|problem| field::error_line("home", problem));
    view! { {problem}{field::select("home", "draft[home]", t.me.home, &chosen, options)}<p class="hint">{t.me.home_hint}</p> }
        .into_any()
}

fn trades(profile: &Profile, answer: Option<&Flash>) -> AnyView {
    let ticked = field::ticked(answer, "trades").unwrap_or_else(|| profile.draft.trades.clone());
    let common = profile.common_trades.iter().filter(|trade| !profile.trades.contains(trade));
    let boxes: Vec<AnyView> = profile
        .trades
        .iter()
        .chain(common)
        .map(|trade| {
            let code = trade.code.as_str().to_owned();
            let on = ticked.contains(&code);
            tick("checkbox", "draft[trades][]".to_owned(), code, trade.name.clone(), on)
        })
        .collect();
    let problem = field::problem(answer, "trades").map(|problem| field::error_line("trades", problem));
    view! {
        <fieldset class="field" id="trades"><legend>{t().me.trades}</legend>{problem}<div class="ticks">{boxes}</div></fieldset>
    }
    .into_any()
}

/// The week as a table of boxes: days down, parts of the day across.
fn grid(draft: &ProfileDraft, answer: Option<&Flash>) -> AnyView {
    let t = t();
    let ticked = field::ticked(answer, "availability").unwrap_or_else(|| draft.availability.clone());
    let heads: Vec<AnyView> =
        DayPart::ALL.iter().map(|part| view! { <th scope="col">{say::part(t, *part)}</th> }.into_any()).collect();
    let rows: Vec<AnyView> = time::weekdays(t)
        .enumerate()
        .map(|(weekday, day)| {
            let cells: Vec<AnyView> = DayPart::ALL
                .iter()
                .enumerate()
                .map(|(part, one)| {
                    let slot = (weekday * 4 + part).to_string();
                    let on = ticked.contains(&slot);
                    let label = format!("{day} {}", say::part(t, *one));
                    view! {
                        <td><label class="cell"><input type="checkbox" class="checkbox" name="draft[availability][]"
                            value=slot checked=on aria-label=label/></label></td>
                    }
                    .into_any()
                })
                .collect();
            view! { <tr><th scope="row">{day}</th>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <fieldset class="field">
            <legend>{t.me.availability}</legend>
            <p class="hint">{t.me.availability_hint}</p>
            <table class="grid-week"><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </fieldset>
    }
    .into_any()
}
