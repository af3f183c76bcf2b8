begin;
select plan(10);

select fixture.stage(1, 'binanceusdm', 'swap');
select fixture.take_position(1, 'r1', 0.01);
create function pg_temp.plan() returns jsonb
language sql as $$
  select engine.fn_plan_monitoring(fixture.user_id(1), fixture.account_id(1)) -> 'incomes'
$$;
create temporary table account as select * from tenancy.exchange_accounts;
grant select on account to public;
set local role tradekeel_bridge;
select is(
  (pg_temp.plan() ->> 'since_ms')::bigint,
  (select floor(extract(epoch from a.created_at) * 1000)::bigint
     from account as a), 'first all since the account is ours'
);
select is(
  fixture.rows(format('select * from engine.fn_record_incomes(%L, %L, %L, null)',
    fixture.user_id(1), fixture.account_id(1), jsonb_build_array(
      fixture.income(1) - 'kind' || '{"type": "FUNDING_FEE"}',
      fixture.income(1, '{"id": "i2"}') - 'kind' || '{"type": "COMMISSION"}',
      fixture.income(1, '{"id": "i3"}') - 'kind' || '{"type": "REALIZED_PNL"}'))),
  '(1,0,0,2,0)', 'fees and results of trades come with the trades'
);
select is(fixture.amounts(1), '1000 0 500 -1.5 active', 'only funding counts');
reset role;
select is(
  (select c.read_until = a.created_at from lifecycle.income_cursors as c, account as a), true,
  'an incomplete reading moves no cursor'
);
set local role tradekeel_bridge;
select fixture.rows(format('select * from engine.fn_record_incomes(%L, %L, %L, %L)',
  fixture.user_id(1), fixture.account_id(1), '[]', clock_timestamp() - interval '1 hour'));
select is(pg_temp.plan(), 'null'::jsonb, 'it is not due for a while');
reset role;
update lifecycle.income_cursors set read_at = read_at - interval '61 seconds';
select is(
  (select (pg_temp.plan() ->> 'since_ms')::bigint
          = floor(extract(epoch from c.read_until - interval '10 minutes') * 1000)::bigint
     from lifecycle.income_cursors as c), true, 'then from there, less what is listed late'
);
select engine.fn_record_incomes(fixture.user_id(1), fixture.account_id(1), '[]',
  clock_timestamp() - interval '2 hours');
select engine.fn_record_incomes(fixture.user_id(1), fixture.account_id(1), '[]',
  clock_timestamp() + interval '2 hours');
select is(
  (select c.read_until <= clock_timestamp() from lifecycle.income_cursors as c), true,
  'it never passes the database''s clock'
);
select fixture.make_tenant(2);
select is(
  engine.fn_plan_monitoring(fixture.user_id(2), fixture.account_id(2)) -> 'incomes',
  'null'::jsonb, 'spot accounts have no statement of this kind'
);
update lifecycle.income_cursors set read_at = read_at - interval '61 seconds';
update meta.exchanges set is_statement_known = false;
select is(pg_temp.plan(), 'null'::jsonb, 'nothing is asked for where it cannot be read');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
