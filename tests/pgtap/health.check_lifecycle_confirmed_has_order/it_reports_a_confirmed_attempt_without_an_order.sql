begin;
select plan(2);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is_empty('select * from health.check_lifecycle_confirmed_has_order', 'empty before');
update lifecycle.attempts set state = 'confirmed', resolved_at = now();
select is(
  fixture.rows($$ select subject = (fixture.attempt(1)).attempt_id::text
    from health.check_lifecycle_confirmed_has_order $$), '(t)', 'that attempt'
);

select * from finish();
rollback;
