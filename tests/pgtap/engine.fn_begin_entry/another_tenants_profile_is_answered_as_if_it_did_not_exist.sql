begin;
select plan(4);

select fixture.stage(1);
select fixture.stage(2);
create temporary table before as select fixture.digest() as digest;
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1, jsonb_build_object('profile_id', fixture.profile_id(9))),
  '^TNR01 profile=', 'an unknown profile'
);
select matches(
  fixture.refused_entry(1, jsonb_build_object('profile_id', fixture.profile_id(2))),
  '^TNR01 profile=', 'another user''s'
);
select matches(
  fixture.refused_entry(1, jsonb_build_object('user_id', fixture.user_id(2))),
  '^TNR01 profile=', 'his own, as another user'
);
reset role;
select is(
  fixture.refusal($$ select * from engine.fn_begin_entry(null, null, 'r', 1, 'BTC/USDT', 'buy',
    'market', 1, null, null, null, false, 1, null, null, null, null, null) $$),
  'TNR01 profile=', 'no user and no profile'
);

select * from finish();
rollback;
