//! The staff's list of policies and notices.

use domain::{
    policy::{Desk, DeskRow, Standing},
    when::Moment,
};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::console::console,
    text::{fill, time},
    ui::{field::select, notice, url, visit::t},
};

/// The page.
pub fn page(desk: &Desk) -> AnyView {
    let words = words();
    let rows: Vec<AnyView> = desk.rows.iter().map(|row| line(row, desk.now)).collect();
    let new = desk
        .may_write
        .then(|| view! { <a class="btn btn-primary" href="/console/policy/new">{words.new}</a> }.into_any());
    let table = if rows.is_empty() {
        view! { <div class="empty"><h2>{words.desk_none}</h2><p class="soft">{words.desk_none_next}</p></div> }
            .into_any()
    } else {
        view! {
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.title_field}</th>
                        <th scope="col">{words.region}</th>
                        <th scope="col">{words.standing}</th>
                        <th scope="col">{words.changed}</th>
                        <th scope="col"><span class="sr-only">{words.open}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let next = desk.next.as_ref().map(|after| {
        let query = &desk.query;
        let given = [("q", &query.q), ("standing", &query.standing), ("region", &query.region), ("after", after)];
        let pairs: Vec<_> = given
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.as_str()))
            .collect();
        let href = url::with_query("/console/policies", &pairs);
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    let content = view! {
        {notice::errors(desk.now, ().into_any())}
        <div class="between"><h1>{words.title}</h1>{new}</div>
        {filters(desk)}
        {table}
        {next}
    };
    console(words.title, content.into_any())
}

fn filters(desk: &Desk) -> AnyView {
    let (words, query) = (words(), &desk.query);
    let standings = Standing::ALL.iter().map(|one| (one.word().to_owned(), words.standing(*one).to_owned()));
    let standings = std::iter::once((String::new(), words.any.to_owned())).chain(standings).collect();
    view! {
        <form method="get" action="/console/policies" class="choose" role="search">
            <div class="field">
                <label for="q">{words.search}</label>
                <input class="input" id="q" name="q" value=query.q.clone() maxlength="60"/>
            </div>
            {select("standing", "standing", words.standing, &query.standing, standings)}
            <input type="hidden" name="region" value=query.region.clone()/>
            <button class="btn">{words.go}</button>
        </form>
    }
    .into_any()
}

fn line(row: &DeskRow, now: Moment) -> AnyView {
    let words = words();
    let title = if row.title.is_empty() { words.untitled.to_owned() } else { row.title.clone() };
    let place = row.place.clone().unwrap_or_else(|| words.country.to_owned());
    let number = (row.number > 1)
        .then(|| view! { <small class="soft">{fill(words.version, &[&row.number.to_string()])}</small> });
    let (href, name) = (format!("/console/policy/{}", row.id), format!("{} {title}", words.open));
    view! {
        <tr data-policy=row.id.to_string()>
            <td data-label=words.title_field><b>{title}</b></td>
            <td data-label=words.region>{place}</td>
            <td data-label=words.standing>{words.standing(row.standing)}" "{number}</td>
            <td data-label=words.changed>{time::moment(t(), row.edited, now)}</td>
            <td><a class="btn small" href=href aria-label=name>{words.open}</a></td>
        </tr>
    }
    .into_any()
}
