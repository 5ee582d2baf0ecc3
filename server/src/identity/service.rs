//! Identity's service.

use std::sync::Arc;

use app::text::message;
use async_trait::async_trait;
use domain::{
    error::{FieldError, Problem},
    id::AccountId,
    identity::{
        Actor, CodeDraft, CodeSent, ConsentTopic, IdentityError, IdentityService, Origin, Phone, PlaceDraft, Profile,
        ProfileDraft, SignInDraft, SignedIn, Staff, StaffRole, WorkerProfile,
        privacy::{DeleteDraft, NOTICE_VERSION, PrivacyPage},
        rules::{self, SessionSpan},
        staff::{ActForDraft, Invitation, JoinDraft, Joined, Sessions, StaffSignInDraft},
    },
    occupation::{OccupationChoice, OccupationCode},
    region::{RegionChoice, RegionCode},
    setting::{TextKind, TextLanguage, TextName},
    when::Moment,
};
use rand::RngExt;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    privacy,
    queries::{self, NewSession, SessionRow},
};
use crate::{
    clock::Clock,
    reference::Reference,
    setting::Settings,
    sms::{Sent, Sms},
    store::{Db, Fault, Store, hex},
    trail,
};

type IdentityFault = Fault<IdentityError>;

/// Trades offered as boxes to tick.
const COMMON_TRADES: i64 = 18;

/// Identity over a store.
pub struct Service {
    /// The database.
    pub store: Store,
    /// Time, ids, secrets.
    pub clock: Clock,
    /// Regions and occupations.
    pub reference: Arc<Reference>,
    /// How codes are sent; none where none is set up.
    pub sms: Option<Sms>,
    /// Settings with a date: the text of codes.
    pub settings: Settings,
}

pub(super) fn unreachable(error: &sqlx::Error) -> IdentityError {
    tracing::error!(%error, "identity could not reach its storage");
    IdentityError::Busy
}

pub(super) fn fault(fault: IdentityFault) -> IdentityError {
    match fault {
        Fault::Store(error) => unreachable(&error),
        Fault::Refused(error) => error,
    }
}

pub(super) fn fields(field: &str, problem: Problem) -> IdentityError {
    IdentityError::Fields(vec![FieldError::new(field, problem)])
}

/// What the session of a token is stored by.
pub fn token_hash(token: &str) -> Vec<u8> {
    hash(&[token])
}

/// SHA-256 of the parts, each with its length before it.
pub(super) fn hash(parts: &[&str]) -> Vec<u8> {
    let digest = parts.iter().fold(Sha256::new(), |digest, part| {
        digest.chain_update(part.len().to_le_bytes()).chain_update(part.as_bytes())
    });
    digest.finalize().to_vec()
}

impl Service {
    pub(super) async fn read(&self) -> Result<Db, IdentityError> {
        self.store.read().await.map_err(|error| unreachable(&error))
    }

    fn choice(&self, code: &RegionCode) -> RegionChoice {
        RegionChoice { code: code.clone(), name: self.reference.short_name(code) }
    }

    /// The counties and townships that somebody may live in, with where they do live, whatever has become of it.
    fn homes(&self, home: Option<&RegionCode>) -> [Vec<RegionChoice>; 2] {
        let own = |text: Option<&str>| text.and_then(RegionCode::parse);
        let own = [own(home.and_then(RegionCode::county)), own(home.and_then(RegionCode::town))];
        let mut own = own.into_iter();
        [self.reference.counties(), self.reference.towns()].map(|regions| {
            let own = own.next().flatten().filter(|own| regions.iter().all(|region| region.code != *own));
            regions.iter().map(|region| &region.code).chain(&own).map(|code| self.choice(code)).collect()
        })
    }

    fn trade(&self, code: &OccupationCode) -> Option<OccupationChoice> {
        let name = self.reference.occupation(code)?.name.clone();
        Some(OccupationChoice { code: code.clone(), name })
    }

    fn check_profile(&self, draft: &ProfileDraft) -> Result<WorkerProfile, IdentityError> {
        let profile = draft.parse(self.clock.now().date()).map_err(IdentityError::Fields)?;
        if profile.home.as_ref().is_some_and(|code| self.reference.region(code).is_none()) {
            return Err(fields("home", Problem::UnknownRegion));
        }
        if profile.trades.iter().any(|code| self.reference.occupation(code).is_none()) {
            return Err(fields("trades", Problem::UnknownOccupation));
        }
        Ok(profile)
    }
}

