//! A running service with a client that speaks to it over HTTP.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use domain::{id::AccountId, identity::StaffRole, when::Moment};
use reqwest::{Client, Response, header};
use server::{
    clock::Clock,
    config::Config,
    gig::Listings,
    jobs::Jobs,
    serve::{self, Service},
    setting::Settings,
    store::Store,
    web::AppState,
};

use crate::{Database, Engine, database::data_dir, keys_file, rows};

/// A service on a free port of this machine.
pub struct TestService {
    /// Its address: `http://127.0.0.1:…`.
    pub url: String,
    /// Its storage.
    pub store: Store,
    /// Its clock, which can be moved.
    pub clock: Clock,
    /// The numbers of its list.
    pub listings: Listings,
    /// The settings with a date that it holds.
    pub settings: Settings,
    /// Where its files lie.
    pub files: PathBuf,
    /// What its handlers can reach.
    pub state: AppState,
    client: Client,
    ahead: Arc<AtomicI64>,
    stands: Arc<AtomicI64>,
    database: Option<Database>,
}

/// Somebody signed in.
#[derive(Clone)]
pub struct Worker {
    /// The account.
    pub account: AccountId,
    /// The session's cookie.
    pub cookie: String,
}

/// An answer, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it sends to.
    pub location: String,
    /// The body.
    pub body: String,
    /// The cookies it sets.
    pub cookies: Vec<String>,
}

impl TestService {
    /// A service on an empty database of this engine.
    ///
    /// # Panics
    /// If it cannot be started.
    pub async fn start(engine: Engine) -> Self {
        Self::over(Database::create(engine).await).await
    }

    /// A service on a database of its own, with what is in it.
    ///
    /// # Panics
    /// If it cannot be started.
    pub async fn over(database: Database) -> Self {
        let url = database.url.clone();
        let mut service = Self::on(&url).await;
        service.database = Some(database);
        service
    }

    /// One more service on a database that another one may use as well.
    ///
    /// # Panics
    /// If it cannot be started.
    pub async fn on(database_url: &str) -> Self {
        Self::with_keys(database_url, keys_file()).await
    }

    /// The same with keys of one's own.
    ///
    /// # Panics
    /// If it cannot be started.
    pub async fn with_keys(database_url: &str, keys_file: PathBuf) -> Self {
        server::attachment::choose_cryptography();
        // What the service logs is shown with a failed test; `RUST_LOG` says how much.
        let filter = tracing_subscriber::EnvFilter::from_default_env();
        let _ = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init();
        let listener = serve::listen(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let url = format!("http://{addr}");
        let (database_url, public_url) = (database_url.to_owned(), url.clone());
        let data_dir = data_dir(&database_url);
        let files = data_dir.join("files");
        let config = Config { addr, database_url, public_url, keys_file, data_dir, ..Config::default() };
        let store = serve::open_store(&config).await.expect("the storage");
        store.migrate().await.expect("the schema");
        let ahead = Arc::new(AtomicI64::new(0));
        let stands = Arc::new(AtomicI64::new(0));
        let (offset, still, system) = (ahead.clone(), stands.clone(), Clock::system());
        let clock = Clock::from(move || match still.load(Ordering::Relaxed) {
            0 => Moment(system.now().0 + offset.load(Ordering::Relaxed)),
            at => Moment(at),
        });
        let service = Service::start(config, store.clone(), clock.clone()).await.expect("the service");
        let (listings, state, settings) = (service.listings.clone(), service.state.clone(), service.settings.clone());
        tokio::spawn(async move { service.serve(listener, std::future::pending()).await });
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_mins(1))
            .build()
            .expect("a client");
        Self { url, store, clock, listings, settings, state, files, client, ahead, stands, database: None }
    }

    /// The address of its database.
    ///
    /// # Panics
    /// If it has none of its own.
    pub fn database_url(&self) -> &str {
        &self.database.as_ref().expect("a database of its own").url
    }

