begin;
select plan(3);

select is_empty('select from health.check_durability_same_life', 'empty is healthy');
update meta.installation set timeline = timeline + 1;
select results_eq(
  'select c.subject = ''installation'', c.detail from health.check_durability_same_life as c',
  $$ values (true, '{"epoch": 1}'::jsonb) $$, 'another timeline'
);
set local role tradekeel_operator;
select ops.fn_acknowledge_installation('restored');
reset role;
select is_empty('select from health.check_durability_same_life', 'until it is acknowledged');

select * from finish();
rollback;
