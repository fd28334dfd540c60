-- When an administrator approved the registration, or the person registered with an invitation; null where nobody had to.
alter table account add column approved_at timestamptz;
