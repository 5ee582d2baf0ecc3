//! The facts of one shift, block by block.

use domain::gig::{ShiftPage, attendance::Side};
use leptos::prelude::*;

use crate::{
    gig::reliability,
    text::{fill, say, time},
    ui::{url, visit::t},
};

fn block(title: &'static str, inside: AnyView) -> AnyView {
    view! { <section class="sheet"><h2>{title}</h2>{inside}</section> }.into_any()
}

fn row(name: &'static str, inside: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{inside.into_any()}</dd></div> }.into_any()
}

/// Time, place, sketch, and the way into a map app.
pub fn when_where(page: &ShiftPage) -> AnyView {
    let (t, card) = (t(), &page.card);
    let wait = card.starts.minutes_since(page.now);
    let wait = (wait > 0).then(|| fill(t.gig.starts_in, &[&time::length(t, wait)]));
    let pause = (page.break_minutes > 0)
        .then(|| row(t.gig.break_, fill(t.gig.break_unpaid, &[&time::length(t, page.break_minutes)])));
    let away = fill(t.gig.away, &[&say::distance(t, card.distance)]);
    let pin = (!page.pinned).then(|| view! { <p class="soft">{t.gig.not_pinned}</p> }.into_any());
    let inside = view! {
        <dl class="facts-list">
            {row(t.gig.time, view! {
                <b>{time::span(t, card.starts, card.ends, page.now)}</b>" "<span class="soft">{wait}</span>
            })}
            {pause}
            {row(t.gig.place, view! {
                {card.region.clone()}" · "{page.address.clone()}<br/><span class="soft">{away}</span>
            })}
        </dl>
        {pin}
        <img class="map" src=format!("/gigs/{}/map.svg", card.id) width="640" height="280" loading="lazy"
            alt=fill(t.gig.map_alt, &[&page.address])/>
        <p class="soft small">{t.gig.map_note}</p>
        {map_links(page)}
    };
    block(t.gig.when_where, inside.into_any())
}

fn map_links(page: &ShiftPage) -> AnyView {
    let t = t();
    let point = page.point.to_string();
    let (lat, lng) = point.split_once(',').unwrap_or_default();
    let name = url::encode(&page.address);
    let amap = format!("https://uri.amap.com/marker?position={lng},{lat}&name={name}&coordinate=gaode");
    let geo = format!("geo:{lat},{lng}?q={lat},{lng}({name})");
    view! {
        <p class="actions">
            <a class="btn" href=amap rel="external noreferrer">{t.gig.open_map}</a>
            <a class="link" href=geo rel="external">{t.gig.other_map}</a>
        </p>
    }
    .into_any()
}

/// What to do and what is asked for.
pub fn duties(page: &ShiftPage) -> AnyView {
    let t = t();
    let mut asked = vec![fill(t.gig.age, &[&page.least_age.to_string()])];
    if !page.requirements.is_empty() {
        asked.push(page.requirements.clone());
    }
    let benefits: Vec<&str> = page.card.benefits.iter().map(|one| say::benefit(t, one)).collect();
    let benefits = (!benefits.is_empty()).then(|| row(t.gig.comes_with, benefits.join(" · ")));
    let inside = view! {
        <p class="prose">{page.duties.clone()}</p>
        <dl class="facts-list">
            {row(t.gig.trade, page.occupation.clone())}
            {row(t.gig.requires, asked.join("；"))}
            {benefits}
        </dl>
    };
    block(t.gig.duties, inside.into_any())
}

/// Pay, and when it comes.
pub fn money(page: &ShiftPage) -> AnyView {
    let t = t();
    let inside = view! {
        <dl class="facts-list">
            {row(t.gig.worked_out, say::pay_sum(t, page))}
            {row(t.gig.paid_when, say::settlement(t, page.card.settlement))}
        </dl>
    };
    block(t.gig.money, inside.into_any())
}

/// Who gives the work, and whom to call.
pub fn employer(page: &ShiftPage) -> AnyView {
    let (t, employer) = (t(), &page.employer);
    let verified = if employer.verified { t.gig.verified } else { t.gig.unverified };
    let recent = fill(t.gig.recent, &[&employer.recent.to_string()]);
    let about = format!("{} · {verified} · {recent}", say::employer(t, employer.kind));
    let contact = match &page.contact {
        Some(contact) => super::hold::contact(contact),
        None => view! { <p class="soft">{t.gig.contact_later}</p> }.into_any(),
    };
    let published = fill(t.gig.published, &[&time::moment(t, page.published, page.now)]);
    let inside = view! {
        <p><b>{employer.name.clone()}</b><br/><span class="soft">{about}</span></p>
        {employer.ratings.as_ref().map(|ratings| super::rating::summary(ratings, Side::Worker))}
        {reliability::of_employer(employer.standing)}
        {contact}
        <p class="soft small">{published}</p>
    };
    block(t.gig.employer, inside.into_any())
}

/// What happens if one cannot come.
pub fn cannot_come(page: &ShiftPage) -> AnyView {
    let t = t();
    let words = fill(t.gig.cannot_body, &[&time::moment(t, page.leave_until, page.now)]);
    block(t.gig.cannot, view! { <p>{words}</p> }.into_any())
}

/// The address and its QR code.
pub fn share(page: &ShiftPage) -> AnyView {
    let t = t();
    view! {
        <details class="sheet share">
            <summary>{t.gig.share}</summary>
            <div class="field">
                <label for="share-url">{t.gig.share_link}</label>
                <input class="input" id="share-url" readonly value=page.url.clone()/>
            </div>
            <img class="qr" src=format!("/gigs/{}/qr.svg", page.card.id) width="200" height="200" loading="lazy"
                alt=t.gig.qr_alt/>
        </details>
    }
    .into_any()
}
