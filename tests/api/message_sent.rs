//! SMS on their way: each once, within the budget, not at night, whatever becomes of the sender or the gateway.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    io::Write,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use domain::{
    id::{AccountId, ShiftId},
    identity::{Actor, CodeDraft, IdentityError, IdentityService, SignInDraft},
    message::{AboutShift, Content, SmsChoice, rules},
    setting::SettingDraft,
    when::{Moment, parse_date},
};
use rand::RngExt;
use server::{
    clock::Clock,
    identity,
    message::{Sender, queries},
    reference::Reference,
    setting::{Settings, library},
    sms::{Gateway, Sms},
    store::{Engine as On, Store},
};
use support::{Database, Engine, rows};
use tokio::sync::watch;
use tracing_subscriber::util::SubscriberInitExt;

crate::on_both!(
    each_is_sent_once_though_its_sender_is_killed_again_and_again,
    without_a_reference_none_is_sent_twice,
    senders_side_by_side_share_the_work,
    a_day_has_a_budget_and_nights_are_quiet,
    what_fails_is_tried_again_and_then_given_up,
    what_is_over_or_not_wanted_is_not_sent,
    codes_go_out_by_the_gateway_and_are_not_shown,
    the_city_has_texts_of_its_own,
);

/// How the gateway answers a request for the first time it sees this SMS.
type Mood = fn(u64) -> StatusCode;

/// A gateway that knows a repetition by its reference, if it is told one.
struct Fake {
    url: String,
    book: Arc<Mutex<Book>>,
    requests: watch::Receiver<usize>,
}

#[derive(Default)]
struct Book {
    /// Requests by reference, or by text where there is none.
    asked: HashMap<String, usize>,
    /// What went out: once for each reference, each time where there is none.
    sent: HashMap<String, usize>,
    /// To whom.
    phones: BTreeMap<String, usize>,
    texts: Vec<String>,
}

#[derive(Clone)]
struct Answering {
    book: Arc<Mutex<Book>>,
    requests: watch::Sender<usize>,
    mood: Mood,
}

async fn answer(
    State(state): State<Answering>,
    Json(asked): Json<HashMap<String, String>>,
) -> (StatusCode, &'static str) {
    let text = asked["text"].clone();
    let known = asked.get("reference").filter(|reference| !reference.is_empty());
    let name = known.unwrap_or(&text).clone();
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    let status = {
        let mut book = state.book.lock().expect("the book");
        let times = book.asked.entry(name.clone()).or_default();
        *times += 1;
        let status = if *times == 1 { (state.mood)(hasher.finish()) } else { StatusCode::OK };
        // A gateway that is too busy has done nothing; one that fails had done it already.
        if status != StatusCode::SERVICE_UNAVAILABLE && (known.is_none() || !book.sent.contains_key(&name)) {
            *book.sent.entry(name).or_default() += 1;
            *book.phones.entry(asked["phone"].clone()).or_default() += 1;
            book.texts.push(text);
        }
        status
    };
    state.requests.send_modify(|count| *count += 1);
    (status, "{\"code\":0}")
}

impl Fake {
    async fn start(mood: Mood) -> Self {
        let (book, (told, requests)) = (Arc::<Mutex<Book>>::default(), watch::channel(0));
        let state = Answering { book: book.clone(), requests: told, mood };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/send", listener.local_addr().expect("an address"));
        let router = Router::new().route("/send", post(answer)).with_state(state);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, book, requests }
    }

    fn sms(&self, reference: &str) -> Sms {
        let body = format!(r#"{{"phone": "{{phone}}", "text": "{{text}}", "reference": "{reference}"}}"#);
        let header = "[headers]\nContent-Type = \"application/json\"";
        let description = format!("url = '{}'\nbody = '{body}'\naccepted = '\"code\":0'\n{header}", self.url);
        Sms::Http(Arc::new(Gateway::parse(&description).expect("a gateway")))
    }

    fn sent(&self) -> usize {
        self.book.lock().expect("the book").sent.len()
    }
}

/// A storage with people and a clock that stands at nine in the morning until it is moved.
struct Town {
    database: Database,
    store: Store,
    clock: Clock,
    time: Arc<AtomicI64>,
    settings: Settings,
    people: Vec<AccountId>,
}

