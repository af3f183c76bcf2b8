begin;
select plan(4);

set local role tradekeel_operator;
select is(
  fixture.refusal('select ops.fn_acknowledge_installation(null)'),
  'OPR01 reason wanted=1 to 500 characters', 'first the reason'
);
select is(
  fixture.refusal($$ select ops.fn_acknowledge_installation('') $$),
  'OPR01 reason wanted=1 to 500 characters', 'that is not empty'
);
select is(
  fixture.refusal($$ select ops.fn_acknowledge_installation('x') $$), 'OPC02 epoch=1',
  'then the life'
);
reset role;
select is(
  fixture.roles_that_may($$ select ops.fn_acknowledge_installation('x') $$),
  array['tradekeel_operator'], 'and only operators may'
);

select * from finish();
rollback;