    /// Moves its clock on.
    pub fn pass(&self, milliseconds: i64) {
        self.ahead.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// Moves its clock on to the next window of this length, so that none ends in the middle of what is counted.
    pub fn begin_window(&self, milliseconds: i64) {
        self.pass(milliseconds - self.now().0.rem_euclid(milliseconds));
    }

    /// Stops its clock at this time, for what would change when a shift begins meanwhile.
    pub fn stand_still(&self, at: Moment) {
        self.stands.store(at.0, Ordering::Relaxed);
    }

    /// Now, by its clock.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Brings the numbers of its list up to date.
    ///
    /// # Panics
    /// If the storage fails.
    pub async fn count_list(&self) {
        let mut db = self.store.read().await.expect("a connection");
        self.listings.refresh(&mut db).await.expect("the numbers");
    }

    /// Does now what its background jobs do from time to time.
    ///
    /// # Panics
    /// If the storage fails.
    pub async fn expire_due(&self) {
        let (store, clock, listings) = (self.store.clone(), self.clock.clone(), self.listings.clone());
        let files = server::attachment::Files::open("", &self.files).expect("the folder of files");
        let (reference, settings) = (self.state.reference.clone(), self.settings.clone());
        let jobs = Jobs { store, clock, listings, files, reference, settings };
        jobs.expire_due().await.expect("what is due");
    }

    /// Workers with a session each.
    pub async fn workers(&self, n: usize) -> Vec<Worker> {
        let fresh = rows::workers(&self.store, n, self.now()).await;
        fresh.into_iter().map(|(account, token)| Worker { account, cookie: format!("session={token}") }).collect()
    }

    /// A person with a phone and a home, signed in.
    pub async fn resident(&self, phone: &str, home: &str) -> Worker {
        let (account, token) = rows::resident(&self.store, phone, home, self.now()).await;
        Worker { account, cookie: format!("session={token}") }
    }

    /// Somebody of the staff, signed in.
    pub async fn staff(&self, role: StaffRole, region: &str) -> Worker {
        let (account, token) = rows::staff(&self.store, role, region, self.now()).await;
        Worker { account, cookie: format!("session={token}") }
    }

    /// A page or file, with a cookie line that may be empty.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = self.client.get(format!("{}{path}", self.url)).header(header::COOKIE, cookie);
        read(request.header(header::ACCEPT, "text/html").send().await.expect("an answer")).await
    }

    /// A form as a browser without scripts sends it.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
        read(self.send(path, fields, cookie, "text/html").await.expect("an answer")).await
    }

    /// A form as the pages' script sends it.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn call(&self, path: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
        read(self.send(path, fields, cookie, "application/json").await.expect("an answer")).await
    }

    /// A question as the pages' script asks it, with its arguments as JSON.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn ask(&self, path: &str, json: &str, cookie: &str) -> Answer {
        let request = self.client.post(format!("{}{path}", self.url)).body(json.to_owned());
        let request = request.header(header::CONTENT_TYPE, "application/json").header(header::COOKIE, cookie);
        read(request.header(header::ACCEPT, "application/json").send().await.expect("an answer")).await
    }

    /// A form whose answer is looked at by the caller.
    pub async fn send(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        cookie: &str,
        accept: &str,
    ) -> reqwest::Result<Response> {
        let request = self.client.post(format!("{}{path}", self.url)).form(fields);
        request.header(header::COOKIE, cookie).header(header::ACCEPT, accept).send().await
    }

    /// A body of any kind.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn post_bytes(&self, path: &str, kind: &str, body: Vec<u8>, cookie: &str, accept: &str) -> Answer {
        let request = self.client.post(format!("{}{path}", self.url)).header(header::CONTENT_TYPE, kind).body(body);
        let request = request.header(header::COOKIE, cookie).header(header::ACCEPT, accept);
        read(request.send().await.expect("an answer")).await
    }

    /// A file, with its headers.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn fetch(&self, path: &str, cookie: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.url)).header(header::COOKIE, cookie);
        request.send().await.expect("an answer")
    }

    /// Status and bytes of a file.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn get_bytes(&self, path: &str, cookie: &str) -> (u16, Vec<u8>) {
        let answer = self.fetch(path, cookie).await;
        (answer.status().as_u16(), answer.bytes().await.expect("its bytes").to_vec())
    }

    /// A claim of a seat, or of a place in the queue.
    pub async fn claim(&self, worker: &Worker, shift: impl ToString, key: &str, queue: bool) -> Answer {
        self.claim_at(&self.url, worker, shift, key, queue).await
    }

    /// The same at another instance.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn claim_at(&self, url: &str, worker: &Worker, shift: impl ToString, key: &str, queue: bool) -> Answer {
        let shift = shift.to_string();
        let queue = if queue { "yes" } else { "" };
        let fields = [("draft[shift]", shift.as_str()), ("draft[key]", key), ("draft[queue]", queue)];
        let request = self.client.post(format!("{url}/api/claim")).form(&fields);
        let request = request.header(header::COOKIE, &worker.cookie).header(header::ACCEPT, "application/json");
        read(request.send().await.expect("an answer")).await
    }
}

async fn read(response: Response) -> Answer {
    let header = |name: header::HeaderName| {
        let values = response.headers().get_all(name).iter();
        values.filter_map(|value| value.to_str().ok().map(str::to_owned)).collect::<Vec<_>>()
    };
    let (cookies, location) = (header(header::SET_COOKIE), header(header::LOCATION).pop().unwrap_or_default());
    let status = response.status().as_u16();
    Answer { status, location, cookies, body: response.text().await.expect("a body") }
}
