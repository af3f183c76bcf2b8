begin;
select plan(2);

select fixture.make_tenant(1);
select fixture.make_ready(1);
create temporary table doc as
select jsonb_set(fixture.document(), '{balances,rows}',
  '{"free": {}, "used": {}, "total": {}}') as doc;
grant select on doc to public;
set local role tradekeel_bridge;
select is(
  fixture.call_run(1, (select d.doc from doc as d)) ->> 'state', 'incomplete',
  'the first is not believed'
);
select fixture.call_run(1, (select d.doc from doc as d));
reset role;
select is(fixture.mismatches(1), 'balance_shortfall open 1', 'the second is');

select * from finish();
rollback;
