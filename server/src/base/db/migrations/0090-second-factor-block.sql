-- Who guesses at second factors is blocked like everybody who guesses.
alter table attack_block drop constraint attack_block_cause_check;
alter table attack_block add constraint attack_block_cause_check check (
  cause in ('register', 'sign-in', 'second-factor', 'reset', 'knock', 'socket', 'unknown-link', 'missing-page')
);
