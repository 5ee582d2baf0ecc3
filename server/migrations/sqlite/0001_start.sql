-- People: accounts, sessions, sign-in codes, rate counters, worker profiles.
-- What says who somebody is (phone, name, date of birth) is sealed; `…_index` columns are blind indexes.

CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    phone BLOB NOT NULL,
    phone_index BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

-- `token_hash` is SHA-256 of the cookie's secret: a stolen table opens nothing.
CREATE TABLE session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account_id);

CREATE TABLE sign_in_code (
    ticket BLOB NOT NULL PRIMARY KEY,
    phone_index BLOB NOT NULL,
    code_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    tries_left INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX sign_in_code_expires ON sign_in_code (expires_at);

CREATE TABLE rate_counter (
    name TEXT NOT NULL,
    window_start INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (name, window_start)
) STRICT;

-- `version` is raised by everything that changes a worker's claims: that row's lock keeps two overlapping claims of one
-- worker apart.
CREATE TABLE worker (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES account (id),
    name BLOB,
    birth BLOB,
    home TEXT,
    trades TEXT NOT NULL,
    availability INTEGER NOT NULL,
    feed TEXT UNIQUE,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- The gig market.

CREATE TABLE employer (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    verified INTEGER NOT NULL,
    region TEXT NOT NULL,
    sample INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- `words` are the search tokens, a blank before and after each; the full-text index of each engine is made from them.
CREATE TABLE posting (
    id BLOB NOT NULL PRIMARY KEY,
    employer_id BLOB NOT NULL REFERENCES employer (id),
    title TEXT NOT NULL,
    occupation TEXT NOT NULL,
    duties TEXT NOT NULL,
    requirements TEXT NOT NULL,
    least_age INTEGER NOT NULL,
    pay_unit TEXT NOT NULL,
    pay_amount INTEGER NOT NULL,
    pay_pieces INTEGER NOT NULL,
    settlement TEXT NOT NULL,
    benefits INTEGER NOT NULL,
    region TEXT NOT NULL,
    address TEXT NOT NULL,
    lat INTEGER NOT NULL,
    lng INTEGER NOT NULL,
    pinned INTEGER NOT NULL,
    contact_name BLOB NOT NULL,
    contact_phone BLOB NOT NULL,
    words TEXT NOT NULL,
    opens_at INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    sample INTEGER NOT NULL
) STRICT;
CREATE INDEX posting_employer ON posting (employer_id);

-- What the list filters and sorts by is repeated from the posting, as integers, so that one narrow index answers:
-- `county` and `town` are region codes, `trade` is the occupation code's digits (4-10-01-02 is 4100102) and `trade / 10000`
-- its level-2 group, `day` counts local days from 1970-01-01, `part` is 0 to 3, `hourly` is fen, `cell` is the Morton code
-- of the place, and `tally` packs day, part, county, group and same-day pay as the server's listing does.
CREATE TABLE shift (
    id BLOB NOT NULL PRIMARY KEY,
    posting_id BLOB NOT NULL REFERENCES posting (id),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    break_minutes INTEGER NOT NULL,
    seats INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    waiting INTEGER NOT NULL,
    closed_at INTEGER,
    listed INTEGER NOT NULL,
    tally INTEGER NOT NULL,
    county INTEGER NOT NULL,
    town INTEGER NOT NULL,
    trade INTEGER NOT NULL,
    hourly INTEGER NOT NULL,
    cell INTEGER NOT NULL,
    lat INTEGER NOT NULL,
    lng INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    CHECK (taken >= 0 AND taken <= seats AND waiting >= 0)
) STRICT;
CREATE INDEX shift_posting ON shift (posting_id, starts_at);
-- Each of these answers one order or one narrow filter of the list without touching the table.
CREATE INDEX shift_soon ON shift (starts_at, id, tally, town, trade, hourly, lat, lng, posting_id) WHERE listed;
CREATE INDEX shift_near ON shift (cell, starts_at, tally, town, trade, hourly, lat, lng, id, posting_id) WHERE listed;
CREATE INDEX shift_tally ON shift (tally, starts_at, town, trade, hourly, lat, lng, id) WHERE listed;
CREATE INDEX shift_town ON shift (town, starts_at, tally, trade, hourly, lat, lng, id) WHERE listed;
CREATE INDEX shift_trade ON shift (trade, starts_at, tally, town, hourly, lat, lng, id) WHERE listed;
CREATE INDEX shift_pay ON shift (hourly, id, starts_at, tally, town, trade, lat, lng, posting_id) WHERE listed;
CREATE INDEX shift_new ON shift (published_at, id, starts_at, tally, town, trade, hourly, lat, lng, posting_id) WHERE listed;

-- What an hour usually comes to (the median) for a level-2 group of occupations in a county.
CREATE TABLE usual_pay (
    county INTEGER NOT NULL,
    trade_group INTEGER NOT NULL,
    hourly INTEGER NOT NULL,
    PRIMARY KEY (county, trade_group)
) STRICT;

-- `active` repeats what `state` says so that one index can promise a single active claim for each worker and shift.
CREATE TABLE claim (
    id BLOB NOT NULL PRIMARY KEY,
    shift_id BLOB NOT NULL REFERENCES shift (id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    state TEXT NOT NULL,
    active INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    offered_until INTEGER
) STRICT;
CREATE UNIQUE INDEX claim_active ON claim (shift_id, account_id) WHERE active;
CREATE INDEX claim_queue ON claim (shift_id, made_at, id) WHERE state = 'waitlisted';
CREATE INDEX claim_offer ON claim (offered_until) WHERE state = 'offered';
CREATE INDEX claim_account ON claim (account_id, starts_at);

CREATE TABLE claim_event (
    id BLOB NOT NULL PRIMARY KEY,
    claim_id BLOB NOT NULL REFERENCES claim (id),
    state TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_event_claim ON claim_event (claim_id);

-- Shared by all areas: answers given to idempotency keys, the trail of who did what, and what is to be told to others.

CREATE TABLE answer (
    account_id BLOB NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT;

CREATE TABLE audit (
    id BLOB NOT NULL PRIMARY KEY,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject BLOB NOT NULL,
    at INTEGER NOT NULL,
    mark BLOB NOT NULL,
    seal INTEGER
) STRICT;
CREATE INDEX audit_seal ON audit (seal, id);

-- Each seal covers the rows that were written since the one before, and that one's hash.
CREATE TABLE seal (
    number INTEGER NOT NULL PRIMARY KEY,
    audit_rows INTEGER NOT NULL,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (
    id BLOB NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    subject BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_at ON outbox (at);

-- Facts about this database: the version of the reference data, when the list last changed.
CREATE TABLE fact (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE posting_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0'
);
