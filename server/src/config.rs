//! Settings: flags before `GONGYI_*` before a TOML file before defaults. A key nobody knows is an error that names it.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf};

use clap::Args;
use serde::{Deserialize, Serialize};

/// Settings as given on the command line; what is left out comes from elsewhere.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// A TOML file with settings
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address to listen on
    #[arg(long, global = true, value_name = "IP:PORT")]
    pub addr: Option<String>,
    /// Database: sqlite:PATH or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Folder for the SQLite file and other data
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<String>,
}

/// Where the service runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// On a developer's machine: sign-in codes are shown on the page.
    #[default]
    Development,
    /// For people: https only, no console provider.
    Production,
}

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where to listen.
    pub addr: SocketAddr,
    /// `sqlite:` with a path or `postgres:`; empty means a SQLite file in `data_dir`.
    pub database_url: String,
    /// Folder for the SQLite file and other data.
    pub data_dir: PathBuf,
    /// File with the keys of the personal data; empty means `keys.toml` in `data_dir`, in development built-in keys as
    /// long as there is no such file.
    pub keys_file: PathBuf,
    /// Where uploaded files lie, sealed: `s3://bucket/prefix` with the access in the usual `AWS_…` variables; empty means
    /// `files` in `data_dir`.
    pub files_url: String,
    /// Development or production.
    pub env: Environment,
    /// How the service is reached from outside, without a slash at the end; empty means `http://` and `addr`.
    pub public_url: String,
    /// Folder with the built browser side; empty means `site` beside the program's folder.
    pub site_dir: PathBuf,
    /// Folder with another city's reference data; empty means the built-in city.
    pub reference_dir: PathBuf,
    /// `text` or `json`.
    pub log_format: String,
    /// File that describes the gateway for SMS, with its secrets; empty means that they are written to the log in
    /// development, and that there are none in production.
    pub sms_gateway_file: PathBuf,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            addr: SocketAddr::from(([127, 0, 0, 1], 3000)),
            database_url: String::new(),
            data_dir: PathBuf::from("data"),
            keys_file: PathBuf::new(),
            files_url: String::new(),
            env: Environment::Development,
            public_url: String::new(),
            site_dir: PathBuf::new(),
            reference_dir: PathBuf::new(),
            log_format: "text".to_owned(),
            sms_gateway_file: PathBuf::new(),
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the settings file {0} cannot be read: {1}")]
    File(PathBuf, std::io::Error),
    /// The file or a value in it cannot be understood, or a key is unknown.
    #[error("the settings cannot be understood: {0}")]
    Toml(#[from] toml::de::Error),
    /// An environment variable that begins with `GONGYI_` is no setting.
    #[error("the environment variable {0} is no setting of this program")]
    UnknownVariable(String),
    /// The settings contradict each other.
    #[error("{0}")]
    Contradiction(&'static str),
}

/// Variables that begin with `GONGYI_` but belong to the build and the tests.
const NOT_SETTINGS: [&str; 2] = ["GONGYI_TEST_POSTGRES_URL", "GONGYI_CACHE"];

impl Config {
    /// Puts the settings together from all sources.
    pub fn load(flags: &Flags, variables: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut table = match &flags.config {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|error| ConfigError::File(path.clone(), error))?
                .parse::<toml::Table>()?,
            None => toml::Table::new(),
        };
        for (name, value) in variables.filter(|(name, _)| !NOT_SETTINGS.contains(&name.as_str())) {
            let Some(key) = name.strip_prefix("GONGYI_").map(str::to_lowercase) else { continue };
            if !Self::keys().contains_key(&key) {
                return Err(ConfigError::UnknownVariable(name));
            }
            table.insert(key, toml::Value::String(value));
        }
        let given = [("addr", &flags.addr), ("database_url", &flags.database_url), ("data_dir", &flags.data_dir)];
        for (key, value) in given {
            if let Some(value) = value {
                table.insert(key.to_owned(), toml::Value::String(value.clone()));
            }
        }
        let mut config: Self = table.try_into()?;
        config.fill()?;
        Ok(config)
    }

    /// Every key with its default.
    fn keys() -> BTreeMap<String, toml::Value> {
        toml::Table::try_from(Self::default()).map(|table| table.into_iter().collect()).unwrap_or_default()
    }

    fn fill(&mut self) -> Result<(), ConfigError> {
        if self.database_url.is_empty() {
            self.database_url = format!("sqlite:{}", self.data_dir.join("gongyi.db").display());
        }
        if self.keys_file.as_os_str().is_empty() && self.env == Environment::Production {
            self.keys_file = self.data_dir.join("keys.toml");
        }
        if self.public_url.is_empty() {
            self.public_url = format!("http://{}", self.addr);
        }
        self.public_url.truncate(self.public_url.trim_end_matches('/').len());
        if self.site_dir.as_os_str().is_empty() {
            self.site_dir = beside_program("site");
        }
        if self.env == Environment::Production && !self.public_url.starts_with("https://") {
            return Err(ConfigError::Contradiction("in production, public_url must begin with https://"));
        }
        Ok(())
    }

    /// Whether cookies can be bound to https.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The settings as TOML, without the password of the database.
    pub fn print(&self) -> String {
        let mut shown = self.clone();
        if let Some((start, end)) = password(&shown.database_url) {
            shown.database_url.replace_range(start..end, "***");
        }
        toml::to_string_pretty(&shown).unwrap_or_default()
    }
}

