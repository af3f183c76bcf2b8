begin;
select plan(7);

select fixture.stage(1);
create function pg_temp.end_as(p_request text, p_filled numeric, p_status text) returns text
language plpgsql as $$
begin
  perform fixture.take_lock(1, 'BTC/USDT');
  perform fixture.call_begin_entry(1, jsonb_build_object('request_id', p_request, 'quantity',
    '0.001', 'order_type', 'limit', 'limit_price', '50000'));
  perform fixture.call_persist(1, p_request, p_filled, p_status, case when p_filled = 0 then '[]'
    else jsonb_build_array(fixture.trade(1, p_request, 't-' || p_request, p_filled)) end);
  perform fixture.settle(1, p_request, p_filled, p_status);
  return (fixture.intent(1, p_request)).outcome;
end;
$$;
select is(pg_temp.end_as('r1', 0.001, 'closed'), 'filled', 'filled');
select is(pg_temp.end_as('r2', 0.0004, 'canceled'), 'partial', 'filled in part');
select is(pg_temp.end_as('r3', 0, 'canceled'), 'canceled', 'canceled');
select is(pg_temp.end_as('r4', 0, 'expired'), 'expired', 'expired');
select is(pg_temp.end_as('r5', 0, 'rejected'), 'rejected', 'rejected by the exchange later');
select is(pg_temp.end_as('r6', 0, 'closed'), 'canceled', 'closed with nothing filled');
select is_empty('select * from fixture.violations()', 'every check view is empty');

select * from finish();
rollback;
