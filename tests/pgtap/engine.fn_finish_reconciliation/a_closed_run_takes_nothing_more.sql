begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
set local role tradekeel_bridge;
select fixture.call_run(1);
select throws_ok('select fixture.call_finish(1)', 'RCC01', null, 'no second finish');
select throws_ok('select fixture.call_reconcile(1)', 'RCC01', null, 'no reading');
select throws_ok(
  'select fixture.call_handle(1, fixture.profile_id(1))', 'RCC01', null, 'no handling'
);
select throws_ok($$ select fixture.call_answer(1, 'failed') $$, 'RCC01', null, 'no answers');

select * from finish();
rollback;
