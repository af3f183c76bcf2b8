begin;
select plan(1);

select fixture.stage(1);
select fixture.stage(2);
set local role tradekeel_bridge;
select fixture.call_begin_entry(1);
select is(
  fixture.call_begin_entry(2, '{"quantity": "0.005"}') -> 'is_replay', 'false',
  'another profile may use the same'
);

select * from finish();
rollback;