/// Counts one more code against every cap; refuses when one is over, so that nothing is counted.
async fn count_code(db: &mut Db, phone: &Phone, now: Moment) -> Result<(), IdentityFault> {
    let index = hex(&queries::phone_index(db, phone));
    let own = rules::CODES_PER_PHONE.map(|cap| (format!("code:{index}:{}", cap.window), cap));
    let all = rules::CODES_IN_ALL.map(|cap| (format!("code:*:{}", cap.window), cap));
    for (name, cap) in own.into_iter().chain(all) {
        if queries::count_up(db, &name, cap.start(now)).await? > cap.most {
            return Err(Fault::Refused(IdentityError::TooMany { wait: cap.wait(now) }));
        }
    }
    Ok(())
}

/// Who a session that holds belongs to. Without a post that is in force now, one of the staff is nobody's.
fn actor(session: &SessionRow) -> Actor {
    let account = session.account_id.into();
    if !session.staff {
        return Actor::Person(account);
    }
    let role = session.role.as_deref().and_then(StaffRole::parse);
    let region = session.region.as_deref().and_then(RegionCode::parse);
    let (Some(role), Some(region)) = (role, region) else { return Actor::Guest };
    let staff = Staff { account, role, region };
    match session.acting_for {
        Some(whom) => Actor::ActingFor { staff, account: whom.into() },
        None => Actor::Staff(staff),
    }
}

/// What trying a code comes to. A wrong try is counted, so it must be kept and is no error of the transaction.
enum Tried {
    Right(SignedIn),
    Wrong(Problem),
}

#[async_trait]
impl IdentityService for Service {
    async fn request_code(&self, _: &Actor, draft: CodeDraft) -> Result<CodeSent, IdentityError> {
        let phone = Phone::parse(&draft.phone).map_err(|problem| fields("phone", problem))?;
        let Some(sms) = &self.sms else {
            tracing::error!("no way to send codes is set up");
            return Err(IdentityError::Busy);
        };
        let (ticket, now) = (self.clock.secret(), self.clock.now());
        let code = format!("{:06}", rand::rng().random_range(0..1_000_000));
        let hashes = (hash(&[&ticket]), hash(&[&ticket, &code]));
        let to = phone.clone();
        let written = self.store.write(move |db| {
            let (phone, hashes) = (to.clone(), hashes.clone());
            Box::pin(async move {
                count_code(db, &phone, now).await?;
                let expires = Moment(now.0 + rules::CODE_LIFE);
                Ok(queries::insert_code(db, (&hashes.0, &hashes.1), &phone, expires, rules::CODE_TRIES).await?)
            })
        });
        written.await.map_err(fault)?;
        // A code that may be under way is typed in when it comes; one that is not can be asked for again.
        let language = |language| TextName { kind: TextKind::SignInCode, language };
        let texts = TextLanguage::ALL.iter().filter_map(|one| self.settings.text(language(*one), now));
        let text = message::code(&code, &texts.collect::<Vec<_>>());
        if matches!(sms.send(&phone, &text, self.clock.id()).await, Sent::NotNow | Sent::Never) {
            tracing::error!("a sign-in code could not be sent");
            return Err(IdentityError::Busy);
        }
        Ok(CodeSent { shown: matches!(sms, Sms::Console).then_some(code), ticket })
    }

    async fn sign_in(
        &self,
        _: &Actor,
        draft: SignInDraft,
        device: &str,
        shared: bool,
    ) -> Result<SignedIn, IdentityError> {
        let (phone, code) = draft.parse().map_err(IdentityError::Fields)?;
        let typed = Typed {
            phone,
            ticket: hash(&[&draft.ticket]),
            code: hash(&[&draft.ticket, &code]),
            device: device.to_owned(),
            shared,
        };
        let clock = self.clock.clone();
        let written = self.store.write(move |db| {
            let (typed, clock) = (typed.clone(), clock.clone());
            Box::pin(async move { try_code(db, &clock, typed).await })
        });
        match written.await.map_err(fault)? {
            Tried::Right(signed_in) => Ok(signed_in),
            Tried::Wrong(problem) => Err(fields("code", problem)),
        }
    }

