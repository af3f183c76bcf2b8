revoke all on table lifecycle.fee_prices from public, anon, authenticated, service_role;
grant select, insert on table lifecycle.fee_prices to tradekeel_engine;
alter table lifecycle.fee_prices enable row level security;
drop policy if exists engine_all on lifecycle.fee_prices;
create policy engine_all on lifecycle.fee_prices to tradekeel_engine
  using (true) with check (true);
comment on table lifecycle.fee_prices is
'What a trade''s fee in a third currency was worth when it was booked. Append only.';
