-- How many rows the deletion of this meeting removed: the number is known when they go, and told when all is verified.
alter table meeting add column erased integer not null default 0;

-- Recognises the link of a meeting that is over, so that who comes late reads „beendet“ and not „unbekannt“. A keyed hash; the
-- invitation itself is gone.
alter table meeting add column closed_link bytea;
create index on meeting (closed_link);

-- Whoever verifies a deletion is not the one who deletes: a role of its own that reads counts and nothing else. Roles belong
-- to the whole cluster, so another installation on it may have made this one already, or be making it right now.
do $$
begin
  if not exists (select from pg_roles where rolname = 'vieraugen_verifier') then
    create role vieraugen_verifier nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

do $$
begin
  if not pg_has_role(current_user, 'vieraugen_verifier', 'member') then
    execute format('grant vieraugen_verifier to %I', current_user);
  end if;
end $$;

grant usage on schema public to vieraugen_verifier;

-- What is left of a meeting: its rows in every table that has a column `meeting_id`, found in the catalogue and not in the
-- list the deletion works through, so that a table forgotten there is noticed here.
create function meeting_remains(wanted uuid) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  place regclass;
  found bigint;
  total bigint;
begin
  select count(*) into total from public.meeting where id = wanted and note is not null;
  for place in
    select attribute.attrelid::regclass
    from pg_attribute attribute join pg_class class on class.oid = attribute.attrelid
    where attribute.attname = 'meeting_id' and not attribute.attisdropped
      and class.relkind = 'r' and class.relnamespace = 'public'::regnamespace
  loop
    execute format('select count(*) from %s where meeting_id = $1', place) into found using wanted;
    total := total + found;
  end loop;
  return total;
end $$;

revoke all on function meeting_remains(uuid) from public;
grant execute on function meeting_remains(uuid) to vieraugen_verifier;
