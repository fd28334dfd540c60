-- An IP address of one day (UTC), sealed under that day's key, which rests outside the database and dies before the addresses
-- are seven days old. Row number and network are hashes under the same key: without it they are chance.
create table address_seen (
  id uuid primary key,
  day text not null,
  network bytea not null,
  address bytea not null,
  seen_at timestamptz not null
);
create index on address_seen (day, network);

-- One request. Only words out of fixed lists: no path as it was asked for, no query, no referrer, no person.
create table request_record (
  at timestamptz not null,
  file text not null,
  status integer not null,
  bytes integer not null,
  browser text not null,
  address_id uuid references address_seen on delete set null
);
create index on request_record (at);
create index on request_record (address_id);

create table attack_block (
  id uuid primary key,
  day text not null,
  network bytea not null,
  cause text not null check (cause in ('register', 'sign-in', 'reset', 'knock', 'socket', 'unknown-link', 'missing-page')),
  strikes integer not null,
  begun_at timestamptz not null,
  ends_at timestamptz not null
);

-- Numbers for each day (UTC) and nothing else.
create table day_count (
  day text not null,
  what text not null,
  value text not null,
  count integer not null,
  primary key (day, what, value)
);
