create or replace function reconciliation.open_lookups(
  p_user_id uuid, p_run_id uuid
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'lookup_id', l.lookup_id, 'kind', l.kind, 'symbol', l.symbol,
             'client_order_text', l.client_order_text,
             'exchange_order_id', l.exchange_order_id,
             'is_conditional', coalesce(o.book = 'conditional', i.trigger_price is not null, false),
             'since_ms', floor(extract(epoch from
               coalesce(a.created_at, o.exchange_at, o.first_seen_at)) * 1000)::bigint - 60000
             ) order by l.asked_at, l.lookup_id), '[]')
      from reconciliation.lookups as l
      left join lifecycle.attempts as a
        on a.user_id = l.user_id and a.attempt_id = l.subject_id and l.kind = 'attempt'
      left join lifecycle.intents as i
        on i.user_id = a.user_id and i.intent_id = a.intent_id
      left join lifecycle.orders as o
        on o.user_id = l.user_id and o.order_id = l.subject_id and l.kind = 'order'
     where l.user_id = p_user_id and l.run_id = p_run_id and l.state = 'asked'
  );
end;
$$;
alter function reconciliation.open_lookups(uuid, uuid) owner to tradekeel_owner;
revoke all on function reconciliation.open_lookups(uuid, uuid) from public;
grant execute on function reconciliation.open_lookups(uuid, uuid) to tradekeel_engine;
comment on function reconciliation.open_lookups(uuid, uuid) is
'The look-ups of a run that were asked and not answered: [{lookup_id, kind, symbol,
client_order_text, exchange_order_id, is_conditional, since_ms}]. since_ms is a minute before the
attempt or order began: an absence counts only if listings were read from there on.';
