create or replace function ops.fn_read_order(
  p_user_id uuid, p_symbol text, p_order text, p_limit integer
) returns table (
  part text, item jsonb
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_intents uuid[];
  v_count bigint;
begin
  perform meta.require_limit(p_limit);
  if p_order is null or length(p_order) not between 1 and 200 then
    perform meta.raise_error('LCR01', format(
      'order=%s wanted=1 to 200 characters', left(p_order, 60)));
  elsif length(p_symbol) > 100 then
    perform meta.raise_error('LCR01', 'symbol wanted=at most 100 characters, or null');
  end if;
  v_intents := lifecycle.find_intents(p_user_id, p_symbol, p_order);
  if v_intents = '{}' then
    perform meta.raise_error('TNR01', format('order=%s symbol=%s', p_order, p_symbol));
  end if;
  return query
  select 'intent', meta.render_item(to_jsonb(i))
    from lifecycle.intents as i
   where i.user_id = p_user_id and i.intent_id = any (v_intents)
  union all
  select 'attempt', meta.render_item(to_jsonb(t))
    from lifecycle.attempts as t
   where t.user_id = p_user_id and t.intent_id = any (v_intents)
  union all
  select 'reservation', meta.render_item(to_jsonb(r))
    from lifecycle.attempts as t
    join ledger.reservations as r on r.user_id = t.user_id and r.attempt_id = t.attempt_id
   where t.user_id = p_user_id and t.intent_id = any (v_intents)
  union all
  select 'order', meta.render_item(to_jsonb(o))
    from lifecycle.orders as o
   where o.user_id = p_user_id and o.intent_id = any (v_intents)
  union all
  (select 'fill', meta.render_item(to_jsonb(f))
    from lifecycle.orders as o
    join lifecycle.fills as f on f.user_id = o.user_id and f.order_id = o.order_id
   where o.user_id = p_user_id and o.intent_id = any (v_intents)
   order by f.executed_at limit p_limit)
  union all
  (select 'execution', meta.render_item(to_jsonb(x))
    from lifecycle.orders as o
    join lifecycle.executions as x on x.user_id = o.user_id and x.order_id = o.order_id
   where o.user_id = p_user_id and o.intent_id = any (v_intents)
   order by x.ledger_seq limit p_limit)
  union all
  (select 'cancel', meta.render_item(to_jsonb(k))
    from lifecycle.orders as o
    join lifecycle.cancels as k on k.user_id = o.user_id and k.order_id = o.order_id
   where o.user_id = p_user_id and o.intent_id = any (v_intents)
   order by k.created_at limit p_limit);
  get diagnostics v_count = row_count;
  perform meta.record_read(p_user_id, 'ops.fn_read_order', jsonb_build_object(
    'symbol', p_symbol, 'order', p_order, 'limit', p_limit), v_count);
end;
$$;
alter function ops.fn_read_order(uuid, text, text, integer) owner to tradekeel_engine;
revoke all on function ops.fn_read_order(uuid, text, text, integer) from public;
grant execute on function ops.fn_read_order(
  uuid, text, text, integer
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_read_order(uuid, text, text, integer) is
'Read what became of one order, a row for each thing: what was decided, each attempt to send it
with its evidence, what it reserved, the orders at the exchange, fills, what the ledger booked,
cancels. p_order is any id of ours, the client order id, the request id, or with p_symbol (else
null) the id that the exchange gave it. At most p_limit fills, executions and cancels; amounts are
text. Recorded in ops.audit with the number of rows. Errors, in order: LCR01, TNR01.';
