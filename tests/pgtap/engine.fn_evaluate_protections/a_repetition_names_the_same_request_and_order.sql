begin;
select plan(5);

select fixture.stage(1);
select fixture.limit_profile(1, '{"stop_loss_rate": "0.02"}');
select fixture.take_position(1, 'r1', 0.01);
select fixture.rest_order(1, 'r2', 0.001);
select fixture.set_price(1, 48000);
set local role tradekeel_bridge;
create temporary table got as select 1 as n, fixture.call_evaluate(1) as a;
insert into got select 2, fixture.call_evaluate(1);
select is((select a #>> '{0,action}' from got where n = 1), 'cancel', 'first the cancel');
select is(
  (select a from got where n = 2), (select a from got where n = 1), 'the same order again'
);
reset role;
select fixture.settle(1, 'r2', 0, 'canceled');
set local role tradekeel_bridge;
insert into got select 3, fixture.call_evaluate(1);
insert into got select 4, fixture.call_evaluate(1);
select is((select a #>> '{0,action}' from got where n = 3), 'exit', 'then the exit');
select is(
  (select a from got where n = 4), (select a from got where n = 3), 'the same request again'
);
reset role;
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
