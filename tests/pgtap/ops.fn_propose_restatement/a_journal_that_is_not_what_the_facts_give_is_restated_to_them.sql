begin;
select plan(8);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
-- An entry that nothing below explains, in journal and row alike, and a hole in the journal.
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'fee',
  'order:' || fixture.token(1) || ':9', 0, 0, 3, -7, true, clock_timestamp(), '{}');
select is(fixture.amounts(1), '1000 0 503 -7.5 active', 'row and journal agree');
select isnt_empty('select * from health.check_capital_derivation_equals_row', 'facts do not');
create temporary table entry as select * from fixture.restate(1);
select is(
  (select concat_ws(' ', e.seq, trim_scale(e.reserved_for_positions_delta),
          trim_scale(e.realized_pnl_delta), e.detail -> 'accepted') from entry as e),
  '6 -3 7 []', 'the entry is what the journal said too much'
);
select is(fixture.amounts(1), '1000 0 500 -0.5 paused', 'facts win; an active profile is paused');
select is_empty('select * from fixture.violations()', 'all three agree, the journal is chained');
select is(
  (select f.realized_pnl = d.realized_pnl and f.last_seq = 6
     from ledger.fold_entries(fixture.user_id(1), fixture.profile_id(1)) as f,
          ledger.derive_capital(fixture.user_id(1), fixture.profile_id(1)) as d), true,
  'the fold counts it, the derivation does not'
);
select ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'restated');
select fixture.begin_exit(1, 'x1', null);
select fixture.fill_and_settle(fixture.attempt(1, 'x1'), 'x-x1', 51000);
select is(fixture.amounts(1), '1000 0 0 9.5 active', 'it trades on as if nothing had been');
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
