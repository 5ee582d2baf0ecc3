//! The side of the employer that one can act for: work today and tomorrow, applicants, a draft, one to be mended, people it
//! likes to have again, and a complaint that it knows of and one that it does not.

use domain::{
    error::Refused,
    gig::{
        attendance::{AttendanceService, RecordDraft},
        case::{CaseDraft, CaseService, CaseStepDraft, CaseWordsDraft},
        filling::{FillingService, PreferenceDraft},
        posting::{JudgeDraft, PostingService, SaveDraft, SavedAs},
    },
    id::{AccountId, CaseId, ClaimId, OrganisationId, PostingId, ShiftId},
    identity::Actor,
    when::Moment,
};
use sqlx::Error;

use super::{
    Stage,
    sheets::{Row, Said, at, half_hour, sheet},
    tell, who,
};
use crate::clock::Clock;

const SHELVES: Said = Said {
    title: "超市理货",
    trade: "4-02-06-02",
    duties: "开门前补货上架，核对价签，清点临期商品。",
    requirements: "能搬 15 公斤",
    hourly: "26",
    settlement: "same-day",
    address: "旌东路 20 号超市后门",
    fills: "",
    county: 0,
};
const FAIR: Said = Said {
    title: "展会布展帮工",
    trade: "4-02-05-01",
    duties: "搬运展板，搭展台，收场时清理包装。",
    requirements: "穿防滑鞋",
    hourly: "30",
    settlement: "next-day",
    address: "会展中心 2 号门",
    fills: "review",
    county: 0,
};
const CLEANING: Said = Said {
    title: "写字楼保洁",
    trade: "4-09-08-01",
    duties: "打扫楼道和卫生间，倒垃圾。",
    requirements: "",
    hourly: "25",
    settlement: "same-day",
    address: "城北写字楼",
    fills: "",
    county: 0,
};
const LEAFLETS: Said = Said {
    title: "发传单",
    trade: "4-01-02-03",
    duties: "在商场门口发传单。",
    requirements: "",
    hourly: "24",
    settlement: "same-day",
    address: "商场东门",
    fills: "",
    county: 0,
};

/// Plays all of it with people who are free.
pub async fn play(stage: &Stage, workers: &[AccountId]) -> Result<(), Error> {
    let (first, rest) = workers.split_at(workers.len() / 2);
    today(stage, first).await?;
    review(stage, rest).await?;
    drafts(stage).await?;
    liked(stage).await?;
    complaints(stage).await
}

/// Hands a sheet in at a time; gives the posting.
pub async fn hand_in(
    stage: &Stage,
    (organisation, owner): (OrganisationId, AccountId),
    at: Moment,
    said: &Said,
    rows: &[Row],
) -> Option<PostingId> {
    let saved = save(stage, (organisation, owner), at, ("submit", said, rows)).await;
    tell(said.title, saved).map(|(posting, _)| posting)
}

async fn save(
    stage: &Stage,
    (organisation, owner): (OrganisationId, AccountId),
    at: Moment,
    (what, said, rows): (&str, &Said, &[Row]),
) -> Result<(PostingId, SavedAs), Refused> {
    let draft = SaveDraft {
        organisation: organisation.to_string(),
        posting: Clock::system().id().to_string(),
        version: "0".to_owned(),
        what: what.to_owned(),
        sheet: sheet(stage, said, rows),
    };
    stage.postings(at).save(&Actor::Person(owner), draft).await
}

/// The staff decide on what was handed in.
async fn judged(stage: &Stage, at: Moment, posting: PostingId, (decision, field, words): (&str, &str, &str)) {
    let service = stage.postings(at);
    let Some(case) = tell("a posting", service.case(&stage.staff(), &posting.to_string()).await) else { return };
    let draft = JudgeDraft {
        posting: posting.to_string(),
        version: case.version.to_string(),
        decision: decision.to_owned(),
        fields: if field.is_empty() { Vec::new() } else { vec![field.to_owned()] },
        words: words.to_owned(),
    };
    tell("a decision", service.judge(&stage.staff(), draft).await);
}

/// A posting of the lead's on the list; gives its shifts.
async fn posted(stage: &Stage, said: &Said, rows: &[Row]) -> Result<Vec<ShiftId>, Error> {
    let lead = (stage.lead.organisation, stage.lead.owner);
    let Some(posting) = hand_in(stage, lead, stage.ago(50), said, rows).await else { return Ok(Vec::new()) };
    judged(stage, stage.ago(48), posting, ("publish", "", "")).await;
    who::shifts(&stage.scenery.store, posting).await
}

