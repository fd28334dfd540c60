-- Every operator's card that ever held. The newest holds, unless a card file is configured: then that one is the newest.
create table operator_card (
  version integer primary key,
  body text not null,
  source text not null check (source in ('file', 'administration')),
  published_at timestamptz not null
);
