-- Staff, and what every session says of how it began.

-- `id` names the session to its owner, who can end it from elsewhere. `staff` means that it began with password and
-- one-time code; only such a session has the rights of the staff. `acting_for` is whom somebody of the staff acts for.
DROP TABLE session;
CREATE TABLE session (
    token_hash BYTEA NOT NULL PRIMARY KEY,
    id BYTEA NOT NULL UNIQUE,
    account_id BYTEA NOT NULL REFERENCES account (id),
    staff BOOLEAN NOT NULL,
    acting_for BYTEA REFERENCES account (id),
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

-- `password` is argon2id in PHC form, `totp` the secret of the one-time codes, sealed, and `totp_step` the half minute of
-- the last code that was used: none is good twice.
CREATE TABLE staff (
    account_id BYTEA NOT NULL PRIMARY KEY REFERENCES account (id),
    name BYTEA NOT NULL,
    role TEXT NOT NULL,
    region TEXT NOT NULL,
    password TEXT NOT NULL,
    totp BYTEA NOT NULL,
    totp_step BIGINT NOT NULL,
    suspended_at BIGINT,
    since BIGINT NOT NULL
);
CREATE INDEX staff_region ON staff (region, account_id);

CREATE TABLE recovery_code (
    code_hash BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL REFERENCES staff (account_id),
    used_at BIGINT
);
CREATE INDEX recovery_code_account ON recovery_code (account_id);

-- A link by which somebody joins the staff, good once. Without a phone it is for whoever set the service up.
CREATE TABLE invitation (
    id BYTEA NOT NULL PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    phone BYTEA,
    phone_index BYTEA,
    name BYTEA,
    role TEXT NOT NULL,
    region TEXT NOT NULL,
    totp BYTEA NOT NULL,
    invited_by BYTEA REFERENCES account (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX invitation_region ON invitation (region, id);

-- Staff find the people of their region.
CREATE INDEX worker_home ON worker (home, account_id);

-- Where what was done lies, for those who watch over a region, and why it was done, sealed.
ALTER TABLE audit ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN reason BYTEA;
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_subject ON audit (subject, id);
CREATE INDEX audit_actor ON audit (actor, id);

-- What waits for the staff, of all areas; a row goes when it is settled.
CREATE TABLE work_item (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject BYTEA NOT NULL,
    label TEXT NOT NULL,
    region TEXT NOT NULL,
    filed_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    UNIQUE (kind, subject)
);
CREATE INDEX work_item_due ON work_item (due_at, id);