/// Where the password stands in `postgres://user:password@host`.
fn password(url: &str) -> Option<(usize, usize)> {
    let host = url.rfind('@')?;
    let user = url.find("://")? + 3;
    let start = user + url.get(user..host)?.find(':')? + 1;
    Some((start, host))
}

/// `target/release/gongyi` finds `target/site`.
fn beside_program(folder: &str) -> PathBuf {
    let program = std::env::current_exe().ok();
    let parent = program.as_deref().and_then(|program| program.parent()?.parent());
    parent
        .map(|parent| parent.join(folder))
        .filter(|path| path.is_dir())
        .unwrap_or_else(|| PathBuf::from("target").join(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(variables: &[(&str, &str)], flags: &Flags) -> Result<Config, ConfigError> {
        Config::load(flags, variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn flags_win_over_variables_and_those_over_defaults() {
        let flags = Flags { addr: Some("127.0.0.1:1".to_owned()), ..Flags::default() };
        let variables = [("GONGYI_ADDR", "127.0.0.1:2"), ("GONGYI_DATA_DIR", "elsewhere"), ("PATH", "")];
        let config = load(&variables, &flags).expect("settings");
        assert_eq!(config.addr.port(), 1);
        assert_eq!(config.database_url, "sqlite:elsewhere/gongyi.db");
        assert_eq!(config.public_url, "http://127.0.0.1:1");
    }

    #[test]
    fn unknown_keys_are_named() {
        let error = load(&[("GONGYI_ADRR", "x")], &Flags::default()).expect_err("unknown");
        assert!(error.to_string().contains("GONGYI_ADRR"), "{error}");
    }

    #[test]
    fn production_is_https_only() {
        assert!(load(&[("GONGYI_ENV", "production")], &Flags::default()).is_err());
        let https = [("GONGYI_ENV", "production"), ("GONGYI_PUBLIC_URL", "https://example.org/")];
        let config = load(&https, &Flags::default()).expect("settings");
        assert_eq!(config.public_url, "https://example.org");
        assert_eq!(config.keys_file, PathBuf::from("data/keys.toml"), "built-in keys are for development");
    }

    #[test]
    fn the_password_is_not_printed() {
        let config = load(&[("GONGYI_DATABASE_URL", "postgres://u:secret@h/d")], &Flags::default()).expect("settings");
        assert!(!config.print().contains("secret") && config.print().contains("u:***@h"));
    }
}
