begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
create temporary table news as select fixture.trade(1, 'r1', 't1', 0.002, 50000, '0.1') as trade;
select engine.fn_apply_exchange_updates(
  fixture.user_id(1), fixture.account_id(1), clock_timestamp(), '[]', jsonb_build_array(trade))
  from news;
select fixture.hear(1, '[]', jsonb_build_array(trade - 'cost' - 'fee')) from news;
select is(fixture.mismatches(1), 'none', 'a stream may say less');
select fixture.hear(1, '[]', jsonb_build_array(trade || '{"price": "49999"}')) from news;
select is(fixture.mismatches(1), 'fill_unexplained open 1', 'but nothing else');
select fixture.hear(1, '[]', jsonb_build_array(trade)) from news;
select is(fixture.mismatches(1), 'fill_unexplained healed 1', 'told as booked it is healed');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
