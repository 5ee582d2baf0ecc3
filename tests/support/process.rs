//! The program itself, as a process of its own.

use std::{
    fs::File,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::database::{data_dir, keys_file};

/// How soon it must be ready.
const READY: Duration = Duration::from_secs(3);

/// A running program.
pub struct Process {
    child: Child,
    log: PathBuf,
    /// Its address: `http://127.0.0.1:…`.
    pub url: String,
}

/// The program, built if it is not there.
///
/// # Panics
/// If it cannot be built.
pub fn program() -> PathBuf {
    let folder = std::env::current_exe().expect("this test").ancestors().nth(2).expect("its folder").to_owned();
    let build = Command::new(env!("CARGO")).args(["build", "-q", "-p", "server", "--bin", "gongyi"]).status();
    assert!(build.expect("cargo").success(), "the program cannot be built");
    folder.join("gongyi")
}

impl Process {
    /// Starts it on a database, without a log.
    ///
    /// # Panics
    /// If it is not ready within three seconds.
    pub async fn start(database_url: &str) -> Self {
        Self::logging(database_url, "off").await
    }

    /// The same with a log of this level, of which nobody reads while it runs.
    ///
    /// # Panics
    /// If it is not ready within three seconds.
    pub async fn logging(database_url: &str, level: &str) -> Self {
        let program = program();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let folder = data_dir(database_url);
        std::fs::create_dir_all(&folder).expect("its folder");
        let log = folder.join(format!("{port}.log"));
        let began = Instant::now();
        let child = Command::new(program)
            .arg("serve")
            .env("GONGYI_ADDR", format!("127.0.0.1:{port}"))
            .env("GONGYI_DATABASE_URL", database_url)
            .env("GONGYI_KEYS_FILE", keys_file())
            .env("GONGYI_DATA_DIR", &folder)
            .env("RUST_LOG", level)
            .stdout(Stdio::null())
            .stderr(File::create(&log).expect("its log"))
            .spawn()
            .expect("the program");
        let process = Self { child, log, url: format!("http://127.0.0.1:{port}") };
        while !reqwest::get(format!("{}/readyz", process.url)).await.is_ok_and(|answer| answer.status() == 200) {
            assert!(began.elapsed() < READY, "not ready within three seconds");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process
    }

    /// What it has logged.
    ///
    /// # Panics
    /// If that cannot be read.
    pub fn log(&self) -> Vec<u8> {
        std::fs::read(&self.log).expect("its log")
    }

    /// Ends it without a word, as a power cut does.
    ///
    /// # Panics
    /// If it cannot be ended.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
