create or replace function lifecycle.unpriced_fees(
  p_user_id uuid, p_order_id uuid, p_trade_id text, p_other_fees jsonb
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(e.value), '[]')
      from jsonb_array_elements(p_other_fees) as e
     where not exists (
       select from lifecycle.fee_prices as p
        where p.user_id = p_user_id and p.order_id = p_order_id and p.trade_id = p_trade_id
          and p.currency = e.value ->> 'currency'
     )
  );
end;
$$;
alter function lifecycle.unpriced_fees(uuid, uuid, text, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.unpriced_fees(uuid, uuid, text, jsonb) from public;
grant execute on function lifecycle.unpriced_fees(uuid, uuid, text, jsonb) to tradekeel_engine;
comment on function lifecycle.unpriced_fees(uuid, uuid, text, jsonb) is
'Those of a trade''s third-currency fees that have no price yet.';
