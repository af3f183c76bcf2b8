begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select fixture.take_lock(1, 'BTC/USDT');
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_operator;
select results_eq(
  $$ select left(fixture.refusal('select ops.fn_unlock_entry(' || a.arguments || ')'), 5)
       from (values
         ($c$fixture.user_id(1), fixture.profile_id(9), 'BTC/USDT', true, ''$c$),
         ($c$fixture.user_id(1), fixture.profile_id(9), 'BTC/USDT', null, 'x'$c$),
         ($c$fixture.user_id(1), fixture.profile_id(9), 'BTC/USDT', true, 'x'$c$),
         ($c$fixture.user_id(1), fixture.profile_id(1), 'BTC/USDT', false, 'x'$c$)
       ) as a (arguments) $$,
  $$ values
       ('OPR01'),
       ('LCR01'),
       ('TNR01'),
       ('OPC14') $$,
  'arguments first, then the object, then its state'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select ops.fn_unlock_entry(
    fixture.user_id(1), fixture.profile_id(1), 'S', true, 'x') $$),
  array['tradekeel_operator'], 'and only they may'
);

select * from finish();
rollback;
