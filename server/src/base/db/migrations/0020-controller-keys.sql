-- The installation's own keys, each sealed by whoever holds the controller's key (a file, or AWS KMS). A version that is no
-- longer needed is deleted, and with it what was sealed under it.
create table controller_key (
  purpose text not null check (purpose in ('installation', 'wrap', 'index', 'mac')),
  version integer not null check (version > 0),
  holder text not null,
  box bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (purpose, version)
);

-- Which keys are to be renewed since when; the work itself shows how far it is.
create table key_renewal (
  level text primary key check (level in ('controller', 'accounts', 'index')),
  asked_at timestamptz not null,
  finished_at timestamptz
);

-- A person's renewed key is kept with the one before it until nothing is sealed under that one: then it is settled.
alter table account_key add column renewed_at timestamptz;
alter table account_key add column settled_at timestamptz;
