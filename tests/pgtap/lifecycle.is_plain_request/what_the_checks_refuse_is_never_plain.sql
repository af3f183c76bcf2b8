-- Each value alone in the place of a usable one. What is plain must pass the checks, which are
-- asked about the same.
begin;
select plan(4);

create function pg_temp.is_refused(p_ask jsonb) returns boolean
language plpgsql as $$
begin
  perform lifecycle.check_request(
    p_ask ->> 'request_id', 'BTC/USDT', p_ask ->> 'side', pg_temp.terms(p_ask),
    (p_ask ->> 'leverage')::numeric);
  return false;
exception when sqlstate 'LCR01' or sqlstate 'LGR03' then
  return true;
end;
$$;
create function pg_temp.terms(p_ask jsonb) returns lifecycle.order_terms
language sql as $$
  select (p_ask ->> 'type', (p_ask ->> 'quantity')::numeric, (p_ask ->> 'price')::numeric,
          (p_ask ->> 'trigger')::numeric, p_ask ->> 'tif', (p_ask ->> 'post_only')::boolean)
         ::lifecycle.order_terms
$$;
create function pg_temp.is_plain(p_ask jsonb) returns boolean
language sql as $$
  select coalesce(lifecycle.is_plain_request(
    p_ask ->> 'request_id', 'BTC/USDT', p_ask ->> 'side', pg_temp.terms(p_ask),
    (p_ask ->> 'leverage')::numeric), false)
$$;
create temporary table asked as
  select b.what || ': ' || f.field || '=' || coalesce(v.value, 'null') as what,
         b.ask || jsonb_build_object(f.field, v.value) as ask
    from (values
      ('limit', '{"request_id": "r", "side": "buy", "type": "limit", "quantity": "0.1",
         "price": "100", "post_only": "false", "leverage": "1"}'::jsonb),
      ('market', '{"request_id": "r", "side": "sell", "type": "market", "quantity": "0.1",
         "post_only": "false", "leverage": "1"}')
    ) as b (what, ask)
   cross join (values ('quantity'), ('price'), ('trigger'), ('leverage')) as f (field)
   cross join (values
      (null), ('0'), ('-1'), ('NaN'), ('Infinity'), ('-Infinity'), ('1e20'), ('1.1e20'), ('1e21'),
      ('0.000000000000000001'), ('0.0000000000000000001'), ('1.0000000000000000000'), ('0.5'),
      ('200')
    ) as v (value)
  union all
  select b.what || ': ' || v.field || '=' || coalesce(v.value, 'null'),
         b.ask || jsonb_build_object(v.field, v.value)
    from (values
      ('limit', '{"request_id": "r", "side": "buy", "type": "limit", "quantity": "0.1",
         "price": "100", "post_only": "false", "leverage": "1"}'::jsonb),
      ('market', '{"request_id": "r", "side": "sell", "type": "market", "quantity": "0.1",
         "post_only": "false", "leverage": "1"}'),
      ('post-only', '{"request_id": "r", "side": "sell", "type": "limit", "quantity": "0.1",
         "price": "100", "post_only": "true", "leverage": "1"}')
    ) as b (what, ask)
   cross join (values
      ('request_id', null), ('request_id', ''), ('request_id', repeat('x', 200)),
      ('request_id', repeat('x', 201)), ('side', null), ('side', 'long'), ('side', 'sell'),
      ('type', null), ('type', 'stop'), ('type', 'market'), ('type', 'limit'), ('tif', 'GTC'),
      ('tif', 'IOC'), ('tif', 'FOK'), ('post_only', null), ('post_only', 'true')
    ) as v (field, value);

select ok(
  bool_and(pg_temp.is_plain(a.ask)), 'what is usable is plain'
) from asked as a where a.what in (
  'limit: quantity=0.5', 'limit: quantity=1e20', 'limit: price=0.000000000000000001',
  'limit: side=sell', 'limit: tif=IOC', 'limit: post_only=true', 'market: leverage=200',
  'market: quantity=0.5', 'post-only: tif=GTC', 'market: quantity=null');
select is(
  (select count(*) from asked as a where pg_temp.is_refused(a.ask)) > 80, true, 'many are refused'
);
select is_empty(
  $$ select a.what from asked as a where pg_temp.is_plain(a.ask) and pg_temp.is_refused(a.ask)
        and (a.ask ->> 'leverage')::numeric <= 200 $$,
  'none that the checks refuse is plain; how much leverage is too much, its profile says'
);
select is_empty(
  $$ select a.what from asked as a where a.what like '%trigger=_%' and pg_temp.is_plain(a.ask)
        and a.what not like '%null' $$, 'none that waits for a price is plain'
);

select * from finish();
rollback;
