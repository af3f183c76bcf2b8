begin;
select plan(3);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select ledger.consume(fixture.user_id(1), (fixture.attempt(1)).attempt_id, 500);
update ledger.capital set reserved_for_orders = 6.01, reserved_for_positions = 500;
select ledger.release(fixture.user_id(1), (fixture.attempt(1)).attempt_id);
select is(fixture.amounts(1), '1000 0 500 0 active', 'the rest');
create temporary table before as select fixture.digest() as digest;
select ledger.release(fixture.user_id(1), (fixture.attempt(1)).attempt_id);
select is(fixture.digest(), (select digest from before), 'a second time changes nothing');
select is(
  fixture.rows('select trim_scale(amount), trim_scale(consumed), trim_scale(released),
    closed_at is not null from ledger.reservations'), '(506.01,500,6.01,t)', 'spent and closed'
);

select * from finish();
rollback;
