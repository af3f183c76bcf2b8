begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select is_empty('select * from health.check_capital_reservations_equal_row', 'empty before');
update ledger.reservations set consumed = consumed + 1;
select is(
  fixture.rows($$ select subject = fixture.profile_id(1)::text, detail ->> 'open'
    from health.check_capital_reservations_equal_row $$), '(t,505.010000000000)',
  'one consumed more'
);
update ledger.reservations set consumed = 0, released = amount, closed_at = now();
select is(
  fixture.rows($$ select detail ->> 'open' from health.check_capital_reservations_equal_row $$),
  '(0)', 'one closed without its entry: a leak'
);

select * from finish();
rollback;
