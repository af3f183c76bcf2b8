begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select is_empty('select * from health.check_capital_positions_equal_row', 'empty before');
update lifecycle.positions set cost_basis = 499;
select is(
  fixture.rows($$ select subject = fixture.profile_id(1)::text, detail ->> 'open'
    from health.check_capital_positions_equal_row $$), '(t,499)', 'a cost that was changed'
);

select * from finish();
rollback;
