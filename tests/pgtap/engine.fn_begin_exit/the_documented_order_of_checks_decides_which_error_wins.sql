begin;
select plan(12);

select fixture.stage(1);
select fixture.stage(2);
select fixture.hold(1, 'r1', 0.01);
create temporary table wrong as
select '{"position_side": "x", "quantity": "-1", "request_id": "r1", "lease_term": 9,
  "symbol": "NO/USDT", "attempt_no": 7,
  "signal_id": "99999999-9999-4999-8999-999999999999"}'::jsonb
  || jsonb_build_object('profile_id', fixture.profile_id(2)) as r;
create function pg_temp.set_right(p_changes jsonb) returns text
language plpgsql as $$
begin
  update wrong set r = r || p_changes;
  return substr(fixture.refused_exit(1, (select r from wrong)), 1, 5);
end;
$$;
select is(pg_temp.set_right('{}'), 'LCR01', 'an unusable argument');
select is(pg_temp.set_right('{"position_side": "long"}'), 'LGR03', 'then an unusable amount');
select is(pg_temp.set_right('{"quantity": "0.0000123"}'), 'TNR01', 'then whose profile it is');
select is(
  pg_temp.set_right(jsonb_build_object('profile_id', fixture.profile_id(1))), 'LCC01',
  'then the request id'
);
select is(pg_temp.set_right('{"request_id": "new"}'), 'LCC07', 'then the signal');
select is(pg_temp.set_right('{"signal_id": null}'), 'LKC01', 'then the lease');
select is(pg_temp.set_right('{"lease_term": 1}'), 'LCR02', 'then the symbol');
select is(
  pg_temp.set_right('{"symbol": "BTC/USDT", "quantity": "0.0200001"}'), 'LCR10',
  'then what is free'
);
select is(pg_temp.set_right('{"quantity": "0.0000123"}'), 'LCR03', 'then precision');
select is(pg_temp.set_right('{"quantity": "0.00001"}'), 'LCR04', 'then the market''s limits');
select fixture.call_begin_exit(1, '{"request_id": "x9", "quantity": "0.001"}');
select is(pg_temp.set_right('{"quantity": "0.001"}'), 'LCC06', 'then an unresolved exit');
select engine.fn_record_rejected(
  fixture.user_id(1), (fixture.attempt(1, 'x9')).attempt_id, fixture.token(1), '{}');
select is(pg_temp.set_right('{}'), 'LCC05', 'and last the attempt before');

select * from finish();
rollback;
