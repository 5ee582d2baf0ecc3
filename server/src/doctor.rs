//! `gongyi doctor`: everything that is needed to serve, looked at one by one.

use crate::{
    config::Config,
    reference, seed, serve,
    sms::Sms,
    store::{Backend, Store},
};

/// Prints what is well and what is not; true if all is.
pub async fn examine(config: &Config) -> bool {
    let mut well = true;
    let mut say = |what: &str, finding: Result<String, String>| match finding {
        Ok(words) => println!("ok    {what}: {words}"),
        Err(words) => {
            well = false;
            println!("wrong {what}: {words}");
        }
    };
    say("reference data", files(config));
    say("browser side", site(config));
    say("SMS", sms(config));
    match serve::open_store(config).await {
        Ok(store) => {
            say("database", Ok(engine(&store).to_owned()));
            say("schema", schema(&store).await);
            say("changes of the reference data", entries(&store).await);
            say("content", content(&store).await);
        }
        Err(error) => say("database", Err(error.to_string())),
    }
    well
}

fn files(config: &Config) -> Result<String, String> {
    let reference = serve::reference(config).map_err(|error| error.to_string())?;
    Ok(format!("{}, version {}", reference.city().name, reference.version()))
}

fn site(config: &Config) -> Result<String, String> {
    let folder = config.site_dir.join("pkg");
    let files = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?.count();
    if files == 0 { Err(format!("{} is empty", folder.display())) } else { Ok(format!("{files} files")) }
}

fn sms(config: &Config) -> Result<String, String> {
    match Sms::of(config).map_err(|error| error.to_string())? {
        Some(Sms::Console) => Ok("in the log, codes on the page (development)".to_owned()),
        Some(Sms::Http(gateway)) if gateway.takes_reference() => Ok("by the gateway, each once".to_owned()),
        Some(Sms::Http(_)) => Ok("by the gateway; one that it may have taken is not repeated".to_owned()),
        None => Err("no gateway is set up (sms_gateway_file), so nobody can sign in".to_owned()),
    }
}

const fn engine(store: &Store) -> &'static str {
    match store.backend() {
        Backend::Sqlite(_) => "SQLite",
        Backend::Postgres(_) => "PostgreSQL",
    }
}

async fn schema(store: &Store) -> Result<String, String> {
    match store.pending_migrations().await {
        Ok(0) => Ok("up to date".to_owned()),
        Ok(n) => Err(format!("{n} migrations are to be run: gongyi migrate")),
        Err(error) => Err(error.to_string()),
    }
}

async fn entries(store: &Store) -> Result<String, String> {
    let all = async { reference::entries::all(&mut store.read().await?).await };
    let all = all.await.map_err(|error: sqlx::Error| error.to_string())?;
    Ok(format!("{} regions, {} occupations", all.regions.len(), all.occupations.len()))
}

async fn content(store: &Store) -> Result<String, String> {
    match seed::is_empty(store).await {
        Ok(true) => Ok("none yet".to_owned()),
        Ok(false) => Ok("there are postings".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
