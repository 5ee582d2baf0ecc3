-- What people keep of the list, and what they are told of what is new.

-- `query` is a search in the one way in which it is written, sealed, for people type words into it; `query_index` finds it
-- again. `county` and `trade_group` repeat what it asks for, 0 for any, so that what is new meets few of them. `told_day` is
-- the last local day, counted from 1970-01-01, of which its digest was written.
CREATE TABLE saved_search (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    query BLOB NOT NULL,
    query_index BLOB NOT NULL,
    county INTEGER NOT NULL,
    trade_group INTEGER NOT NULL,
    alert TEXT NOT NULL,
    told_day INTEGER NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_search_query ON saved_search (account_id, query_index);
CREATE INDEX saved_search_once ON saved_search (county, trade_group, id) WHERE alert = 'once';
CREATE INDEX saved_search_daily ON saved_search (id, told_day) WHERE alert = 'daily';

CREATE TABLE saved_posting (
    account_id BLOB NOT NULL REFERENCES account (id),
    posting_id BLOB NOT NULL REFERENCES posting (id),
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, posting_id)
) STRICT;
CREATE INDEX saved_posting_posting ON saved_posting (posting_id, account_id);

-- What is new and not told yet: a posting that came onto the list (`listed`), a shift that had no free seat (`freed`).
-- `due_at` is when to look, `noted_at` which of several changes it is: one that comes meanwhile is looked at again.
CREATE TABLE alert_due (
    subject BLOB NOT NULL,
    kind TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    PRIMARY KEY (subject, kind)
) STRICT;
CREATE INDEX alert_due_at ON alert_due (due_at);

-- Of which shifts somebody was told at once, and why: nobody hears of one twice.
CREATE TABLE alert_told (
    account_id BLOB NOT NULL REFERENCES account (id),
    shift_id BLOB NOT NULL REFERENCES shift (id),
    why TEXT NOT NULL,
    told_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, shift_id, why)
) STRICT;
CREATE INDEX alert_told_at ON alert_told (told_at);

-- What somebody said against what counts against them, and what the staff decided. What counts follows from claims, shifts
-- and payments, and is stored nowhere else. `subject` is a claim, or a shift that was called off; `account_id` is the worker
-- against whom it counts, `organisation_id` the employer; one of them is there.
CREATE TABLE mark_appeal (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    account_id BLOB REFERENCES account (id),
    organisation_id BLOB REFERENCES organisation (id),
    region TEXT NOT NULL,
    said BLOB NOT NULL,
    said_by BLOB NOT NULL REFERENCES account (id),
    said_at INTEGER NOT NULL,
    lifted INTEGER,
    decision BLOB,
    decided_by BLOB REFERENCES account (id),
    decided_at INTEGER,
    UNIQUE (kind, subject)
) STRICT;
CREATE INDEX mark_appeal_account ON mark_appeal (account_id);
CREATE INDEX mark_appeal_organisation ON mark_appeal (organisation_id);
