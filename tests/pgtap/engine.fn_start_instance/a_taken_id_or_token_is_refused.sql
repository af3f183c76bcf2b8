begin;
select plan(2);

select engine.fn_start_instance(fixture.token(1), fixture.token(2), 'v1', 'host');
set local role tradekeel_bridge;
select is(
  fixture.refusal($$ select engine.fn_start_instance(
    fixture.token(1), fixture.token(3), 'v1', 'host') $$),
  'LKC04 instance=' || fixture.token(1), 'the id of another token'
);
select is(
  fixture.refusal($$ select engine.fn_start_instance(
    fixture.token(4), fixture.token(2), 'v1', 'host') $$),
  'LKC04 instance=' || fixture.token(4), 'the token of another instance'
);

select * from finish();
rollback;
