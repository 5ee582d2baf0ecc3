//! What members do with their organisation: register it, change it, file it.

use domain::{
    error::{Problem, Refused},
    id::{AccountId, OrganisationId},
    identity::{
        Actor, Phone, VerificationStep,
        organisation::{
            Member, MemberRole, MyOrganisation, MyOrganisations, OpenInvitation, OrganisationDraft, OrganisationKind,
            OrganisationPage, Warning,
        },
    },
    when::Moment,
    work::{WorkItem, WorkKind},
    workday::Workdays,
};

use super::{
    Doing, Refusal, Service, evidence, member_queries, no, person, queries,
    rows::{OrganisationRow, Sight},
};
use crate::{
    attachment,
    identity::queries as people,
    store::{Column, Db, unreachable},
    work,
};

/// The organisation as one of its owners may change it: missing for others, denied for members.
pub async fn owned(db: &mut Db, id: OrganisationId, account: AccountId) -> Result<OrganisationRow, Refusal> {
    match member_queries::role(db, id, account).await? {
        None => return no(Refused::Missing),
        Some(MemberRole::Member) => return no(Refused::Denied),
        Some(MemberRole::Owner) => {}
    }
    match queries::organisation(db, id).await? {
        Some(row) => Ok(row),
        None => no(Refused::Missing),
    }
}

/// The organisations of whoever asks.
pub async fn list(service: &Service, actor: &Actor) -> Result<MyOrganisations, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let mut organisations = Vec::new();
        for (id, role) in member_queries::of_account(&mut db, account).await? {
            let Some(row) = queries::organisation(&mut db, id.into()).await? else { continue };
            let organisation = row.read(db.keys(), &service.reference, Sight::Whole, now)?;
            organisations
                .push(MyOrganisation { organisation, role: MemberRole::parse(&role).unwrap_or(MemberRole::Member) });
        }
        Ok(organisations)
    };
    let organisations = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
    let [counties, towns] = service.choices();
    Ok(MyOrganisations { now, organisations, counties, towns })
}

/// Registers a new one or changes one.
pub async fn save(service: &Service, actor: &Actor, draft: OrganisationDraft) -> Result<OrganisationId, Refused> {
    let account = person(actor)?;
    let given = draft.parse().map_err(Refused::Fields)?;
    if !service.reference.offers(&given.region) {
        return Err(Refused::field("region", Problem::UnknownRegion));
    }
    let (known, doing) = (draft.id().ok_or(Refused::Missing)?, service.doing(actor));
    let fresh = OrganisationId(service.clock.id());
    let written = service.write(move |db| {
        let (given, doing) = (given.clone(), doing.clone());
        Box::pin(async move {
            let id = known.unwrap_or(fresh);
            let action = if known.is_some() {
                let row = owned(db, id, account).await?;
                if !row.state(doing.now).open() || !queries::update(db, id, &given, row.version).await? {
                    return no(Refused::Conflict);
                }
                "organisation.changed"
            } else {
                queries::insert(db, id, &given, doing.now).await?;
                member_queries::add(db, id, account, MemberRole::Owner, doing.now).await?;
                "organisation.registered"
            };
            doing.note(db, action, id.0, (given.region.as_str(), "")).await?;
            Ok(id)
        })
    });
    written.await
}

/// The page of one.
pub async fn page(service: &Service, actor: &Actor, id: OrganisationId) -> Result<OrganisationPage, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let Some(role) = member_queries::role(&mut db, id, account).await? else { return Ok(None) };
        let Some(row) = queries::organisation(&mut db, id).await? else { return Ok(None) };
        let owner = role == MemberRole::Owner;
        let files = attachment::list(&mut db, evidence::of(id)).await?;
        let members = members(&mut db, id, account).await?;
        let invitations = if owner { invitations(&mut db, id, now).await? } else { Vec::new() };
        let organisation = row.read(db.keys(), &service.reference, Sight::Whole, now)?;
        let mut warnings: Vec<Warning> = row.code_warning().into_iter().collect();
        if files.is_empty() && row.kind() != OrganisationKind::Household {
            warnings.push(Warning::NoEvidence);
        }
        let files = if owner { files } else { Vec::new() };
        let [counties, towns] = service.choices();
        Ok(Some(OrganisationPage { now, organisation, role, warnings, files, members, invitations, counties, towns }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

async fn members(db: &mut Db, id: OrganisationId, me: AccountId) -> Result<Vec<Member>, sqlx::Error> {
    let mut members = Vec::new();
    for row in member_queries::members(db, id).await? {
        let account: AccountId = row.account_id.into();
        let name = people::profile(db, account).await?.unwrap_or_default().name;
        let phone = people::phone(db, account).await?.unwrap_or_default();
        members.push(Member {
            account,
            name,
            phone: masked(&phone),
            role: MemberRole::parse(&row.role).unwrap_or(MemberRole::Member),
            since: Moment(row.since),
            me: account == me,
        });
    }
    Ok(members)
}

fn masked(phone: &str) -> String {
    Phone::parse(phone).map(|phone| phone.masked()).unwrap_or_default()
}

async fn invitations(db: &mut Db, id: OrganisationId, now: Moment) -> Result<Vec<OpenInvitation>, sqlx::Error> {
    let rows = member_queries::invitations(db, id, now).await?;
    let read = |row: member_queries::InvitationRow| {
        let open = |sealed: Vec<u8>| db.keys().open(Column::MEMBER_PHONE, row.id.0, &sealed);
        Ok(OpenInvitation {
            id: row.id.into(),
            phone: masked(&row.phone.clone().map(open).transpose()?.unwrap_or_default()),
            role: MemberRole::parse(&row.role).unwrap_or(MemberRole::Member),
            expires: Moment(row.expires_at),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Files one for verification.
pub async fn file(service: &Service, actor: &Actor, id: OrganisationId) -> Result<(), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move { file_one(db, &doing, id, account).await })
    });
    written.await
}

async fn file_one(db: &mut Db, doing: &Doing, id: OrganisationId, account: AccountId) -> Result<(), Refusal> {
    let row = owned(db, id, account).await?;
    let Some(region) = row.region() else { return no(Refused::Conflict) };
    let possible = row.state(doing.now).after(VerificationStep::File).is_some();
    if !possible || !queries::file(db, id, row.version, account, doing.now).await? {
        return no(Refused::Conflict);
    }
    if row.kind() != OrganisationKind::Household && attachment::count(db, evidence::of(id)).await? == 0 {
        return no(Refused::field("file", Problem::Empty));
    }
    let item = WorkItem {
        kind: WorkKind::Organisation,
        subject: id.0,
        label: row.name,
        due: Workdays::default().due(doing.now, WorkKind::Organisation.working_days()),
        filed: doing.now,
        region,
    };
    work::file(db, doing.clock.id(), &item).await?;
    doing.note(db, "organisation.filed", id.0, (item.region.as_str(), "")).await?;
    Ok(())
}
