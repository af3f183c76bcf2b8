begin;
select plan(5);

select fixture.stage(1);
select fixture.begin_entry(1, 'r1', 0.001);
select is(lifecycle.find_intents(fixture.user_id(1), null, n), '{}', n)
  from unnest(array['r2', '00000000-0000-0000-0000-000000000000', 'zz', '00000000']) as n;
select is(
  lifecycle.find_intents(fixture.user_id(1), null, 'r1'),
  array[(fixture.intent(1)).intent_id], 'its request does'
);

select * from finish();
rollback;
