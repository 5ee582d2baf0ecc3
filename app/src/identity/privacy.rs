//! One's own data: what is kept and why, a copy of it, who may act for one, and the end of the account.

use domain::identity::{
    ConsentTopic,
    privacy::{Consent, NOTICE_VERSION, PrivacyPage},
};
use leptos::prelude::*;

use crate::{
    flash::Note,
    text::{fill, privacy::Privacy, time},
    ui::{
        field::{self, Text},
        form,
        notice::{self, Tone, notice},
        page::head,
        visit::{flash, here, t, visit},
    },
};

/// The words of this page.
pub fn words() -> &'static Privacy {
    Privacy::of(visit().language)
}

/// The page.
pub fn page(page: &PrivacyPage) -> AnyView {
    let words = words();
    let said = flash().filter(|flash| matches!(flash.outcome, Ok(Some(Note::Done))));
    let said = said.map(|_| notice(Tone::Good, words.saved.to_owned(), ().into_any()));
    view! {
        {head(words.title)}
        <div class="page narrow">
            <p class="crumb"><a href="/me">"‹ "{t().me.title}</a></p>
            {said}
            {notice::errors(page.now, ().into_any())}
            <h1>{words.title}</h1>
            <section class="sheet">
                <h2>{words.notice}</h2>
                <ul class="plain-list">
                    <li>{words.notice_phone}</li>
                    <li>{words.notice_profile}</li>
                    <li>{words.notice_shifts}</li>
                    <li>{words.notice_staff}</li>
                    <li>{words.notice_kept}</li>
                </ul>
                <p class="soft small">{fill(words.version, &[NOTICE_VERSION])}</p>
            </section>
            <section class="sheet">
                <h2>{words.copy}</h2>
                <p class="soft">{words.copy_hint}</p>
                <a class="btn" href="/me/data.json" rel="external" download="">{words.copy_do}</a>
            </section>
            {staff_help(page)}
            {agreed(page)}
            {delete()}
        </div>
    }
    .into_any()
}

fn staff_help(page: &PrivacyPage) -> AnyView {
    let words = words();
    let (state, value, action) =
        if page.staff_help { (words.help_on, "no", words.forbid) } else { (words.help_off, "yes", words.allow) };
    let fields = view! { <button class="btn" name="allowed" value=value>{action}</button> };
    view! {
        <section class="sheet">
            <h2>{words.help}</h2>
            <p>{state}</p>
            {form::post("set_staff_help", "", fields)}
        </section>
    }
    .into_any()
}

fn agreed(page: &PrivacyPage) -> AnyView {
    let (t, words) = (t(), words());
    let line = |consent: &Consent| {
        let topic = match consent.topic {
            ConsentTopic::Notice => words.topic_notice,
            ConsentTopic::StaffHelp => words.topic_staff_help,
        };
        let mut when = fill(words.given, &[&time::moment(t, consent.given, page.now)]);
        if let Some(withdrawn) = consent.withdrawn {
            when = format!("{when} · {}", fill(words.withdrawn, &[&time::moment(t, withdrawn, page.now)]));
        }
        let version = fill(words.version, &[&consent.version]);
        view! { <li><b>{topic}</b>" "<span class="soft">{format!("{version} · {when}")}</span></li> }.into_any()
    };
    let lines: Vec<AnyView> = page.consents.iter().map(line).collect();
    let list = if lines.is_empty() {
        view! { <p class="soft">{words.agreed_none}</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{lines}</ul> }.into_any()
    };
    view! { <section class="sheet"><h2>{words.agreed}</h2>{list}</section> }.into_any()
}

fn delete() -> AnyView {
    let words = words();
    let answer = field::answer("delete_account").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let phone = Text {
        name: "phone",
        label: words.delete_phone,
        hint: words.delete_phone_hint,
        value: field::typed(answer, "phone").unwrap_or_default(),
        problem: field::problem(answer, "phone"),
        autocomplete: "off",
        inputmode: "tel",
        maxlength: "20",
    };
    let fields = view! { {phone.view()}<button class="btn btn-danger">{words.delete_do}</button> };
    view! {
        <section class="sheet">
            <h2>{words.delete}</h2>
            <p class="soft">{words.delete_hint}</p>
            {form::whole("delete_account", "stack", here(), fields.into_any())}
        </section>
    }
    .into_any()
}
