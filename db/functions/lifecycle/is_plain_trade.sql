-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_plain_trade(
  p_trade jsonb
) returns boolean
language sql immutable security invoker parallel safe
return coalesce(
  jsonb_typeof(p_trade -> 'id') = 'string' and jsonb_typeof(p_trade -> 'order') = 'string'
  and jsonb_typeof(p_trade -> 'symbol') = 'string'
  and length(p_trade ->> 'id') between 1 and 200
  and length(p_trade ->> 'order') between 1 and 200
  and length(p_trade ->> 'symbol') between 1 and 100
  and p_trade ->> 'side' in ('buy', 'sell')
  and coalesce(p_trade ->> 'takerOrMaker', 'taker') in ('taker', 'maker')
  and (p_trade ->> 'timestamp') ~ '^[0-9]{13}\Z'
  and (p_trade ->> 'timestamp') collate "C" >= '1230768000000'
  and jsonb_typeof(p_trade -> 'price') = 'string' and jsonb_typeof(p_trade -> 'amount') = 'string'
  and coalesce(jsonb_typeof(p_trade -> 'cost'), 'null') in ('string', 'null')
  and coalesce(jsonb_typeof(p_trade -> 'fee'), 'null') in ('object', 'null')
  and coalesce(jsonb_typeof(p_trade -> 'fees'), 'null') in ('array', 'null')
  and p_trade -> 'fees' -> 1 is null
  and coalesce(jsonb_typeof(p_trade #> '{fees,0,cost}') = 'string', p_trade -> 'fees' -> 0 is null)
  and coalesce(jsonb_typeof(p_trade #> '{fee,cost}'), 'null') in ('string', 'null')
  and (
    coalesce(p_trade #>> '{fees,0,cost}', p_trade #>> '{fee,cost}') is null
    or jsonb_typeof(coalesce(p_trade -> 'fees' -> 0, p_trade -> 'fee') -> 'currency') = 'string'
    and length(coalesce(p_trade -> 'fees' -> 0, p_trade -> 'fee') ->> 'currency') between 1 and 50
  )
  and greatest(
    length(p_trade ->> 'price'), length(p_trade ->> 'amount'), length(p_trade ->> 'cost'),
    length(coalesce(p_trade #>> '{fees,0,cost}', p_trade #>> '{fee,cost}'))) < 20
  and (p_trade ->> 'price') || ' ' || (p_trade ->> 'amount') || ' '
    || coalesce(p_trade ->> 'cost', '0') || ' '
    || coalesce(p_trade #>> '{fees,0,cost}', p_trade #>> '{fee,cost}', '0') || ' '
    ~ '^([0-9]+(\.[0-9]+)? ){4}\Z'
  and ltrim(p_trade ->> 'amount', '0.') <> '' and ltrim(p_trade ->> 'price', '0.') <> '', false);
alter function lifecycle.is_plain_trade(jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.is_plain_trade(jsonb) from public;
grant execute on function lifecycle.is_plain_trade(jsonb) to tradekeel_engine;
comment on function lifecycle.is_plain_trade(jsonb) is
'Whether a unified trade is as nearly all are: each field there, of the type and form that
lifecycle.normalise_trade accepts as it stands, amounts without sign or exponent, at most one fee.
What is not plain is not wrong: it is read field by field. A moment in the future is the
caller''s to find.';
