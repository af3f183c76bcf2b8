begin;
select plan(5);

set local role tradekeel_bridge;
select cmp_ok(
  (select count(*) from engine.fn_list_objects(60) where path is not null)::integer, '>', 300,
  'every object with its file'
);
select engine.fn_report_drift(0, '[]');
select is_empty('select * from engine.fn_list_objects(60)', 'another process has just compared');
select isnt_empty('select * from engine.fn_list_objects(0)', 'unless it is asked for at once');
reset role;
update health.drift_results set measured_at = measured_at - interval '2 minutes';
select isnt_empty('select * from engine.fn_list_objects(60)', 'after a while again');
select is(
  fixture.roles_that_may('select * from engine.fn_list_objects(60)'),
  array['tradekeel_bridge'], 'for the bridge alone'
);

select * from finish();
rollback;