impl Town {
    async fn with(engine: Engine, people: usize) -> Self {
        let database = Database::create(engine).await;
        let store = open(&database).await;
        store.migrate().await.expect("the schema");
        let morning = Moment::start_of(parse_date("2026-11-23").expect("a date")).plus_minutes(9 * 60);
        let time = Arc::new(AtomicI64::new(morning.0));
        let shown = time.clone();
        let clock = Clock::from(move || Moment(shown.load(Ordering::SeqCst)));
        let people = rows::workers(&store, people, morning).await.into_iter().map(|(account, _)| account).collect();
        let city = Reference::builtin().city().code.clone();
        let settings = Settings::open(&store, city).await.expect("the settings");
        Self { database, store, clock, time, settings, people }
    }

    fn pass(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::SeqCst);
    }

    fn sender(&self, sms: Sms) -> Sender {
        let (store, clock) = (self.store.clone(), self.clock.clone());
        let (public_url, settings) = ("https://gongyi.example".to_owned(), self.settings.clone());
        Sender { store, clock, sms, public_url, settings }
    }

    /// Tells everybody `each` times that a shift is called off which starts so many milliseconds from now.
    async fn tell(&self, each: usize, left: i64) {
        let starts = Moment(self.clock.now().0 + left);
        for some in self.people.chunks(200) {
            let (some, clock) = (some.to_vec(), self.clock.clone());
            let written = self.store.write::<_, (), _>(move |db| {
                let (some, clock) = (some.clone(), clock.clone());
                Box::pin(async move {
                    for account in some {
                        for _ in 0..each {
                            let id = clock.id();
                            let shift = AboutShift { id: ShiftId(id), title: format!("搬运 {id}"), starts };
                            server::message::post(db, &clock, account, &Content::ShiftCancelled { shift }).await?;
                        }
                    }
                    Ok(())
                })
            });
            written.await.expect("posted");
        }
    }

    /// Sends until nothing is due for a while.
    async fn send_all(&self, sender: &Sender) {
        for _ in 0..400 {
            while sender.round().await.expect("a round") > 0 {}
            if !self.states().await.keys().any(|state| state.starts_with("queued") || state.starts_with("sending")) {
                return;
            }
            self.pass(Moment::MINUTE);
        }
        panic!("it never ends: {:?}", self.states().await);
    }

    /// How many deliveries stand where, and why.
    async fn states(&self) -> BTreeMap<String, i64> {
        const SQL: &str = "SELECT state || COALESCE(' ' || why, ''), COUNT(*) FROM delivery GROUP BY 1";
        let mut db = self.store.read().await.expect("a connection");
        let rows: Vec<(String, i64)> = match db.engine() {
            On::Sqlite(c) => sqlx::query_as(SQL).fetch_all(c).await.expect("states"),
            On::Postgres(c) => sqlx::query_as(SQL).fetch_all(c).await.expect("states"),
        };
        rows.into_iter().collect()
    }

    /// Lets a sender live until the gateway has heard of some more, and kills it wherever it is then. Gives how often
    /// it was killed at work.
    async fn kill_again_and_again(&self, sender: &Sender, fake: &mut Fake, lives: usize, most: usize) -> usize {
        let mut killed = 0;
        for _ in 0..lives {
            let (living, until) = (sender.clone(), *fake.requests.borrow() + rand::rng().random_range(1..=most));
            let mut life =
                tokio::spawn(async move { while living.round().await.is_ok_and(|looked_at| looked_at > 0) {} });
            tokio::select! {
                _ = fake.requests.wait_for(|count| *count >= until) => {}
                _ = &mut life => {}
            }
            for _ in 0..rand::rng().random_range(0..30) {
                tokio::task::yield_now().await;
            }
            life.abort();
            if !life.is_finished() {
                killed += usize::from(life.await.is_err_and(|error| error.is_cancelled()));
            }
            self.pass(rules::LEASE);
        }
        killed
    }
}

async fn open(database: &Database) -> Store {
    Store::open(&database.url, support::keys()).await.expect("the storage")
}

fn states<const N: usize>(expected: [(&str, i64); N]) -> BTreeMap<String, i64> {
    expected.into_iter().map(|(state, count)| (state.to_owned(), count)).collect()
}

