begin;
select plan(13);

select fixture.make_tenant(1);
select fixture.add_profile(1, 2);
select fixture.make_ready(1);
create temporary table doc as
select fixture.document(jsonb_build_array(
  fixture.lost_order(1, 'gone', p_profile => 2))) as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(
  fixture.account_state(1), 'halted tagged_order_without_attempt', 'its account is halted'
);
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(
  fixture.mismatches(1), 'order_missing_in_database open 1',
  'not listed any more, it stays in quarantine: it may have filled'
);
set local role tradekeel_operator;
create temporary table released as select fixture.call_release(1) as attempt_id;
select is(fixture.call_release(1), (select r.attempt_id from released as r), 'a replay: the same');
reset role;
select is(
  (select format('%s %s %s %s %s', a.state, a.kind, i.limit_price, i.quantity, a.attempt_id)
     from lifecycle.attempts as a join lifecycle.intents as i using (user_id, intent_id)
    where a.profile_id = fixture.profile_id(2)),
  (select 'unknown entry 40000 0.01 ' || r.attempt_id from released as r),
  'the profile that its id names has an attempt of which nobody knows what became'
);
select is(
  (select count(*) from ops.audit as a where a.entry_point = 'ops.fn_release_quarantine'),
  1::bigint, 'on record once'
);
select is_empty('select from lifecycle.orders', 'nothing is booked by the release');
select is(
  (select c.reserved_for_orders from ledger.capital as c
    where c.profile_id = fixture.profile_id(2)),
  (select r.amount from ledger.reservations as r), 'its capital is reserved'
);
set local role tradekeel_bridge;
select fixture.call_run(1, fixture.document(), 'found', (select d.doc from doc as d)
  #> '{open_orders,rows,0}' || '{"filled": "0.01", "remaining": "0", "status": "closed",
  "cost": "400", "average": "40000"}');
reset role;
select is(
  (select format('%s %s %s', p.state, trim_scale(p.quantity), trim_scale(p.cost_basis))
     from lifecycle.positions as p where p.profile_id = fixture.profile_id(2)),
  'open 0.01 400', 'the look-up books what it filled'
);
select is(fixture.positions(1), null, 'the other profile has nothing of it');
set local role tradekeel_bridge;
select fixture.call_run(1);
reset role;
select is(
  (select m.state from reconciliation.mismatches as m
    where m.mismatch_id = fixture.mismatch_of('order_missing_in_database')), 'healed',
  'the quarantine is over'
);
select is(
  fixture.account_state(1), 'halted tagged_order_without_attempt', 'the account waits for a person'
);
set local role tradekeel_operator;
select is(
  ops.fn_resume_account(fixture.user_id(1), fixture.account_id(1), 'released'), 'active', 'resumed'
);
reset role;
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
