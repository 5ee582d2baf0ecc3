-- Seats that are filled otherwise than by whoever comes first.

-- `instant` or `review`: in review the employer chooses among those who have applied.
ALTER TABLE posting ADD COLUMN fills TEXT NOT NULL DEFAULT 'instant';

-- Applications run out when their shift begins.
CREATE INDEX claim_applied ON claim (starts_at) WHERE state = 'applied';

-- What an employer said to somebody whom it did not choose.
CREATE TABLE turned_down (
    claim_id BYTEA NOT NULL PRIMARY KEY REFERENCES claim (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    reason TEXT NOT NULL,
    words BYTEA,
    written_by BYTEA NOT NULL REFERENCES account (id),
    written_at BIGINT NOT NULL
);

-- That a person agreed that the staff claim a seat for them, and how: in person or by phone.
CREATE TABLE claim_consent (
    claim_id BYTEA NOT NULL PRIMARY KEY REFERENCES claim (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    way TEXT NOT NULL,
    written_by BYTEA NOT NULL REFERENCES account (id),
    written_at BIGINT NOT NULL
);

-- Seats that one person claimed for others. `until` is when those who have not confirmed lose them.
CREATE TABLE crew (
    id BYTEA NOT NULL PRIMARY KEY,
    shift_id BYTEA NOT NULL REFERENCES shift (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    until_at BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX crew_account ON crew (account_id, made_at, id);

-- `name` is what whoever named somebody calls them.
CREATE TABLE crew_seat (
    claim_id BYTEA NOT NULL PRIMARY KEY REFERENCES claim (id),
    crew_id BYTEA NOT NULL REFERENCES crew (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    name BYTEA NOT NULL
);
CREATE INDEX crew_seat_crew ON crew_seat (crew_id);

-- Whom an employer likes to have again, and whom no more. What was lifted stays, with the time.
CREATE TABLE employer_mark (
    id BYTEA NOT NULL PRIMARY KEY,
    organisation_id BYTEA NOT NULL REFERENCES organisation (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    kind TEXT NOT NULL,
    reason BYTEA,
    written_by BYTEA NOT NULL REFERENCES account (id),
    written_at BIGINT NOT NULL,
    lifted_at BIGINT
);
CREATE UNIQUE INDEX employer_mark_one ON employer_mark (organisation_id, account_id) WHERE lifted_at IS NULL;
CREATE INDEX employer_mark_account ON employer_mark (account_id);

-- Seats that are held until a moment for people with few recent shifts; `fair` is a claim of one of them.
ALTER TABLE shift ADD COLUMN held BIGINT NOT NULL DEFAULT 0;
ALTER TABLE shift ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN fair BOOLEAN NOT NULL DEFAULT FALSE;
