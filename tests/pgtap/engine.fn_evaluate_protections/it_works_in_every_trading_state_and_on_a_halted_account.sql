begin;
select plan(5);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.set_price(1, 48000);
create function pg_temp.try(p_sql text) returns text
language plpgsql as $$
declare
  v_actions text;
begin
  execute p_sql;
  perform set_config('role', 'tradekeel_bridge', true);
  v_actions := fixture.call_actions(1) || ', begun ' ||
    (fixture.call_protective_exit(1) is not null);
  perform set_config('role', 'none', true);
  raise exception 'undo' using errcode = 'TK000', detail = v_actions;
exception when sqlstate 'TK000' then
  return v_actions;
end;
$$;
select is(
  pg_temp.try($$ update ledger.capital set trading_state = 'paused' $$),
  'exit long stop_loss 0, begun true', 'paused'
);
select is(
  pg_temp.try($$ update ledger.capital set trading_state = 'breached' $$),
  'exit long stop_loss 0, begun true', 'breached'
);
select is(
  pg_temp.try($$ select tenancy.halt_account(
    fixture.user_id(1), fixture.account_id(1), 'test', '{}') $$),
  'exit long stop_loss 0, begun true', 'on a halted account'
);
select is(
  pg_temp.try($$ update tenancy.users set is_suspended = true $$),
  'exit long stop_loss 0, begun true', 'of a suspended user'
);
select is(
  pg_temp.try($$ update locks.account_leases set ready_term = 0 $$),
  'exit long stop_loss 0, begun true', 'before the account is reconciled'
);

select * from finish();
rollback;
