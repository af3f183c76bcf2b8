begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
create temporary table many as
select jsonb_agg(jsonb_build_object('symbol', 'S' || n || '/USDT', 'last', '1')) as prices
  from generate_series(1, 1001) as n;
grant select on many to public;
set local role tradekeel_bridge;
select throws_ok(
  $$ select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1), m.prices)
       from many as m $$,
  'RCR01', null, 'one too many'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
set local role tradekeel_bridge;
select is(
  (select engine.fn_record_prices(fixture.user_id(1), fixture.account_id(1), m.prices - 0)
     from many as m), 1000, 'a thousand are taken'
);

select * from finish();
rollback;
