begin;
select plan(5);

select fixture.stage(1);
select fixture.add_profile(1, 11);
select fixture.hold(1, 'r0', 0.001);
select * from engine.fn_acquire_entry_lock(
  fixture.user_id(1), fixture.profile_id(11), 'BTC/USDT', fixture.token(1), 100);
update tenancy.profiles
   set max_open_positions = 0, max_daily_loss = 0, loss_cooldown_seconds = 60;
update tenancy.users set max_exposure = 0;
update ledger.capital set last_loss_at = clock_timestamp();
create function pg_temp.set_right(p_column text, p_value text) returns text
language plpgsql as $$
begin
  if p_column <> '' then
    execute format('update tenancy.profiles set %I = %L', p_column, p_value);
  end if;
  return substr(fixture.refused_entry(
    1, jsonb_build_object('profile_id', fixture.profile_id(11))), 1, 5);
end;
$$;
select is(pg_temp.set_right('', ''), 'LCR06', 'open positions');
select is(pg_temp.set_right('max_open_positions', '5'), 'LCR15', 'then the day''s loss');
select is(pg_temp.set_right('max_daily_loss', null), 'LCR16', 'then the cooldown');
select is(pg_temp.set_right('loss_cooldown_seconds', '0'), 'LCR17', 'then exposure');
update tenancy.users set max_exposure = null;
select is(pg_temp.set_right('', ''), 'LCC03', 'then the claim');

select * from finish();
rollback;
