begin;
select plan(8);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.01);
select fixture.pass_time(1, '1 minute');
update lifecycle.attempts set absent_first_at = horizon_at, absent_last_at = horizon_at;
update meta.installation set timeline = timeline + 1;
create temporary table attempts as select a.* from lifecycle.attempts as a;
set local role tradekeel_operator;
select is(ops.fn_acknowledge_installation('restored by hand'), 2::bigint, 'the epoch grows');
reset role;
select ok(meta.is_same_life(), 'it is this life now');
select results_eq(
  'select l.owner_token, l.ready_term, l.expires_at <= clock_timestamp()
     from locks.account_leases as l',
  'values (null::uuid, null::bigint, true)', 'no lease and no readiness is left'
);
select results_eq(
  'select l.owner_token, l.expires_at <= clock_timestamp() from locks.entry_locks as l',
  'values (null::uuid, true)', 'no entry lock'
);
select results_eq(
  'select a.horizon_at > b.horizon_at, a.horizon_at > clock_timestamp(), a.absent_first_at
     from lifecycle.attempts as a join attempts as b on b.attempt_id = a.attempt_id',
  'values (true, true, null::timestamptz)', 'horizons begin anew'
);
select is(
  (select i.acknowledged_by from meta.installation as i), session_user::text, 'and by whom'
);
set local role tradekeel_operator;
select is(
  fixture.refusal($$ select ops.fn_acknowledge_installation('again') $$), 'OPC02 epoch=2',
  'once'
);
reset role;
select is(
  (select concat_ws(' ', a.arguments, a.result) from ops.audit as a
    where a.entry_point = 'ops.fn_acknowledge_installation'),
  '{"reason": "restored by hand"} {"epoch": 2}', 'on record'
);

select * from finish();
rollback;
