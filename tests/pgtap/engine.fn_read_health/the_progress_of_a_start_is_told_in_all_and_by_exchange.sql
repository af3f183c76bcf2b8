begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2, 'binanceusdm', 'swap');
create function pg_temp.progress() returns text language sql as $$
  select concat_ws(' ', h.d #>> '{reconciliation,accountsDriven}',
           h.d #>> '{reconciliation,accountsReady}',
           (select string_agg(format('%s %s/%s/%s', e.key, e.value ->> 'accounts',
              e.value ->> 'driven', e.value ->> 'ready'), ', ' order by e.key)
              from jsonb_each(h.d -> 'exchange') as e))
    from (select engine.fn_read_health() as d) as h
$$;
select is(pg_temp.progress(), '0 0 binance 1/0/0, binanceusdm 1/0/0', 'nobody drives them');
select fixture.make_ready(1);
select * from engine.fn_lease_account(fixture.user_id(2), fixture.account_id(2), fixture.token(2),
  fixture.token(2), 300);
select is(
  pg_temp.progress(), '2 1 binance 1/1/1, binanceusdm 1/1/0', 'one ready, one leased and read now'
);
select fixture.make_ready(2);
select is(pg_temp.progress(), '2 2 binance 1/1/1, binanceusdm 1/1/1', 'the start is over');

select * from finish();
rollback;
