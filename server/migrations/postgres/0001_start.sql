-- People: accounts, sessions, sign-in codes, rate counters, worker profiles.
-- What says who somebody is (phone, name, date of birth) is sealed; `…_index` columns are blind indexes.

CREATE TABLE account (
    id BYTEA NOT NULL PRIMARY KEY,
    phone BYTEA NOT NULL,
    phone_index BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

-- `token_hash` is SHA-256 of the cookie's secret: a stolen table opens nothing.
CREATE TABLE session (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE sign_in_code (
    ticket BYTEA NOT NULL PRIMARY KEY,
    phone_index BYTEA NOT NULL,
    code_hash BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    tries_left BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX sign_in_code_expires ON sign_in_code (expires_at);

CREATE TABLE rate_counter (
    name TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (name, window_start)
);

-- `version` is raised by everything that changes a worker's claims: that row's lock keeps two overlapping claims of one
-- worker apart.
CREATE TABLE worker (
    account_id BYTEA NOT NULL PRIMARY KEY REFERENCES account (id),
    name BYTEA,
    birth BYTEA,
    home TEXT,
    trades TEXT NOT NULL,
    availability BIGINT NOT NULL,
    feed TEXT UNIQUE,
    version BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- The gig market.

CREATE TABLE employer (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    verified BOOLEAN NOT NULL,
    region TEXT NOT NULL,
    sample BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

-- `words` are the search tokens, a blank before and after each; the full-text index of each engine is made from them.
CREATE TABLE posting (
    id BYTEA NOT NULL PRIMARY KEY,
    employer_id BYTEA NOT NULL REFERENCES employer (id),
    title TEXT NOT NULL,
    occupation TEXT NOT NULL,
    duties TEXT NOT NULL,
    requirements TEXT NOT NULL,
    least_age BIGINT NOT NULL,
    pay_unit TEXT NOT NULL,
    pay_amount BIGINT NOT NULL,
    pay_pieces BIGINT NOT NULL,
    settlement TEXT NOT NULL,
    benefits BIGINT NOT NULL,
    region TEXT NOT NULL,
    address TEXT NOT NULL,
    lat BIGINT NOT NULL,
    lng BIGINT NOT NULL,
    pinned BOOLEAN NOT NULL,
    contact_name BYTEA NOT NULL,
    contact_phone BYTEA NOT NULL,
    words TEXT NOT NULL,
    opens_at BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    sample BOOLEAN NOT NULL
);
CREATE INDEX posting_employer ON posting (employer_id);

-- What the list filters and sorts by is repeated from the posting, as integers, so that one narrow index answers:
-- `county` and `town` are region codes, `trade` is the occupation code's digits (4-10-01-02 is 4100102) and `trade / 10000`
-- its level-2 group, `day` counts local days from 1970-01-01, `part` is 0 to 3, `hourly` is fen, `cell` is the Morton code
-- of the place, and `tally` packs day, part, county, group and same-day pay as the server's listing does.
CREATE TABLE shift (
    id BYTEA NOT NULL PRIMARY KEY,
    posting_id BYTEA NOT NULL REFERENCES posting (id),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    break_minutes BIGINT NOT NULL,
    seats BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    waiting BIGINT NOT NULL,
    closed_at BIGINT,
    listed BOOLEAN NOT NULL,
    tally BIGINT NOT NULL,
    county BIGINT NOT NULL,
    town BIGINT NOT NULL,
    trade BIGINT NOT NULL,
    hourly BIGINT NOT NULL,
    cell BIGINT NOT NULL,
    lat BIGINT NOT NULL,
    lng BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    CHECK (taken >= 0 AND taken <= seats AND waiting >= 0)
);
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
    county BIGINT NOT NULL,
    trade_group BIGINT NOT NULL,
    hourly BIGINT NOT NULL,
    PRIMARY KEY (county, trade_group)
);

-- `active` repeats what `state` says so that one index can promise a single active claim for each worker and shift.
CREATE TABLE claim (
    id BYTEA NOT NULL PRIMARY KEY,
    shift_id BYTEA NOT NULL REFERENCES shift (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    state TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    starts_at BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    offered_until BIGINT
);
CREATE UNIQUE INDEX claim_active ON claim (shift_id, account_id) WHERE active;
CREATE INDEX claim_queue ON claim (shift_id, made_at, id) WHERE state = 'waitlisted';
CREATE INDEX claim_offer ON claim (offered_until) WHERE state = 'offered';
CREATE INDEX claim_account ON claim (account_id, starts_at);

CREATE TABLE claim_event (
    id BYTEA NOT NULL PRIMARY KEY,
    claim_id BYTEA NOT NULL REFERENCES claim (id),
    state TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX claim_event_claim ON claim_event (claim_id);

-- Shared by all areas: answers given to idempotency keys, the trail of who did what, and what is to be told to others.

CREATE TABLE answer (
    account_id BYTEA NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);

CREATE TABLE audit (
    id BYTEA NOT NULL PRIMARY KEY,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject BYTEA NOT NULL,
    at BIGINT NOT NULL,
    mark BYTEA NOT NULL,
    seal BIGINT
);
CREATE INDEX audit_seal ON audit (seal, id);

-- Each seal covers the rows that were written since the one before, and that one's hash.
CREATE TABLE seal (
    number BIGINT NOT NULL PRIMARY KEY,
    audit_rows BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE outbox (
    id BYTEA NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    subject BYTEA NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX outbox_at ON outbox (at);

-- Facts about this database: the version of the reference data, when the list last changed.
CREATE TABLE fact (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE posting_words (
    posting_id BYTEA NOT NULL PRIMARY KEY REFERENCES posting (id),
    words TSVECTOR NOT NULL
);
CREATE INDEX posting_words_words ON posting_words USING GIN (words);
