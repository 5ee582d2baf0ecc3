//! The access matrix: every address × everybody who may ask × what is theirs and what is not. The table stands beside
//! this file; an address that is not in it fails.
//!
//! A cell is the status of the answer. `owner` is the person whom the object belongs to, `stranger` another person,
//! `acting` an operator who acts for the owner. A cell of the staff is for somebody of the object's county, and after a
//! stroke for somebody of another county, where that differs.

use std::{collections::BTreeSet, path::Path};

use domain::{identity::StaffRole, when::Moment};
use reqwest::{Client, Response, header};
use support::{
    Engine, TestService, Worker,
    rows::{self, Wanted},
};

use crate::{
    access_work::OfWork,
    attachment::{EDGE, PNG, files_of, upload},
    organisation,
};

crate::on_both!(everybody_gets_what_the_table_says, no_other_site_may_write);

const HERE: &str = "510681";
const ELSEWHERE: &str = "510683";
/// Forms that are posted elsewhere than under `/api`.
const FORMS: [&str; 1] = ["/console/export"];
/// A number of the standard's own example.
const NUMBER: &str = "11010519491231002X";

pub struct Row {
    pub address: String,
    pub body: String,
    pub cells: Vec<(String, String)>,
}

pub fn table() -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(include_bytes!("access.csv").as_slice());
    let callers: Vec<String> = reader.headers().expect("a head").iter().skip(2).map(str::to_owned).collect();
    let row = |record: csv::StringRecord| Row {
        address: record[0].to_owned(),
        body: record[1].to_owned(),
        cells: callers.iter().cloned().zip(record.iter().skip(2).map(str::to_owned)).collect(),
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

/// The texts between `start` and the next quote in all files of a folder.
fn quoted(folder: &str, start: &str) -> BTreeSet<String> {
    fn files(folder: &Path, texts: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                files(&path, texts);
            } else if path.extension().is_some_and(|end| end == "rs") {
                texts.push(std::fs::read_to_string(&path).expect("a source file"));
            }
        }
    }
    let mut texts = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), &mut texts);
    let found = texts.iter().flat_map(|text| text.split(start).skip(1));
    found.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
}

#[test]
fn every_address_is_in_the_table() {
    let mut there: BTreeSet<String> = quoted("app/src", "path!(\"");
    there.extend(quoted("app/src", "endpoint = \"").into_iter().map(|name| format!("/api/{name}")));
    there.extend(quoted("server/src/web", ".route(\"").into_iter().filter(|path| path != "/api/{function}"));
    assert!(there.len() > 40, "the addresses are not found any more");
    let table: BTreeSet<String> = table().into_iter().map(|row| row.address).collect();
    let unknown: Vec<_> = there.difference(&table).collect();
    assert!(unknown.is_empty(), "say in tests/api/access.csv who gets what at {unknown:?}");
    let gone: Vec<_> = table.difference(&there).collect();
    assert!(gone.is_empty(), "the table speaks of addresses that are not there: {gone:?}");
}

/// Everything that a body or an address can name, fresh for each request, since many requests change it.
pub struct Objects {
    pub owner: Worker,
    stranger: Worker,
    pub colleague: Worker,
    pub phone: String,
    fresh_phone: String,
    shift: String,
    claim: String,
    session: String,
    token: String,
    message: String,
    policy: String,
    policy_file: String,
    import: String,
    organisation: String,
    filed_organisation: String,
    version: String,
    file: String,
    invitation: String,
    secret: String,
    setting: String,
    work: OfWork,
    posting: String,
    filed_posting: String,
    reported: String,
    kept_search: String,
    mark: (String, String),
}

