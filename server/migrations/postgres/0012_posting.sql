-- Postings in the making, with the id that they keep on the list, and what readers report about them.

-- `sheet` is what was typed, whole; `note` what the staff said last. `print` is a mark of text, place and pay, and with the
-- time from the first start to the last end it finds what is published twice. `sampled` is one that came out at once
-- and waits to be looked at.
CREATE TABLE posting_draft (
    id BYTEA NOT NULL PRIMARY KEY,
    organisation_id BYTEA NOT NULL REFERENCES organisation (id),
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    sheet BYTEA NOT NULL,
    region TEXT NOT NULL,
    print TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    filed_by BYTEA REFERENCES account (id),
    filed_at BIGINT,
    published_at BIGINT,
    sampled BOOLEAN NOT NULL,
    note BYTEA
);
CREATE INDEX posting_draft_organisation ON posting_draft (organisation_id, changed_at, id);
CREATE INDEX posting_draft_print ON posting_draft (organisation_id, print);

CREATE TABLE posting_report (
    id BYTEA NOT NULL PRIMARY KEY,
    posting_id BYTEA NOT NULL REFERENCES posting (id),
    shift_id BYTEA NOT NULL REFERENCES shift (id),
    account_id BYTEA NOT NULL REFERENCES account (id),
    reason TEXT NOT NULL,
    words BYTEA NOT NULL,
    state TEXT NOT NULL,
    at BIGINT NOT NULL,
    decided_at BIGINT
);
CREATE UNIQUE INDEX posting_report_open ON posting_report (posting_id, account_id) WHERE state = 'open';
CREATE INDEX posting_report_account ON posting_report (account_id);