async fn each_is_sent_once_though_its_sender_is_killed_again_and_again(engine: Engine) {
    let town = Town::with(engine, 2_000).await;
    // One in ten is sent although the answer says it failed, one in ten has to be asked again.
    let mut fake = Fake::start(|name| match name % 10 {
        0 => StatusCode::INTERNAL_SERVER_ERROR,
        1 => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::OK,
    })
    .await;
    town.tell(5, 3 * Moment::DAY).await;
    let sender = town.sender(fake.sms("{reference}"));
    let killed = town.kill_again_and_again(&sender, &mut fake, 60, 250).await;
    assert!(killed >= 40, "killed at work only {killed} times");
    town.send_all(&sender).await;
    assert_eq!(town.states().await, states([("accepted", 10_000)]));
    let book = fake.book.lock().expect("the book");
    assert_eq!(book.sent.len(), 10_000, "none is lost");
    assert!(book.sent.values().all(|times| *times == 1));
    assert!(book.texts.len() == 10_000 && book.phones.len() == 2_000 && book.phones.values().all(|times| *times == 5));
    assert!(book.asked.values().sum::<usize>() > 12_000, "nothing was asked twice, so nothing was seen");
}

async fn without_a_reference_none_is_sent_twice(engine: Engine) {
    let town = Town::with(engine, 200).await;
    let mut fake = Fake::start(|name| match name % 10 {
        0 => StatusCode::BAD_GATEWAY,
        1 => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::OK,
    })
    .await;
    town.tell(5, 3 * Moment::DAY).await;
    let sender = town.sender(fake.sms(""));
    // Each life ends with at most one round of 32 unknown, so some are left to be accepted.
    let killed = town.kill_again_and_again(&sender, &mut fake, 20, 30).await;
    assert!(killed >= 10, "killed at work only {killed} times");
    town.send_all(&sender).await;
    let states = town.states().await;
    let (accepted, unknown) = (states["accepted"], states["failed unknown"]);
    assert_eq!(accepted + unknown, 1_000, "{states:?}");
    let sent = i64::try_from(fake.sent()).expect("small");
    assert!((accepted..=1_000).contains(&sent), "{accepted} were accepted, {sent} sent");
    let book = fake.book.lock().expect("the book");
    assert!(book.sent.values().all(|times| *times == 1), "one was sent twice");
}

async fn senders_side_by_side_share_the_work(engine: Engine) {
    let town = Town::with(engine, 200).await;
    let fake = Fake::start(|_| StatusCode::OK).await;
    town.tell(3, 3 * Moment::DAY).await;
    let other = Sender { store: open(&town.database).await, ..town.sender(fake.sms("")) };
    let senders = [town.sender(fake.sms("")), other.clone(), town.sender(fake.sms("")), other];
    let work = senders.into_iter().map(|sender| async move {
        let mut rounds = 0;
        while sender.round().await.expect("a round") > 0 {
            rounds += 1;
        }
        rounds
    });
    let rounds: Vec<usize> = futures::future::join_all(work).await;
    assert!(rounds.iter().filter(|rounds| **rounds > 0).count() > 1, "one did it all: {rounds:?}");
    assert_eq!(town.states().await, states([("accepted", 600)]));
    let book = fake.book.lock().expect("the book");
    assert!(book.asked.len() == 600 && book.asked.values().all(|times| *times == 1));
}

async fn a_day_has_a_budget_and_nights_are_quiet(engine: Engine) {
    let town = Town::with(engine, 3).await;
    let fake = Fake::start(|_| StatusCode::OK).await;
    let sender = town.sender(fake.sms("{reference}"));
    town.tell(7, 2 * Moment::DAY).await;
    town.send_all(&sender).await;
    assert_eq!(town.states().await, states([("accepted", 15), ("dropped budget", 6)]));
    // The evening: what can wait is kept for the morning, and then counts for the new day.
    town.pass(12 * Moment::HOUR + 5 * Moment::MINUTE);
    assert!(rules::quiet(town.clock.now()));
    town.tell(2, 2 * Moment::DAY).await;
    while sender.round().await.expect("a round") > 0 {}
    assert_eq!(fake.sent(), 15, "somebody was disturbed");
    // What would come too late in the morning is not kept, but the day's budget still holds.
    town.tell(1, 3 * Moment::HOUR).await;
    while sender.round().await.expect("a round") > 0 {}
    assert_eq!(fake.sent(), 15, "the budget of the day is used up");
    town.pass(4 * Moment::HOUR);
    town.tell(1, 3 * Moment::HOUR).await;
    while sender.round().await.expect("a round") > 0 {}
    assert_eq!(fake.sent(), 18, "after midnight, and it could not wait");
    town.pass(6 * Moment::HOUR);
    town.send_all(&sender).await;
    assert_eq!(town.states().await, states([("accepted", 24), ("dropped budget", 9)]));
    let book = fake.book.lock().expect("the book");
    assert!(book.phones.len() == 3 && book.phones.values().all(|times| *times == 8));
}

