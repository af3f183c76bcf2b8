begin;
select plan(3);

select fixture.make_tenant(1);
select reconciliation.note_mismatch(
         fixture.user_id(1), fixture.account_id(1), null, null, m.kind, m.subject, '{"n": 1}')
  from (values ('order_foreign', 'a'), ('order_missing_in_database', 'exchange:b'),
               ('order_missing_in_database', 'c'), ('position_drift', 'd')) as m (kind, subject);
update reconciliation.mismatches
   set profile_id = fixture.profile_id(1), stopped_at = now() where subject = 'c';
update reconciliation.mismatches
   set state = 'healed', closed_at = now() where subject = 'd';
update reconciliation.mismatches as m
   set first_seen_at =
         '2026-01-01'::timestamptz + make_interval(days => ascii(right(m.subject, 1)));
set local role tradekeel_operator;
select results_eq(
  $$ select m.kind, m.subject, m.is_stopped, m.is_quarantined, m.detail
       from ops.fn_list_mismatches(10) as m $$,
  $$ values ('order_foreign', 'a', false, false, '{"n": 1}'::jsonb),
            ('order_missing_in_database', 'exchange:b', false, true, '{"n": 1}'),
            ('order_missing_in_database', 'c', true, false, '{"n": 1}') $$,
  'those that are open'
);
select is((select count(*) from ops.fn_list_mismatches(1)), 1::bigint, 'so many and no more');
reset role;
select is(
  fixture.roles_that_may(
    $$ select ops.fn_list_mismatches(1) $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
