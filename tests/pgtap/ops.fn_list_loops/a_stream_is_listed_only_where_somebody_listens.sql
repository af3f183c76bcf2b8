begin;
select plan(3);

select fixture.make_tenant(1);
select fixture.make_ready(1);
select engine.fn_heartbeat(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
  fixture.token(1), 'stream', 'succeeded', 1, null);
set local role tradekeel_operator;
select is_empty('select l.loop from ops.fn_list_loops(10) as l', 'nobody listens under this lease');
reset role;
select engine.fn_open_stream(fixture.user_id(1), fixture.account_id(1), fixture.token(1),
  l.term, 'connected')
  from locks.account_leases as l
 where l.user_id = fixture.user_id(1) and l.account_id = fixture.account_id(1);
set local role tradekeel_operator;
select results_eq(
  'select l.loop from ops.fn_list_loops(10) as l', array['stream'], 'somebody does'
);
reset role;
update locks.account_leases set term = term + 1;
select is_empty(
  'select l.loop from ops.fn_list_loops(10) as l', 'what listened before a take-over is not listed'
);

select * from finish();
rollback;
