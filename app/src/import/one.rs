//! One import: where it stands, how far it is, what came of its rows, and what may be done next.

use domain::import::{ImportPage, ImportState, ImportView};
use leptos::prelude::*;

use super::{
    list::{file_name, sender, tag},
    report, words,
};
use crate::{
    flash::Note,
    layout::console::console,
    text::{fill, time},
    ui::{
        form,
        notice::{self, Tone, notice},
        visit::{flash, here, t, visit},
    },
};

/// How often the page looks again while the service is at work, milliseconds.
const LOOK_AGAIN: u64 = 1_500;

/// The page.
pub fn page(page: &ImportPage) -> AnyView {
    let (words, import) = (words(), &page.import);
    let title = fill(words.one_title, &[words.kind_of(import.kind)]);
    let content = view! {
        <p class="crumb"><a href="/console/imports">"‹ "{words.title}</a></p>
        {told(page)}
        <div class="between"><h1>{title.clone()}</h1>{tag(import.state)}</div>
        {facts(page)}
        {page.changed.then(|| view! { <div class="notice bad"><h2>{words.again}</h2><p>{words.again_body}</p></div> }.into_any())}
        {unknown(page)}
        {import.state.runs().then(|| progress(import))}
        {next_step(page)}
        {report::report(page)}
    };
    console(&title, content.into_any())
}

/// What the last form has to say.
fn told(page: &ImportPage) -> Option<AnyView> {
    match flash()?.outcome {
        Ok(Some(Note::Done)) => Some(notice(Tone::Good, words().cancelled_now.to_owned(), ().into_any())),
        Ok(_) => None,
        Err(_) => notice::errors(page.now, ().into_any()),
    }
}

fn facts(page: &ImportPage) -> AnyView {
    let (words, import) = (words(), &page.import);
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let ended = import.ended.map(|ended| fact(words.ended, time::moment(t(), ended, page.now)));
    view! {
        <section class="sheet">
            <dl class="facts-list">
                {fact(words.file, file_name(import))}
                {fact(words.rows, import.rows.to_string())}
                {fact(words.place, import.place.clone())}
                {fact(words.by, sender(import))}
                {fact(words.sent, time::moment(t(), import.created, page.now))}
                {ended}
            </dl>
        </section>
    }
    .into_any()
}

fn unknown(page: &ImportPage) -> Option<AnyView> {
    let words = words();
    (!page.unknown.is_empty()).then(|| {
        let names = page.unknown.join("、");
        view! { <p class="soft">{fill(words.unknown, &[&names])}</p> }.into_any()
    })
}

/// How far it is. The page looks again by itself: with scripts by asking for its data, without by loading anew.
fn progress(import: &ImportView) -> AnyView {
    let words = words();
    look_again();
    let all = if import.state == ImportState::Settling { import.counts.good() } else { import.rows };
    let said = fill(words.so_far, &[words.state_of(import.state), &import.done.to_string(), &all.to_string()]);
    let percent = import.percent();
    // Without scripts alone: hydration must find nothing in it.
    let anew = "<meta http-equiv=\"refresh\" content=\"2\">";
    view! {
        <section class="sheet" data-progress=percent.to_string()>
            <p id="progress-words" role="status"><b>{fill(words.percent, &[&percent.to_string()])}</b>" "{said}</p>
            <progress max="100" value=percent.to_string() aria-labelledby="progress-words"></progress>
            <noscript inner_html=anew></noscript>
            <p><a class="link" href=here() rel="external">{words.look_again}</a></p>
        </section>
    }
    .into_any()
}

/// Asks for the page's data again in a moment, unless another page is shown by then.
fn look_again() {
    let version = visit().version;
    Effect::new(move |_| {
        let pause = std::time::Duration::from_millis(LOOK_AGAIN);
        if let Ok(handle) = set_timeout_with_handle(move || version.update(|version| *version += 1), pause) {
            on_cleanup(move || handle.clear());
        }
    });
}

/// What may be done next.
fn next_step(page: &ImportPage) -> AnyView {
    let (words, import) = (words(), &page.import);
    let (id, good) = (import.id.to_string(), import.counts.good());
    let cancel = (import.mine && import.state.can_stop()).then(|| {
        let fields = view! {
            {form::hidden("import", id.clone())}
            <button class="btn">{words.cancel}</button>
        };
        form::post("cancel_import", "", fields)
    });
    let confirm = (import.mine && import.state == ImportState::Checked && good > 0).then(|| {
        let rejected = import.counts.rejected;
        let left_out = (rejected > 0).then(|| fill(words.left_out, &[&rejected.to_string()]));
        let fields = view! {
            {form::hidden("import", id.clone())}
            {form::hidden("good", good.to_string())}
            <button class="btn btn-primary">{fill(words.confirm, &[&good.to_string()])}</button>
        };
        view! { <p>{fill(words.confirm_hint, &[&import.place])}" "{left_out}</p>{form::post("confirm_import", "", fields)} }
            .into_any()
    });
    let links = (page.links > 0).then(|| {
        let fields = view! {
            {form::hidden("import", id.clone())}
            <button class="btn btn-primary">{fill(words.fetch_links, &[&page.links.to_string()])}</button>
        };
        let fetch = form::whole("import_links", "", here(), fields.into_any());
        view! { <p>{words.links_hint}</p>{fetch} }.into_any()
    });
    let said = match import.state {
        ImportState::Uploaded | ImportState::Checking => words.next_checking,
        ImportState::Checked if good == 0 => words.next_nothing,
        ImportState::Checked if !import.mine => words.next_theirs,
        ImportState::Checked => words.next_checked,
        ImportState::Confirmed | ImportState::Applying => words.next_applying,
        ImportState::Settling => words.next_settling,
        ImportState::Done => words.next_done,
        ImportState::Cancelled => words.next_cancelled,
        ImportState::Failed => words.next_failed,
    };
    view! {
        <section class="sheet" id="next">
            <p>{said}</p>
            {confirm}
            {links}
            {cancel}
        </section>
    }
    .into_any()
}
