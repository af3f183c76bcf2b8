begin;
select plan(11);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
update ledger.capital set realized_pnl = realized_pnl + 100;
select engine.fn_check_capital(fixture.user_id(1), fixture.account_id(1));
select is(fixture.amounts(1), '1000 0 500 99.5 paused', 'drift pauses, and overwrites nothing');
create role alice_of_test login in role tradekeel_operator;
create role bob_of_test login in role tradekeel_operator;
set local session authorization alice_of_test;
create temporary table change as
select ops.fn_propose_restatement(
  fixture.user_id(1), fixture.profile_id(1), 'written by hand') as id;
grant select on change to public;
select is(
  (select left(fixture.refusal(format(
            'select ops.fn_approve_change(%L, %L)', fixture.user_id(1), c.id)), 5)
     from change as c), 'OPR02', 'not by oneself'
);
set local session authorization bob_of_test;
select is(
  fixture.refusal(format('select ops.fn_resume_profile(%L, %L, %L)',
    fixture.user_id(1), fixture.profile_id(1), 'x')),
  'LGI01 profile=' || fixture.profile_id(1), 'no resuming before'
);
select ops.fn_approve_change(fixture.user_id(1), c.id) from change as c;
create temporary table applied as
select ops.fn_apply_change(fixture.user_id(1), c.id) as seq,
       ops.fn_apply_change(fixture.user_id(1), c.id) as again from change as c;
grant select on applied to public;
select ok((select a.seq = a.again from applied as a), 'a replay is the same entry');
reset session authorization;
select is(fixture.amounts(1), '1000 0 500 -0.5 paused', 'the row is what the facts give');
select is(
  fixture.rows($$ select e.kind, e.allocated_delta, trim_scale(e.reserved_for_orders_delta),
    trim_scale(e.reserved_for_positions_delta), trim_scale(e.realized_pnl_delta),
    trim_scale(e.realized_pnl_after),
    e.recorded_by, e.detail ->> 'reason'
    from ledger.entries as e join applied as a on a.seq = e.seq $$),
  '(restatement,0,0,0,0,-0.5,bob_of_test,"written by hand")',
  'an entry of zeros: the journal was right'
);
select is(
  (select e.detail -> 'realized_pnl' from ledger.entries as e join applied as a on a.seq = e.seq),
  '["99.500000000000", "-0.500000000000", "-0.500000000000"]'::jsonb,
  'it names row, journal and facts as they were'
);
select is(
  (select concat_ws(' ', m.state, m.kind) from reconciliation.mismatches as m),
  'healed ledger_drift', 'the mismatch is closed'
);
select is(
  (select string_agg(a.operator || ' ' || a.entry_point, ', ' order by a.recorded_at)
     from ops.audit as a where a.entry_point like '%change' or a.entry_point like '%restatement'),
  'alice_of_test ops.fn_propose_restatement, bob_of_test ops.fn_approve_change, '
    || 'bob_of_test ops.fn_apply_change', 'on record'
);
select is(
  ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'restated'), 'active',
  'and it can be resumed'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
