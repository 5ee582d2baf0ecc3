//! Joining the staff: an invitation is a link, good once, and whoever opens it shows that they hold phone and code.

use std::convert::Infallible;

use domain::{
    error::Problem,
    id::AccountId,
    identity::{
        IdentityError, Phone, StaffRole, rules,
        staff::{Invitation, Join, JoinDraft, Joined},
    },
    region::RegionCode,
    when::Moment,
};

use uuid::Uuid;

use super::{
    queries::{self, InvitationRow, NewInvitation, NewStaff},
    secrets,
    sign_in::recovery_hash,
};
use crate::{
    clock::Clock,
    identity::{
        Service, fault, fields,
        queries::{NewSession, account_of, delete_staff_sessions, insert_session, phone_index},
        token_hash, unreachable,
    },
    store::{Column, Db, Fault, Key, Store},
    trail::{self, Deed},
    web::drawing::qr_svg,
};

/// Invites somebody; gives the secret of the link. An earlier link for the same phone is no longer good.
pub async fn invite(
    db: &mut Db,
    clock: &Clock,
    whom: Option<(Phone, String)>,
    (role, region): (StaffRole, &RegionCode),
    by: Option<AccountId>,
) -> Result<String, sqlx::Error> {
    let token = clock.secret();
    let new = NewInvitation {
        id: clock.id(),
        token: token_hash(&token),
        whom,
        role,
        region: region.clone(),
        totp: secrets::totp_secret(),
        by,
        expires: Moment(clock.now().0 + rules::INVITATION_LIFE),
    };
    queries::delete_invitations(db, new.whom.as_ref().map(|(phone, _)| phone)).await?;
    queries::insert_invitation(db, &new).await?;
    Ok(token)
}

/// The secret of a link for whoever sets the service up, if nobody is an administrator over the city yet.
pub async fn first_invitation(store: &Store, clock: &Clock, city: &RegionCode) -> Result<Option<String>, sqlx::Error> {
    if queries::has_administrator(&mut store.read().await?, city).await? {
        return Ok(None);
    }
    administrator(store, clock, None, city).await.map(Some)
}

/// The secret of a link by which somebody becomes an administrator; made by whoever can start this program.
pub async fn administrator(
    store: &Store,
    clock: &Clock,
    whom: Option<(Phone, String)>,
    region: &RegionCode,
) -> Result<String, sqlx::Error> {
    let (clock, region) = (clock.clone(), region.clone());
    let written = store.write::<_, Infallible, _>(move |db| {
        let (clock, region, whom) = (clock.clone(), region.clone(), whom.clone());
        Box::pin(async move {
            let token = invite(db, &clock, whom, (StaffRole::Administrator, &region), None).await?;
            let deed = Deed {
                actor: "system",
                action: "staff.invited",
                subject: Key(Uuid::nil()),
                region: region.as_str(),
                reason: "",
            };
            trail::write(db, clock.id(), &deed, clock.now()).await?;
            Ok(token)
        })
    });
    written.await.map_err(Fault::stored)
}

fn open(db: &Db, column: Column, row: &InvitationRow, sealed: Option<&Vec<u8>>) -> Result<String, sqlx::Error> {
    match sealed {
        Some(sealed) => Ok(db.keys().open(column, row.id.0, sealed)?),
        None => Ok(String::new()),
    }
}

impl Service {
    pub(in crate::identity) async fn show_invitation(&self, token: &str) -> Result<Invitation, IdentityError> {
        let mut db = self.read().await?;
        let found = queries::invitation(&mut db, &token_hash(token), self.clock.now()).await;
        let row = found.map_err(|error| unreachable(&error))?.ok_or(IdentityError::Missing)?;
        let opened = || {
            let phone = open(&db, Column::INVITED_PHONE, &row, row.phone.as_ref())?;
            let name = open(&db, Column::INVITED_NAME, &row, row.name.as_ref())?;
            Ok((phone, name, open(&db, Column::INVITED_TOTP, &row, Some(&row.totp))?))
        };
        let (phone, name, secret) = opened().map_err(|error: sqlx::Error| unreachable(&error))?;
        let phone = Phone::parse(&phone).map(|phone| phone.masked()).unwrap_or_default();
        let (role, region) = post(&row).ok_or(IdentityError::Missing)?;
        Ok(Invitation {
            role,
            place: self.reference.short_name(&region),
            picture: qr_svg(&secrets::totp_address(&secret, &phone)),
            phone,
            name,
            secret,
            expires: Moment(row.expires_at),
        })
    }

