-- Also an index.
begin;
select plan(1);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select fixture.call_begin_exit(1, '{"quantity": "0.002"}');
select fixture.call_persist(1, 'x1', 0, 'open');
select fixture.call_begin_exit(1, '{"request_id": "x2", "quantity": "0.002"}');
select throws_ok(
  $$ update lifecycle.attempts set state = 'unknown', resolved_at = null where kind = 'exit' $$,
  '23505', null, 'two of them are refused'
);

select * from finish();
rollback;
