begin;
select plan(5);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create function pg_temp.release() returns boolean
language plpgsql as $$
begin
  perform tenancy.release_claim(
    fixture.user_id(1), fixture.profile_id(1), fixture.account_id(1), 'BTC', 'BTC/USDT');
  return (select not c.is_held from tenancy.claims as c);
end;
$$;
select ok(not pg_temp.release(), 'not while an entry is unsettled');
select fixture.call_persist(1, 'r1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'r1', 't1', 0.01)));
select fixture.settle(1, 'r1', 0.01, 'closed');
select ok(not pg_temp.release(), 'not while something is held');
select fixture.call_begin_exit(1);
select fixture.call_persist(1, 'x1', 0.01, 'closed',
  jsonb_build_array(fixture.trade(1, 'x1', 't2', 0.01)));
select ok(not pg_temp.release(), 'not while the exit is unsettled');
update lifecycle.intents set settled_at = now(), outcome = 'filled' where settled_at is null;
select ok(not pg_temp.release(), 'nor an order of it');
update lifecycle.orders set settled_at = now();
select ok(pg_temp.release(), 'then it is');

select * from finish();
rollback;
