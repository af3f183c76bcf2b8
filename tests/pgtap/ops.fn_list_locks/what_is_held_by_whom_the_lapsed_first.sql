begin;
select plan(5);

select fixture.stage(1);
update locks.account_leases set expires_at = clock_timestamp() - interval '1 second';
set local role tradekeel_operator;
select results_eq(
  $$ select l.kind, l.symbol, l.host, l.term, l.is_expired from ops.fn_list_locks(10) as l $$,
  $$ values ('lease', null, 'fixture', 1::bigint, true),
            ('entry', 'BTC/USDT', 'fixture', 1::bigint, false) $$,
  'with the machine; the lock of a run that has ended is given back'
);
select ops.fn_unlock_account(fixture.user_id(1), fixture.account_id(1), false, 'lapsed');
select is(
  (select array_agg(l.kind) from ops.fn_list_locks(10) as l), array['entry'],
  'what was given back is not held'
);
reset role;
select fixture.make_ready(1);
select fixture.call_begin_run(1);
select is(
  (select array_agg(l.kind order by l.kind) from ops.fn_list_locks(10) as l),
  array['entry', 'lease', 'reconciliation'], 'a run holds its account'
);
select is((select count(*) from ops.fn_list_locks(1)), 1::bigint, 'so many and no more');
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_locks(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
