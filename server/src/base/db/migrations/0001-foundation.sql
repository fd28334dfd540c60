create table account (
  id uuid primary key,
  state text not null check (state in ('unconfirmed', 'active', 'locked')),
  first_name bytea not null,
  last_name bytea not null,
  email bytea not null,
  user_name bytea not null,
  password bytea not null,
  email_index bytea not null unique,
  user_name_index bytea not null unique,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  seen_at timestamptz not null
);

-- One key for each person, wrapped by the installation's key. Deleting the row makes the account unreadable (crypto-shredding).
create table account_key (
  account_id uuid primary key references account on delete cascade,
  wrapped bytea not null,
  created_at timestamptz not null
);

create table account_token (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  purpose text not null check (purpose in ('confirm-email', 'reset-password', 'change-email')),
  secret_hash bytea not null unique,
  new_email bytea,
  new_email_index bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on account_token (account_id);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid references account on delete cascade,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index on session (account_id);

create table consent (
  id uuid primary key,
  role text not null check (role in ('counsellor', 'client')),
  account_id uuid references account on delete set null,
  receipt_hash bytea unique,
  meeting_ref bytea,
  language text not null,
  build text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create index on consent (account_id);

create table consent_item (
  consent_id uuid not null references consent on delete cascade,
  box text not null,
  text_hash bytea not null,
  primary key (consent_id, box)
);

create table legal_text (
  hash bytea primary key,
  language text not null,
  body text not null,
  published_at timestamptz not null
);

create table meeting (
  id uuid primary key,
  account_id uuid references account on delete set null,
  state text not null check (state in ('planned', 'opening', 'open', 'ended', 'shredded', 'verified')),
  begins_at timestamptz not null,
  minutes integer not null,
  note bytea,
  created_at timestamptz not null,
  opened_at timestamptz,
  empty_since timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('moderator', 'last-left', 'limit', 'cancelled', 'key-lost', 'account-deleted')),
  shredded_at timestamptz,
  verified_at timestamptz,
  receipt text unique,
  check ((ended_at is null) = (state in ('planned', 'opening', 'open')))
);
create index on meeting (account_id, begins_at);
create index on meeting (state) where state <> 'verified';

create table invitation (
  id uuid primary key,
  meeting_id uuid not null references meeting on delete cascade,
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index on invitation (meeting_id);

create table participant (
  id uuid primary key,
  meeting_id uuid not null references meeting on delete cascade,
  session_id uuid not null references session on delete cascade,
  invitation_id uuid references invitation,
  consent_id uuid references consent,
  role text not null check (role in ('moderator', 'guest')),
  state text not null check (state in ('waiting', 'held', 'admitted', 'denied', 'removed', 'left')),
  entered_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  -- Nobody sits in a room without consent and without a human's decision (P05, P06).
  check (role = 'moderator' or consent_id is not null),
  check (role = 'moderator' or state in ('waiting', 'left') or decided_by is not null)
);
create index on participant (meeting_id);
create index on participant (session_id);

create table room_event (
  meeting_id uuid not null references meeting on delete cascade,
  seq integer not null,
  sender uuid not null,
  box bytea not null,
  created_at timestamptz not null,
  primary key (meeting_id, seq)
);

create table outbox (
  id uuid primary key,
  template text not null,
  message bytea not null,
  created_at timestamptz not null,
  attempts integer not null,
  next_attempt_at timestamptz not null
);

create table deletion_log (
  number integer primary key,
  receipt text not null unique,
  class text not null,
  count integer not null,
  due_at timestamptz not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  method text not null,
  result text not null,
  previous_hash bytea not null,
  hash bytea not null
);
