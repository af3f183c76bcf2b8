-- Allocated, reserved, filled with a fee, settled: each at its minute.
begin;
select plan(2);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01, 50000, '0.5');
update ledger.entries as e
   set recorded_at = '2026-01-01 UTC'::timestamptz + make_interval(mins => e.seq::integer);
set local role tradekeel_engine;
select is(
  fixture.rows($$ select m.n, b.seq, trim_scale(b.allocated), trim_scale(b.reserved_for_orders),
                         trim_scale(b.reserved_for_positions), trim_scale(b.realized_pnl),
                         trim_scale(b.available)
                    from generate_series(0, 5) as m (n),
                         lateral ledger.balance_at(fixture.user_id(1), fixture.profile_id(1),
                           '2026-01-01 UTC'::timestamptz + make_interval(mins => m.n)) as b
                   order by m.n $$),
  '(0,0,0,0,0,0,0) (1,1,1000,0,0,0,1000) (2,2,1000,506.01,0,0,493.99) '
  '(3,3,1000,5.51,500,-0.5,493.99) (4,4,1000,0,500,-0.5,499.5) (5,4,1000,0,500,-0.5,499.5)',
  'each moment has the amounts of its last entry'
);
reset role;
select is(
  fixture.rows($$ select trim_scale(b.allocated), trim_scale(b.available)
                    from ledger.balance_at(fixture.user_id(2), fixture.profile_id(1),
                      clock_timestamp()) as b $$),
  '(0,0)', 'of another user there is nothing'
);

select * from finish();
rollback;
