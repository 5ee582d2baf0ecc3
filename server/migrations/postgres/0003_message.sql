-- Messages: what people are told, and what of it goes out by SMS.

-- A row is the message in its person's inbox. `body` is what it says as the domain has it, without words of any language
-- and without anything that says who somebody is.
CREATE TABLE message (
    id BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL REFERENCES account (id),
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX message_account ON message (account_id, at, id);
CREATE INDEX message_unread ON message (account_id) WHERE read_at IS NULL;
CREATE INDEX message_at ON message (at);

-- One message on its way by one channel beside the inbox. `due_at` is when somebody has to look at it: the next try of a
-- queued one, the end of the lease of one that is being sent; nothing is left to do where there is none. `tries` grows
-- with every lease, so that only the holder of the last one can say how it ended.
CREATE TABLE delivery (
    id BYTEA NOT NULL PRIMARY KEY,
    message_id BYTEA NOT NULL REFERENCES message (id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    due_at BIGINT,
    why TEXT,
    state_at BIGINT NOT NULL,
    UNIQUE (message_id, channel)
);
CREATE INDEX delivery_due ON delivery (due_at, id) WHERE due_at IS NOT NULL;

-- What somebody has chosen; those who have not get messages by SMS, in Chinese.
CREATE TABLE message_choice (
    account_id BYTEA NOT NULL PRIMARY KEY REFERENCES account (id),
    sms TEXT NOT NULL,
    chosen_at BIGINT NOT NULL
);

-- What was told before there were messages, and read by nobody.
DELETE FROM outbox WHERE topic IN ('claim.offered', 'claim.cancelled');
