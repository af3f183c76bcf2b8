begin;
select plan(3);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'test', '{}');
update locks.account_leases set ready_term = 0;
update locks.entry_locks set expires_at = clock_timestamp();
update lifecycle.latest_prices set observed_at = clock_timestamp() - interval '1 hour';
create function pg_temp.try(p_state text, p_request text) returns text
language plpgsql as $$
begin
  update ledger.capital set trading_state = p_state;
  perform set_config('role', 'tradekeel_bridge', true);
  return fixture.refused_exit(
    1, jsonb_build_object('request_id', p_request, 'quantity', '0.001'));
end;
$$;
select is(pg_temp.try('paused', 'x1'), 'not refused', 'paused');
reset role;
update lifecycle.attempts set state = 'rejected', resolved_at = clock_timestamp()
 where kind = 'exit';
select is(pg_temp.try('breached', 'x2'), 'not refused', 'breached');
reset role;
update tenancy.users set is_suspended = true;
update lifecycle.attempts set state = 'rejected', resolved_at = clock_timestamp()
 where kind = 'exit';
select is(pg_temp.try('active', 'x3'), 'not refused', 'of a suspended user');

select * from finish();
rollback;
