begin;
select plan(5);

select fixture.stage(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
create temporary table got as
select (fixture.call_begin_cancel(1, 'r1') ->> 'cancel_id')::uuid as cancel_id;
create function pg_temp.record(p_outcome text) returns text
language sql as $$
  select engine.fn_record_cancel(
    fixture.user_id(1), g.cancel_id, fixture.token(1), p_outcome, '{"error_class": "X"}')
    from got as g
$$;
select is(pg_temp.record('unknown'), 'unknown', 'the first');
select is(pg_temp.record('accepted'), 'unknown', 'another outcome later changes nothing');
select is(pg_temp.record('unknown'), 'unknown', 'nor does the same');
reset role;
select is(
  fixture.rows('select c.state, c.error, c.resolved_at is not null from lifecycle.cancels as c'),
  '(unknown,"{""error_class"": ""X""}",t)', 'with what the exchange said'
);
-- One whose deadline passed and that another began is unknown, whatever is recorded later.
set local role tradekeel_bridge;
update got set cancel_id = (fixture.call_begin_cancel(1, 'r1') ->> 'cancel_id')::uuid;
reset role;
update lifecycle.cancels set send_deadline = clock_timestamp();
set local role tradekeel_bridge;
select fixture.call_begin_cancel(1, 'r1');
select is(pg_temp.record('accepted'), 'unknown', 'what was given up stays unknown');

select * from finish();
rollback;
