//! From settings to a running service.

use std::{net::SocketAddr, sync::Arc};

use app::context::Services;
use axum::serve::ListenerExt;
use leptos::config::LeptosOptions;
use tokio::net::TcpListener;

use crate::{
    admin,
    attachment::{FileError, Files},
    clock::Clock,
    config::Config,
    gig::{self, Listings},
    identity, import,
    jobs::Jobs,
    message::{self, Sender},
    monitoring, policy,
    reference::Reference,
    setting::Settings,
    sms::{GatewayError, Sms},
    store::{KeyError, KeyRing, Store},
    table,
    web::{self, AppState, Live},
};

/// Why the service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be reached or read.
    #[error("the database cannot be used: {0}")]
    Store(#[from] sqlx::Error),
    /// The schema cannot be brought to this program's version.
    #[error("the schema cannot be migrated: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A file or an address cannot be used.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
    /// The keys of the personal data cannot be used.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The files cannot be read or written.
    #[error(transparent)]
    Files(#[from] FileError),
    /// The reference data of another city cannot be read.
    #[error("the reference data cannot be read: {0}")]
    Reference(#[from] crate::reference::ReferenceError),
    /// The gateway for SMS cannot be used.
    #[error(transparent)]
    Sms(#[from] GatewayError),
}

/// A service ready to be served, with everything a caller may want to hold of it.
pub struct Service {
    /// Its parts.
    pub state: AppState,
    /// Numbers of the list, which tests bring up to date by hand.
    pub listings: Listings,
    /// Settings with a date, which tests read as other areas do.
    pub settings: Settings,
    /// Time.
    pub clock: Clock,
}

/// The reference data that the settings name.
pub fn reference(config: &Config) -> Result<Reference, StartError> {
    if config.reference_dir.as_os_str().is_empty() {
        Ok(Reference::builtin())
    } else {
        Ok(Reference::from_dir(&config.reference_dir)?)
    }
}

/// The same as the staff have changed it. The schema must be this program's.
pub async fn current_reference(config: &Config, store: &Store) -> Result<Reference, StartError> {
    let reference = reference(config)?;
    reference.reload(&mut store.read().await?).await?;
    Ok(reference)
}

/// Opens the store of files that the settings name.
pub fn open_files(config: &Config) -> Result<Files, StartError> {
    Ok(Files::open(&config.files_url, &config.data_dir.join("files"))?)
}

/// Opens the database that the settings name with the keys that they name; makes the folder of a SQLite file, and keys
/// for a database that holds nothing sealed yet.
pub async fn open_store(config: &Config) -> Result<Store, StartError> {
    if let Some(path) = config.database_url.strip_prefix("sqlite:") {
        let folder = std::path::Path::new(path.trim_start_matches("//")).parent();
        if let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| StartError::Io(folder.display().to_string(), error))?;
        }
    }
    if config.keys_file.as_os_str().is_empty() {
        let keys = KeyRing::development(&config.data_dir.join("keys.toml"))?;
        return Ok(Store::open(&config.database_url, keys).await?);
    }
    if let Some(keys) = KeyRing::load(&config.keys_file)? {
        return Ok(Store::open(&config.database_url, keys).await?);
    }
    let keys = KeyRing::create(&config.keys_file)?;
    let store = Store::open(&config.database_url, keys).await?;
    if store.holds_sealed().await? {
        // These keys open nothing that is there; the right ones must be found.
        std::fs::remove_file(&config.keys_file).map_err(|error| KeyError::File(config.keys_file.clone(), error))?;
        return Err(KeyError::Missing(config.keys_file.clone()).into());
    }
    tracing::warn!(file = %config.keys_file.display(), "new keys for personal data were made; keep a copy of the file");
    Ok(store)
}

/// What the services are made of.
struct Parts {
    store: Store,
    clock: Clock,
    reference: Arc<Reference>,
    listings: Listings,
    live: Live,
    files: Files,
    settings: Settings,
    public_url: String,
}

impl Parts {
    fn services(&self, sms: Option<Sms>) -> Services {
        let Self { store, clock, reference, listings, live, files, settings, public_url } = self;
        let identity = identity::Service {
            store: store.clone(),
            clock: clock.clone(),
            reference: reference.clone(),
            sms,
            settings: settings.clone(),
        };
        let organisations = identity::organisation::Service {
            store: store.clone(),
            files: files.clone(),
            clock: clock.clone(),
            reference: reference.clone(),
            public_url: public_url.clone(),
            settings: settings.clone(),
        };
        let gig = gig::Service {
            store: store.clone(),
            clock: clock.clone(),
            reference: reference.clone(),
            listings: listings.clone(),
            standings: gig::Standings::default(),
            live: live.clone(),
            public_url: public_url.clone(),
            settings: settings.clone(),
        };
        let policy = policy::Service {
            store: store.clone(),
            clock: clock.clone(),
            reference: reference.clone(),
            public_url: public_url.clone(),
            settings: settings.clone(),
            files: files.clone(),
        };
        Services {
            identity: Arc::new(identity),
            organisations: Arc::new(organisations),
            gig: Arc::new(gig),
            policy: Arc::new(policy),
            admin: Arc::new(self.console()),
            message: Arc::new(message::Service { store: store.clone(), clock: clock.clone() }),
            tables: Arc::new(self.tables()),
            import: Arc::new(self.imports()),
            monitoring: Arc::new(monitoring::Service::new(store.clone(), clock.clone(), reference.clone())),
            attendance: Arc::new(self.attendance()),
            arrears: Arc::new(gig::arrears::Service { base: self.attendance() }),
            cases: Arc::new(gig::case::Service { base: self.attendance(), files: files.clone() }),
            evidence: Arc::new(gig::evidence::Service { base: self.attendance(), files: files.clone() }),
            filling: Arc::new(gig::filling::Service { base: self.attendance(), live: live.clone() }),
            ratings: Arc::new(gig::rating::Service { base: self.attendance() }),
            reliability: Arc::new(gig::reliability::Service { base: self.attendance() }),
            settlements: Arc::new(gig::settlement::Service { base: self.attendance(), files: files.clone() }),
            saved: Arc::new(self.saved()),
            postings: Arc::new(self.postings()),
        }
    }

    fn saved(&self) -> gig::saved::Service {
        gig::saved::Service {
            store: self.store.clone(),
            clock: self.clock.clone(),
            reference: self.reference.clone(),
            listings: self.listings.clone(),
        }
    }

    fn postings(&self) -> gig::posting::Service {
        gig::posting::Service {
            store: self.store.clone(),
            clock: self.clock.clone(),
            reference: self.reference.clone(),
            settings: self.settings.clone(),
            live: self.live.clone(),
        }
    }

    /// The service of imports, with somebody at work on what is sent to it.
    fn imports(&self) -> import::Service {
        let service = import::Service {
            store: self.store.clone(),
            files: self.files.clone(),
            clock: self.clock.clone(),
            reference: self.reference.clone(),
            public_url: self.public_url.clone(),
        };
        tokio::spawn(service.worker().run());
        service
    }

    fn attendance(&self) -> gig::attendance::Service {
        gig::attendance::Service {
            store: self.store.clone(),
            clock: self.clock.clone(),
            reference: self.reference.clone(),
            settings: self.settings.clone(),
            public_url: self.public_url.clone(),
        }
    }

    fn console(&self) -> admin::Service {
        admin::Service {
            store: self.store.clone(),
            clock: self.clock.clone(),
            reference: self.reference.clone(),
            settings: self.settings.clone(),
            public_url: self.public_url.clone(),
        }
    }

    fn tables(&self) -> table::Service {
        let (store, clock, reference) = (self.store.clone(), self.clock.clone(), self.reference.clone());
        table::Service { store, clock, reference, live: self.live.clone() }
    }

    /// Starts what nobody asks for: the jobs, and sending by SMS if there is a way.
    fn work_in_background(self, sms: Option<Sms>) {
        let Self { store, clock, reference, listings, files, settings, public_url, .. } = self;
        if let Some(sms) = sms {
            let (store, clock, settings) = (store.clone(), clock.clone(), settings.clone());
            tokio::spawn(Sender { store, clock, sms, public_url, settings }.run());
        }
        let alerts = (store.clone(), clock.clone(), reference.clone());
        tokio::spawn(gig::saved::Alerts { store: alerts.0, clock: alerts.1, reference: alerts.2 }.run());
        tokio::spawn(Jobs { store, clock, listings, files, reference, settings }.run());
    }
}

impl Service {
    /// Puts the parts together over an open store and starts the background work.
    pub async fn start(config: Config, store: Store, clock: Clock) -> Result<Self, StartError> {
        let reference = Arc::new(current_reference(&config, &store).await?);
        let sms = Sms::of(&config)?;
        let listings = Listings::default();
        listings.refresh(&mut store.read().await?).await?;
        let settings = Settings::open(&store, reference.city().code.clone()).await?;
        let live = Live::start(store.clone(), clock.clone());
        let parts = Parts {
            store: store.clone(),
            clock: clock.clone(),
            reference: reference.clone(),
            listings: listings.clone(),
            live: live.clone(),
            files: open_files(&config)?,
            settings: settings.clone(),
            public_url: config.public_url.clone(),
        };
        let services = parts.services(sms.clone());
        parts.work_in_background(sms);
        let leptos = leptos_options(&config);
        let state = AppState { services, store, reference, live, config: Arc::new(config), leptos };
        Ok(Self { state, listings, settings, clock })
    }

    /// Serves on `listener` until `stop` is done, then lets open requests end.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), StartError> {
        // Without it a streamed answer waits for the browser's acknowledgement, some forty milliseconds.
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "no delay could not be set");
            }
        });
        let served = axum::serve(listener, web::router(self.state)).with_graceful_shutdown(stop);
        served.await.map_err(|error| StartError::Io("serving".to_owned(), error))
    }
}

/// Listens on an address.
pub async fn listen(addr: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(addr).await.map_err(|error| StartError::Io(format!("the address {addr} cannot be used"), error))
}

/// What Leptos needs to know of the build: names are hashed where the list of hashes stands beside the program.
fn leptos_options(config: &Config) -> LeptosOptions {
    let program = std::env::current_exe().ok();
    let hashed = program.is_some_and(|program| program.with_file_name("hash.txt").is_file());
    LeptosOptions::builder()
        .output_name("gongyi")
        .site_root(config.site_dir.display().to_string())
        .site_pkg_dir("pkg")
        .site_addr(config.addr)
        .hash_files(hashed)
        .build()
}
