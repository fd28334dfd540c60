-- Art. 18 GDPR: the data stays and is not used until the person takes the restriction back.
alter table account add column restricted_at timestamptz;

-- What needs a human: asked for by an account, by a receipt code, or (withdrawal from a contract) by neither.
create table rights_request (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'contract')),
  state text not null check (state in ('open', 'answered', 'closed')),
  account_id uuid references account on delete set null,
  receipt_hash bytea,
  text bytea not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  reminded_at timestamptz,
  extended_at timestamptz,
  extension_reason bytea,
  answer bytea,
  answered_at timestamptz,
  answered_by uuid,
  closed_at timestamptz,
  -- Nothing is decided by a machine (Art. 22 GDPR): an answer has an author, and nothing closes without an answer.
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)),
  check ((state = 'open') = (answer is null)),
  check ((state = 'closed') = (closed_at is not null)),
  -- An extension has its reason (Art. 12 (3) GDPR).
  check ((extended_at is null) = (extension_reason is null))
);
create index on rights_request (account_id);
create index on rights_request (receipt_hash);
create index on rights_request (due_at) where state = 'open';
