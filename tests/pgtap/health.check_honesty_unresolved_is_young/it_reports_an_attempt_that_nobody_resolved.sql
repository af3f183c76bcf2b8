begin;
select plan(4);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is_empty('select * from health.check_honesty_unresolved_is_young', 'empty before');
update lifecycle.attempts
   set send_deadline = send_deadline - interval '11 minutes',
       horizon_at = horizon_at - interval '11 minutes';
select is(
  fixture.rows($$ select subject = (fixture.attempt(1)).attempt_id::text, severity
    from health.check_honesty_unresolved_is_young $$), '(t,warning)', 'that attempt'
);
update lifecycle.attempts set state = 'unknown';
select isnt_empty('select * from health.check_honesty_unresolved_is_young', 'also when unknown');
update lifecycle.attempts set state = 'rejected', resolved_at = now();
select is_empty('select * from health.check_honesty_unresolved_is_young', 'resolved: no longer');

select * from finish();
rollback;