/// A shift that has begun, with one who has not come yet, and two of tomorrow: one with free seats, one waited for.
async fn today(stage: &Stage, workers: &[AccountId]) -> Result<(), Error> {
    let begun = half_hour(stage.ago(2));
    let rows = [(begun, 6, 5), (at(stage, 1, 7), 8, 6), (at(stage, 1, 17), 4, 2), (at(stage, 2, 7), 8, 6)];
    let shifts = posted(stage, &SHELVES, &rows).await?;
    let mut people = workers.iter();
    for (at, (shift, wanted)) in shifts.iter().zip([4, 4, 3, 1]).enumerate() {
        for (number, account) in (0..).zip(people.by_ref().take(wanted)) {
            let claim = stage.claims(stage.ago(30 - number), *account, *shift).await;
            if let Some(claim) = claim.filter(|_| at == 0 && number < 3) {
                let there = RecordDraft { claim: claim.to_string(), tick: "in".to_owned(), ..RecordDraft::default() };
                tell("a tick", stage.base(begun.plus_minutes(number * 2)).record(&stage.owner(), there).await);
            }
        }
    }
    Ok(())
}

/// People who have applied where the employer chooses.
async fn review(stage: &Stage, workers: &[AccountId]) -> Result<(), Error> {
    let shifts = posted(stage, &FAIR, &[(at(stage, 2, 9), 8, 3), (at(stage, 3, 9), 8, 3)]).await?;
    let mut people = workers.iter();
    for (shift, applicants) in shifts.iter().zip([5, 2]) {
        for (number, account) in (0..).zip(people.by_ref().take(applicants)) {
            stage.claims(stage.ago(20 - number * 2), *account, *shift).await;
        }
    }
    Ok(())
}

/// One that is not done, and one that the staff sent back.
async fn drafts(stage: &Stage) -> Result<(), Error> {
    let lead = (stage.lead.organisation, stage.lead.owner);
    let half_done = Said { address: "", hourly: "", ..LEAFLETS };
    tell("a draft", save(stage, lead, stage.ago(3), ("save", &half_done, &[(at(stage, 3, 10), 6, 4)])).await);
    let rows = [(at(stage, 4, 8), 8, 2)];
    if let Some(posting) = hand_in(stage, lead, stage.ago(28), &CLEANING, &rows).await {
        let note = ("request-changes", "address", "请写清楼名和楼层，工友好找。");
        judged(stage, stage.ago(26), posting, note).await;
    }
    Ok(())
}

/// Whom it likes to have again, and whom it does not take on any more.
async fn liked(stage: &Stage) -> Result<(), Error> {
    let done = who::claims(&stage.scenery.store, stage.lead.organisation, "settled", stage.ago(24)).await?;
    for (number, (claim, _)) in (0..).zip(done.iter().take(4)) {
        let (kind, reason) = if number == 3 { ("ban", "两次说好来都没来") } else { ("favourite", "") };
        let draft = PreferenceDraft { claim: claim.to_string(), kind: kind.to_owned(), reason: reason.to_owned() };
        tell("a preference", stage.filling(stage.ago(22 - number)).set_preference(&stage.owner(), draft).await);
    }
    Ok(())
}

/// Somebody files a case at a time.
pub async fn filed(
    stage: &Stage,
    at: Moment,
    (claim, account): who::Held,
    (category, words): (&str, &str),
) -> Option<CaseId> {
    let draft = CaseDraft {
        claim: claim.to_string(),
        key: format!("sample-{}", claim.0.simple()),
        category: category.to_owned(),
        account: words.to_owned(),
    };
    tell("a case", stage.cases(at).file(&Actor::Person(account), draft, None).await)
}

/// The staff take a step in a case.
async fn stepped(stage: &Stage, at: Moment, case: CaseId, (step, note): (&str, &str)) -> Result<(), Error> {
    let version = stage.version(case).await?.to_string();
    let draft = CaseStepDraft { case: case.to_string(), version, step: step.to_owned(), note: note.to_owned() };
    tell("a step", stage.cases(at).step(&stage.staff(), draft).await);
    Ok(())
}

/// One about wages, in the middle of it, and one about harassment, which the employer does not know of.
async fn complaints(stage: &Stage) -> Result<(), Error> {
    let lead = stage.lead.organisation;
    let mut work: Vec<(ClaimId, AccountId)> = Vec::new();
    for state in ["checked_out", "settled"] {
        work.extend(who::claims(&stage.scenery.store, lead, state, stage.ago(5 * 24)).await?);
    }
    let mut work = work.into_iter();
    if let Some(held) = work.next()
        && let Some(case) = filed(stage, stage.ago(92), held, ("pay", "说好管午饭不扣钱，结账时扣了 20 元。")).await
    {
        stepped(stage, stage.ago(70), case, ("accept", "已受理，请双方等电话。")).await?;
        let answer = CaseWordsDraft {
            case: case.to_string(),
            key: format!("answer-{}", case.0.simple()),
            words: "扣的是工服钱，已经让财务核对。".to_owned(),
        };
        tell("an answer", stage.cases(stage.ago(45)).answer(&stage.owner(), answer).await);
        stepped(stage, stage.ago(26), case, ("mediate", "约双方明天上午到服务站面谈。")).await?;
    }
    if let Some(held) = work.nth(1) {
        filed(stage, stage.ago(20), held, ("harassment", "领班多次说不合适的话，还动手拉人。")).await;
    }
    Ok(())
}
