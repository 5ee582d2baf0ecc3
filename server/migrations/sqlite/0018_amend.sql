-- What readers report of postings. `words` are theirs, `outcome` what the staff answered: nothing while it waits.
CREATE TABLE posting_report (
    id BLOB NOT NULL PRIMARY KEY,
    posting_id BLOB NOT NULL REFERENCES posting (id),
    shift_id BLOB NOT NULL REFERENCES shift (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    reason TEXT NOT NULL,
    words BLOB NOT NULL,
    reported_at INTEGER NOT NULL,
    outcome TEXT,
    decided_by BLOB REFERENCES account (id),
    decided_at INTEGER
) STRICT;
CREATE UNIQUE INDEX posting_report_open ON posting_report (posting_id, account_id) WHERE outcome IS NULL;
CREATE INDEX posting_report_posting ON posting_report (posting_id, reported_at);
CREATE INDEX posting_report_account ON posting_report (account_id);

-- Changes of a posting on the list: a draft that `amends` it goes the way of any other, one at a time. What it said before
-- is kept. `changed_at` is when something was changed that those who are in the shift rely on: they may leave for it.
ALTER TABLE posting_draft ADD COLUMN amends BLOB REFERENCES posting_draft (id);
CREATE UNIQUE INDEX posting_draft_amends ON posting_draft (amends)
    WHERE state <> 'closed' AND state <> 'rejected';
ALTER TABLE shift ADD COLUMN changed_at INTEGER;
CREATE TABLE posting_revision (
    id BLOB NOT NULL PRIMARY KEY,
    posting_id BLOB NOT NULL REFERENCES posting_draft (id),
    sheet BLOB NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;
CREATE INDEX posting_revision_posting ON posting_revision (posting_id, until_at);

-- What came of the work of some days.
CREATE INDEX settlement_day ON settlement (starts_at, claim_id);
