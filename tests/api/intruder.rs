//! What intruders try, against two instances on one database: floods, planted and stolen sessions, fields that no form
//! has. The staff's second factor is tried in `staff`, uploads in `attachment`.

use domain::{identity::StaffRole, when::Moment};
use futures::{StreamExt, stream};
use support::{Engine, TestService};

use crate::{
    identity::{ask, sign_in},
    organisation::{id_after, register},
};

crate::on_both!(
    a_flood_of_codes_is_capped,
    a_planted_session_is_not_taken_on,
    a_stolen_session_ends_everywhere,
    fields_that_no_form_has_change_nothing,
);

async fn two(engine: Engine) -> [TestService; 2] {
    let first = TestService::start(engine).await;
    let second = TestService::on(first.database_url()).await;
    [first, second]
}

/// Asks for a code for each of these phones, at both instances by turns; gives how many were sent and how many not.
async fn flood(services: &[TestService; 2], phones: Vec<String>) -> (usize, usize) {
    let asked = phones.into_iter().enumerate().map(|(n, phone)| {
        let service = &services[n % 2];
        async move { ask(service, &phone).await.status }
    });
    let statuses: Vec<u16> = stream::iter(asked).buffer_unordered(20).collect().await;
    let count = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!(count(200) + count(429), statuses.len(), "answered otherwise");
    (count(200), count(429))
}

async fn a_flood_of_codes_is_capped(engine: Engine) {
    let services = two(engine).await;
    // One minute of one day, which does not end meanwhile.
    let noon = Moment(services[0].now().0.div_euclid(Moment::DAY) * Moment::DAY + Moment::DAY);
    for service in &services {
        service.stand_still(noon);
    }
    assert_eq!(flood(&services, vec!["13812341234".to_owned(); 1_000]).await, (1, 999), "one phone");
    // Whoever was refused has not used up what there is for everybody: 600 a minute, and one is gone.
    let others = (0..1_000).map(|n| format!("139{n:08}")).collect();
    assert_eq!(flood(&services, others).await, (599, 401), "many phones");
}

async fn a_planted_session_is_not_taken_on(engine: Engine) {
    let services = two(engine).await;
    let planted = format!("session={}", "ab".repeat(32));
    let [first, second] = &services;
    let fields = [("draft[phone]", "13812341234")];
    let sent = first.call("/api/request_code", &fields, &planted).await;
    let [code, ticket] = ["shown", "ticket"].map(|name| crate::identity::field(&sent.body, name));
    let fields = [("draft[phone]", "13812341234"), ("draft[code]", &code), ("draft[ticket]", &ticket)];
    let answer = first.call("/api/sign_in", &fields, &planted).await;
    let fresh = crate::identity::session(&answer);
    assert_ne!(fresh, planted);
    for service in [first, second] {
        assert_eq!(service.ask("/api/show_profile", "{}", &planted).await.status, 401, "the planted one opens");
        assert_eq!(service.ask("/api/show_profile", "{}", &fresh).await.status, 200);
    }
    // Signing in again gives another one, so that what somebody saw before is not what is in force after.
    first.pass(2 * Moment::MINUTE);
    assert_ne!(sign_in(first, "13812341234").await, fresh);
}

async fn a_stolen_session_ends_everywhere(engine: Engine) {
    let services = two(engine).await;
    let [first, second] = &services;
    let stolen = sign_in(first, "13812341234").await;
    assert_eq!(second.ask("/api/show_profile", "{}", &stolen).await.status, 200);
    assert_eq!(first.call("/api/sign_out", &[], &stolen).await.status, 200);
    for service in [first, second] {
        assert_eq!(service.ask("/api/show_profile", "{}", &stolen).await.status, 401);
        assert_eq!(service.get("/me/data.json", &stolen).await.status, 401);
    }
    // Somebody of the staff whose work has ended is out at the other instance as well.
    let administrator = first.staff(StaffRole::Administrator, "510681").await;
    let operator = first.staff(StaffRole::Operator, "510681").await;
    assert_eq!(second.get("/console", &operator.cookie).await.status, 200);
    let account = operator.account.to_string();
    let fields = [("draft[account]", account.as_str()), ("draft[role]", ""), ("draft[reason]", "离职")];
    assert_eq!(first.call("/api/change_post", &fields, &administrator.cookie).await.status, 200);
    assert_eq!(second.get("/console", &operator.cookie).await.status, 401);
}

async fn fields_that_no_form_has_change_nothing(engine: Engine) {
    let service = TestService::start(engine).await;
    let people = service.workers(2).await;
    let [me, other] = &people[..] else { unreachable!("two") };
    let (mine, others) = (me.account.to_string(), other.account.to_string());
    let profile = |name| {
        let named = [("draft[name]", name), ("draft[birth]", "1990-01-31"), ("draft[home]", "510681001")];
        let more = [
            ("draft[account]", others.as_str()),
            ("draft[account_id]", &others),
            ("account", &others),
            ("draft[role]", "administrator"),
            ("draft[verified]", "true"),
            ("draft[version]", "99"),
        ];
        [named.as_slice(), more.as_slice()].concat()
    };
    assert_eq!(service.call("/api/save_profile", &profile("本人示例"), &me.cookie).await.status, 200);
    assert!(service.get("/me/profile", &me.cookie).await.body.contains("本人示例"));
    assert!(!service.get("/me/profile", &other.cookie).await.body.contains("本人示例"), "written to another's account");
    assert_eq!(service.get("/console", &me.cookie).await.status, 401, "on the staff");
    // An organisation stays a draft of its own, whatever is said of its state.
    let id = register(&service, me).await;
    let fields = [
        ("draft[id]", id.as_str()),
        ("draft[kind]", "firm"),
        ("draft[name]", "改名示例公司"),
        ("draft[credit_code]", "91350100M000100Y43"),
        ("draft[region]", "510681001"),
        ("draft[contact_name]", "赵联系"),
        ("draft[contact_phone]", "13911112222"),
        ("draft[state]", "verified"),
        ("draft[verified_until]", "99999999999999"),
        ("draft[verified]", "true"),
        ("draft[owners]", "9"),
        ("draft[filed_by]", &others),
        ("draft[sample]", "false"),
    ];
    let saved = service.call("/api/save_organisation", &fields, &me.cookie).await;
    assert_eq!((saved.status, id_after(&saved.body, "/me/organisations/")), (200, id.as_str()), "{}", saved.body);
    let page = service.get(&format!("/me/organisations/{id}"), &me.cookie).await.body;
    assert!(
        page.contains("改名示例公司") && page.contains("data-state=\"draft\""),
        "its state was taken from the form"
    );
    assert_eq!(service.get(&format!("/me/organisations/{id}"), &other.cookie).await.status, 404);
    // A seat is for whoever asks.
    let starts = Moment(service.now().0 + Moment::DAY);
    let shift = support::rows::shift(&service.store, support::rows::Wanted::at(starts)).await.to_string();
    let fields = [
        ("draft[shift]", shift.as_str()),
        ("draft[key]", "not-for-another"),
        ("draft[queue]", ""),
        ("draft[account]", &others),
        ("draft[state]", "settled"),
        ("account", &others),
    ];
    assert_eq!(service.call("/api/claim", &fields, &me.cookie).await.status, 200);
    assert!(service.get("/me/shifts", &me.cookie).await.body.contains(&shift), "{mine} has no seat");
    assert!(!service.get("/me/shifts", &other.cookie).await.body.contains(&shift), "it is another's");
}