    async fn sign_out(&self, _: &Actor, token: &str) -> Result<(), IdentityError> {
        let token = token_hash(token);
        let written = self.store.write::<_, IdentityError, _>(move |db| {
            let token = token.clone();
            Box::pin(async move { Ok(queries::delete_session(db, &token).await?) })
        });
        written.await.map_err(fault)
    }

    async fn actor_of(&self, token: &str) -> Result<Actor, IdentityError> {
        let (token, now) = (token_hash(token), self.clock.now());
        let session = queries::session(&mut self.read().await?, &token).await.map_err(|error| unreachable(&error))?;
        let Some(session) = session else { return Ok(Actor::Guest) };
        let span = SessionSpan::of(session.staff, session.shared);
        if !span.holds(Moment(session.created_at), Moment(session.seen_at), now) {
            return Ok(Actor::Guest);
        }
        if now.0 - session.seen_at > rules::SESSION_TOUCH {
            let written = self.store.write::<_, IdentityError, _>(move |db| {
                let token = token.clone();
                Box::pin(async move { Ok(queries::touch_session(db, &token, now).await?) })
            });
            written.await.map_err(fault)?;
        }
        Ok(actor(&session))
    }

    async fn staff_sign_in(
        &self,
        _: &Actor,
        draft: StaffSignInDraft,
        device: &str,
        known: &str,
    ) -> Result<SignedIn, IdentityError> {
        self.let_staff_in(draft, device, known).await
    }

    async fn invitation(&self, _: &Actor, token: &str) -> Result<Invitation, IdentityError> {
        self.show_invitation(token).await
    }

    async fn join(&self, _: &Actor, draft: JoinDraft, device: &str) -> Result<Joined, IdentityError> {
        self.put_on_staff(draft, device).await
    }

    async fn sessions(&self, actor: &Actor, token: &str) -> Result<Sessions, IdentityError> {
        self.list_sessions(actor.owner().ok_or(IdentityError::SignedOut)?, token).await
    }

    async fn end_session(&self, actor: &Actor, session: Uuid) -> Result<(), IdentityError> {
        self.end_one(actor.owner().ok_or(IdentityError::SignedOut)?, session).await
    }

    async fn renew_recovery_codes(&self, actor: &Actor) -> Result<Vec<String>, IdentityError> {
        self.renew_codes(actor.staff().ok_or(IdentityError::SignedOut)?.account).await
    }

    async fn act_for(&self, actor: &Actor, token: &str, draft: ActForDraft) -> Result<String, IdentityError> {
        self.begin_acting(actor, token, draft).await
    }

    async fn stop_acting(&self, actor: &Actor, token: &str) -> Result<String, IdentityError> {
        self.end_acting(actor, token).await
    }

    async fn profile(&self, actor: &Actor) -> Result<Profile, IdentityError> {
        let account = actor.account().ok_or(IdentityError::SignedOut)?;
        let mut db = self.read().await?;
        let read = async {
            let phone = queries::phone(&mut db, account).await?;
            let profile = queries::profile(&mut db, account).await?.unwrap_or_default();
            Ok((phone, profile, queries::common_trades(&mut db, COMMON_TRADES).await?))
        };
        let (phone, profile, common) = read.await.map_err(|error: sqlx::Error| unreachable(&error))?;
        let phone = phone.as_deref().and_then(|phone| Phone::parse(phone).ok());
        let offered = |code: &OccupationCode| self.reference.occupation(code).is_some_and(|trade| !trade.ended);
        let common = common.iter().filter_map(|number| trade_code(*number)).filter(offered);
        let [counties, towns] = self.homes(profile.home.as_ref());
        Ok(Profile {
            phone: phone.map(|phone| phone.masked()).unwrap_or_default(),
            draft: ProfileDraft::of(&profile),
            trades: profile.trades.iter().filter_map(|code| self.trade(code)).collect(),
            common_trades: common.filter_map(|code| self.trade(&code)).collect(),
            counties,
            towns,
        })
    }

    async fn save_profile(&self, actor: &Actor, draft: ProfileDraft) -> Result<(), IdentityError> {
        let account = actor.account().ok_or(IdentityError::SignedOut)?;
        let profile = self.check_profile(&draft)?;
        let (clock, actor) = (self.clock.clone(), trail::actor_word(actor));
        let written = self.store.write::<_, IdentityError, _>(move |db| {
            let (profile, clock, actor) = (profile.clone(), clock.clone(), actor.clone());
            Box::pin(async move {
                let now = clock.now();
                queries::save_profile(db, account, &profile, now).await?;
                // The form says what is kept and why.
                let notice = (ConsentTopic::Notice, NOTICE_VERSION);
                privacy::record_consent(db, clock.id(), account, notice, now).await?;
                Ok(trail::audit(db, clock.id(), &actor, "profile.saved", account.into(), clock.now()).await?)
            })
        });
        written.await.map_err(fault)
    }

