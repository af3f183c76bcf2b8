begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select engine.fn_stop_instance(fixture.token(1), fixture.token(2));
select engine.fn_stop_instance(fixture.token(1), null);
select engine.fn_stop_instance(null, null);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may(
    $$ select engine.fn_stop_instance(fixture.token(1), fixture.token(1)) $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
