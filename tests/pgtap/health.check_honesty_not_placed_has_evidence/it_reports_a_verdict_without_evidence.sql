begin;
select plan(6);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select fixture.find_absent(1, 'r1');
select is((fixture.attempt(1)).state, 'not_placed', 'given: one with evidence');
select is_empty('select * from health.check_honesty_not_placed_has_evidence', 'empty before');
select throws_ok($$ update lifecycle.attempts set evidence = '[]' $$, '23514', null,
  'the CHECK refuses taking it away');
alter table lifecycle.attempts drop constraint attempts_not_placed_has_evidence;
alter table lifecycle.attempts drop constraint attempts_absence_is_ordered;
update lifecycle.attempts set evidence = '[]';
select is(
  fixture.rows($$ select subject = (fixture.attempt(1)).attempt_id::text
    from health.check_honesty_not_placed_has_evidence $$), '(t)', 'none'
);
update lifecycle.attempts set evidence = '[{}, {}]', absent_first_at = horizon_at - interval '1 s';
select isnt_empty('select * from health.check_honesty_not_placed_has_evidence',
  'looked for before the horizon');
update lifecycle.attempts set absent_first_at = null, absent_last_at = null;
select isnt_empty('select * from health.check_honesty_not_placed_has_evidence', 'never looked for');

select * from finish();
rollback;
