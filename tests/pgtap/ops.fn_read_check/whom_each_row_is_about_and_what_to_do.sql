begin;
select plan(3);

select fixture.make_tenant(1);
set local role tradekeel_operator;
select is_empty(
  $$ select from ops.fn_read_check('capital_fold_equals_row', 10) $$, 'empty is healthy'
);
reset role;
update ledger.capital set allocated = 1001;
set local role tradekeel_operator;
select is(
  (select concat_ws(' ', c.severity, c.user_id, c.subject, c.detail ->> 'allocated', c.runbook)
     from ops.fn_read_check('capital_fold_equals_row', 10) as c),
  concat_ws(' ', 'critical', fixture.user_id(1), fixture.profile_id(1), '1000',
            'capital-invariant'),
  'what it found now'
);
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_read_check('capital_fold_equals_row', 1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
