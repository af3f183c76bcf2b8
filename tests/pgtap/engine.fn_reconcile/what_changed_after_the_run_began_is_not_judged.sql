begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.rest_order(1);
set local role tradekeel_bridge;
select fixture.call_begin_run(1);
select fixture.read_again(fixture.attempt(1), fixture.reading(1, 'r1', 0.002, 'open'));
select is(
  fixture.call_reconcile(1, fixture.document(jsonb_build_array(
    fixture.reading(1, 'r1', 0.004, 'open')))) -> 'profiles', '[]', 'live news came in between'
);
reset role;
select is(fixture.mismatches(1), 'none', 'the next run looks again');

select * from finish();
rollback;
