//! The writer: commands commit together, each on its own; what the engine asks to try again is tried again.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use futures::future::join_all;
use server::store::{Db, Engine as On, Fault, Store};
use support::{Database, Engine};
use tokio::sync::Barrier;

use crate::{fresh, texts};

const PUT: &str = "INSERT INTO fact (name, value) VALUES ($1, 'x') \
                   ON CONFLICT (name) DO UPDATE SET value = fact.value || 'x'";

/// How a command of a batch ends.
type End = fn() -> Result<(), Fault<String>>;

async fn put(db: &mut Db, name: &str) -> Result<(), sqlx::Error> {
    match db.engine() {
        On::Sqlite(c) => sqlx::query(PUT).bind(name).execute(c).await.map(drop),
        On::Postgres(c) => sqlx::query(PUT).bind(name).execute(c).await.map(drop),
    }
}

/// Writes one name; what is in `end` happens after it.
async fn write(store: &Store, name: String, end: fn() -> Result<(), Fault<String>>) -> Result<(), Fault<String>> {
    let work = store.write(move |db| {
        let name = name.clone();
        Box::pin(async move {
            put(db, &name).await?;
            end()
        })
    });
    work.await
}

async fn neighbours_do_not_disturb_each_other(engine: Engine) {
    let (_database, store) = fresh(engine).await;
    let ends: [End; 4] =
        [|| Ok(()), || Err(Fault::Refused("no".to_owned())), || Ok(()), || Err(Fault::Store(sqlx::Error::RowNotFound))];
    let answers = join_all((0..64).map(|n| write(&store, format!("{n:02}"), ends[n % 4]))).await;
    let kept: Vec<String> = (0..64).filter(|n| n % 2 == 0).map(|n| format!("{n:02}")).collect();
    assert_eq!(texts(&store, "SELECT name FROM fact ORDER BY name").await, kept);
    for (n, answer) in answers.iter().enumerate() {
        let right = match n % 4 {
            0 | 2 => answer.is_ok(),
            1 => matches!(answer, Err(Fault::Refused(word)) if word == "no"),
            _ => matches!(answer, Err(Fault::Store(sqlx::Error::RowNotFound))),
        };
        assert!(right, "{n}: {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_do_not_disturb_each_other_on_sqlite() {
    neighbours_do_not_disturb_each_other(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_do_not_disturb_each_other_on_postgres() {
    neighbours_do_not_disturb_each_other(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_ends_one_command_only() {
    let (_database, store) = fresh(Engine::Sqlite).await;
    let panics: fn() -> Result<(), Fault<String>> = || panic!("of this test, on purpose");
    let fine: fn() -> Result<(), Fault<String>> = || Ok(());
    let commands = (0..9).map(|n| write(&store, n.to_string(), if n % 3 == 1 { panics } else { fine }));
    let answers = join_all(commands).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 6);
    assert!(matches!(answers[1], Err(Fault::Store(sqlx::Error::WorkerCrashed))), "{:?}", answers[1]);
    assert_eq!(texts(&store, "SELECT name FROM fact ORDER BY name").await, ["0", "2", "3", "5", "6", "8"]);
    write(&store, "later".to_owned(), fine).await.expect("the writer is still there");
}

// One thread: both commands are queued before the writer sees the first.
#[tokio::test]
async fn an_answer_comes_after_the_commit() {
    let (_database, store) = fresh(Engine::Sqlite).await;
    let mut shared = 0;
    for round in 0..40 {
        let told = Arc::new(AtomicBool::new(false));
        let first = async {
            write(&store, format!("first-{round}"), || Ok(())).await.expect("written");
            told.store(true, Ordering::SeqCst);
            let seen = texts(&store, "SELECT name FROM fact").await;
            assert!(seen.contains(&format!("first-{round}")), "answered before it could be seen");
        };
        let (other, heard) = (store.clone(), told.clone());
        let second = store.write::<bool, (), _>(move |_| {
            let (other, heard) = (other.clone(), heard.clone());
            Box::pin(async move {
                // Give the first caller every chance to hear too early.
                for _ in 0..20 {
                    tokio::task::yield_now().await;
                }
                let committed = texts(&other, "SELECT name FROM fact").await.contains(&format!("first-{round}"));
                assert!(committed || !heard.load(Ordering::SeqCst), "answered before the commit");
                Ok(!committed)
            })
        });
        let ((), together) = tokio::join!(first, second);
        shared += u32::from(together.expect("written"));
    }
    assert!(shared > 0, "the two were never in one commit, so nothing was seen");
}

/// Commits in a write-ahead log: frames that say how large the file is after them.
fn commits(database: &Database) -> usize {
    let path = database.url.trim_start_matches("sqlite:").to_owned() + "-wal";
    let log = std::fs::read(path).expect("the log");
    let Some(header) = log.get(..32) else { return 0 };
    let number = |bytes: &[u8]| u32::from_be_bytes(bytes[..4].try_into().expect("four bytes"));
    let page = usize::try_from(number(&header[8..])).expect("a page size");
    let frames = log[32..].chunks_exact(24 + page);
    frames.filter(|frame| frame[8..16] == header[16..24] && number(&frame[4..]) != 0).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_commands_share_commits() {
    let (database, store) = fresh(Engine::Sqlite).await;
    store.tidy().await.expect("an empty log");
    for n in 0..64 {
        write(&store, format!("alone-{n}"), || Ok(())).await.expect("written");
    }
    assert_eq!(commits(&database), 64, "each alone is a commit");
    // A busy machine may hand the writer its commands late; the best of some rounds shows what it does with them.
    let mut fewest = usize::MAX;
    for round in 0..20 {
        store.tidy().await.expect("an empty log");
        let answers = join_all((0..64).map(|n| write(&store, format!("{round}-{n}"), || Ok(())))).await;
        assert!(answers.iter().all(Result::is_ok));
        fewest = fewest.min(commits(&database));
    }
    assert!(fewest <= 16, "64 commands took {fewest} commits");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadlock_is_tried_again() {
    let (_database, store) = fresh(Engine::Postgres).await;
    let (tries, both) = (Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(2)));
    for name in ["a", "b"] {
        write(&store, name.to_owned(), || Ok(())).await.expect("written");
    }
    let crossing = |from: &'static str, to: &'static str| {
        let (tries, both) = (tries.clone(), both.clone());
        store.write::<(), (), _>(move |db| {
            let (tries, both) = (tries.clone(), both.clone());
            Box::pin(async move {
                let first_try = tries.fetch_add(1, Ordering::SeqCst) < 2;
                put(db, from).await?;
                if first_try {
                    both.wait().await;
                }
                Ok(put(db, to).await?)
            })
        })
    };
    let (one, other) = tokio::join!(crossing("a", "b"), crossing("b", "a"));
    one.and(other).expect("both written");
    assert!(tries.load(Ordering::SeqCst) > 2, "there was no deadlock");
    assert_eq!(texts(&store, "SELECT value FROM fact ORDER BY name").await, ["xxx", "xxx"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_serialization_failure_is_tried_again() {
    let (_database, store) = fresh(Engine::Postgres).await;
    write(&store, "a".to_owned(), || Ok(())).await.expect("written");
    let tries = Arc::new(AtomicUsize::new(0));
    let (count, other) = (tries.clone(), store.clone());
    let written = store.write::<(), (), _>(move |db| {
        let (count, other) = (count.clone(), other.clone());
        Box::pin(async move {
            if let On::Postgres(c) = db.engine() {
                sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").execute(&mut *c).await?;
                sqlx::query("SELECT value FROM fact").fetch_all(c).await?;
            }
            if count.fetch_add(1, Ordering::SeqCst) == 0 {
                // Somebody else changes the row after this transaction has looked at it.
                write(&other, "a".to_owned(), || Ok(())).await.expect("written");
            }
            Ok(put(db, "a").await?)
        })
    });
    written.await.expect("written");
    assert_eq!(tries.load(Ordering::SeqCst), 2);
    assert_eq!(texts(&store, "SELECT value FROM fact").await, ["xxx"]);
}
