-- When the person was last told that an account nobody uses will be deleted.
alter table account add column notified_at timestamptz;
create index on account (seen_at);

-- Backups leave the rows of this table out and keep them apart for a shorter time. The two copies are never taken at the same
-- instant, so the database must take a key without an account: such a key is deleted at the next start.
alter table account_key drop constraint account_key_account_id_fkey;

-- The last run of each rule of the deletion concept, so that a sweeper that stands still is noticed.
create table retention_run (
  rule text primary key,
  run_at timestamptz not null,
  count integer not null
);

-- Rules that a law forbids to carry out for now, and which law.
create table retention_hold (
  rule text primary key,
  reason text not null,
  held_at timestamptz not null
);

-- The evidence of an account ends with the account: from then on its period runs.
update consent set withdrawn_at = now() where role = 'counsellor' and account_id is null and withdrawn_at is null;

create index on session (seen_at);
create index on session (expires_at);
create index on account_token (expires_at);
create index on outbox (created_at);
create index on deletion_log (finished_at);
create index on meeting (verified_at) where state = 'verified';
