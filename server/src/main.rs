//! The program `gongyi`.

use std::{process::ExitCode, sync::Arc};

use clap::{Parser, Subcommand};
use domain::{identity::Phone, region::RegionCode, when::Moment};
use server::{
    attachment,
    clock::Clock,
    config::{Config, Flags},
    doctor, identity, policy,
    reference::Reference,
    seed::{self, SeedOptions, SeedReport},
    serve::{self, Service, StartError},
    setting,
    store::Store,
    trail,
};

/// A city's public employment service in one program.
#[derive(Parser)]
#[command(name = "gongyi", version, about)]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages (the default)
    Serve {
        /// Fill an empty database with sample content first
        #[arg(long)]
        demo_if_empty: bool,
    },
    /// Bring the database's schema to this program's version
    Migrate {
        /// Only say whether there is anything to do: exit status 1 if so
        #[arg(long)]
        check: bool,
    },
    /// Fill an empty database with sample content
    Seed {
        /// Sample content, the only kind there is; said aloud because it is made up
        #[arg(long, required = true)]
        demo: bool,
        /// How many shifts
        #[arg(long, default_value_t = seed::DEMO_SHIFTS, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
        shifts: u32,
        /// The same number gives the same content
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Make a link by which somebody becomes an administrator of the staff
    CreateAdmin {
        /// Their phone; without it the link is for whoever opens it first, and takes the place of earlier such links
        #[arg(long)]
        phone: Option<String>,
        /// What colleagues call them
        #[arg(long, default_value = "")]
        name: String,
        /// The code of their region; the city if left out
        #[arg(long)]
        region: Option<String>,
    },
    /// The keys of the personal data in the database
    Keys {
        #[command(subcommand)]
        what: KeysCommand,
    },
    /// The audit trail
    Audit {
        #[command(subcommand)]
        what: AuditCommand,
    },
    /// Check settings, database and files, and say what is wrong
    Doctor,
    /// Show the settings
    Config {
        #[command(subcommand)]
        what: ConfigCommand,
    },
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Make a fresh key and seal everything anew with it, while the service goes on
    Rotate,
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Look at every row and every seal; exit status 1 if one does not fit, and which
    Verify,
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Print them as TOML, from all sources together
    Print,
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match Config::load(&cli.flags, std::env::vars()) {
        Ok(config) => config,
        Err(error) => return fail(&error),
    };
    log_to_stderr(&config);
    match run(cli.command.unwrap_or(Command::Serve { demo_if_empty: false }), config).await {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("gongyi: {error}");
    ExitCode::FAILURE
}

fn log_to_stderr(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,tower_http=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_format == "json" { log.json().init() } else { log.compact().init() }
}

async fn run(command: Command, config: Config) -> Result<ExitCode, StartError> {
    match command {
        Command::Serve { demo_if_empty } => serve_pages(config, demo_if_empty).await,
        Command::Migrate { check } => migrate(&config, check).await,
        Command::Seed { demo: _, shifts, seed } => fill(&config, SeedOptions { shifts, seed }).await,
        Command::CreateAdmin { phone, name, region } => create_admin(&config, phone, name, region).await,
        Command::Keys { what: KeysCommand::Rotate } => rotate_keys(&config).await,
        Command::Audit { what: AuditCommand::Verify } => verify_trail(&config).await,
        Command::Doctor => Ok(if doctor::examine(&config).await { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
        Command::Config { what: ConfigCommand::Print } => {
            print!("{}", config.print());
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn serve_pages(config: Config, demo_if_empty: bool) -> Result<ExitCode, StartError> {
    let listener = serve::listen(config.addr).await?;
    let clock = Clock::system();
    let store = serve::open_store(&config).await?;
    store.migrate().await?;
    let reference = Arc::new(serve::current_reference(&config, &store).await?);
    let laws = policy::library::fill(&store, &reference, clock.now()).await?;
    if laws > 0 {
        tracing::info!(laws, "national laws were put into the database");
    }
    let shipped = setting::library::read(&config.reference_dir, &serve::reference(&config)?)?;
    let settings = setting::library::fill(&store, shipped, clock.now()).await?;
    if settings > 0 {
        tracing::info!(settings, "settings were put into the database; the city should check them");
    }
    let mut employer = None;
    if demo_if_empty && seed::is_empty(&store).await? {
        let options = SeedOptions { shifts: seed::DEMO_SHIFTS, seed: 1 };
        employer = show(&config, &store, &reference, options, clock.now()).await?.1;
        tracing::info!(shifts = options.shifts, "the database was empty; it now holds sample content");
    }
    if !config.secure() {
        tracing::warn!("without https cookies can be read on the way; for people, set env = \"production\"");
    }
    let (address, city) = (config.public_url.clone(), reference.city().code.clone());
    let first = identity::staff::first_invitation(&store, &clock, &city).await?;
    let service = Service::start(config, store, clock).await?;
    println!("Gongyi serves {address}");
    if let Some(token) = first {
        println!("Nobody administers it yet. Who opens this link first does, within three days:");
        println!("{}", staff_link(&address, &token));
    }
    if let Some(link) = employer {
        tell_employer(&link);
    }
    service.serve(listener, asked_to_stop()).await?;
    Ok(ExitCode::SUCCESS)
}

/// Sample content with what goes on in it; gives the link by which somebody becomes an employer, if one was made.
async fn show(
    config: &Config,
    store: &Store,
    reference: &Arc<Reference>,
    options: SeedOptions,
    now: Moment,
) -> Result<(SeedReport, Option<String>), StartError> {
    let report = seed::demo(store, reference, &options, now).await?;
    let Some(lead) = report.lead else { return Ok((report, None)) };
    let scenery = seed::Scenery {
        store: store.clone(),
        reference: reference.clone(),
        settings: setting::Settings::open(store, reference.city().code.clone()).await?,
        files: serve::open_files(config)?,
        public_url: config.public_url.clone(),
    };
    Ok((report, seed::play(scenery, lead, now).await?))
}

fn tell_employer(link: &str) {
    println!("Who opens this link first, signed in by phone, acts for an employer of the sample content:");
    println!("{link}");
}

async fn migrate(config: &Config, check: bool) -> Result<ExitCode, StartError> {
    let store = serve::open_store(config).await?;
    let pending = store.pending_migrations().await?;
    if check {
        println!("{pending} migrations are to be run");
        return Ok(if pending == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    store.migrate().await?;
    println!("{pending} migrations were run");
    Ok(ExitCode::SUCCESS)
}

async fn fill(config: &Config, options: SeedOptions) -> Result<ExitCode, StartError> {
    let store = serve::open_store(config).await?;
    store.migrate().await?;
    if !seed::is_empty(&store).await? {
        eprintln!("gongyi: the database has content already; sample content is only put into an empty one");
        return Ok(ExitCode::FAILURE);
    }
    let (reference, now) = (Arc::new(serve::current_reference(config, &store).await?), Clock::system().now());
    policy::library::fill(&store, &reference, now).await?;
    let shipped = setting::library::read(&config.reference_dir, &serve::reference(config)?)?;
    setting::library::fill(&store, shipped, now).await?;
    let (report, employer) = show(config, &store, &reference, options, now).await?;
    println!("{report}");
    if let Some(link) = employer {
        tell_employer(&link);
    }
    Ok(ExitCode::SUCCESS)
}

/// Where somebody joins the staff.
fn staff_link(address: &str, token: &str) -> String {
    format!("{address}/console/join/{token}")
}

async fn create_admin(
    config: &Config,
    phone: Option<String>,
    name: String,
    region: Option<String>,
) -> Result<ExitCode, StartError> {
    let (store, clock) = (serve::open_store(config).await?, Clock::system());
    store.migrate().await?;
    let reference = serve::current_reference(config, &store).await?;
    let region = region.unwrap_or_else(|| reference.city().code.to_string());
    let Some(region) = RegionCode::parse(&region).filter(|code| reference.offers(code)) else {
        eprintln!("gongyi: {region} is no region of this city");
        return Ok(ExitCode::FAILURE);
    };
    let Ok(phone) = phone.as_deref().map(Phone::parse).transpose() else {
        eprintln!("gongyi: that is no mobile number: eleven digits that begin with 1");
        return Ok(ExitCode::FAILURE);
    };
    let whom = phone.map(|phone| (phone, name));
    let token = identity::staff::administrator(&store, &clock, whom, &region).await?;
    println!("{}", staff_link(&config.public_url, &token));
    Ok(ExitCode::SUCCESS)
}

async fn rotate_keys(config: &Config) -> Result<ExitCode, StartError> {
    let store = serve::open_store(config).await?;
    let key = store.keys().add_key()?;
    println!("key {key} seals from now on; keep a copy of {}", store.keys().path().display());
    let done = store.reseal().await?;
    let files = attachment::reseal(&store, &serve::open_files(config)?).await?;
    println!("{} values and {files} files were sealed anew", done.values);
    if done.left > 0 {
        println!(
            "{} were sealed with an older key meanwhile, by a service that learns of the new key within a minute: run this again then",
            done.left
        );
    }
    Ok(ExitCode::SUCCESS)
}

async fn verify_trail(config: &Config) -> Result<ExitCode, StartError> {
    let store = serve::open_store(config).await?;
    match trail::verify(&mut store.read().await?).await? {
        Ok(trail) => {
            println!("{} rows under {} seals hold; {} are not sealed yet", trail.rows, trail.seals, trail.open);
            println!("head {} {}", trail.seals, trail.head);
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            eprintln!("gongyi: the audit trail is broken: {broken}");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Ctrl-C, or the signal by which services are stopped.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
