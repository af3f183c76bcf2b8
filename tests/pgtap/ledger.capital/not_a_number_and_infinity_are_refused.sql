begin;
select plan(2);

select fixture.make_tenant(1);
select is_empty(
  $$ select c, a
       from unnest(array['allocated', 'reserved_for_orders', 'reserved_for_positions',
              'realized_pnl']) as c,
            unnest(array['NaN', 'Infinity', '-Infinity', '100000000000000000001',
              '0.0000000000000000001']) as a
      where fixture.refusal(format(
        'update ledger.capital set trading_state = %L, %I = %L', 'paused', c, a)) !~ '^23514' $$,
  'in each of the four amounts'
);
select throws_ok(
  $$ update ledger.capital set trading_state = 'closed', reserved_for_orders = 1 $$, '23514', null,
  'closed means that nothing is reserved'
);

select * from finish();
rollback;
