-- The long is closed while the short is open; its claim must not be kept for ever.
begin;
select plan(3);

select fixture.stage(1, 'binanceusdm', 'swap');
update tenancy.exchange_accounts set position_mode = 'hedge';
create function pg_temp.enter(p_request text, p_side text) returns void
language plpgsql as $$
begin
  perform fixture.take_lock(1, 'BTC/USDT:USDT');
  perform fixture.call_begin_entry(1, jsonb_build_object('request_id', p_request, 'side', p_side));
  perform fixture.call_persist(1, p_request, 0.01, 'closed',
    jsonb_build_array(fixture.trade(1, p_request, 't-' || p_request, 0.01)));
  perform fixture.settle(1, p_request, 0.01, 'closed');
end;
$$;
create function pg_temp.leave(p_request text, p_side text) returns text
language plpgsql as $$
begin
  perform fixture.call_begin_exit(
    1, jsonb_build_object('request_id', p_request, 'position_side', p_side));
  perform fixture.call_persist(1, p_request, 0.01, 'closed',
    jsonb_build_array(fixture.trade(1, p_request, 't-' || p_request, 0.01)));
  perform fixture.settle(1, p_request, 0.01, 'closed');
  return (select string_agg(c.exclusivity_key, ' ' order by c.exclusivity_key)
    from tenancy.claims as c where c.is_held);
end;
$$;
update tenancy.profiles set max_order_cost = 1000;
select ops.fn_allocate_capital(
  fixture.user_id(1), fixture.profile_id(1), fixture.token(7), 1000);
select pg_temp.enter('r1', 'buy');
select pg_temp.enter('r2', 'sell');
select is(
  (select count(*)::integer from tenancy.claims as c where c.is_held), 2, 'two claims are held'
);
select pg_temp.leave('x1', 'long');
select is(pg_temp.leave('x2', 'short'), null, 'flat on both sides: none is');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
