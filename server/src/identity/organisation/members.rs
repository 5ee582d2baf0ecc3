//! Who belongs to an organisation: invited by a link that is good once, and taken off again.

use domain::{
    error::Refused,
    id::{AccountId, InvitationId, OrganisationId},
    identity::{
        Actor,
        organisation::{InviteDraft, Invited, MemberDraft, MemberRole},
    },
    when::Moment,
};

use super::{
    Service,
    member_queries::{self, NewInvitation},
    mine::owned,
    no, person, queries,
};
use crate::{identity::token_hash, store::unreachable};

/// How long an invitation is good, milliseconds.
pub const GOOD: i64 = 7 * Moment::DAY;

/// Makes an invitation; its link is given here and nowhere else.
pub async fn invite(service: &Service, actor: &Actor, draft: InviteDraft) -> Result<(OrganisationId, String), Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let organisation: OrganisationId = draft.organisation.parse().map_err(|_| Refused::Missing)?;
    let (phone, role) = draft.parse().map_err(Refused::Fields)?;
    let secret = service.clock.secret();
    let new = NewInvitation {
        id: InvitationId(service.clock.id()),
        organisation,
        token_hash: token_hash(&secret),
        role,
        phone,
        by: account,
        expires: Moment(doing.now.0 + GOOD),
    };
    let written = service.write(move |db| {
        let (new, doing) = (new.clone(), doing.clone());
        Box::pin(async move {
            let row = owned(db, organisation, account).await?;
            member_queries::invite(db, new).await?;
            doing.note(db, "member.invited", organisation.0, (&row.region, "")).await?;
            Ok(())
        })
    });
    written.await?;
    Ok((organisation, format!("{}/join/{secret}", service.public_url)))
}

/// Takes an invitation back.
pub async fn uninvite(service: &Service, actor: &Actor, id: InvitationId) -> Result<OrganisationId, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            let Some(organisation) = member_queries::invitation_of(db, id).await? else { return no(Refused::Missing) };
            let row = owned(db, organisation.into(), account).await?;
            if !member_queries::uninvite(db, id).await? {
                return no(Refused::Missing);
            }
            doing.note(db, "member.uninvited", organisation.0, (&row.region, "")).await?;
            Ok(organisation.into())
        })
    });
    written.await
}

/// What a secret invites to.
pub async fn invitation(service: &Service, actor: &Actor, secret: &str) -> Result<Invited, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let Some(good) = member_queries::good(&mut db, &token_hash(secret), account, now).await? else {
            return Ok(None);
        };
        let row = queries::organisation(&mut db, good.organisation_id.into()).await?;
        Ok(row.map(|row| Invited {
            now,
            name: row.name,
            role: MemberRole::parse(&good.role).unwrap_or(MemberRole::Member),
            expires: Moment(good.expires_at),
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// Joins; whoever belongs to it already keeps the link for somebody else.
pub async fn join(service: &Service, actor: &Actor, secret: &str) -> Result<OrganisationId, Refused> {
    let (account, doing, token) = (person(actor)?, service.doing(actor), token_hash(secret));
    let written = service.write(move |db| {
        let (doing, token) = (doing.clone(), token.clone());
        Box::pin(async move {
            let Some(good) = member_queries::accept(db, &token, account, doing.now).await? else {
                return no(Refused::Missing);
            };
            let id: OrganisationId = good.organisation_id.into();
            let role = MemberRole::parse(&good.role).unwrap_or(MemberRole::Member);
            if !member_queries::add(db, id, account, role, doing.now).await? {
                return no(Refused::Conflict);
            }
            if role == MemberRole::Owner {
                member_queries::owner_came(db, id).await?;
            }
            let region = queries::organisation(db, id).await?.map(|row| row.region).unwrap_or_default();
            doing.note(db, "member.joined", id.0, (&region, "")).await?;
            Ok(id)
        })
    });
    written.await
}

/// Takes a member off. The last owner stays: without one nobody could do anything for the organisation.
pub async fn remove(service: &Service, actor: &Actor, draft: MemberDraft) -> Result<bool, Refused> {
    let (account, doing) = (person(actor)?, service.doing(actor));
    let id: OrganisationId = draft.organisation.parse().map_err(|_| Refused::Missing)?;
    let whom: AccountId = draft.account.parse().map_err(|_| Refused::Missing)?;
    let written = service.write(move |db| {
        let doing = doing.clone();
        Box::pin(async move {
            if whom != account {
                owned(db, id, account).await?;
            }
            let Some(role) = member_queries::remove(db, id, whom).await? else { return no(Refused::Missing) };
            if role == MemberRole::Owner.word() && !member_queries::owner_left(db, id).await? {
                return no(Refused::Conflict);
            }
            let region = queries::organisation(db, id).await?.map(|row| row.region).unwrap_or_default();
            doing.note(db, "member.removed", id.0, (&region, "")).await?;
            Ok(whom == account)
        })
    });
    written.await
}
