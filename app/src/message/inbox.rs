//! My messages: what I was told, the newest first, and whether it comes by SMS as well.

use domain::{
    message::{Inbox, InboxRow, SmsChoice},
    when::Moment,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    flash::Note,
    text::{message::Message, time},
    ui::{
        field, form,
        notice::{self, Tone, notice},
        page::{self, head},
        url,
        visit::{flash, t, visit},
    },
};

fn words() -> &'static Message {
    Message::of(visit().language)
}

/// The page.
pub fn page(inbox: &Inbox) -> AnyView {
    let words = words();
    visit().count_unread(inbox.unread);
    let rows: Vec<AnyView> = inbox.rows.iter().map(|row| item(row, inbox.now)).collect();
    let list = if rows.is_empty() { empty() } else { view! { <ul class="cards">{rows}</ul> }.into_any() };
    let next = inbox.next.as_ref().map(|after| {
        let href = url::with_query("/me/messages", &[("after", after)]);
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    let count = (inbox.unread.n > 0).then(|| format!("{} {}", words.unread, inbox.unread));
    view! {
        {head(words.title)}
        <div class="page narrow">
            {told(inbox.now)}
            <div class="between head-row">
                <h1>{words.title}<small class="soft" data-unread=inbox.unread.to_string()>{count}</small></h1>
                {read_all(inbox)}
            </div>
            {list}
            {next}
            {by_sms(inbox.sms)}
        </div>
    }
    .into_any()
}

/// Signed out is nothing wrong: say what is here and how to get in.
pub fn signed_out() -> AnyView {
    let (words, t) = (words(), t());
    let href = url::with_query("/sign-in", &[("next", "/me/messages")]);
    let next = view! {
        <a class="btn btn-primary" href=href>{t.frame.sign_in}</a><a class="btn" href="/gigs">{t.frame.to_list}</a>
    };
    page::message(words.signed_out, words.signed_out_body.to_owned(), next.into_any())
}

fn told(now: Moment) -> Option<AnyView> {
    let note = match flash()?.outcome {
        Err(_) => return notice::errors(now, ().into_any()),
        Ok(note) => note?,
    };
    let said = match note {
        Note::MessagesRead => words().all_read,
        Note::SmsChosen => words().sms_saved,
        _ => t().frame.done,
    };
    Some(notice(Tone::Good, said.to_owned(), ().into_any()))
}

fn empty() -> AnyView {
    let (words, t) = (words(), t());
    let later = use_query_map().with_untracked(|query| query.get("after").is_some());
    if later {
        return view! { <div class="empty"><p>{words.end}</p><a class="btn" href="/me/messages">{t.frame.back}</a></div> }
            .into_any();
    }
    view! {
        <div class="empty">
            <h2>{words.empty}</h2>
            <p class="soft">{words.empty_next}</p>
            <a class="btn btn-primary" href="/gigs">{t.frame.to_list}</a>
        </div>
    }
    .into_any()
}

/// All up to the newest that is shown here: what comes meanwhile stays unread.
fn read_all(inbox: &Inbox) -> Option<AnyView> {
    (inbox.unread.n > 0 && !inbox.newest.is_empty()).then(|| {
        let fields = view! {
            {form::hidden("draft[upto]", inbox.newest.clone())}
            <button class="pill">{words().read_all}</button>
        };
        form::post("read_messages", "", fields)
    })
}

/// One message. Opening an unread one marks it as read, so that is a form; a read one is a plain link.
fn item(row: &InboxRow, now: Moment) -> AnyView {
    let (words, t) = (words(), t());
    let (headline, sentence) = Message::say(visit().language, &row.content, now);
    let name = format!("{} {headline}", words.open);
    let open = if row.read {
        view! { <a class="btn small" href=row.content.path() aria-label=name>{words.open}</a> }.into_any()
    } else {
        let fields = view! {
            {form::hidden("draft[message]", row.id.to_string())}
            <button class="btn btn-primary small" aria-label=name>{words.open}</button>
        };
        form::post("open_message", "", fields)
    };
    let mark = (!row.read).then(|| view! { <span class="tag">{words.unread}</span> }.into_any());
    view! {
        <li class="card" data-message=row.id.to_string() data-read=row.read.to_string()>
            <div class="between"><h2>{headline}</h2>{mark}</div>
            <p>{sentence}</p>
            <div class="between">
                <p class="soft small">{time::moment(t, row.at, now)}</p>
                {open}
            </div>
        </li>
    }
    .into_any()
}

/// Whether messages come by SMS.
fn by_sms(chosen: SmsChoice) -> AnyView {
    let (words, t) = (words(), t());
    let answer = field::answer("choose_sms");
    let typed = field::typed(answer.as_ref(), "sms");
    let chosen = typed.as_deref().and_then(SmsChoice::parse).unwrap_or(chosen);
    let problem = field::problem(answer.as_ref(), "sms").map(|problem| field::error_line("sms", problem));
    let choices: Vec<AnyView> = SmsChoice::ALL
        .iter()
        .map(|choice| {
            let (value, said) = (choice.word().to_owned(), words.choice(*choice).to_owned());
            field::tick("radio", "draft[sms]".to_owned(), value, said, *choice == chosen)
        })
        .collect();
    let fields = view! {
        <fieldset class="field" id="sms">
            <legend class="sr-only">{words.sms_title}</legend>
            {problem}
            {choices}
        </fieldset>
        <button class="btn">{t.frame.save}</button>
    };
    view! {
        <section class="sheet">
            <h2>{words.sms_title}</h2>
            <p class="soft">{words.sms_body}</p>
            {form::post("choose_sms", "stack", fields)}
        </section>
    }
    .into_any()
}