async fn what_fails_is_tried_again_and_then_given_up(engine: Engine) {
    let town = Town::with(engine, 2).await;
    let fake = Fake::start(|_| StatusCode::BAD_REQUEST).await;
    town.tell(1, 3 * Moment::DAY).await;
    town.send_all(&town.sender(fake.sms("{reference}"))).await;
    assert_eq!(town.states().await, states([("failed rejected", 2)]));
    assert_eq!(*fake.requests.borrow(), 2, "what is refused for good is not tried again");
    town.tell(1, 3 * Moment::DAY).await;
    let began = town.clock.now();
    town.send_all(&town.sender(nobody_there())).await;
    assert_eq!(town.states().await, states([("failed rejected", 2), ("failed tries", 2)]));
    assert!(town.clock.now().0 - began.0 > Moment::HOUR, "given up too soon");
}

async fn what_is_over_or_not_wanted_is_not_sent(engine: Engine) {
    let town = Town::with(engine, 2).await;
    let fake = Fake::start(|_| StatusCode::OK).await;
    let (refuses, at) = (town.people[0], town.clock.now());
    let chosen = town.store.write::<_, (), _>(move |db| {
        Box::pin(async move { Ok(queries::choose(db, refuses, SmsChoice::Off, at).await?) })
    });
    chosen.await.expect("chosen");
    town.tell(1, Moment::HOUR).await;
    town.pass(Moment::HOUR);
    let sender = town.sender(fake.sms("{reference}"));
    town.send_all(&sender).await;
    assert_eq!(town.states().await, states([("dropped late", 1), ("dropped off", 1)]));
    let at = town.clock.now();
    let chosen = town.store.write::<_, (), _>(move |db| {
        Box::pin(async move { Ok(queries::choose(db, refuses, SmsChoice::English, at).await?) })
    });
    chosen.await.expect("chosen");
    town.tell(1, Moment::DAY).await;
    town.send_all(&sender).await;
    let book = fake.book.lock().expect("the book");
    let english = book.texts.iter().filter(|text| text.starts_with("This shift is called off: “搬运")).count();
    assert_eq!((book.texts.len(), english), (2, 1), "{:?}", book.texts);
    assert!(book.texts.iter().all(|text| text.ends_with("https://gongyi.example/me/messages")));
}

async fn codes_go_out_by_the_gateway_and_are_not_shown(engine: Engine) {
    let town = Town::with(engine, 0).await;
    let fake = Fake::start(|_| StatusCode::OK).await;
    let identity = |sms| identity::Service {
        store: town.store.clone(),
        clock: town.clock.clone(),
        reference: Arc::new(Reference::builtin()),
        sms,
        settings: town.settings.clone(),
    };
    let draft = |phone: &str| CodeDraft { phone: phone.to_owned(), ..CodeDraft::default() };
    let service = identity(Some(fake.sms("{reference}")));
    let sent = service.request_code(&Actor::Guest, draft("13812341234")).await.expect("sent");
    assert_eq!(sent.shown, None, "the page shows a code that was sent");
    let text = fake.book.lock().expect("the book").texts[0].clone();
    let code: String = text.chars().filter(char::is_ascii_digit).take(6).collect();
    let (phone, ticket) = ("13812341234".to_owned(), sent.ticket);
    let typed = SignInDraft { phone, code, ticket, next: String::new() };
    assert!(service.sign_in(&Actor::Guest, typed, "", false).await.is_ok(), "{text}");
    // A gateway that refuses, one that cannot be reached, and none.
    let refusing = Fake::start(|_| StatusCode::BAD_REQUEST).await;
    for (phone, sms) in [
        ("13812340001", Some(refusing.sms("{reference}"))),
        ("13812340002", Some(nobody_there())),
        ("13812340003", None),
    ] {
        let refused = identity(sms).request_code(&Actor::Guest, draft(phone)).await;
        assert_eq!(refused, Err(IdentityError::Busy), "{phone}");
    }
}

