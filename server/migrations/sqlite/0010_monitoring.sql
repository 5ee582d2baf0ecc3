-- What the figures of the staff are counted by: days, from the index alone, so that a page costs as much as its days hold
-- and not as much as there is. `taken` is in none of them on purpose: an index that holds it would have to be written with
-- every claim (on PostgreSQL all the others of the table as well), and the claims say the same.
CREATE INDEX shift_day ON shift (starts_at, id, town, trade, seats, closed_at, posting_id);
CREATE INDEX claim_day ON claim (starts_at, id, shift_id, state, account_id, made_at);
CREATE INDEX posting_day ON posting (published_at, id, region, occupation);
-- Claims that did not take a free seat but waited for somebody else's.
CREATE INDEX claim_event_waited ON claim_event (claim_id) WHERE state = 'waitlisted';