    async fn privacy(&self, actor: &Actor) -> Result<PrivacyPage, IdentityError> {
        self.show_privacy(actor.owner().ok_or(IdentityError::SignedOut)?).await
    }

    async fn set_staff_help(&self, actor: &Actor, allowed: bool) -> Result<(), IdentityError> {
        self.allow_staff_help(actor.owner().ok_or(IdentityError::SignedOut)?, allowed).await
    }

    async fn own_data(&self, actor: &Actor) -> Result<String, IdentityError> {
        self.copy_data(actor.owner().ok_or(IdentityError::SignedOut)?).await
    }

    async fn delete_account(&self, actor: &Actor, draft: DeleteDraft) -> Result<(), IdentityError> {
        self.erase_account(actor.owner().ok_or(IdentityError::SignedOut)?, draft).await
    }

    async fn remember_place(&self, _: &Actor, draft: PlaceDraft) -> Result<String, IdentityError> {
        if let Some(point) = draft.position().map_err(|error| IdentityError::Fields(vec![error]))? {
            return Ok(point.to_string());
        }
        if draft.region.is_empty() {
            return Ok(String::new());
        }
        let code = RegionCode::parse(&draft.region).filter(|code| self.reference.region(code).is_some());
        code.map(|code| code.to_string()).ok_or_else(|| fields("region", Problem::UnknownRegion))
    }

    async fn origin(&self, actor: &Actor, place: &str) -> Result<Origin, IdentityError> {
        let profile = match actor.account() {
            Some(account) => {
                queries::profile(&mut self.read().await?, account).await.map_err(|error| unreachable(&error))?
            }
            None => None,
        };
        Ok(super::origin(&self.reference, profile.as_ref(), place))
    }
}

/// What somebody who signs in has typed, the secrets hashed, and at what.
#[derive(Clone)]
struct Typed {
    phone: Phone,
    ticket: Vec<u8>,
    code: Vec<u8>,
    device: String,
    shared: bool,
}

async fn try_code(db: &mut Db, clock: &Clock, typed: Typed) -> Result<Tried, IdentityFault> {
    let now = clock.now();
    let index = queries::phone_index(db, &typed.phone);
    let code = match queries::try_code(db, &typed.ticket).await? {
        Some(code) if code.used_at.is_none() && code.expires_at > now.0 && code.phone_index == index => code,
        _ => return Ok(Tried::Wrong(Problem::CodeExpired)),
    };
    // Both are hashes of secrets, so how long the comparison takes tells nothing about the code.
    if code.code_hash != typed.code {
        return Ok(Tried::Wrong(match u32::try_from(code.tries_left) {
            Ok(left) if left > 0 => Problem::WrongCode(left),
            _ => Problem::CodeExpired,
        }));
    }
    if !queries::use_code(db, &typed.ticket, now).await? {
        return Ok(Tried::Wrong(Problem::CodeExpired));
    }
    let account = queries::account_of(db, AccountId(clock.id()), &typed.phone, now).await?;
    let profile = queries::profile(db, account).await?.unwrap_or_default();
    let token = clock.secret();
    let session = NewSession {
        token: token_hash(&token),
        id: clock.id(),
        account,
        staff: false,
        acting_for: None,
        device: typed.device,
        shared: typed.shared,
    };
    queries::insert_session(db, session, now).await?;
    trail::audit(db, clock.id(), &format!("person:{account}"), "signed_in", account.into(), now).await?;
    Ok(Tried::Right(SignedIn {
        token,
        account,
        new: profile.name.is_empty() || profile.birth.is_none(),
        known: String::new(),
    }))
}

/// The occupation code of a number as the columns have it: 4100102 is `4-10-01-02`.
fn trade_code(number: i64) -> Option<OccupationCode> {
    let digits = format!("{number:07}");
    OccupationCode::parse(&format!("{}-{}-{}-{}", &digits[..1], &digits[1..3], &digits[3..5], &digits[5..]))
}
