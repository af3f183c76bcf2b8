-- It was asked for before an outage; now it is too late.
begin;
select plan(1);

select fixture.stage(1);
select fixture.act_as_tenant(1);
create temporary table signal as select api.fn_request_entry(
  fixture.user_id(1)::text, fixture.profile_id(1)::text, 's1', 'BTC/USDT', 'buy', 'market', '0.01',
  null, null, null, 'false', '1', '60') as id;
reset role;
grant select on signal to public;
set local role tradekeel_bridge;
select engine.fn_claim_signals(fixture.user_id(1), fixture.account_id(1), fixture.token(1), 1, 10);
reset role;
update lifecycle.signals set valid_until = clock_timestamp();
set local role tradekeel_bridge;
select matches(
  fixture.refused_entry(1, (select jsonb_build_object('signal_id', id, 'request_id', id)
    from signal)), '^LCC07', 'refused'
);

select * from finish();
rollback;
