//! Browsers from which somebody of the staff has signed in before: each keeps a text that only the holder of the keys can
//! make, `<time>.<secret>.<mark>`, good for one phone. It lets nobody in; it only counts their tries apart.

use domain::{
    identity::{Phone, rules::KNOWN_BROWSER},
    when::Moment,
};

use crate::{
    identity::queries::phone_index,
    store::{Db, hex},
};

fn mark(db: &Db, phone: &Phone, at: &str, secret: &str) -> String {
    hex(&db.keys().mark(&[b"known browser", &phone_index(db, phone), at.as_bytes(), secret.as_bytes()]))
}

/// What a browser is given after the right password and code for this phone; `secret` is fresh.
pub fn fresh(db: &Db, phone: &Phone, secret: &str, now: Moment) -> String {
    let at = now.0.to_string();
    format!("{at}.{secret}.{}", mark(db, phone, &at, secret))
}

/// The browser that shows this, if it is known for this phone and not for too long: what its tries are counted by.
pub fn browser(db: &Db, phone: &Phone, shown: &str, now: Moment) -> Option<String> {
    let (rest, given) = shown.rsplit_once('.')?;
    let (at, secret) = rest.split_once('.')?;
    let since = at.parse::<i64>().ok()?;
    let lasts = since <= now.0 && now.0 - since < KNOWN_BROWSER;
    // Two keyed hashes of what was shown: how long comparing them takes says nothing of the right one.
    let again = |text: &str| db.keys().mark(&[b"compared", text.as_bytes()]);
    (lasts && again(&mark(db, phone, at, secret)) == again(given)).then(|| secret.to_owned())
}
