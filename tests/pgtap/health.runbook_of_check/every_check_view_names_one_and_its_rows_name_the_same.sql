begin;
select plan(3);

select is_empty(
  $$ select c.relname from pg_class as c
      where c.relnamespace = 'health'::regnamespace and c.relkind = 'v' and c.relname ~ '^check_'
        and health.runbook_of_check(substr(c.relname, 7)) = 'README' $$, 'each has its page'
);
select fixture.make_tenant(1);
update ledger.capital set allocated = 1001;
select is(
  (select c.runbook from health.check_capital_fold_equals_row as c),
  health.runbook_of_check('capital_fold_equals_row'), 'that of its rows'
);
select is(health.runbook_of_check('nonsense'), 'README', 'there is no such view');

select * from finish();
rollback;
