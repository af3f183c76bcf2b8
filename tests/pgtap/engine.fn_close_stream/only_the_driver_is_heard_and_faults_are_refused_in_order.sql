begin;
select plan(5);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format('select engine.fn_close_stream(%L, %L, %L, 1, %L)',
         fixture.user_id(1), fixture.account_id(a.account), fixture.token(1), a.error)), 5)
       from (values (9, null), (9, 'no name'), (9, 'NetworkError')) as a (account, error) $$,
  $$ values ('LCR01'), ('LCR01'), ('TNR01') $$, 'error, account'
);
select ok(not engine.fn_close_stream(fixture.user_id(1), fixture.account_id(1), fixture.token(2),
  fixture.lease_term(1), 'NetworkError'), 'another process is not heard');
select ok(not engine.fn_close_stream(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
  fixture.lease_term(1) + 1, 'NetworkError'), 'nor under another term');
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_close_stream(fixture.user_id(1),
    fixture.account_id(1), fixture.token(1), 1, 'NetworkError') $$),
  array['tradekeel_bridge'], 'only the bridge may'
);

select * from finish();
rollback;
