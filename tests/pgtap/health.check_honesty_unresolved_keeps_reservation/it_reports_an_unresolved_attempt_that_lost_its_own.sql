begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is_empty('select * from health.check_honesty_unresolved_keeps_reservation', 'empty before');
update ledger.reservations set released = amount, closed_at = now();
select is(
  fixture.rows($$ select subject = (fixture.attempt(1)).attempt_id::text
    from health.check_honesty_unresolved_keeps_reservation $$), '(t)', 'its reservation'
);
update ledger.reservations set released = 0, closed_at = null;
select is_empty('select * from health.check_honesty_unresolved_keeps_reservation', 'empty again');
update lifecycle.intents set settled_at = now(), outcome = 'canceled';
select isnt_empty('select * from health.check_honesty_unresolved_keeps_reservation', 'its slot');

select * from finish();
rollback;
