begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.add_profile(1, 2);
select fixture.add_profile(1, 3);
select ops.fn_transfer_capital(fixture.user_id(1), fixture.profile_id(1), fixture.profile_id(2),
  fixture.token(1), 100);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal(format('select ops.fn_transfer_capital(%L, %L, %L, %L, %L)',
       fixture.user_id(1), fixture.profile_id(a.source), fixture.profile_id(a.target),
       fixture.token(1), a.amount)), 5)
       from (values (1, 2, 99), (1, 3, 100), (3, 2, 100), (2, 1, 100)
       ) as a (source, target, amount) $$,
  $$ values ('OPC01'), ('OPC01'), ('OPC01'), ('not r') $$,
  'another amount, target or source; the way back is a request of its own'
);
reset role;
select is(
  (select sum(c.allocated) from ledger.capital as c), 3000::numeric, 'no money is made or lost'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
