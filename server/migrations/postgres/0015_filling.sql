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
