begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.make_tenant(2);
select fixture.make_ready(2);
set local role tradekeel_bridge;
select engine.fn_stop_instance(fixture.token(1), fixture.token(1));
reset role;
select is(
  (select string_agg(concat_ws(' ', i.state, i.stopped_at is not null), ', ' order by i.instance_id)
     from health.instances as i),
  'stopped t, running f', 'that one is stopped'
);
select results_eq(
  'select l.owner_token, l.expires_at > clock_timestamp() from locks.account_leases as l
    order by l.account_id',
  $$ values (null::uuid, false), (fixture.token(2), true) $$, 'and holds nothing any more'
);
set local role tradekeel_bridge;
select ok(
  (select l.is_acquired from engine.fn_lease_account(
    fixture.user_id(1), fixture.account_id(1), fixture.token(2), fixture.token(2), 10) as l),
  'another process may drive at once'
);

select * from finish();
rollback;
