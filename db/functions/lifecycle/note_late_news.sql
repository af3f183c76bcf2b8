create or replace function lifecycle.note_late_news(
  p_before lifecycle.orders
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_order lifecycle.orders;
begin
  select o.* into strict v_order
    from lifecycle.orders as o
   where o.user_id = p_before.user_id and o.order_id = p_before.order_id;
  if v_order.posted_quantity <> p_before.posted_quantity then
    perform health.open_incident(
      p_before.user_id, 'late_truth', 'critical', p_before.order_id::text, 'lifecycle-incident',
      jsonb_build_object('symbol', p_before.symbol, 'was', p_before.posted_quantity::text,
        'filled', v_order.posted_quantity::text));
  end if;
  perform lifecycle.settle_intent(p_before.user_id, p_before.intent_id);
end;
$$;
alter function lifecycle.note_late_news(lifecycle.orders) owner to tradekeel_owner;
revoke all on function lifecycle.note_late_news(lifecycle.orders) from public;
grant execute on function lifecycle.note_late_news(lifecycle.orders) to tradekeel_engine;
comment on function lifecycle.note_late_news(lifecycle.orders) is
'After news of an order that was settled: what it filled beyond is late truth and an incident,
and its intent is settled again, with the outcome that is true now.';