async fn the_city_has_texts_of_its_own(engine: Engine) {
    let town = Town::with(engine, 1).await;
    let fake = Fake::start(|_| StatusCode::OK).await;
    let (today, sender) = (town.clock.now().date(), town.sender(fake.sms("{reference}")));
    let write = async |about: &str, from: &str, text: &str| {
        let [kind, about, region, from, text, source] =
            ["sms", about, "510600", from, text, "会议纪要"].map(str::to_owned);
        let draft = SettingDraft { kind, about, region, from, text, source, ..SettingDraft::default() };
        library::fill(&town.store, vec![draft.parse().expect("a text")], town.clock.now()).await.expect("written");
        town.settings.refresh(&mut town.store.read().await.expect("a connection")).await.expect("read again");
    };
    let last = || fake.book.lock().expect("the book").texts.last().cloned().expect("an SMS");
    write("shift-cancelled.zh-CN", "2026-11-24", "【工驿】{title} {starts}取消，见 {link}").await;
    town.tell(1, 2 * Moment::DAY).await;
    town.send_all(&sender).await;
    assert!(last().starts_with("这个班取消了"), "{today}: the text of tomorrow is used already: {}", last());
    // The next midnight alone makes the difference.
    town.pass(Moment::DAY);
    town.tell(1, 2 * Moment::DAY).await;
    town.send_all(&sender).await;
    assert!(
        last().starts_with("【工驿】搬运 ") && last().ends_with("取消，见 https://gongyi.example/me/messages"),
        "{}",
        last()
    );
    // Whoever reads English has no text of the city's yet.
    let (whom, at) = (town.people[0], town.clock.now());
    let chosen = town.store.write::<_, (), _>(move |db| {
        Box::pin(async move { Ok(queries::choose(db, whom, SmsChoice::English, at).await?) })
    });
    chosen.await.expect("chosen");
    town.tell(1, 2 * Moment::DAY).await;
    town.send_all(&sender).await;
    assert!(last().starts_with("This shift is called off"), "{}", last());
    write("sign-in-code.zh-CN", "2026-11-23", "【工驿】码 {code}").await;
    let identity = identity::Service {
        store: town.store.clone(),
        clock: town.clock.clone(),
        reference: Arc::new(Reference::builtin()),
        sms: Some(fake.sms("{reference}")),
        settings: town.settings.clone(),
    };
    let draft = CodeDraft { phone: "13812341234".to_owned(), ..CodeDraft::default() };
    identity.request_code(&Actor::Guest, draft).await.expect("sent");
    let code = last().strip_prefix("【工驿】码 ").map(str::len);
    assert_eq!(code, Some(6), "{}", last());
}

/// A gateway at an address where nobody listens.
fn nobody_there() -> Sms {
    let gateway = Gateway::parse("url = 'http://127.0.0.1:9/send'\nbody = '{phone}{text}'").expect("a gateway");
    Sms::Http(Arc::new(gateway))
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

// One thread, so that all that happens is logged here.
#[tokio::test]
async fn no_number_is_in_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let filter = tracing_subscriber::EnvFilter::new("debug,sqlx=info");
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(move || writer.clone()).finish();
    let _logged_here = subscriber.set_default();
    let town = Town::with(Engine::Sqlite, 1).await;
    let fake = Fake::start(|name| if name % 2 == 0 { StatusCode::BAD_REQUEST } else { StatusCode::OK }).await;
    town.tell(3, Moment::DAY).await;
    town.send_all(&town.sender(fake.sms("{reference}"))).await;
    town.tell(1, Moment::DAY).await;
    town.send_all(&town.sender(Sms::Console)).await;
    let phone = {
        let mut db = town.store.read().await.expect("a connection");
        server::identity::queries::phone(&mut db, town.people[0]).await.expect("read").expect("a phone")
    };
    let text = String::from_utf8(log.0.lock().expect("the log").clone()).expect("text");
    let masked = format!("{}****{}", &phone[..3], &phone[7..]);
    assert!(text.contains(&masked) && text.contains("这个班取消了"), "nothing was logged: {text}");
    assert!(!text.contains(&phone) && !text.contains(&phone[3..]), "{text}");
}
