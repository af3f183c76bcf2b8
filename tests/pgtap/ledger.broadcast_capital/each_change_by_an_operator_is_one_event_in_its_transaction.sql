begin;
select plan(5);

select fixture.stage(1);
select ops.fn_create_profile(
  fixture.user_id(1), fixture.profile_id(9), fixture.account_id(1), 'two', 'USDT', 5, 50, 1);
create temporary table start as
select c.event_seq, c.available from ledger.capital as c where c.profile_id = fixture.profile_id(1);
-- What was told since, and in which state of which amount.
create function pg_temp.told(p_n integer) returns text
language sql as $$
  select coalesce(string_agg(concat_ws(' ', b.payload ->> 'cause', b.payload ->> 'trading_state',
           trim_scale((b.payload ->> 'available')::numeric
             - case p_n when 1 then (select s.available from start as s) else 0 end)),
           ', ' order by b.event_seq), 'nothing')
    from tenancy.broadcasts as b
   where b.profile_id = fixture.profile_id(p_n) and b.event = 'capital_changed'
     and (p_n <> 1 or b.event_seq > (select s.event_seq from start as s))
$$;
select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 5),
       ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1), 5),
       ops.fn_withdraw_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(2), 1);
select ops.fn_transfer_capital(
  fixture.user_id(1), fixture.profile_id(1), fixture.profile_id(9), fixture.token(3), 4);
select ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'x'),
       ops.fn_pause_profile(fixture.user_id(1), fixture.profile_id(1), 'x');
select ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'x'),
       ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'x');
select is(
  pg_temp.told(1),
  'allocate active 5, withdraw active 4, transfer active 0, pause paused 0, resume active 0',
  'each once, and not what changed nothing'
);
select is(pg_temp.told(9), 'transfer active 4', 'both profiles of a transfer');
select is(
  (select b.payload - 'epoch' from tenancy.broadcasts as b
    where b.profile_id = fixture.profile_id(9)),
  jsonb_build_object('cause', 'transfer', 'trading_state', 'active', 'allocated', '4',
    'reserved_for_orders', '0', 'reserved_for_positions', '0', 'realized_pnl', '0', 'available',
    '4', 'user_id', fixture.user_id(1), 'profile_id', fixture.profile_id(9), 'event_seq', 1),
  'amounts are text'
);
select results_eq(
  $$ select b.event_seq from tenancy.broadcasts as b where b.profile_id = fixture.profile_id(1)
      order by b.event_seq $$,
  $$ select n from ledger.capital as c, generate_series(1, c.event_seq) as n
      where c.profile_id = fixture.profile_id(1) $$,
  'numbered without a gap'
);
select is_empty('select * from fixture.violations()', 'every check is empty');

select * from finish();
rollback;
