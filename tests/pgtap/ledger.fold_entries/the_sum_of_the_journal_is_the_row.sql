begin;
select plan(2);

select fixture.stage(1);
select fixture.stage(2);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
select fixture.hold(2, 'r1', 0.002, 50000);
select is(
  fixture.rows($$ select trim_scale(f.allocated), trim_scale(f.reserved_for_orders),
    trim_scale(f.reserved_for_positions), trim_scale(f.realized_pnl), f.last_seq
    from ledger.fold_entries(fixture.user_id(1), fixture.profile_id(1)) as f $$),
  '(1000,0,500,-0.5,4)', 'of that profile alone'
);
select is(
  fixture.rows($$ select f.* from ledger.fold_entries(fixture.user_id(9), fixture.profile_id(9))
    as f $$), '(0,0,0,0,0)', 'of nothing it is zero'
);

select * from finish();
rollback;
