revoke all on table tenancy.account_fingerprints from public, anon, authenticated, service_role;
grant select, insert on table tenancy.account_fingerprints to tradekeel_engine;
comment on table tenancy.account_fingerprints is
'Which user an exchanges own account number belongs to; a reference table, so that it
cannot serve two users.';
