//! Imports on the server: files of rows, checked first and then put into effect, all of them or none.
//!
//! There is one way only, and it is that of a database's own log. Checking reads the file and writes what it finds to
//! `import_row` alone: nothing else in the database knows of it, so it can be cut off anywhere and leaves nothing. What
//! a row will do stands there sealed. Applying compares every row once more with what is there now, still without
//! effect. Then one small conditional update turns `applying` into `settling`: that is the commit, and the last moment
//! to cancel. From then on the rows come into effect in small transactions, each of which takes up what it has done in
//! the row itself; whoever is killed in between leaves the rest to the next, who goes on where it stopped. So there is
//! nothing to undo and nothing that could be overwritten by undoing, an import ends with everything or with nothing, and
//! no transaction is long: people take seats in between. A single transaction over all rows would hold SQLite's one
//! writer for seconds.
//!
//! Every write of whoever is at work is bound to its turn, which each lease raises: one that was given up for dead writes
//! nothing any more. A row that somebody else changed after it was compared is left out and says so.

mod employers;
mod judge;
mod places;
mod postings;
mod queries;
mod service;
mod staff;
mod table;
mod unpack;
mod work;

pub use service::Service;
pub use work::{LEASE, Worker};
