begin;
select plan(6);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select is_empty('select * from health.check_lifecycle_positions_derive', 'empty before');
update lifecycle.positions set quantity = 0.011;
select is(
  fixture.rows($$ select subject = position_id::text, c.detail ->> 'quantity',
    c.detail ->> 'derived' from health.check_lifecycle_positions_derive as c,
    lifecycle.positions $$), '(t,0.011,0.01)', 'a quantity that was changed'
);
update lifecycle.positions set quantity = 0.01, notional = 1;
select isnt_empty('select * from health.check_lifecycle_positions_derive', 'a notional');
update lifecycle.positions set notional = 500, realized_pnl = 1;
select isnt_empty('select * from health.check_lifecycle_positions_derive', 'profit and loss');
update lifecycle.positions set realized_pnl = 0;
select is_empty('select * from health.check_lifecycle_positions_derive', 'repaired: empty again');
delete from lifecycle.executions;
select isnt_empty('select * from health.check_lifecycle_positions_derive',
  'a position without any execution');

select * from finish();
rollback;
