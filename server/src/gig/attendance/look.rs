//! What the pages about the day of a shift show.

use std::collections::HashMap;

use domain::{
    error::Refused,
    gig::{
        ClaimState,
        attendance::{
            self, Agreement, CrewMember, CrewPage, DayShift, Entry, Hours, HoursView, MayNow, OrganisationShifts,
            PastReport, ShiftCode, WorkPage, standing,
        },
        filling::PreferenceKind,
        reliability as rules,
    },
    id::{AccountId, OrganisationId, ShiftId},
    identity::{Actor, Phone},
    when::Moment,
};

use super::{
    Service, absence_queries, marking, person,
    queries::{self, SiteRow},
};
use crate::{
    gig::{
        filling,
        queries::{applied, claim},
        rating, reliability,
        rows::count,
        settlement,
    },
    identity::organisation,
    store::{Db, Key, unreachable},
    web::drawing,
};

/// So many days back and ahead are shown.
const NEAR: i64 = 7;

/// The shifts of an organisation around today.
pub async fn shifts(
    service: &Service,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<OrganisationShifts, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let today = Moment::start_of(now.date());
    let (from, until) = (Moment(today.0 - NEAR * Moment::DAY), Moment(today.0 + (NEAR + 1) * Moment::DAY));
    let mut db = service.read().await?;
    let read = async {
        if organisation::role_in(&mut db, organisation, account).await?.is_none() {
            return Ok(None);
        }
        let name = organisation::name_of(&mut db, organisation).await?.unwrap_or_default();
        let mut counts: HashMap<Key, Vec<(String, i64)>> = HashMap::new();
        for (shift, state, n) in queries::counts(&mut db, organisation, from, until).await? {
            counts.entry(shift).or_default().push((state, n));
        }
        let rows = queries::sites(&mut db, organisation, from, until).await?;
        let shifts = rows.iter().map(|row| {
            let counts = counts.remove(&row.id).unwrap_or_default();
            day_shift(row, counts.iter().filter_map(|(word, n)| Some((ClaimState::parse(word)?, count(*n)))))
        });
        let shifts = shifts.collect();
        Ok(Some(OrganisationShifts { now, organisation, name, shifts }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

fn day_shift(row: &SiteRow, counts: impl Iterator<Item = (ClaimState, u32)>) -> DayShift {
    let mut shift = DayShift {
        id: row.id.into(),
        title: row.title.clone(),
        starts: Moment(row.starts_at),
        ends: Moment(row.ends_at),
        seats: count(row.seats),
        expected: 0,
        here: 0,
        done: 0,
        absent: 0,
        applied: 0,
        closed: row.closed_at.is_some(),
    };
    for (state, n) in counts {
        match state {
            ClaimState::Confirmed => shift.expected += n,
            ClaimState::CheckedIn => shift.here += n,
            ClaimState::CheckedOut | ClaimState::Settled => shift.done += n,
            ClaimState::NoShow | ClaimState::EmployerNoShow => shift.absent += n,
            ClaimState::Applied => shift.applied += n,
            _ => {}
        }
    }
    shift
}

/// The hours that all reports come to.
pub fn hours_view(hours: &Hours, reports: Vec<PastReport>) -> HoursView {
    let plain = marking::plain(&reports);
    let [begun, ended, pieces] = [Entry::In, Entry::Out, Entry::Pieces].map(|entry| standing(&plain, entry));
    let counts = |known: &Option<attendance::Standing>| known.filter(|known| known.agreement != Agreement::Claimed);
    let minutes = counts(&begun).zip(counts(&ended)).map(|(begun, ended)| hours.paid(&begun, &ended));
    HoursView { begun, ended, pieces, minutes, reports }
}

/// The employer's view of a shift.
pub async fn crew(
    service: &Service,
    actor: &Actor,
    organisation: OrganisationId,
    shift: ShiftId,
) -> Result<CrewPage, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let mut db = service.read().await?;
    let read = async {
        let Some(site) = site_of(&mut db, organisation, shift, account).await? else { return Ok(None) };
        let members = members(&mut db, &site, now).await?;
        let applied = (ClaimState::Applied, count(applied(&mut db, shift).await?));
        let hours = site.hours();
        let shown = shows_code(&site, now).then(|| shift_code(service, &db, shift, now));
        Ok(Some(CrewPage {
            now,
            organisation,
            shift: day_shift(&site, members.iter().map(|member| (member.state, 1)).chain([applied])),
            unit: site.unit(),
            fills: site.fills(),
            code: shown,
            crew: members,
            writable: hours.may_correct(now),
            absent_from: hours.starts.plus_minutes(attendance::ABSENT_AFTER),
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

/// A shift of this organisation, for somebody who belongs to it.
pub async fn site_of(
    db: &mut Db,
    organisation: OrganisationId,
    shift: ShiftId,
    account: AccountId,
) -> Result<Option<SiteRow>, sqlx::Error> {
    if organisation::role_in(db, organisation, account).await?.is_none() {
        return Ok(None);
    }
    let site = queries::site(db, shift).await?;
    Ok(site.filter(|site| site.employer_id == Key::from(organisation)))
}

async fn members(db: &mut Db, site: &SiteRow, now: Moment) -> Result<Vec<CrewMember>, sqlx::Error> {
    let shift = site.id.into();
    let mut reports: HashMap<Key, Vec<PastReport>> = HashMap::new();
    for (claim, past) in queries::reports_of_shift(db, shift).await? {
        reports.entry(claim).or_default().push(past);
    }
    let mut absences = HashMap::new();
    for row in absence_queries::of_shift(db, shift).await? {
        absences.insert(row.claim_id, row.open(db)?);
    }
    let mut ratings = rating::queries::of_crew(db, shift, now).await?;
    let preferences: HashMap<Key, String> = filling::of_members(db, shift).await?.into_iter().collect();
    let reliable = reliability::of_crew(db, shift, now).await?;
    let mut members = Vec::new();
    for row in queries::crew(db, shift).await? {
        let Some(state) = row.state() else { continue };
        let (name, phone) = row.open(db)?;
        members.push(CrewMember {
            claim: row.id.into(),
            name,
            phone: Phone::parse(&phone).map(|phone| phone.masked()).unwrap_or_default(),
            state,
            hours: hours_view(&site.hours(), reports.remove(&row.id).unwrap_or_default()),
            absence: absences.remove(&row.id),
            ratings: ratings.remove(&row.account()),
            preference: preferences.get(&row.id).and_then(|word| PreferenceKind::parse(word)),
            reliability: reliable.get(&row.account_id).copied().unwrap_or_else(|| rules::reliability(&[], now)),
        });
    }
    Ok(members)
}

/// Whether the code is shown: while one may check in or out.
fn shows_code(site: &SiteRow, now: Moment) -> bool {
    site.closed_at.is_none() && site.hours().may_check(Entry::Out, now).is_ok()
}

fn shift_code(service: &Service, db: &Db, shift: ShiftId, now: Moment) -> ShiftCode {
    let step = attendance::step_of(now);
    let digits = marking::code_of(db, shift, step);
    let qr = drawing::qr_svg(&format!("{}/me/shifts/{shift}?code={digits}", service.public_url));
    ShiftCode { digits, qr, until: Moment((step + 1) * attendance::STEP), now }
}

/// The code of a shift now.
pub async fn code(
    service: &Service,
    actor: &Actor,
    organisation: OrganisationId,
    shift: ShiftId,
) -> Result<ShiftCode, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let mut db = service.read().await?;
    let site = site_of(&mut db, organisation, shift, account).await.map_err(|error| unreachable(&error))?;
    let site = site.ok_or(Refused::Missing)?;
    if shows_code(&site, now) { Ok(shift_code(service, &db, shift, now)) } else { Err(Refused::Conflict) }
}

/// The worker's own claim.
pub async fn work(service: &Service, actor: &Actor, id: &str) -> Result<WorkPage, Refused> {
    let (account, now) = (person(actor)?, service.clock.now());
    let id = id.parse().map_err(|_| Refused::Missing)?;
    let mut db = service.read().await?;
    let read = async {
        let Some(id) = queries::own_claim(&mut db, account, id).await? else { return Ok(None) };
        let Some(row) = claim(&mut db, id.into()).await? else { return Ok(None) };
        let Some(site) = queries::site(&mut db, row.shift_id.into()).await? else { return Ok(None) };
        let absence = absence_queries::last_of_claim(&mut db, id.into()).await?;
        let hours = site.hours();
        Ok(Some(WorkPage {
            now,
            claim: id.into(),
            shift: site.id.into(),
            title: site.title.clone(),
            employer: site.employer.clone(),
            starts: hours.starts,
            ends: hours.ends,
            address: site.address.clone(),
            pinned: site.pinned,
            unit: site.unit(),
            state: row.state(),
            hours: hours_view(&hours, queries::reports(&mut db, id.into()).await?),
            absence: absence.map(|row| row.open(&db)).transpose()?,
            may: may_now(&hours, row.state(), now),
            opens: hours.starts.plus_minutes(-attendance::IN_FROM),
            wages: settlement::wages_of(&mut db, id.into(), now).await?,
            remark: filling::remark(&mut db, &row, &service.clock).await?,
        }))
    };
    read.await.map_err(|error: sqlx::Error| unreachable(&error))?.ok_or(Refused::Missing)
}

fn may_now(hours: &Hours, state: ClaimState, now: Moment) -> MayNow {
    let there =
        matches!(state, ClaimState::Confirmed | ClaimState::CheckedIn | ClaimState::CheckedOut | ClaimState::Settled);
    MayNow {
        check_in: state == ClaimState::Confirmed && hours.may_check(Entry::In, now).is_ok(),
        check_out: state == ClaimState::CheckedIn && hours.may_check(Entry::Out, now).is_ok(),
        report: there && now >= hours.starts && hours.may_correct(now),
        absent: state == ClaimState::Confirmed && hours.may_be_absent(now).is_ok(),
    }
}
