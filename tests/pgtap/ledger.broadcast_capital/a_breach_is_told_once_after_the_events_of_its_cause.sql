begin;
select plan(4);

select fixture.stage(1);
create temporary table start as
select c.event_seq, c.available from ledger.capital as c
 where c.profile_id = fixture.profile_id(1);
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'fee', 'income:' || fixture.token(n),
    0, 0, 0, -s.available, true, now(), '{}')
  from start as s, generate_series(1, 3) as n;
select is(
  fixture.rows($$ select b.payload ->> 'cause', b.payload ->> 'trading_state'
                    from tenancy.broadcasts as b, start as s
                   where b.profile_id = fixture.profile_id(1) and b.event_seq > s.event_seq $$),
  '(breached,breached)', 'once, though more follows'
);
select ops.fn_allocate_capital(fixture.user_id(1), fixture.profile_id(1), fixture.token(1),
  (select 3 * s.available from start as s));
select ops.fn_resume_profile(fixture.user_id(1), fixture.profile_id(1), 'x');
select ledger.post(fixture.user_id(1), fixture.profile_id(1), 'fee', 'income:' || fixture.token(4),
    0, 0, 0, -2 * s.available, true, now(), '{}')
  from start as s;
select is(
  (select string_agg(b.payload ->> 'cause', ' ' order by b.event_seq)
     from tenancy.broadcasts as b, start as s
    where b.profile_id = fixture.profile_id(1) and b.event_seq > s.event_seq),
  'breached allocate resume breached', 'and again after it was resumed'
);

-- By the fee of a fill that is booked with events of its own: those come first, none is missing.
select fixture.stage(2);
select fixture.begin_entry(2, 'e', 0.001);
update ledger.capital as c set event_seq = c.event_seq
 where c.profile_id = fixture.profile_id(2);
select fixture.call_persist(2, 'e', 0.001, 'closed', jsonb_build_array(
  fixture.trade(2, 'e', 't', 0.001, 50000, '20000', 'USDT')), 50000);
select is(
  (select b.payload ->> 'cause' from tenancy.broadcasts as b
    where b.profile_id = fixture.profile_id(2) and b.event = 'capital_changed'
    order by b.event_seq desc limit 1),
  'breached', 'told'
);
select results_eq(
  $$ select b.event_seq from tenancy.broadcasts as b where b.profile_id = fixture.profile_id(2)
      order by b.event_seq $$,
  $$ select n from ledger.capital as c, generate_series(1, c.event_seq) as n
      where c.profile_id = fixture.profile_id(2) $$,
  'numbered without a gap'
);

select * from finish();
rollback;
