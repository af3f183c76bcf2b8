begin;
select plan(5);

select is(ledger.round_amount(1.0000000000005), 1.000000000001, 'half goes up');
select is(ledger.round_amount(-1.0000000000005), -1.000000000001, 'below zero it goes down');
select is(ledger.round_amount(1.00000000000049), 1.000000000000, 'less than half goes away');
select is(scale(ledger.round_amount(7)), 12, 'the scale is always twelve');
select is(ledger.round_amount(null), null, 'null stays null');

select * from finish();
rollback;
