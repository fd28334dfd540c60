-- What the proof page said, as a chain: each entry carries the hash of the one before and a signature.
create table proof_entry (
  number integer primary key,
  made_at timestamptz not null,
  body text not null,
  previous_hash bytea not null,
  hash bytea not null,
  public_key bytea not null,
  signature bytea not null
);
create index on proof_entry (made_at);

-- Whoever proves a promise counts and nothing else. The checks are functions of a schema of their own, made from the register
-- at each start; this role may call them, and has no right on any table.
create schema proof;

do $$
begin
  if not exists (select from pg_roles where rolname = 'vieraugen_prover') then
    create role vieraugen_prover nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

do $$
begin
  if not pg_has_role(current_user, 'vieraugen_prover', 'member') then
    execute format('grant vieraugen_prover to %I', current_user);
  end if;
end $$;

grant usage on schema proof to vieraugen_prover;
