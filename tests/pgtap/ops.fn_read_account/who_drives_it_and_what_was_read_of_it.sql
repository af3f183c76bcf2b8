begin;
select plan(5);

select fixture.stage(1);
select fixture.make_ready(1);
select fixture.fill_and_settle(fixture.begin_entry(1, 'a', 0.001), 'x1');
select engine.fn_report_exchange(
  fixture.user_id(1), fixture.account_id(1), fixture.token(1), 'RequestTimeout', 900, 40);
set local role tradekeel_operator;
create temporary table seen as
select * from ops.fn_read_account(fixture.user_id(1), fixture.account_id(1), 100);
select is(
  (select string_agg(s.part || ' ' || s.count, ', ' order by s.part)
     from (select x.part, count(*) from seen as x group by x.part) as s),
  'account 1, claim 1, contact 1, lease 1, reading 5, run 2', 'a row for each'
);
select is(
  (select concat_ws(' ', s.item ->> 'credentials_ref', s.item ->> 'state')
     from seen as s where s.part = 'account'), 'env:FIXTURE active', 'the name of its secret'
);
select is(
  (select count(*) from seen as s where s.item ? 'document' or s.item ? 'user_id'), 0::bigint,
  'and not what the exchange said'
);
select is(
  (select count(*) from ops.fn_read_account(fixture.user_id(1), fixture.account_id(1), 1) as a
    where a.part = 'run'), 1::bigint, 'of runs so many and no more'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_read_account(fixture.user_id(1), fixture.account_id(1), 1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
