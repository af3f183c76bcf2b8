begin;
select plan(7);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
update ledger.entries set realized_pnl_delta = -0.4 where kind = 'entry_fill';
select is(
  fixture.rows('select subject from health.check_capital_journal_is_chained'),
  (select format('(%s:%s)', fixture.profile_id(1), e.seq) from ledger.entries as e
    where e.kind = 'entry_fill'), 'a link is broken'
);
create temporary table entry as select * from fixture.restate(1);
select is(
  (select e.detail -> 'breaks' = to_jsonb(array[f.seq])
          and e.detail -> 'accepted' = to_jsonb(array[f.seq, e.seq])
     from entry as e, ledger.entries as f where f.kind = 'entry_fill'), true,
  'it is accepted by number, and so is the step to the restatement'
);
select is(fixture.amounts(1), '1000 0 500 -0.5 paused', 'amounts are those of the facts');
select is_empty('select * from fixture.violations()', 'every promise holds');
update ledger.entries set realized_pnl_after = 5 where kind = 'allocate';
select isnt_empty('select * from health.check_capital_journal_is_chained', 'no other is');
select is(
  (select trim_scale(e.realized_pnl_delta) from fixture.restate(1) as e), 0::numeric,
  'again, where only the chain is broken'
);
select is_empty('select * from health.check_capital_journal_is_chained', 'accepted too');

select * from finish();
rollback;
