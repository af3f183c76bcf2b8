create or replace function health.measure_capital() returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
             'profiles', jsonb_build_object(
               'active', count(*) filter (where c.trading_state = 'active'),
               'paused', count(*) filter (where c.trading_state = 'paused'),
               'breached', count(*) filter (where c.trading_state = 'breached'),
               'closed', count(*) filter (where c.trading_state = 'closed')),
             'breachedProfiles', count(*) filter (where c.trading_state = 'breached'),
             'lowestAvailableShare', round(min(c.available / c.allocated) filter (
               where c.trading_state = 'active' and c.allocated > 0
             ), 6))
      from ledger.capital as c
  );
end;
$$;
alter function health.measure_capital() owner to tradekeel_owner;
revoke all on function health.measure_capital() from public;
grant execute on function health.measure_capital() to tradekeel_engine;
comment on function health.measure_capital() is
'Measure capital: profiles by trading state, and the lowest share of its allocation that an active
profile has available (0 to 1, more with profit; null without one).';
