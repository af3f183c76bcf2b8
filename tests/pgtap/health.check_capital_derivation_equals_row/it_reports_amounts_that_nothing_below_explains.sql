begin;
select plan(4);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select is_empty('select * from health.check_capital_derivation_equals_row', 'empty before');
update lifecycle.executions set fee_quote_delta = 0.4;
select is(
  fixture.rows($$ select subject = fixture.profile_id(1)::text, detail ->> 'realized_pnl'
    from health.check_capital_derivation_equals_row $$), '(t,-0.400000000000)',
  'an execution that says something else'
);
update lifecycle.executions set fee_quote_delta = 0.5;
select is_empty('select * from health.check_capital_derivation_equals_row', 'empty again');
insert into ledger.entries
select user_id, profile_id, 5, 'correction', 'change:' || fixture.token(1), 0, 0, 0, 7,
       allocated_after, reserved_for_orders_after, reserved_for_positions_after,
       realized_pnl_after + 7, effective_at, recorded_at, recorded_by, '{}'
  from ledger.entries where seq = 4;
select isnt_empty('select * from health.check_capital_derivation_equals_row',
  'an entry that the row does not know');

select * from finish();
rollback;
