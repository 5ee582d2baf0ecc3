//! Signing in as staff. Whoever tries learns only whether all three of phone, password and code are right; trying costs
//! the same for phones that are known and for those that are not.

use domain::{
    error::Problem,
    identity::{
        IdentityError, Phone, SignedIn,
        rules::{self, Cap},
        staff::{SecondFactor, StaffSignInDraft},
    },
    when::Moment,
};
use uuid::Uuid;

use super::{
    known,
    queries::{self, Credentials},
    secrets,
};
use crate::{
    clock::Clock,
    identity::{
        Service, fault, fields, hash,
        queries::{NewSession, count_up, insert_session, phone_index},
        token_hash, unreachable,
    },
    store::{Column, Db, Fault, Key, hex},
    trail::{self, Deed},
};

/// The parts of a try to sign in, after the password was compared.
#[derive(Clone)]
struct Try {
    who: Option<Credentials>,
    password: bool,
    factor: SecondFactor,
    device: String,
    phone: Phone,
}

/// Counts a try against every cap. A browser that this account has signed in from has counters of its own, so that
/// tries from elsewhere use up nothing of them.
async fn count_try(db: &mut Db, phone: &Phone, shown: &str, now: Moment) -> Result<(), Fault<IdentityError>> {
    let index = hex(&phone_index(db, phone));
    let whose = match known::browser(db, phone, shown, now) {
        Some(browser) => format!("{index}:{browser}"),
        None => index,
    };
    let own = rules::STAFF_TRIES.map(|cap| (format!("staff:{whose}:{}", cap.window), cap));
    let all = [("staff:*".to_owned(), rules::STAFF_TRIES_IN_ALL)];
    let counted: Vec<(String, Cap)> = own.into_iter().chain(all).collect();
    for (name, cap) in counted {
        if count_up(db, &name, cap.start(now)).await? > cap.most {
            return Err(Fault::Refused(IdentityError::TooMany { wait: cap.wait(now) }));
        }
    }
    Ok(())
}

impl Service {
    pub(in crate::identity) async fn let_staff_in(
        &self,
        draft: StaffSignInDraft,
        device: &str,
        known: &str,
    ) -> Result<SignedIn, IdentityError> {
        let (phone, factor) = draft.parse().map_err(IdentityError::Fields)?;
        let (now, counted) = (self.clock.now(), (phone.clone(), known.to_owned()));
        // Counted by itself: a try that fails later is still one.
        let written = self.store.write(move |db| {
            let (phone, known) = counted.clone();
            Box::pin(async move { count_try(db, &phone, &known, now).await })
        });
        written.await.map_err(fault)?;
        let who = queries::credentials(&mut self.read().await?, &phone).await.map_err(|error| unreachable(&error))?;
        let known = who.as_ref().map(|who| who.password.clone());
        let password = secrets::verify(draft.password, known).await.map_err(|error| unreachable(&error.into()))?;
        let tried = Try { who, password, factor, device: device.to_owned(), phone };
        let clock = self.clock.clone();
        let written = self.store.write::<_, IdentityError, _>(move |db| {
            let (tried, clock) = (tried.clone(), clock.clone());
            Box::pin(async move { Ok(finish(db, &clock, tried).await?) })
        });
        written.await.map_err(fault)?.ok_or_else(|| fields("phone", Problem::WrongSignIn))
    }
}

/// Uses up the code, begins the session and writes down how it went.
async fn finish(db: &mut Db, clock: &Clock, tried: Try) -> Result<Option<SignedIn>, sqlx::Error> {
    let now = clock.now();
    let account = tried.who.as_ref().map_or(Key(Uuid::nil()), |who| who.account_id);
    let region = tried.who.as_ref().map(|who| who.region.clone()).unwrap_or_default();
    let right = match &tried.who {
        Some(who) if tried.password => use_factor(db, who, &tried.factor, now).await?,
        _ => false,
    };
    if !right {
        let deed =
            Deed { actor: "guest", action: "staff.sign_in_refused", subject: account, region: &region, reason: "" };
        trail::write(db, clock.id(), &deed, now).await?;
        return Ok(None);
    }
    let token = clock.secret();
    let session = NewSession {
        token: token_hash(&token),
        id: clock.id(),
        account: account.into(),
        staff: true,
        acting_for: None,
        device: tried.device,
        shared: false,
    };
    insert_session(db, session, now).await?;
    let actor = format!("staff:{}", account.0);
    let action = match tried.factor {
        SecondFactor::OneTime(_) => "staff.signed_in",
        SecondFactor::Recovery(_) => "staff.signed_in_by_recovery_code",
    };
    trail::write(db, clock.id(), &Deed { actor: &actor, action, subject: account, region: &region, reason: "" }, now)
        .await?;
    let known = known::fresh(db, &tried.phone, &clock.secret(), now);
    Ok(Some(SignedIn { token, account: account.into(), new: false, known }))
}

async fn use_factor(db: &mut Db, who: &Credentials, factor: &SecondFactor, now: Moment) -> Result<bool, sqlx::Error> {
    match factor {
        SecondFactor::OneTime(code) => {
            let secret = db.keys().open(Column::TOTP, who.account_id.0, &who.totp)?;
            match secrets::totp_step(&secret, code, now) {
                Some(step) => queries::use_step(db, who, step).await,
                None => Ok(false),
            }
        }
        SecondFactor::Recovery(code) => queries::use_recovery_code(db, who, &recovery_hash(code), now).await,
    }
}

/// What a recovery code is stored by. The codes have 49 bits by chance, so a plain hash does.
pub fn recovery_hash(code: &str) -> Vec<u8> {
    hash(&["recovery", code])
}
