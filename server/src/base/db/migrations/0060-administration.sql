-- Who may do what in the administration; every role may counsel as well. A pending account waits for approval.
alter table account add column role text not null default 'counsellor'
  check (role in ('counsellor', 'dpo', 'administrator'));
alter table account alter column role drop default;
alter table account drop constraint account_state_check;
alter table account add constraint account_state_check check (state in ('unconfirmed', 'pending', 'active', 'locked'));

-- When the person last proved the second factor in this session.
alter table session add column strong_at timestamptz;

-- An authenticator app (its seed) or a passkey (public key and what belongs to it), under the person's own key.
create table second_factor (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  kind text not null check (kind in ('totp', 'passkey')),
  name bytea not null,
  secret bytea not null,
  -- The last time step whose code was taken: no code counts twice (RFC 6238, 5.2).
  last_step integer,
  created_at timestamptz not null,
  used_at timestamptz
);
create index on second_factor (account_id);

-- Codes for the day on which the second factor is lost; deleted when used.
create table recovery_code (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  code_hash bytea not null unique,
  created_at timestamptz not null
);
create index on recovery_code (account_id);

-- A link with which somebody may register, whatever else is configured. It does not say who was invited.
create table account_invitation (
  id uuid primary key,
  role text not null check (role in ('counsellor', 'dpo', 'administrator')),
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  created_by uuid not null
);
create index on account_invitation (expires_at);

-- What was done in the administration, as a chain: who, when, what kind of act, on which account or thing. No content.
create table audit_entry (
  number integer primary key,
  at timestamptz not null,
  actor uuid not null,
  act text not null,
  account_id uuid,
  thing text,
  previous_hash bytea not null,
  hash bytea not null
);
create index on audit_entry (at);
