begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_tenant(2);
select fixture.act_as_tenant(1);
create temporary table signal as
select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '1',
  null, null, null, 'false', '1', '60')
  as signal_id;
grant select on signal to public;
reset role;
create temporary table digest as select fixture.digest() as before;
set local role tradekeel_bridge;
select results_eq(
  $$ select left(fixture.refusal(format('select engine.fn_refuse_signal(%L, %L, %L, %L)',
       a.user_id, s.signal_id, fixture.token(1), a.code)), 5)
       from signal as s, (values
         (fixture.user_id(2), 'lgr01'), (fixture.user_id(2), null), (fixture.user_id(2), 'LGR011'),
         (fixture.user_id(2), 'LGR01'), (fixture.user_id(1), 'LGR01')) as a (user_id, code) $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01'), ('TNR01'), ('LKC04') $$,
  'the code, the signal, its claimer'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');
select is(
  fixture.roles_that_may($$ select engine.fn_refuse_signal(
    fixture.user_id(1), fixture.user_id(1), fixture.token(1), 'LGR01') $$),
  array['tradekeel_bridge'], 'and only the bridge may'
);

select * from finish();
rollback;
