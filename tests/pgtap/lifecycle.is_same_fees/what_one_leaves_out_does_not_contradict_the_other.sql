begin;
select plan(1);

select is_empty(
  $$ select t.* from (values
       ('[]', '[["USDT", "0.5"]]', true), ('[["USDT", "0.5"]]', '[]', true),
       ('[["USDT", "0.5"]]', '[["USDT", "0.50"]]', true),
       ('[["USDT", "0.5"]]', '[["USDT", "0.6"]]', false),
       ('[["USDT", "0.5"]]', '[["BNB", "0.5"]]', false),
       ('[["USDT", "0.5"]]', '[["USDT", "0.5"], ["BNB", "0.1"]]', false),
       ('[["USDT", "0.2"], ["USDT", "0.3"]]', '[["USDT", "0.5"]]', true),
       ('[["BNB", "0.1"], ["USDT", "0.5"]]', '[["USDT", "0.5"], ["BNB", "0.1"]]', true),
       ('[[null, "0.5"]]', '[["USDT", "0.5"]]', true),
       ('[["USDT", "0.5"]]', '[[null, "0.50"]]', true),
       ('[[null, "0.5"]]', '[["USDT", "0.7"]]', false),
       ('[["USDT", "0.5"]]', '[["USDT", "-0.5"]]', false)
     ) as t (booked, told, wanted),
     lateral (select coalesce(jsonb_agg(jsonb_build_object(
         'currency', b.value -> 0, 'cost', b.value ->> 1)), '[]') as fees
       from jsonb_array_elements(t.booked::jsonb) as b) as b,
     lateral (select coalesce(jsonb_agg(jsonb_build_object(
         'currency', x.value -> 0, 'cost', x.value ->> 1)), '[]') as fees
       from jsonb_array_elements(t.told::jsonb) as x) as x
      where lifecycle.is_same_fees(b.fees, x.fees) <> t.wanted $$,
  'a fee or currency that is told by one of the two alone is no contradiction; another amount is'
);

select * from finish();
rollback;
