begin;
select plan(4);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format('select engine.fn_open_stream(%L, %L, %L, %L, %L)',
         fixture.user_id(1), fixture.account_id(a.account), fixture.token(a.token),
         fixture.lease_term(1) + a.more, a.reason)), 5)
       from (values
         (9, 2, 1, null), (9, 2, 1, 'reconnected'), (9, 2, 1, 'connected'),
         (1, 2, 0, 'connected'), (1, 1, 1, 'overflow')
       ) as a (account, token, more, reason) $$,
  $$ values ('LCR01'), ('LCR01'), ('TNR01'), ('LKC01'), ('LKC01') $$, 'reason, account, lease'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is_empty('select 1 from health.streams', 'no stream is on record');
select is(
  fixture.roles_that_may($$ select engine.fn_open_stream(fixture.user_id(1),
    fixture.account_id(1), fixture.token(1), fixture.lease_term(1), 'connected') $$),
  array['tradekeel_bridge'], 'only the bridge may'
);

select * from finish();
rollback;
