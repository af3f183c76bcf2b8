-- Every trade called plain is one that the reading field by field takes as it stands.
begin;
select plan(3);

create temporary table plain as
select '{"id": "t", "order": "o", "symbol": "BTC/USDT", "side": "buy", "price": "100.50",
  "amount": "0.001", "cost": "0.1005", "timestamp": 1700000000000, "takerOrMaker": "maker",
  "fee": {"cost": "0.0001", "currency": "USDT"}, "fees": []}'::jsonb as t;
-- Each field in turn is left out, or says one of these.
create temporary table tried as
select p.t - f.key - x.how || case x.how when 'absent' then '{}'::jsonb
         else jsonb_build_object(f.key, x.said::jsonb) end as t
  from plain as p, jsonb_object_keys(p.t) as f (key),
       (values
         ('absent', null), ('said', 'null'), ('said', '""'), ('said', '"0"'), ('said', '"1.5"'),
         ('said', '1'), ('said', '1.5'), ('said', '-1'), ('said', '"-1"'), ('said', '"+1"'),
         ('said', '"1e2"'), ('said', '"."'), ('said', '"1."'), ('said', '".5"'),
         ('said', '"1..5"'), ('said', '"1 5"'), ('said', '"0.000"'), ('said', '"NaN"'),
         ('said', '"Infinity"'), ('said', '"12345678901234567890"'), ('said', '"buy"'),
         ('said', '"SELL"'), ('said', 'true'), ('said', '{}'), ('said', '[]'), ('said', '[1, 2]'),
         ('said', '"1700000000000"'), ('said', '100'), ('said', '9999999999999'),
         ('said', '{"cost": "1", "currency": "BNB"}'), ('said', '{"cost": 1, "currency": "BNB"}'),
         ('said', '{"cost": "1"}'), ('said', '{"cost": null}'), ('said', '{"currency": "BNB"}'),
         ('said', '{"cost": "-1", "currency": "BNB"}'), ('said', '{"cost": "1", "currency": ""}'),
         ('said', '[null]'), ('said', '[{"cost": "1", "currency": "BNB"}]'),
         ('said', '[{"cost": 1, "currency": "BNB"}]'), ('said', '[{"currency": "BNB"}]'),
         ('said', '[{"cost": "1", "currency": "BNB"}, {"cost": "2", "currency": "BNB"}]'),
         ('said', to_jsonb(repeat('x', 201))::text)) as x (how, said);
select ok(
  (select count(*) filter (where lifecycle.is_plain_trade(t)) > 40
          and count(*) filter (where not lifecycle.is_plain_trade(t)) > 200 from tried),
  'of both kinds there are enough'
);
select is_empty(
  $$ select t from tried
      where lifecycle.is_plain_trade(t) and t ->> 'timestamp' <> '9999999999999'
        and reconciliation.row_problem('trades', jsonb_build_array(t)) is not null $$,
  'what is plain can be read'
);
select is_empty(
  $$ select t.x from jsonb_array_elements('[null, 1, "x", [], {}, [{"id": "t"}]]') as t (x)
      where lifecycle.is_plain_trade(t.x) is distinct from false $$,
  'what is no trade is not plain, and never null'
);

select * from finish();
rollback;
