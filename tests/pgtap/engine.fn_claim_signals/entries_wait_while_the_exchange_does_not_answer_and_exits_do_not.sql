begin;
select plan(5);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select fixture.act_as_tenant(1);
select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 'in', 'BTC/USDT', 'buy', 'market',
  '0.01', null, null, null, 'false', '1', '60');
select api.fn_request_exit(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 'out', 'BTC/USDT', 'sell', 'market',
  null, null, null, null, 'false', '60');
reset role;
create function pg_temp.claimed() returns text language sql as $$
  select string_agg(s.kind, ' ' order by s.kind)
    from engine.fn_claim_signals(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
      fixture.lease_term(1), 9) as s
$$;
create function pg_temp.report(p_error text) returns boolean language sql as $$
  select engine.fn_report_exchange(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
    p_error, null, null)
$$;
grant execute on all functions in schema pg_temp to public;
set local role tradekeel_bridge;
select ok(pg_temp.report('NetworkError'), 'it does not answer');
select is(pg_temp.claimed(), 'exit', 'an entry would be begun in vain');
select ok(pg_temp.report(null), 'it answers again');
select is(pg_temp.claimed(), 'entry exit', 'and the entry is still there');
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
