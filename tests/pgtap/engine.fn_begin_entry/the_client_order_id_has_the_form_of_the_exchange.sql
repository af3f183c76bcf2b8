begin;
select plan(3);

select fixture.stage(1, 'gate');
select fixture.stage(2, 'hyperliquid', 'swap');
select fixture.stage(3, 'coinbase');
set local role tradekeel_bridge;
select matches(fixture.call_begin_entry(1) ->> 'client_order_text', '^t-[a-z2-7]{26}$', 'gate');
select matches(
  fixture.call_begin_entry(2) ->> 'client_order_text', '^0x[0-9a-f]{32}$', 'hyperliquid'
);
select is(
  (select r ->> 'client_order_text' = r ->> 'client_order_id'
     from fixture.call_begin_entry(3) as r), true, 'coinbase: the uuid itself'
);

select * from finish();
rollback;
