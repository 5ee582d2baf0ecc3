//! The audit trail: sealed once a second by whoever comes first, and whatever is done to it afterwards is found.

use domain::when::Moment;
use server::{
    store::{Engine as On, Key, Store},
    trail::{self, Broken},
};
use support::{
    Engine, TestService,
    rows::{self, Wanted},
};

crate::on_both!(whatever_is_done_to_the_trail_is_found, two_instances_seal_side_by_side);

/// A service in which something happened, sealed twice; without its own background jobs getting in between.
async fn sealed_twice(engine: Engine) -> TestService {
    let service = TestService::start(engine).await;
    for _ in 0..2 {
        let shift = rows::shift(&service.store, Wanted::at(Moment(service.now().0 + Moment::DAY))).await;
        for worker in service.workers(4).await {
            assert_eq!(service.claim(&worker, shift, "trail-key", true).await.status, 200);
        }
        trail::seal(&service.store, service.now()).await.expect("sealed");
    }
    service
}

async fn verify(store: &Store) -> Result<trail::Verified, Broken> {
    trail::verify(&mut store.read().await.expect("a connection")).await.expect("read")
}

async fn ids(store: &Store) -> Vec<Key> {
    let mut db = store.read().await.expect("a connection");
    let sql = "SELECT id FROM audit ORDER BY seal, id";
    match db.engine() {
        On::Sqlite(c) => sqlx::query_scalar(sql).fetch_all(c).await.expect("the rows"),
        On::Postgres(c) => sqlx::query_scalar(sql).fetch_all(c).await.expect("the rows"),
    }
}

/// Does something behind the program's back.
async fn forge(store: &Store, sql: &'static str, id: Key) {
    let written = store.write::<_, (), _>(move |db| {
        Box::pin(async move {
            let done = match db.engine() {
                On::Sqlite(c) => sqlx::query(sql).bind(id).execute(c).await?.rows_affected(),
                On::Postgres(c) => sqlx::query(sql).bind(id).execute(c).await?.rows_affected(),
            };
            assert!(done > 0, "{sql} did nothing");
            Ok(())
        })
    });
    written.await.expect("done");
}

type Finds = fn(&Broken, Key) -> bool;

async fn whatever_is_done_to_the_trail_is_found(engine: Engine) {
    let service = sealed_twice(engine).await;
    let holds = verify(&service.store).await.expect("it holds");
    assert!(holds.rows >= 8 && holds.seals >= 2 && holds.open == 0, "{holds:?}");
    assert_eq!(holds.head.len(), 64);
    // Each on a trail of its own.
    let row: Finds = |broken, id| *broken == Broken::Row(id.0);
    let count: Finds = |broken, _| matches!(broken, Broken::Count(..));
    let forgeries: [(&'static str, Finds); 8] = [
        ("UPDATE audit SET actor = 'system' WHERE id = $1", row),
        ("UPDATE audit SET action = 'declined' WHERE id = $1", row),
        ("UPDATE audit SET at = at + 1 WHERE id = $1", row),
        ("UPDATE audit SET subject = id WHERE id = $1", row),
        ("DELETE FROM audit WHERE id = $1", count),
        ("UPDATE audit SET seal = seal + 1 WHERE id = $1 AND seal = 1", count),
        ("DELETE FROM seal WHERE number = 1 AND $1 IS NOT NULL", |broken, _| *broken == Broken::Missing(1)),
        (
            "UPDATE seal SET hash = (SELECT s.hash FROM seal s WHERE s.number = 2) WHERE number = 1 AND $1 IS NOT NULL",
            |broken, _| *broken == Broken::Seal(1),
        ),
    ];
    for (forgery, finds) in forgeries {
        let service = sealed_twice(engine).await;
        let first = ids(&service.store).await[0];
        forge(&service.store, forgery, first).await;
        let broken = verify(&service.store).await.expect_err(forgery);
        assert!(finds(&broken, first), "{forgery}: {broken}");
    }
}

async fn two_instances_seal_side_by_side(engine: Engine) {
    let first = TestService::start(engine).await;
    let second = TestService::on(first.database_url()).await;
    let shift =
        rows::shift(&first.store, Wanted { seats: 60, ..Wanted::at(Moment(first.now().0 + Moment::DAY)) }).await;
    let workers = first.workers(60).await;
    for workers in workers.chunks(6) {
        let claims =
            futures::future::join_all(workers.iter().map(|worker| first.claim(worker, shift, "key-of-both", false)));
        let (claims, one, two) =
            tokio::join!(claims, trail::seal(&first.store, first.now()), trail::seal(&second.store, second.now()));
        assert!(claims.iter().all(|claim| claim.status == 200));
        one.and(two).expect("both seal");
    }
    trail::seal(&first.store, first.now()).await.expect("sealed");
    let holds = verify(&second.store).await.expect("it holds");
    assert_eq!((holds.rows, holds.open), (60, 0));
}
