//! The packs of one's own claim, and the form that makes one.

use domain::gig::evidence::Packs;
use leptos::prelude::*;

use super::{grouped, words};
use crate::{
    text::{fill, time},
    ui::{form, notice, page::head, visit::t},
};

/// The page.
pub fn page(data: &Packs) -> AnyView {
    let words = words();
    let lines: Vec<AnyView> = data
        .packs
        .iter()
        .map(|pack| {
            let made = fill(words.made_at, &[&time::moment(t(), pack.made, data.now)]);
            view! {
                <li class="card" data-pack=pack.pack.to_string()>
                    <p><a class="link" href=format!("/me/evidence/{}", pack.pack)>{made}</a>" "
                        <span class="soft">{words.maker(pack.made_by)}</span></p>
                    <p class="soft"><code>{grouped(&pack.hash)}</code></p>
                </li>
            }
            .into_any()
        })
        .collect();
    let before = if lines.is_empty() {
        view! { <p class="soft">{words.none}</p> }.into_any()
    } else {
        view! { <ul class="cards">{lines}</ul> }.into_any()
    };
    let fields = view! {
        {form::hidden("draft[of]", data.claim.to_string())}
        {form::hidden("draft[key]", form::key(&data.key, "e", &data.claim))}
        <button class="btn btn-primary wide">{words.make}</button>
    };
    view! {
        {head(words.title)}
        <div class="page narrow">
            <p class="crumb"><a href=format!("/me/shifts/{}", data.claim)>"‹ "{data.title.clone()}</a></p>
            {notice::errors(data.now, ().into_any())}
            <h1>{words.title}</h1>
            <p>{words.about}</p>
            {form::post("make_pack", "", fields)}
            <h2 class="sub">{words.made_before}</h2>
            {before}
            <p><a class="link" href="/evidence">{words.check_title}</a></p>
        </div>
    }
    .into_any()
}
