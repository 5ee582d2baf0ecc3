//! What waits for the staff, the most urgent first.

use domain::{
    admin::{Queue, QueueRow},
    when::Moment,
};
use leptos::prelude::*;

use super::glance;
use crate::{
    layout::console::{console, words},
    text::{fill, time},
    ui::{notice, url, visit::t},
};

/// The page.
pub fn page(queue: &Queue) -> AnyView {
    let words = words();
    let title = fill(words.queue_title, &[&queue.total.to_string()]);
    let rows: Vec<AnyView> = queue.rows.iter().map(|row| line(row, queue.now)).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><h2>{words.queue_empty}</h2><p class="soft">{words.queue_empty_next}</p></div> }
            .into_any()
    } else {
        view! {
            <table class="rows">
                <thead>
                    <tr>
                        <th scope="col">{words.what}</th>
                        <th scope="col">{words.who}</th>
                        <th scope="col">{words.place}</th>
                        <th scope="col">{words.waited}</th>
                        <th scope="col">{words.due}</th>
                        <th scope="col"><span class="sr-only">{words.open}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    let next = queue.next.clone().map(|after| {
        let href = address(queue, &queue.query.kind, &after);
        view! { <a class="btn next" href=href rel="next">{words.next}</a> }.into_any()
    });
    let content = view! {
        {notice::errors(queue.now, ().into_any())}
        <h1 data-total=queue.total.to_string()>{title.clone()}</h1>
        {queue.glance.as_ref().map(|glance| glance::cards(glance, queue.now))}
        {kinds(queue)}
        {table}
        {next}
    };
    console(&title, content.into_any())
}

/// The kinds of work that wait, to look at one alone.
fn kinds(queue: &Queue) -> AnyView {
    let words = words();
    let pill = |kind: &'static str, name: &'static str, count: String| {
        let current = (queue.query.kind == kind).then_some("true");
        view! { <a class="pill" href=address(queue, kind, "") aria-current=current>{name}<small>{count}</small></a> }
            .into_any()
    };
    let all = pill("", words.all, String::new());
    let each: Vec<AnyView> =
        queue.kinds.iter().map(|(kind, n)| pill(kind.word(), words.work(*kind), n.to_string())).collect();
    view! { <div class="chips">{all}{each}</div> }.into_any()
}

fn address(queue: &Queue, kind: &str, after: &str) -> String {
    let given = [("kind", kind), ("region", queue.query.region.as_str()), ("after", after)];
    let pairs: Vec<_> = given.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    url::with_query("/console", &pairs)
}

fn line(QueueRow { item, place }: &QueueRow, now: Moment) -> AnyView {
    let (t, words) = (t(), words());
    let waited = time::length(t, now.minutes_since(item.filed).max(0));
    // Told by its last day: it ends with the midnight after.
    let last_day = Moment(item.due.0 - 1);
    let late = (item.due <= now).then(|| view! { <span class="tag warn">{words.overdue}</span> }.into_any());
    let href = format!("/console/{}/{}", item.kind.word(), item.subject);
    let name = format!("{} {} {}", words.open, words.work(item.kind), item.label);
    view! {
        <tr>
            <td data-label=words.what><b>{words.work(item.kind)}</b></td>
            <td data-label=words.who>{item.label.clone()}</td>
            <td data-label=words.place>{place.clone()}</td>
            <td data-label=words.waited>{waited}</td>
            <td data-label=words.due>{time::day(t, last_day, now)}{late}</td>
            <td><a class="btn small" href=href aria-label=name>{words.open}</a></td>
        </tr>
    }
    .into_any()
}
