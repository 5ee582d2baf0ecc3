//! Looking for laws and notices: people find what they mean, in words, pinyin and initials.

use server::{policy::library, reference::Reference};
use support::{Engine, TestService};

use crate::policy::{published, titles};

crate::on_both!(people_find_the_law_they_mean, a_long_text_is_found_by_its_last_words);

async fn people_find_the_law_they_mean(engine: Engine) {
    let service = TestService::start(engine).await;
    let reference = Reference::builtin();
    assert_eq!(library::fill(&service.store, &reference, service.now()).await.expect("filled"), 46);
    assert_eq!(library::fill(&service.store, &reference, service.now()).await.expect("filled"), 0, "a second time");
    let first = |n: usize| move |titles: &[String], wanted: &str| titles.iter().take(n).any(|title| title == wanted);
    let expected = [
        ("就业促进法", "中华人民共和国就业促进法", 1),
        ("劳动合同法", "中华人民共和国劳动合同法", 1),
        ("ldht", "中华人民共和国劳动合同法", 1),
        ("laodonghetong", "中华人民共和国劳动合同法", 1),
        ("工伤", "工伤保险条例", 1),
        ("gongshang", "工伤保险条例", 1),
        ("最低工资", "中华人民共和国劳动法", 4),
        ("欠薪", "保障农民工工资支付条例", 1),
        ("农民工工资", "保障农民工工资支付条例", 1),
        ("失业金", "失业保险条例", 1),
        ("年假", "职工带薪年休假条例", 2),
        ("社保", "中华人民共和国社会保险法", 2),
        ("工资 农民工", "保障农民工工资支付条例", 1),
        ("女职工产假", "女职工劳动保护特别规定", 3),
        ("月计薪天数", "关于职工全年月平均工作时间和工资折算问题的通知", 1),
        ("老板拖欠工资怎么办", "保障农民工工资支付条例", 3),
    ];
    for (typed, wanted, place) in expected {
        let found = titles(&service, &format!("/policies?q={typed}")).await;
        assert!(first(place)(&found, wanted), "{typed} finds {found:?}");
    }
    // What is over or replaced is not offered, and the whole list can be walked through.
    let mut after = String::new();
    let mut all = Vec::new();
    loop {
        let path = format!("/policies?q=劳动{after}");
        let page = service.get(&path, "").await.body;
        all.extend(titles(&service, &path).await);
        let next = page.contains("rel=\"next\"").then(|| page.split("after=").nth(1)).flatten();
        let Some(mark) = next else { break };
        after = format!("&after={}", mark.split(['"', '&']).next().expect("a mark"));
    }
    let mut once = all.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), all.len(), "a law comes twice");
    assert!(all.len() > 20 && !all.iter().any(|title| title.ends_with("若干问题的解释（四）")), "{all:?}");
    let law = service.get("/policies?q=职业教育法", "").await.body;
    let address =
        law.split("/policies/").find(|part| part.len() > 36 && part.as_bytes()[8] == b'-').expect("an address");
    let page = service.get(&format!("/policies/{}", &address[..36]), "").await.body;
    assert!(page.contains("第 2 版") && page.contains("href=\"#s1\""), "neither revisions nor contents");
    assert!(page.contains("\"Legislation\""));
}

async fn a_long_text_is_found_by_its_last_words(engine: Engine) {
    let service = TestService::start(engine).await;
    let long = format!("{}\n\n最后一条：缙云碛石", "第一条 为了促进就业。\n\n".repeat(4_200));
    assert!(long.chars().count() > 50_000);
    let policy = published(&service, "很长的规定", "510681", &long).await;
    assert_eq!(titles(&service, "/policies?q=缙云碛石").await, ["很长的规定"]);
    let page = service.get(&format!("/policies/{policy}"), "").await;
    assert!(page.status == 200 && page.body.contains("缙云碛石"));
    for typed in ["NEAR(", "\"*\"", "第一条 OR", "a:b", "(((", "'; DROP TABLE policy_revision", "缙 云 碛 石 x y z"]
    {
        let page = service.get(&format!("/policies?q={typed}"), "").await;
        assert_eq!(page.status, 200, "{typed}");
    }
}