/// A phone that nobody else in this run has.
fn new_phone() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("139{:08}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

pub fn between(text: &str, start: &str, end: &str) -> String {
    let from = text.find(start).unwrap_or_else(|| panic!("{start} in {text}")) + start.len();
    text[from..].split(end).next().expect("an end").to_owned()
}

/// The secret of an invitation to the staff.
async fn staff_invitation(service: &TestService) -> String {
    let administrator = service.staff(StaffRole::Administrator, HERE).await;
    let fresh = new_phone();
    let fields = [("draft[phone]", fresh.as_str()), ("draft[name]", "李"), ("draft[role]", "operator")];
    let fields: Vec<_> = fields.into_iter().chain([("draft[region]", HERE)]).collect();
    let made = service.call("/api/invite_staff", &fields, &administrator.cookie).await;
    between(&made.body, "/console/join/", "\"")
}

impl Objects {
    #[allow(clippy::too_many_lines, reason = "a table: a line or two for each thing that can be named")]
    pub async fn fresh(service: &TestService, row: &Row) -> Self {
        let named = |what: &str| row.body.contains(what) || row.address.contains(what);
        let phone = new_phone();
        let owner = service.resident(&phone, "510681001").await;
        let stranger = service.resident(&new_phone(), "510681001").await;
        let colleague = service.staff(StaffRole::Operator, "510681001").await;
        let (mut shift, mut claim, mut session, mut token, mut message) = Default::default();
        if named("shift") || named("claim") {
            let wanted = Wanted { town: "510681001".to_owned(), ..Wanted::at(Moment(service.now().0 + Moment::DAY)) };
            let id = rows::shift(&service.store, wanted).await;
            shift = id.to_string();
            if named("<claim>") {
                service.claim(&owner, id, "claim-of-owner", false).await;
                let mine = service.ask("/api/my_shifts", "{}", &owner.cookie).await;
                claim = between(&mine.body, "\"mine\":{\"id\":\"", "\"");
            }
        }
        if named("<session>") {
            let sessions = service.ask("/api/list_sessions", "{}", &owner.cookie).await;
            session = between(&sessions.body, "\"id\":\"", "\"");
        }
        if named("token") {
            token = staff_invitation(service).await;
        }
        let (policy, policy_file) = with_policy(service, row).await;
        if named("<message>") {
            crate::message::post(service, owner.account, 1).await;
            let inbox = service.ask("/api/show_inbox", "{\"query\":{}}", &owner.cookie).await;
            message = between(&inbox.body, "\"id\":\"", "\"");
        }
        let setting = if named("<setting>") { crate::setting::wage_of(service, HERE).await } else { String::new() };
        let about = OfOrganisations::fresh(service, row, &owner).await;
        let OfOrganisations { organisation, filed_organisation, version, file, invitation, secret, import } = about;
        let (posting, filed_posting) = postings(service, row, &owner, &organisation).await;
        let reported = if named("<reported>") { crate::reports::reported(service).await } else { String::new() };
        Self {
            kept_search: kept_search(service, row, &owner).await,
            mark: mark(service, row, &owner).await,
            work: OfWork::fresh(service, row, &owner).await,
            owner,
            stranger,
            colleague,
            phone,
            fresh_phone: new_phone(),
            shift,
            claim,
            session,
            token,
            message,
            policy,
            policy_file,
            import,
            organisation,
            filed_organisation,
            version,
            file,
            invitation,
            secret,
            setting,
            posting,
            filed_posting,
            reported,
        }
    }

    #[allow(clippy::too_many_lines, reason = "a table: a line or two for each thing that can be named")]
    fn fill(&self, template: &str) -> String {
        let (person, colleague) = (self.owner.account.to_string(), self.colleague.account.to_string());
        let fresh_id = uuid::Uuid::now_v7().to_string();
        let work = &self.work;
        let crew = format!("/me/organisations/{}/shifts/{}", work.organisation, work.shift);
        let names = [
            (
                "/me/organisations/:organisation/cases/:case",
                &format!("/me/organisations/{}/cases/{}", work.organisation, work.case),
            ),
            ("<case organisation>", &work.organisation),
            ("<case>", &work.case),
            (
                "/me/organisations/:organisation/ratings/:claim",
                &format!("/me/organisations/{}/ratings/{}", work.organisation, work.claim),
            ),
            ("<rating>", &work.rating),
            (":rating", &work.rating),
            ("<pack>", &work.pack),
            (":pack", &work.pack),
            ("{pack}", &work.pack),
            (":case", &work.case),
            ("{case}", &work.case),
            ("/console/arrears/:organisation", &format!("/console/arrears/{}", work.organisation)),
            ("<late>", &work.organisation),
            ("<work done organisation>", &work.organisation),
            ("<work done>", &work.claim),
            ("<work organisation>", &work.organisation),
            ("<work shift>", &work.shift),
            ("<work>", &work.claim),
            ("<appeal>", &work.claim),
            ("<begun>", &work.begun),
            ("/me/organisations/:organisation/shifts/:shift", &crew),
            (":claim", &work.claim),
            ("<fresh phone>", &self.fresh_phone),
            ("/board/:region", &format!("/board/{HERE}")),
            ("<phone>", &self.phone),
            ("<person>", &person),
            ("<colleague>", &colleague),
            ("<claim>", &self.claim),
            ("<session>", &self.session),
            ("<token>", &self.token),
            ("<message>", &self.message),
            ("<filed organisation>", &self.filed_organisation),
            ("/console/employer/:organisation", &format!("/console/employer/{}", self.filed_organisation)),
            ("/console/organisation/:organisation", &format!("/console/organisation/{}", self.filed_organisation)),
            ("<filed posting>", &self.filed_posting),
            ("/console/posting/:posting", &format!("/console/posting/{}", self.filed_posting)),
            ("<reported>", &self.reported),
            ("/console/report/:posting", &format!("/console/report/{}", self.reported)),
            ("<posting>", &self.posting),
            (":posting", &self.posting),
            ("<organisation>", &self.organisation),
            (":organisation", &self.organisation),
            ("{organisation}", &self.organisation),
            ("<version>", &self.version),
            ("<file>", &self.file),
            ("{id}", &self.file),
            ("<invitation>", &self.invitation),
            ("<secret>", &self.secret),
            (":secret", &self.secret),
            ("<policy>", &self.policy),
            ("<policy draft>", &self.policy),
            (":policy", &self.policy),
            ("{policy}", &self.policy),
            ("<import>", &self.import),
            (":import", &self.import),
            ("<shift>", &self.shift),
            ("{shift}", &self.shift),
            (":shift", &self.shift),
            (":token", &self.token),
            (":account", &person),
            (":table", &"shifts".to_owned()),
            ("<fresh id>", &fresh_id),
            ("<setting>", &self.setting),
            ("<kept search>", &self.kept_search),
            ("<mark claim>", &self.mark.0),
            ("<mark>", &self.mark.1),
            (":mark", &self.mark.1),
        ];
        let no_file = "00000000-0000-7000-8000-000000000001";
        let template = ["/payment-files", "/case-files"].into_iter().fold(template.to_owned(), |template, folder| {
            template.replace(&format!("{folder}/{{file}}"), &format!("{folder}/{no_file}"))
        });
        let address = template.replace("/files/{file}", &format!("/files/{}", self.policy_file));
        let address =
            address.replace("{file}", "none.ics").replace(":kind", "hourly-wage").replace("{kind}", "employers");
        names.into_iter().fold(address, |text, (name, value)| text.replace(name, value))
    }
}

/// A claim that the owner left late, and their appeal, where the row names them.
async fn mark(service: &TestService, row: &Row, owner: &Worker) -> (String, String) {
    let appealed = row.body.contains("<mark>");
    if !appealed && !row.body.contains("<mark claim>") {
        return Default::default();
    }
    let claim = crate::reliability::left_late(service, owner).await;
    let mark = if appealed { crate::reliability::appeal(service, owner, &claim).await } else { String::new() };
    (claim, mark)
}

/// A search that the owner keeps, where the row names it.
async fn kept_search(service: &TestService, row: &Row, owner: &Worker) -> String {
    if !row.body.contains("<kept search>") {
        return String::new();
    }
    assert_eq!(crate::saved::keep(service, owner, &[("q", "保洁")]).await.status, 200);
    crate::saved::kept(service, owner).await.searches[0].id.to_string()
}

/// A draft of a posting, and one that waits for the staff, where the row names them.
async fn postings(service: &TestService, row: &Row, owner: &Worker, organisation: &str) -> (String, String) {
    let named = |what: &str| row.body.contains(what) || row.address.contains(what);
    let mut both = (String::new(), String::new());
    if named("<posting>") || named("/postings/:posting") {
        both.0 = crate::postings::draft(service, owner, organisation).await;
    }
    if named("<filed posting>") || named("/console/posting/") {
        both.1 = crate::postings::submitted(service, owner).await.1;
    }
    both
}

/// A policy, published or still a draft, and a file of it, where the row names them.
async fn with_policy(service: &TestService, row: &Row) -> (String, String) {
    let named = |what: &str| row.body.contains(what) || row.address.contains(what);
    if !named("<policy") && !named(":policy") && !named("{policy}") {
        return Default::default();
    }
    let policy = crate::policy::notice_of(service, HERE, !named("<policy draft>") && !named("{policy}")).await;
    let file = if named("{policy}") { crate::policy_files::added(service, &policy, HERE).await } else { String::new() };
    (policy, file)
}

/// What can be named of organisations, real names and imports.
#[derive(Default)]
struct OfOrganisations {
    organisation: String,
    filed_organisation: String,
    version: String,
    file: String,
    invitation: String,
    secret: String,
    import: String,
}

impl OfOrganisations {
    async fn fresh(service: &TestService, row: &Row, owner: &Worker) -> Self {
        let named = |what: &str| row.body.contains(what) || row.address.contains(what);
        let mut about = Self::default();
        if named("<import>") || named(":import") {
            let sender = service.staff(StaffRole::Operator, "510681001").await;
            about.import = crate::imports::of(service, &sender).await;
        }
        if named("real-name") || named("real_name") {
            let filed = organisation::file_name(service, &owner.cookie, "欧阳小工", NUMBER, PNG).await;
            assert_eq!(filed.status, 200, "{}", filed.body);
        }
        if named("<filed organisation>") || named("/console/organisation/") {
            about.filed_organisation = organisation::filed(service, owner).await;
            let approver = service.staff(StaffRole::Approver, HERE).await;
            let page = format!("/console/organisation/{}", about.filed_organisation);
            about.version = organisation::version(service, &approver, &page).await;
        }
        if named("organisation") || named("file") || named("invitation") || named("secret") || named("{id}") {
            about.organisation = organisation::register(service, owner).await;
            let page = format!("/me/organisations/{}", about.organisation);
            let to = format!("/upload/organisation/{}", about.organisation);
            // Evidence of its own, so that filing it is possible, and a second one to remove or to look at.
            assert_eq!(upload(service, &to, &owner.cookie, &[], "照.png", PNG).await.status, 200);
            about.file = files_of(service, &page, &owner.cookie).await.remove(0);
            about.secret = organisation::invite(service, owner, &about.organisation, "", "member").await;
            let shown = service.get(&page, &owner.cookie).await;
            about.invitation = between(&shown.body, "name=\"invitation\" value=\"", "\"");
        }
        about
    }
}

/// The cookies with which a column of the table asks, and the statuses it expects: one's own county, another.
pub async fn askers(service: &TestService, objects: &Objects, caller: &str, cell: &str) -> Vec<(String, String)> {
    let one = |cookie: &str| vec![(cookie.to_owned(), cell.to_owned())];
    match caller {
        "guest" => one(""),
        "owner" => one(&objects.owner.cookie),
        "stranger" => one(&objects.stranger.cookie),
        "acting" => {
            let operator = service.staff(StaffRole::Operator, HERE).await;
            let fields = [("draft[phone]", objects.phone.as_str()), ("draft[reason]", "不会用手机")];
            let acting = service.call("/api/act_for", &fields, &operator.cookie).await;
            let set = acting.cookies.iter().find(|cookie| cookie.starts_with("session=")).expect("a session");
            one(set.split(';').next().expect("a value"))
        }
        role => {
            let role = StaffRole::parse(role).expect("a role");
            let (here, elsewhere) = cell.split_once('/').unwrap_or((cell, cell));
            let mut both = Vec::new();
            for (region, status) in [(HERE, here), (ELSEWHERE, elsewhere)] {
                both.push((service.staff(role, region).await.cookie, status.to_owned()));
            }
            both
        }
    }
}

pub async fn ask(client: &Client, url: &str, objects: &Objects, row: &Row, cookie: &str) -> Response {
    let address = format!("{url}{}", objects.fill(&row.address));
    let body = objects.fill(&row.body);
    let request = if row.address.starts_with("/upload/") {
        let mut fields = vec![("draft[name]", "欧阳小工"), ("draft[number]", NUMBER)];
        if !body.is_empty() {
            fields = body.split('&').filter_map(|field| field.split_once('=')).collect();
        }
        let kind = format!("multipart/form-data; boundary={EDGE}");
        let picture = crate::attachment::body(&fields, "证.png", crate::attachment::PNG);
        client.post(address).header(header::CONTENT_TYPE, kind).header(header::ACCEPT, "application/json").body(picture)
    } else if !row.address.starts_with("/api/") && !FORMS.contains(&row.address.as_str()) {
        let address = if body.is_empty() { address } else { format!("{address}?{body}") };
        client.get(address).header(header::ACCEPT, "text/html")
    } else if body.starts_with('{') {
        client.post(address).header(header::CONTENT_TYPE, "application/json").body(body)
    } else {
        let form = "application/x-www-form-urlencoded";
        client.post(address).header(header::CONTENT_TYPE, form).header(header::ACCEPT, "application/json").body(body)
    };
    request.header(header::COOKIE, cookie).send().await.expect("an answer")
}

async fn everybody_gets_what_the_table_says(engine: Engine) {
    let service = TestService::start(engine).await;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let mut wrong = Vec::new();
    for row in table() {
        for (caller, cell) in &row.cells {
            let fixture = Objects::fresh(&service, &row).await;
            let asking = askers(&service, &fixture, caller, cell).await;
            for (n, (cookie, expected)) in asking.into_iter().enumerate() {
                // What the first of two has done must not stand in the way of the second.
                let again = if n > 0 { Some(Objects::fresh(&service, &row).await) } else { None };
                let objects = again.as_ref().unwrap_or(&fixture);
                // Only the status is looked at: some answers go on for ever.
                let status = ask(&client, &service.url, objects, &row, &cookie).await.status();
                if status.as_str() != expected {
                    let place = if n > 0 { " of another county" } else { "" };
                    wrong.push(format!("{} for {caller}{place}: {status}, not {expected}", row.address));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

async fn no_other_site_may_write(engine: Engine) {
    let service = TestService::start(engine).await;
    let (client, staff) = (Client::new(), service.staff(StaffRole::Administrator, HERE).await);
    let writes = table().into_iter().map(|row| row.address);
    let posted = |address: &String| {
        address.starts_with("/api/") || address.starts_with("/upload/") || FORMS.contains(&address.as_str())
    };
    for address in writes.filter(posted) {
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let request = client.post(format!("{}{address}", service.url)).header(header::COOKIE, &staff.cookie);
            let answer = request.header(name, value).send().await.expect("an answer");
            assert_eq!(answer.status(), 403, "{address} from {value}");
        }
    }
}
