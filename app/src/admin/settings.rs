//! All settings at one place, with the value in force and the next one.

use domain::admin::{SettingLine, Settings};
use leptos::prelude::*;

use super::setting_value::{day, subject, value, words};
use crate::{
    layout::console::console,
    text::fill,
    ui::{field::select, notice, url},
};

/// The page.
pub fn page(settings: &Settings) -> AnyView {
    let words = words();
    let title = fill(words.title_at, &[&settings.place]);
    let rows: Vec<AnyView> = settings.lines.iter().map(|one| line(one, settings)).collect();
    let content = view! {
        {notice::errors(settings.now, ().into_any())}
        <h1>{title.clone()}</h1>
        <p class="soft">{words.intro}</p>
        {places(settings)}
        <table class="rows">
            <thead>
                <tr>
                    <th scope="col">{words.what}</th>
                    <th scope="col">{words.value}</th>
                    <th scope="col">{words.from}</th>
                    <th scope="col">{words.source}</th>
                    <th scope="col"><span class="sr-only">{words.open}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="soft">{words.none_hint}</p>
    };
    console(&title, content.into_any())
}

/// Another place to look at.
fn places(settings: &Settings) -> Option<AnyView> {
    let words = words();
    let places = settings.places.iter().map(|place| (place.code.to_string(), place.name.clone())).collect();
    (settings.places.len() > 1).then(|| {
        view! {
            <form method="get" action="/console/settings" class="choose">
                {select("region", "region", words.place, settings.region.as_str(), places)}
                <button class="btn">{words.look}</button>
            </form>
        }
        .into_any()
    })
}

fn line(line: &SettingLine, page: &Settings) -> AnyView {
    let words = words();
    let kind = line.kind;
    let name = subject(kind, &line.about);
    let given = [("about", line.about.as_str()), ("region", if kind.by_county() { page.region.as_str() } else { "" })];
    let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let href = url::with_query(&format!("/console/settings/{}", kind.word()), &pairs);
    let label = format!("{} {name}", words.open);
    let current = line.current.as_ref().map(|(setting, _)| value(kind, &setting.value));
    let nothing = if kind == domain::setting::SettingKind::Sms { words.built_in_used } else { words.none };
    let shown = current.map_or_else(|| view! { <span class="soft">{nothing}</span> }.into_any(), IntoAny::into_any);
    let coming = line.coming.as_ref().map(|(setting, _)| {
        view! { <p class="soft">{fill(words.coming, &[&day(setting.from), &value(kind, &setting.value)])}</p> }
            .into_any()
    });
    let place = line.current.as_ref().filter(|(setting, _)| kind.by_county() && setting.region != page.region);
    let place =
        place.map(|(_, name)| view! { <span class="tag plain">{fill(words.set_for, &[name])}</span> }.into_any());
    let check = line.unchecked.then(|| view! { <span class="tag warn">{words.unchecked}</span> }.into_any());
    let (from, source) =
        line.current.as_ref().map_or_else(Default::default, |(setting, _)| (day(setting.from), setting.source.clone()));
    view! {
        <tr data-setting=kind.word() data-about=line.about.clone()>
            <td data-label=words.what class="whitespace-nowrap"><b>{name}</b></td>
            <td data-label=words.value>{shown}" "{place}{check}{coming}</td>
            <td data-label=words.from class="whitespace-nowrap">{from}</td>
            <td class="text" data-label=words.source>{source}</td>
            <td class="min-w-28"><a class="btn small" href=href aria-label=label>{words.open}</a></td>
        </tr>
    }
    .into_any()
}
