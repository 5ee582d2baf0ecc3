-- Messages: what people are told, and what of it goes out by SMS.

-- A row is the message in its person's inbox. `body` is what it says as the domain has it, without words of any language
-- and without anything that says who somebody is.
CREATE TABLE message (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE INDEX message_account ON message (account_id, at, id);
CREATE INDEX message_unread ON message (account_id) WHERE read_at IS NULL;
CREATE INDEX message_at ON message (at);

-- One message on its way by one channel beside the inbox. `due_at` is when somebody has to look at it: the next try of a
-- queued one, the end of the lease of one that is being sent; nothing is left to do where there is none. `tries` grows
-- with every lease, so that only the holder of the last one can say how it ended.
CREATE TABLE delivery (
    id BLOB NOT NULL PRIMARY KEY,
    message_id BLOB NOT NULL REFERENCES message (id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    due_at INTEGER,
    why TEXT,
    state_at INTEGER NOT NULL,
    UNIQUE (message_id, channel)
) STRICT;
CREATE INDEX delivery_due ON delivery (due_at, id) WHERE due_at IS NOT NULL;

-- What somebody has chosen; those who have not get messages by SMS, in Chinese.
CREATE TABLE message_choice (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES account (id),
    sms TEXT NOT NULL,
    chosen_at INTEGER NOT NULL
) STRICT;

-- What was told before there were messages, and read by nobody.
DELETE FROM outbox WHERE topic IN ('claim.offered', 'claim.cancelled');
