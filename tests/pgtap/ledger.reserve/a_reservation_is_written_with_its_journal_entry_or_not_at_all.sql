begin;
select plan(2);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is(
  fixture.rows($$ select r.amount = e.reserved_for_orders_delta,
    e.source = 'attempt:' || r.attempt_id
    from ledger.reservations as r, ledger.entries as e where e.kind = 'reserve' $$), '(t,t)',
  'both say the same'
);
select throws_ok(
  $$ select ledger.reserve(fixture.user_id(1), fixture.profile_id(1),
       (fixture.attempt(1)).attempt_id, 1) $$,
  '23505', null, 'an attempt has one'
);

select * from finish();
rollback;
