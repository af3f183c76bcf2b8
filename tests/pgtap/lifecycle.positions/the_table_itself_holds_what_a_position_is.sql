begin;
select plan(6);

select fixture.stage(1);
select fixture.hold(1, 'r1', 0.01);
select throws_ok('update lifecycle.positions set quantity = -1', '23514', null,
  'below zero only when disputed');
select lives_ok($$ update lifecycle.positions set quantity = -1, state = 'disputed' $$,
  'hole 14: a disputed one may be, because it is the truth');
select throws_ok(
  $$ update lifecycle.positions set state = 'closed', closed_at = now() $$, '23514', null,
  'closed means flat'
);
select throws_ok($$ update lifecycle.positions set cost_basis = 'NaN' $$, '23514', null,
  'no number');
select throws_ok($$ update lifecycle.positions set quantity = 'Infinity' $$, '23514', null,
  'no end');
select throws_ok(
  $$ insert into lifecycle.positions (user_id, profile_id, account_id, symbol, side)
     select user_id, profile_id, account_id, symbol, side from lifecycle.positions $$,
  '23505', null, 'one that is not closed a profile, symbol and side'
);

select * from finish();
rollback;
