begin;
select plan(3);

select fixture.stage(1);
select fixture.fill_and_settle(fixture.begin_entry(1, 'r1', 0.01), 'x1', 50000, '1');
set local role tradekeel_operator;
select results_eq(
  $$ select c.amount, c.in_row, c.in_journal, c.in_facts, c.is_equal
       from ops.fn_compare_capital(fixture.user_id(1), fixture.profile_id(1)) as c $$,
  $$ values ('allocated', 1000::numeric, 1000::numeric, 1000::numeric, true),
            ('reserved_for_orders', 0, 0, 0, true), ('reserved_for_positions', 500, 500, 500, true),
            ('realized_pnl', -1, -1, -1, true) $$, 'they agree'
);
reset role;
update ledger.capital set allocated = 1001;
set local role tradekeel_operator;
select results_eq(
  $$ select c.amount, c.in_row, c.in_journal, c.in_facts
       from ops.fn_compare_capital(fixture.user_id(1), fixture.profile_id(1)) as c
      where not c.is_equal $$,
  $$ values ('allocated', 1001::numeric, 1000::numeric, 1000::numeric) $$,
  'the row was written by hand'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_compare_capital(fixture.user_id(1), fixture.profile_id(1)) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
