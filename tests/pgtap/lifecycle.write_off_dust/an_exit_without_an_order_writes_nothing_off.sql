begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.0001);
select fixture.call_begin_exit(1);
update lifecycle.latest_prices set price = 40000 where symbol = 'BTC/USDT';
select engine.fn_record_rejected(
  fixture.user_id(1), (fixture.attempt(1, 'x1')).attempt_id, fixture.token(1), '{}');
select is(
  fixture.positions(1), 'long open 0.0001 5 0',
  'worth 4 now, which cannot be sold; but nothing was tried on the exchange'
);
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
