begin;
select plan(7);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create function pg_temp.note(p_run uuid, p_n integer) returns integer language sql as $$
  select reconciliation.note_mismatch(fixture.user_id(1), fixture.account_id(1), null, p_run,
    'order_foreign', 's', jsonb_build_object('n', p_n))
$$;
select is(pg_temp.note(fixture.token(1), 1), 1, 'first');
select is(pg_temp.note(fixture.token(1), 2), 1, 'the same run again');
select is(pg_temp.note(fixture.token(2), 3), 2, 'another run');
select is(pg_temp.note(null, 4), 3, 'without a run');
select is(
  (select m.detail from reconciliation.mismatches as m), '{"n": 4}', 'with the newest detail'
);
select is(
  (select m.run_id from reconciliation.mismatches as m), fixture.token(2), 'of the newest run'
);
select is(
  (select count(*)::integer from health.counter_deltas as d where d.counter = 'mismatches_found'),
  2, 'counted when it is new, each time it is seen first'
);

select * from finish();
rollback;