    pub(in crate::identity) async fn put_on_staff(
        &self,
        draft: JoinDraft,
        device: &str,
    ) -> Result<Joined, IdentityError> {
        let join = draft.parse().map_err(IdentityError::Fields)?;
        if secrets::is_common(&draft.password) {
            return Err(fields("password", Problem::PasswordCommon));
        }
        // Before a password is hashed for them: whether there is such a link at all.
        self.show_invitation(&draft.token).await?;
        let password = secrets::hash(draft.password).await.map_err(|error| unreachable(&error.into()))?;
        let (clock, token) = (self.clock.clone(), token_hash(&draft.token));
        let device = device.to_owned();
        let written = self.store.write(move |db| {
            let (clock, token, join) = (clock.clone(), token.clone(), join.clone());
            let (password, device) = (password.clone(), device.clone());
            Box::pin(async move { join_by(db, &clock, &token, join, (password, device)).await })
        });
        written.await.map_err(fault)
    }

    pub(in crate::identity) async fn renew_codes(&self, account: AccountId) -> Result<Vec<String>, IdentityError> {
        let clock = self.clock.clone();
        let written = self.store.write(move |db| {
            let clock = clock.clone();
            Box::pin(async move {
                if queries::recovery_codes_left(db, account).await?.is_none() {
                    return Err(Fault::Refused(IdentityError::Denied));
                }
                let codes = fresh_codes(db, account).await?;
                let actor = format!("staff:{account}");
                trail::audit(db, clock.id(), &actor, "staff.recovery_codes", account.into(), clock.now()).await?;
                Ok(codes)
            })
        });
        written.await.map_err(fault)
    }
}

fn post(row: &InvitationRow) -> Option<(StaffRole, RegionCode)> {
    Some((StaffRole::parse(&row.role)?, RegionCode::parse(&row.region)?))
}

async fn join_by(
    db: &mut Db,
    clock: &Clock,
    token: &[u8],
    join: Join,
    (password, device): (String, String),
) -> Result<Joined, Fault<IdentityError>> {
    let now = clock.now();
    let row = queries::invitation(db, token, now).await?.ok_or(Fault::Refused(IdentityError::Missing))?;
    let index = phone_index(db, &join.phone);
    if row.phone_index.as_ref().is_some_and(|meant| *meant != index) {
        return Err(Fault::Refused(fields("phone", Problem::OtherPhone)));
    }
    let totp = open(db, Column::INVITED_TOTP, &row, Some(&row.totp))?;
    let Some(step) = secrets::totp_step(&totp, &join.code, now) else {
        return Err(Fault::Refused(fields("code", Problem::NotACode)));
    };
    if !queries::use_invitation(db, row.id, now).await? {
        return Err(Fault::Refused(IdentityError::Missing));
    }
    let account = account_of(db, AccountId(clock.id()), &join.phone, now).await?;
    let (role, region) = (row.role, row.region.clone());
    queries::save_staff(db, NewStaff { account, name: join.name, role, region, password, totp, step }, now).await?;
    delete_staff_sessions(db, account).await?;
    let recovery_codes = fresh_codes(db, account).await?;
    let token = clock.secret();
    let (hash, id) = (token_hash(&token), clock.id());
    let session = NewSession { token: hash, id, account, staff: true, acting_for: None, device, shared: false };
    insert_session(db, session, now).await?;
    let (actor, subject) = (format!("staff:{account}"), Key::from(account));
    let deed = Deed { actor: &actor, action: "staff.joined", subject, region: &row.region, reason: "" };
    trail::write(db, clock.id(), &deed, now).await?;
    Ok(Joined { token, recovery_codes })
}

/// Makes recovery codes anew; the old ones are good no more.
async fn fresh_codes(db: &mut Db, account: AccountId) -> Result<Vec<String>, sqlx::Error> {
    queries::delete_recovery_codes(db, account).await?;
    let codes: Vec<String> = (0..rules::RECOVERY_CODES).map(|_| secrets::recovery_code()).collect();
    for code in &codes {
        queries::insert_recovery_code(db, account, &recovery_hash(&code.replace('-', ""))).await?;
    }
    Ok(codes)
}
