begin;
select plan(6);

select fixture.stage(1);
select fixture.call_begin_entry(1);
create temporary table good as
select fixture.reading(1, 'r1', 0.01, 'closed') as o, fixture.trade(1, 'r1', 't1', 0.01) as t;
create temporary table before as select fixture.digest() as digest;
create function pg_temp.persist(p_order jsonb, p_trades jsonb) returns text
language sql as $$
  select fixture.refusal(format(
    'select * from engine.fn_persist_entry_lifecycle(%L, %L, %L, %L)', fixture.user_id(1),
    (to_jsonb(fixture.attempt(1)) ->> 'attempt_id')::uuid, p_order, p_trades))
$$;
grant select on good to public;
set local role tradekeel_bridge;
select is_empty(
  $$ select w.wanted, pg_temp.persist(g.o || w.o, w.t)
       from good as g, lateral (values
         ('LCR07 field=filled', '{"filled": 0.01}'::jsonb, '[]'::jsonb),
         ('LCR07 field=filled', '{"filled": "-0.01"}', '[]'),
         ('LCR07 field=filled', '{"filled": "NaN"}', '[]'),
         ('LCR07 field=filled', '{"filled": "Infinity"}', '[]'),
         ('LCR07 field=filled', '{"filled": "1e21"}', '[]'),
         ('LCR07 field=amount', '{"amount": "ten"}', '[]'),
         ('LCR07 field=cost', '{"cost": "-1"}', '[]'),
         ('LCR07 field=timestamp', '{"timestamp": "soon"}', '[]'),
         ('LCR09 attempt=', '{"id": ""}', '[]'),
         ('LCR07 field=id', '{"id": {}}', '[]'),
         ('LCR07 field=fee', '{"fee": "much"}', '[]'),
         ('LCR07 field=trades', '{"trades": {}}', '[]'),
         ('LCR07 field=trades', '{}', '{}'),
         ('LCR07 field=trades', '{}', '"x"'),
         ('LCR07 field=trade', '{}', '[1]'),
         ('LCR07 field=amount', '{}', jsonb_build_array(g.t || '{"amount": 0.01}')),
         ('LCR07 field=amount', '{}', jsonb_build_array(g.t || '{"amount": "0"}')),
         ('LCR07 field=amount', '{}', jsonb_build_array(g.t || '{"amount": null}')),
         ('LCR07 field=price', '{}', jsonb_build_array(g.t || '{"price": "-1"}')),
         ('LCR07 field=cost', '{}', jsonb_build_array(g.t || '{"fee": {"cost": 1}}')),
         ('LCR09 attempt=', '{"id": null}', '[]'),
         ('LCR08 attempt=', '{"clientOrderId": "other"}', '[]'),
         ('LCR08 attempt=', '{"symbol": "ETH/USDT"}', '[]'),
         ('LCR08 attempt=', '{"side": "sell"}', '[]'),
         ('LCR08 order=', '{}', jsonb_build_array(g.t || '{"order": "other"}')),
         ('LCR08 order=', '{}', jsonb_build_array(g.t || '{"side": "sell"}')),
         ('LCR08 order=', '{}', jsonb_build_array(g.t || '{"symbol": "ETH/USDT"}')),
         ('LCR07 field=filled', '{"filled": "x", "id": null}', '[]'),
         ('LCR09 attempt=', '{"id": null, "side": "sell"}', '[]')
       ) as w (wanted, o, t)
      where not starts_with(pg_temp.persist(g.o || w.o, w.t), w.wanted) $$,
  'each with its code and the field in DETAIL'
);
select matches(pg_temp.persist('null', '[]'), '^LCR07 field=order', 'no document');
select matches(pg_temp.persist('[]', '[]'), '^LCR07 field=order', 'an array');
select matches(pg_temp.persist('"x"', '[]'), '^LCR07 field=order', 'a text');
select matches(pg_temp.persist(null, '[]'), '^LCR07 field=order', 'null');
reset role;
select is(fixture.digest(), (select digest from before), 'nothing was written');

select * from finish();
rollback;
