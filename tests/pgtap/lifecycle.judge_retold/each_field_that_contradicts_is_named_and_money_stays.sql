-- The entry is booked by the plan; repetitions go the slow way, with plain trades and others.
begin;
select plan(5);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create temporary table given as
select fixture.trade(1, 'r1', 't1', 0.01, 50000, '0.5') as trade;
select fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(trade)) from given;
create temporary table cases as
select c.* from (values
  ('price', '{"price": "50001"}'), ('price', '{"price": "5.0001e4"}'),
  ('quantity', '{"amount": "0.009"}'), ('quantity', '{"amount": "1.1e-2"}'),
  ('cost', '{"cost": "500.01"}'), ('cost', '{"cost": "4.99e2"}'),
  ('fees', '{"fee": {"cost": "0.51", "currency": "USDT"}}'),
  ('fees', '{"fee": {"cost": "0.5", "currency": "BNB"}}'),
  ('fees', '{"fee": {"cost": "-0.5", "currency": "USDT"}}'),
  ('executed_at', '{"timestamp": 1700000000000}'),
  ('executed_at', '{"timestamp": "1700000000000"}')
) as c (field, change);
grant select on given, cases to public;
create function pg_temp.tell(p_change jsonb) returns text
language plpgsql security definer as $$
begin
  perform fixture.call_persist(1, 'r1', 0.01, 'closed', jsonb_build_array(g.trade || p_change))
     from given as g;
  return (
    select string_agg(concat_ws(' ', m.kind, m.subject = 'trade:' || o.order_id || ':t1',
             m.detail -> 'differs',
             m.detail #>> '{booked,price}', m.detail #>> '{booked,quantity}',
             m.detail #>> '{booked,cost}', m.detail #>> '{booked,fees,0,cost}'), ', ')
      from reconciliation.mismatches as m, lifecycle.orders as o
     where m.state = 'open'
  );
end;
$$;
create temporary table before as
select fixture.rows('select * from ledger.capital') as capital,
       fixture.rows('select * from ledger.entries') as entries,
       fixture.rows('select * from lifecycle.fills') as fills,
       fixture.rows('select * from lifecycle.positions') as positions;

select is_empty(
  $$ select c.change, pg_temp.tell(c.change::jsonb) from cases as c
      where pg_temp.tell(c.change::jsonb) is distinct from concat_ws(' ',
        'fill_unexplained t', jsonb_build_array(c.field), '50000 0.01 500 0.5') $$,
  'one mismatch, about that trade, which names the field and what was booked'
);
select pg_temp.tell('{"price": "60000", "amount": "0.02", "cost": "1200"}');
select is(
  fixture.rows($$ select m.detail -> 'differs', m.detail #>> '{told,price}',
    m.detail #>> '{told,quantity}', m.detail #>> '{told,cost}', m.detail #>> '{told,fees,0,cost}'
      from reconciliation.mismatches as m where m.state = 'open' $$),
  '("[""price"", ""quantity"", ""cost""]",60000,0.02,1200,0.5)', 'and what was told, all of it'
);
select is(
  (select concat_ws(' | ',
     fixture.rows('select * from ledger.capital'), fixture.rows('select * from ledger.entries'),
     fixture.rows('select * from lifecycle.fills'),
     fixture.rows('select * from lifecycle.positions'))),
  concat_ws(' | ', capital, entries, fills, positions), 'money stays as it was first booked'
) from before;
select is(
  health.read_health() #>> '{reconciliation,openByKind,fill_unexplained}', '1', 'health shows it'
);
select is_empty('select * from fixture.violations()', 'every promise holds');

select * from finish();
rollback;
