//! One of my organisations: where it stands, its evidence, its members.

use domain::{
    identity::organisation::{Invited, Member, MemberRole, OpenInvitation, OrganisationPage},
    when::Moment,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    mine,
    parts::{self, words},
};
use crate::{
    text::fill,
    ui::{field, form, page::head},
};

/// The page.
pub fn page(data: &OrganisationPage) -> AnyView {
    let (words, one) = (words(), &data.organisation);
    let owner = data.role == MemberRole::Owner;
    let open = owner && one.state.open();
    let change = open.then(|| {
        let form = mine::form(&mine::draft(one), &data.counties, &data.towns);
        view! { <details><summary>{words.change}</summary>{form}</details> }.into_any()
    });
    let file = open.then(|| {
        let fields = view! {
            {form::hidden("organisation", one.id.to_string())}
            <button class="btn btn-primary wide">{words.file_it}</button>
        };
        form::post("file_organisation", "", fields)
    });
    view! {
        {head(one.name.clone())}
        <div class="page narrow">
            <p class="crumb"><a href="/me/organisations">"‹ "{words.mine}</a></p>
            {parts::told(data.now)}
            <h1>{one.name.clone()}</h1>
            {mine::standing(one, data.now)}
            {rooms(data, open)}
            {open.then(|| parts::warnings(&data.warnings)).flatten()}
            <section class="sheet">
                {parts::fact(words.kind, words.kind_of(one.kind).to_owned())}
                {parts::fact(words.code, one.credit_code.clone())}
                {parts::fact(words.region, one.place.clone())}
                {parts::fact(words.contact_name, one.contact_name.clone())}
                {parts::fact(words.contact_phone, one.contact_phone.clone())}
            </section>
            {change}
            {owner.then(|| evidence(data, open))}
            {file}
            {members(data, owner)}
        </div>
    }
    .into_any()
}

/// Where its work is done; what it comes for first is first, unless it has still to be filed.
fn rooms(data: &OrganisationPage, open: bool) -> AnyView {
    let words = words();
    let link = |class, room, name| {
        view! { <a class=class href=format!("/me/organisations/{}/{room}", data.organisation.id)>{name}</a>" " }
    };
    view! {
        <nav class="actions">
            {link(if open { "btn" } else { "btn btn-primary" }, "postings", words.postings)}
            {link("btn", "shifts", words.to_shifts)}
            {link("btn", "ledger", words.to_ledger)}
            {link("btn", "cases", words.to_cases)}
            {link("btn", "reliability", words.to_reliability)}
        </nav>
    }
    .into_any()
}

fn evidence(data: &OrganisationPage, open: bool) -> AnyView {
    let words = words();
    let answer = field::answer("organisation_evidence");
    let add = open.then(|| {
        let fields = view! {
            {parts::file_field(words.choose_file, words.evidence_hint, answer.as_ref())}
            <button class="btn">{words.add_file}</button>
        };
        parts::upload(format!("/upload/organisation/{}", data.organisation.id), fields.into_any())
    });
    view! { <section class="sheet"><h2>{words.evidence}</h2>{parts::files(&data.files, true, open)}{add}</section> }
        .into_any()
}

fn members(data: &OrganisationPage, owner: bool) -> AnyView {
    let words = words();
    let id = data.organisation.id.to_string();
    let lines: Vec<AnyView> = data.members.iter().map(|member| line(member, &id, owner)).collect();
    let invited: Vec<AnyView> = data.invitations.iter().map(|one| invitation(one, data.now)).collect();
    let invite = owner.then(|| invite(id));
    view! {
        <section class="sheet"><h2>{words.members}</h2><ul class="stack">{lines}{invited}</ul>{invite}</section>
    }
    .into_any()
}

fn line(member: &Member, organisation: &str, owner: bool) -> AnyView {
    let words = words();
    let name = if member.me { format!("{}（{}）", member.name, words.you) } else { member.name.clone() };
    let button = (owner || member.me).then(|| {
        let fields = view! {
            {form::hidden("draft[organisation]", organisation.to_owned())}
            {form::hidden("draft[account]", member.account.to_string())}
            <button class="btn small">{if member.me { words.leave } else { words.remove }}</button>
        };
        form::post("remove_member", "", fields)
    });
    view! {
        <li class="between"><b>{name}</b><span class="soft">{member.phone.clone()}" "{words.role_of(member.role)}</span>{button}</li>
    }
    .into_any()
}

fn invitation(one: &OpenInvitation, now: Moment) -> AnyView {
    let words = words();
    let whom = if one.phone.is_empty() { words.anybody.to_owned() } else { one.phone.clone() };
    let until = fill(words.good_until, &[&parts::day(one.expires, now)]);
    let fields = view! {
        {form::hidden("invitation", one.id.to_string())}
        <button class="btn small">{words.remove}</button>
    };
    let button = form::post("uninvite_member", "", fields);
    view! {
        <li class="between"><span>{whom}</span><span class="soft">{words.role_of(one.role)}" "{until}</span>{button}</li>
    }
    .into_any()
}

fn invite(organisation: String) -> AnyView {
    let words = words();
    let answer = field::answer("invite_member").filter(|flash| flash.outcome.is_err());
    let answer = answer.as_ref();
    let roles =
        [MemberRole::Member, MemberRole::Owner].map(|role| (role.word().to_owned(), words.role_of(role).to_owned()));
    let chosen = field::typed(answer, "role").unwrap_or_default();
    let fields = view! {
        {form::hidden("draft[organisation]", organisation)}
        {parts::text(("phone", words.invite_phone, words.invite_phone_hint), "", answer, "tel")}
        {field::select("role", "draft[role]", words.role, &chosen, roles.into())}
        <button class="btn">{words.make_link}</button>
    };
    view! { <details><summary>{words.invite}</summary>{form::post("invite_member", "stack", fields)}</details> }
        .into_any()
}

/// What a link invites to, and the button to join.
pub fn join(invited: &Invited) -> AnyView {
    let words = words();
    let secret = use_params_map().with_untracked(|params| params.get("secret")).unwrap_or_default();
    let body = fill(words.join_body, &[&invited.name, words.role_of(invited.role)]);
    let fields = view! {
        {form::hidden("secret", secret)}
        <button class="btn btn-primary wide">{words.join}</button>
    };
    view! {
        {head(words.join_title)}
        <div class="page narrow">
            {parts::told(invited.now)}
            <h1>{words.join_title}</h1>
            <p>{body}</p>
            <p class="soft">{fill(words.good_until, &[&parts::day(invited.expires, invited.now)])}</p>
            {form::post("join_organisation", "", fields)}
        </div>
    }
    .into_any()
}
