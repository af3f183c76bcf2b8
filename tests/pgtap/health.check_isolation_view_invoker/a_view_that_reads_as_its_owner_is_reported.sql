begin;
select plan(2);

select is_empty('select from health.check_isolation_view_invoker', 'empty is healthy');
do $$
begin
  execute 'create or replace view health.check_durability_same_life as '
    || pg_get_viewdef('health.check_durability_same_life'::regclass);
end;
$$;
create view ops.added with (security_invoker = off) as select 1 as a;
select set_eq(
  'select c.subject from health.check_isolation_view_invoker as c',
  array['health.check_durability_same_life', 'ops.added'],
  'a replaced view lost the option, a new one never had it'
);

select * from finish();
rollback;
