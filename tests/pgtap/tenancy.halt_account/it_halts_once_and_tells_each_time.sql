begin;
select plan(3);

select fixture.make_tenant(1);
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'first', '{"n": 1}');
create temporary table halted as select a.halted_at from tenancy.exchange_accounts as a;
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'second', '{"n": 2}');
select tenancy.halt_account(fixture.user_id(1), fixture.account_id(1), 'first', '{"n": 3}');
select is(fixture.account_state(1), 'halted first', 'the first reason stands');
select is(
  (select a.halted_at from tenancy.exchange_accounts as a), (select h.halted_at from halted as h),
  'and its moment'
);
select is(
  (select string_agg(concat_ws(' ', i.subject, i.occurrence_count, i.detail), ', '
            order by i.subject) from health.incidents as i),
  format('%1$s first 2 {"n": 3}, %1$s second 1 {"n": 2}', fixture.account_id(1)),
  'an incident for each reason'
);

select * from finish();
rollback;
