begin;
select plan(3);

select fixture.make_tenant(1);
update ledger.entries set recorded_at = clock_timestamp() - interval '1 hour';
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'funding',
  'income:' || fixture.token(1), 0, 0, 0, -3, true, clock_timestamp() - interval '1 day', '{}');
create function pg_temp.at(p_before interval) returns text
language sql as $$
  select format('%s %s %s %s %s %s', b.seq, b.allocated, b.reserved_for_orders,
           b.reserved_for_positions, b.realized_pnl, b.available)
    from ledger.balance_at(
      fixture.user_id(1), fixture.profile_id(1), clock_timestamp() - p_before) as b
$$;
select is(pg_temp.at('0'), '2 1000 0 0 -3 997', 'now');
select is(
  pg_temp.at('10 minutes'), '1 1000 0 0 0 1000', 'before it was recorded, whenever it took effect'
);
select matches(pg_temp.at('2 hours'), '^0 0(.0)? 0(.0)? 0(.0)? 0(.0)? 0(.0)?$', 'zeros before all');

select * from finish();
rollback;
