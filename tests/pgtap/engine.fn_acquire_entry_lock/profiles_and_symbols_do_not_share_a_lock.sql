begin;
select plan(1);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.add_profile(1, 11);
set local role tradekeel_bridge;
select results_eq(
  $$ select l.is_acquired, l.term
       from (values (1, 1, 'BTC/USDT', 1), (1, 1, 'ETH/USDT', 2), (1, 11, 'BTC/USDT', 3),
                    (2, 2, 'BTC/USDT', 4)) as w (u, p, symbol, token),
            engine.fn_acquire_entry_lock(
              fixture.user_id(w.u), fixture.profile_id(w.p), w.symbol, fixture.token(w.token), 9
            ) as l $$,
  $$ values (true, 1::bigint), (true, 1::bigint), (true, 1::bigint), (true, 1::bigint) $$,
  'four tokens hold four locks'
);

select * from finish();
rollback;
