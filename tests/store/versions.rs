//! Versions of the schema: older ones are brought up, newer ones refused, and a migration cut off is done again.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use server::store::Store;
use support::Engine;

use crate::{empty, execute, fresh, texts};

async fn a_newer_schema_is_refused(engine: Engine) {
    let (database, store) = fresh(engine).await;
    assert_eq!(store.pending_migrations().await.expect("known"), 0);
    let newer = match engine {
        Engine::Sqlite => {
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (9999, 'of a later program', TRUE, x'00', 0)"
        }
        Engine::Postgres => {
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (9999, 'of a later program', TRUE, '\\x00', 0)"
        }
    };
    execute(&store, newer).await;
    let refused = store.pending_migrations().await.expect_err("refused").to_string();
    assert!(refused.contains("9999"), "{refused}");
    assert!(store.migrate().await.is_err());
    let again = Store::open(&database.url, support::keys()).await.expect("the storage");
    assert!(again.migrate().await.is_err(), "a new start must refuse it as well");
}

async fn a_migration_killed_midway_resumes(engine: Engine) {
    let program = support::program();
    let mut cut_off = 0;
    for round in 0..12 {
        let (database, store) = empty(engine).await;
        assert!(store.pending_migrations().await.expect("known") > 0);
        let mut child = Command::new(&program)
            .arg("migrate")
            .env("GONGYI_DATABASE_URL", &database.url)
            .env("GONGYI_KEYS_FILE", support::keys_file())
            .env("RUST_LOG", "off")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        tokio::time::sleep(Duration::from_millis(4 + round * 6)).await;
        child.kill().expect("killed");
        cut_off += u32::from(!child.wait().expect("ended").success());
        store.migrate().await.expect("resumed");
        assert_eq!(store.pending_migrations().await.expect("known"), 0, "round {round}");
        assert!(texts(&store, "SELECT value FROM fact").await.is_empty());
    }
    assert!(cut_off > 0, "never killed before its end; the pauses no longer fit");
}

mod sqlite {
    use support::Engine::Sqlite;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_newer_schema_is_refused() {
        super::a_newer_schema_is_refused(Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_migration_killed_midway_resumes() {
        super::a_migration_killed_midway_resumes(Sqlite).await;
    }
}

mod postgres {
    use support::Engine::Postgres;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_newer_schema_is_refused() {
        super::a_newer_schema_is_refused(Postgres).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_migration_killed_midway_resumes() {
        super::a_migration_killed_midway_resumes(Postgres).await;
    }
}
