begin;
select plan(3);

select fixture.make_tenant(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select fixture.refusal(format('select engine.fn_heartbeat(%L, %L, %L, %L, %L, %L, %L, null)',
       fixture.user_id(1), a.account_id, fixture.token(1), a.token, a.loop, a.phase, a.interval))
       from (values
         (fixture.account_id(9), fixture.token(9), 'dance', 'never', 'NaN'),
         (fixture.account_id(9), fixture.token(9), 'trading', 'never', '0'),
         (fixture.account_id(9), fixture.token(9), 'trading', 'started', '0'),
         (fixture.account_id(9), fixture.token(9), 'trading', 'started', 'NaN'),
         (fixture.account_id(9), fixture.token(9), 'trading', 'started', null),
         (fixture.account_id(9), fixture.token(9), 'trading', 'started', '86401'),
         (fixture.account_id(9), fixture.token(9), 'trading', null, '1'),
         (fixture.account_id(9), fixture.token(9), null, 'started', '1'),
         (fixture.account_id(9), fixture.token(9), 'trading', 'started', '1'),
         (fixture.account_id(1), fixture.token(9), 'trading', 'started', '1'),
         (fixture.account_id(1), null, 'trading', 'started', '1')
       ) as a (account_id, token, loop, phase, interval) $$,
  $$ values
       ('LCR01 loop=dance'), ('LCR01 phase=never'), ('LCR01 interval_seconds=0'),
       ('LCR01 interval_seconds=NaN'), ('LCR01 interval_seconds='),
       ('LCR01 interval_seconds=86401'), ('LCR01 phase='), ('LCR01 loop='),
       ('TNR01 account=' || fixture.account_id(9)), ('LKC04 instance=' || fixture.token(1)),
       ('LKC04 instance=' || fixture.token(1)) $$,
  'arguments first, then the owner'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_heartbeat(
    fixture.user_id(1), fixture.account_id(1), fixture.token(1), fixture.token(1),
    'trading', 'started', 1, null) $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
