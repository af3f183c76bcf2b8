begin;
select plan(6);

select fixture.stage(1);
select fixture.add_profile(1, 3);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select fixture.pass_time(1, '1 minute');
create function pg_temp.run(p_usdt text) returns text
language plpgsql as $$
begin
  perform fixture.call_run(1, jsonb_set(fixture.document(), '{balances,rows}',
    jsonb_build_object('total', jsonb_build_object('USDT', p_usdt, 'BTC', '0.01'))));
  return fixture.mismatches(1);
end;
$$;
-- 1000 - 500 - 0.5 of one, 1000 of the other.
select is(pg_temp.run('1499.5'), 'none', 'together they hold what the account has');
select is(pg_temp.run('1499.49'), 'balance_shortfall open 1', 'a cent less is short');
select pg_temp.run('1499.49');
select is(fixture.account_state(1), 'active', 'twice halts nothing');
select pg_temp.run('1499.49');
select is(fixture.account_state(1), 'halted balance_shortfall', 'the third complete reading does');
select is(
  (select string_agg(left(fixture.refused_entry(1, jsonb_build_object(
            'profile_id', fixture.profile_id(n), 'request_id', 'r9')), 5), ' ')
     from unnest(array[1, 3]) as n), 'TNR02 TNR02', 'for every profile of the account'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
