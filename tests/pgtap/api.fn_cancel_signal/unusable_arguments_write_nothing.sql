begin;
select plan(2);

select fixture.stage(1);
select fixture.act_as_tenant(1);
select fixture.call_request(1, 's1');
reset role;
create temporary table digest as select fixture.digest() as before;
select fixture.act_as_tenant(1);
select results_eq(
  $$ select left(fixture.refusal(format('select api.fn_cancel_signal(%L, %L, %L, %L)',
         fixture.user_id(1), fixture.profile_id(1), w.request_id, s.signal_id)), 5)
       from api.signals as s,
            (values (1, null), (2, ''), (3, repeat('x', 201))) as w (n, request_id)
      order by w.n $$,
  $$ values ('LCR01'), ('LCR01'), ('LCR01') $$,
  'the request id'
);
reset role;
select is(fixture.digest(), (select d.before from digest as d), 'nothing was written');

select * from finish();
rollback;
