begin;
select plan(5);

select fixture.make_tenant(1);
set local role tradekeel_operator;
select ok(
  ops.fn_record_refusal(fixture.user_id(1), 'ops.fn_close_incident', '{"p_reason": "x"}', 'OPC12',
    'incident=1') <= clock_timestamp(), 'when'
);
select lives_ok(
  $$ select ops.fn_record_refusal(null, 'ops.fn_pause_everything', '{}', '42501', null) $$,
  'one about everything'
);
reset role;
select is(
  (select concat_ws('|', a.operator, a.arguments, a.result) from ops.audit as a
    where a.user_id = fixture.user_id(1) and a.entry_point = 'ops.fn_close_incident'),
  session_user || '|{"p_reason": "x"}'
  || '|{"detail": "incident=1", "refused": "OPC12", "told_by": "caller"}',
  'who, what, and that it was refused'
);
select is_empty(
  $$ select from pg_catalog.pg_proc as p
      where p.pronamespace in ('ops'::regnamespace, 'ledger'::regnamespace)
        and p.prosrc ~ 'record_audit' and p.prosrc ~ '''refused'''
        and p.proname <> 'fn_record_refusal' $$,
  'no other call writes a line like it'
);
select is(
  fixture.roles_that_may($$ select ops.fn_record_refusal(null, 'x', '{}', '42501', null) $$),
  array['tradekeel_operator'], 'only operators'
);

select * from finish();
rollback;
