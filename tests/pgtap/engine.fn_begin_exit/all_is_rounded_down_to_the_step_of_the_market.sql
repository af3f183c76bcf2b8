-- 0.01 bought with a base fee of 0.000013: 0.009987 are held, of which 0.00998 can be sold.
begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.000013', 'BTC');
set local role tradekeel_bridge;
select is(
  (fixture.call_begin_exit(1) ->> 'quantity')::numeric, 0.00998, 'the step is 0.00001'
);
select matches(
  fixture.refused_exit(1, '{"request_id": "x2", "quantity": "0.01"}'), '^LCR10',
  'more than is held cannot be sold, though it was bought'
);

select * from finish();
rollback;
