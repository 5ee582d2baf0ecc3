//! What waits for the staff: postings, reports of readers, an organisation to be verified, complaints, appeals, words that
//! were held back.

use domain::{
    gig::{
        attendance::{AbsenceDraft, AttendanceService},
        posting::{PostingService, ReportDraft},
        rating::{RatingDraft, RatingService},
    },
    id::AccountId,
    identity::{
        Actor,
        organisation::{OrganisationDraft, OrganisationService},
    },
};
use sqlx::Error;

use super::{
    Stage,
    lead::{filed, hand_in},
    sheets::{Said, at},
    tell, who,
};
use crate::gig;

const HANDED_IN: [(i64, Said); 4] = [
    (
        52,
        Said {
            title: "蔬菜大棚采摘",
            trade: "5-01-02-02",
            duties: "早上采摘辣椒和番茄，装筐过秤。",
            requirements: "自带雨靴，年龄 18-45 岁",
            hourly: "25",
            settlement: "same-day",
            address: "大棚基地入口",
            fills: "",
            county: 1,
        },
    ),
    (
        7,
        Said {
            title: "酒席帮厨",
            trade: "4-03-02-01",
            duties: "洗菜、切配、传菜，收桌洗碗。",
            requirements: "有健康证",
            hourly: "28",
            settlement: "same-day",
            address: "村文化院坝",
            fills: "",
            county: 2,
        },
    ),
    (
        4,
        Said {
            title: "夜班装卸分拣",
            trade: "4-02-05-01",
            duties: "夜间卸车、分拣包裹、码垛。",
            requirements: "",
            hourly: "95",
            settlement: "next-day",
            address: "分拨中心 1 号库",
            fills: "",
            county: 0,
        },
    ),
    (
        1,
        Said {
            title: "家宴保洁",
            trade: "4-10-01-06",
            duties: "聚餐后打扫客厅和厨房。",
            requirements: "",
            hourly: "35",
            settlement: "same-day",
            address: "幸福路 18 号",
            fills: "",
            county: 0,
        },
    ),
];
const REPORTED: [(&str, &str); 3] =
    [("money", "到了现场才说要先交 100 元服装钱"), ("untrue", "写的包午饭，去了没有"), ("untrue", "")];

/// Plays all of it with people who are free.
pub async fn play(stage: &Stage, workers: &[AccountId]) -> Result<(), Error> {
    postings(stage).await?;
    reports(stage, workers).await?;
    organisation(stage).await?;
    complaints(stage).await?;
    appeals(stage).await?;
    words(stage).await
}

/// Postings of several employers, one of them with a warning.
async fn postings(stage: &Stage) -> Result<(), Error> {
    let employers = who::employers(&stage.scenery.store, stage.now, 4).await?;
    for (employer, (hours, said)) in employers.into_iter().zip(&HANDED_IN) {
        let rows = [(at(stage, 2, 8), 6, 4), (at(stage, 3, 8), 6, 4)];
        hand_in(stage, employer, stage.ago(*hours), said, &rows).await;
    }
    Ok(())
}

/// A posting on the list about which several readers complain.
async fn reports(stage: &Stage, workers: &[AccountId]) -> Result<(), Error> {
    let counties = stage.counties();
    let Some(county) = counties.last() else { return Ok(()) };
    let Some(shift) = who::listed(&stage.scenery.store, county).await? else { return Ok(()) };
    for (hours, (worker, (reason, words))) in [30, 9, 2].into_iter().zip(workers.iter().rev().zip(REPORTED)) {
        let draft = ReportDraft { shift: shift.to_string(), reason: reason.to_owned(), words: words.to_owned() };
        tell("a report", stage.postings(stage.ago(hours)).report(&Actor::Person(*worker), draft).await);
    }
    Ok(())
}

/// A household, for which no licence is needed.
async fn organisation(stage: &Stage) -> Result<(), Error> {
    let filed_at = stage.ago(30);
    let counties = stage.counties();
    let towns = counties.first().map(|county| stage.scenery.reference.towns_of(county));
    let town = towns.and_then(|towns| towns.first().map(|town| town.code.to_string())).unwrap_or_default();
    let owner = who::person(&stage.scenery.store, ("sample-household", "示例住户"), filed_at).await?;
    let draft = OrganisationDraft {
        kind: "household".to_owned(),
        name: "陈示例".to_owned(),
        region: town,
        contact_name: "陈示例".to_owned(),
        contact_phone: "13800004321".to_owned(),
        ..OrganisationDraft::default()
    };
    let (service, actor) = (stage.organisations(filed_at), Actor::Person(owner));
    if let Some(id) = tell("a household", service.save(&actor, draft).await) {
        who::mark_organisation(&stage.scenery.store, id).await?;
        tell("a household", service.file(&actor, id).await);
    }
    Ok(())
}

/// Complaints about employers that owe wages: one that nobody took up in time, and a fresh one.
async fn complaints(stage: &Stage) -> Result<(), Error> {
    const SAID: [(i64, i64, &str, &str); 2] = [
        (11 * 24, 10 * 24, "safety", "脚手架没有护栏，说了两次没人管。"),
        (3 * 24, 9, "pay", "工钱拖了三天，打电话一直说明天。"),
    ];
    let owing = who::in_arrears(&stage.scenery.store, stage.now).await?;
    for ((worked, hours, category, words), organisation) in SAID.into_iter().zip(owing) {
        let mut held = Vec::new();
        for state in ["checked_out", "settled"] {
            held.extend(who::claims(&stage.scenery.store, organisation, state, stage.ago(worked)).await?);
        }
        if let Some(held) = held.first() {
            filed(stage, stage.ago(hours), *held, (category, words)).await;
        }
    }
    Ok(())
}

/// People who are said not to have come, and say otherwise.
async fn appeals(stage: &Stage) -> Result<(), Error> {
    const SAID: [&str; 3] = [
        "我到了，保安不让进，工头没有接电话。",
        "前一天晚上已经打电话说了孩子生病。",
        "是在西门等的，信息上没写哪个门。",
    ];
    let mut employers = vec![stage.lead.organisation];
    employers.extend(who::in_arrears(&stage.scenery.store, stage.now).await?);
    let mut absent = Vec::new();
    for organisation in employers {
        absent.extend(who::claims(&stage.scenery.store, organisation, "no_show", stage.ago(40)).await?);
    }
    for (hours, ((claim, account), words)) in [33, 12, 5].into_iter().zip(absent.into_iter().zip(SAID)) {
        let draft = AbsenceDraft { claim: claim.to_string(), reason: words.to_owned() };
        tell("an appeal", stage.base(stage.ago(hours)).appeal(&Actor::Person(account), draft).await);
    }
    Ok(())
}

/// Words of a rating in which something was found.
async fn words(stage: &Stage) -> Result<(), Error> {
    let worked = who::unrated(&stage.scenery.store, stage.lead.organisation, stage.ago(6 * 24)).await?;
    let Some((claim, account)) = worked.first() else { return Ok(()) };
    let [yes, so_so] = ["yes", "so-so"].map(str::to_owned);
    let draft = RatingDraft {
        claim: claim.to_string(),
        first: yes.clone(),
        second: yes.clone(),
        third: yes.clone(),
        fourth: so_so,
        fifth: yes,
        words: "活还行，想多挣钱的加微信联系".to_owned(),
    };
    let service = gig::rating::Service { base: stage.base(stage.ago(6)) };
    tell("a rating", service.rate_employer(&Actor::Person(*account), draft).await);
    Ok(())
}
