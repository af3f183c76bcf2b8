begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select fixture.refusal(format(
       'select engine.fn_report_exchange(%L, %L, %L, %L, %L, %L)', fixture.user_id(1),
       fixture.account_id(9), fixture.token(1), a.error_class, a.latency, a.skew))
       from (values
         ('no name', '-1', '1'), ('', '1', '1'), (null, '-1', '90000000'),
         (null, null, '-90000000'), (null, null, null)
       ) as a (error_class, latency, skew) $$,
  $$ values
       ('LCR01 error_class=no name'), ('LCR01 error_class='), ('LCR01 latency_ms=-1'),
       ('LCR01 clock_skew_ms=-90000000'), ('TNR01 account=' || fixture.account_id(9)) $$,
  'arguments first, then the account'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_report_exchange(
    fixture.user_id(1), fixture.account_id(1), fixture.token(1), null, 1, 1) $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
