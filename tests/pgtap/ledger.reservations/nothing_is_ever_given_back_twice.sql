-- The row's own CHECKs, also for a superuser.
begin;
select plan(5);

select fixture.stage(1);
select fixture.call_begin_entry(1);
select throws_ok('update ledger.reservations set released = amount + 1', '23514', null,
  'more than was taken');
select throws_ok('update ledger.reservations set consumed = amount, released = 1', '23514', null,
  'consumed and given back');
select throws_ok('update ledger.reservations set closed_at = now()', '23514', null,
  'closed without being spent');
select throws_ok('update ledger.reservations set consumed = -1', '23514', null, 'below zero');
select throws_ok($$ update ledger.reservations set amount = 'NaN' $$, '23514', null, 'no number');

select * from finish();
rollback;
