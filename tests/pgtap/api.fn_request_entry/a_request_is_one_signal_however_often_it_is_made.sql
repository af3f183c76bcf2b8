begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.act_as_tenant(1);
create temporary table asked as
select n, api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'limit',
  case n when 1 then '0.01' else '0.0100' end, '50000', null, null, 'false', '1',
  '60') as signal_id
  from generate_series(1, 2) as n;
select is((select count(distinct a.signal_id)::integer from asked as a), 1, 'the same signal');
reset role;
select is(
  (select concat_ws(' ', s.kind, s.symbol, s.side, s.order_type, s.quantity, s.limit_price,
            s.leverage, s.state) from lifecycle.signals as s),
  'entry BTC/USDT buy limit 0.01 50000 1 pending', 'as it was asked for'
);
select ok(
  (select s.valid_until between clock_timestamp() + interval '50 seconds'
            and clock_timestamp() + interval '60 seconds' from lifecycle.signals as s),
  'for a minute'
);
select is(fixture.amounts(1), '1000 0 0 0 active', 'no capital is touched');
select is_empty('select from lifecycle.intents', 'and nothing begun');

select * from finish();
rollback;
