revoke all on table lifecycle.adoptions from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.adoptions to tradekeel_engine;
grant update (state, resolved_at) on table lifecycle.adoptions to tradekeel_engine;
alter table lifecycle.adoptions enable row level security;
drop policy if exists engine_all on lifecycle.adoptions;
create policy engine_all on lifecycle.adoptions to tradekeel_engine
  using (true) with check (true);
comment on table lifecycle.adoptions is
'Orders that are not of our making and are, or shall be, exits of a profile''s position.';
