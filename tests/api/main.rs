//! The service over HTTP, area by area, each test on both engines.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test stops on what it does not expect")]

mod access;
mod access_work;
mod alerts;
mod amend;
mod arrears;
mod attachment;
mod attendance;
mod board;
mod cases;
mod claims;
mod evidence;
mod favours;
mod fields;
mod filling;
mod finding;
mod history;
mod hours;
mod identity;
mod import_rows;
mod imports;
mod intruder;
mod killed;
mod live;
mod market;
mod message;
mod message_sent;
mod monitoring;
mod organisation;
mod pages;
mod policy;
mod policy_files;
mod policy_search;
mod postings;
mod privacy;
mod ratings;
mod reference;
mod reliability;
mod replies;
mod reports;
mod saved;
mod sealed;
mod seed;
mod setting;
mod settlement;
mod staff;
mod tables;
mod trail;

/// Makes a test of `fn name(engine)` for each engine.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(support::Engine::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(support::Engine::Postgres).await;
            })+
        }
    };
}
pub(crate) use on_both;
