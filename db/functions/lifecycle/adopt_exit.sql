create or replace function lifecycle.adopt_exit(
  p_user_id uuid, p_position_id uuid, p_adoption_id uuid, p_reading jsonb, p_read_started_at
  timestamptz
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_position lifecycle.positions;
  v_detail text;
  n record;
begin
  select p.* into strict v_position
    from lifecycle.positions as p
   where p.user_id = p_user_id and p.position_id = p_position_id;
  select o.* into n from lifecycle.normalise_order(p_reading) as o;
  if (n.side = 'sell') <> (v_position.side = 'long') or coalesce(n.quantity, 0) <= 0 then
    perform meta.raise_error('LCR08', format(
      'position=%s exchange_order_id=%s side=%s quantity=%s', p_position_id,
      n.exchange_order_id, n.side, n.quantity));
  end if;
  if p_adoption_id is null then
    insert into lifecycle.adoptions (
      user_id, profile_id, account_id, position_id, symbol, exchange_order_id, kind, state,
      reason, resolved_at
    ) values (
      p_user_id, v_position.profile_id, v_position.account_id, p_position_id, n.symbol,
      n.exchange_order_id, 'liquidation', 'adopted',
      format('forced order, client id %s', coalesce(n.client_order_text, 'none')), v_now
    );
    perform health.open_incident(
      p_user_id, 'position_liquidated', 'critical', p_position_id::text, 'lifecycle-incident',
      jsonb_build_object('symbol', n.symbol, 'exchange_order_id', n.exchange_order_id,
        'client_order_id', n.client_order_text));
  else
    update lifecycle.adoptions as d
       set state = 'adopted', resolved_at = v_now
     where d.user_id = p_user_id and d.adoption_id = p_adoption_id and d.state = 'asked';
  end if;
  perform lifecycle.persist_attempt_order(
    lifecycle.write_adopted_attempt(v_position, n.side, n.quantity, n.exchange_order_id,
      case when p_adoption_id is null then 'liquidation' else 'external' end),
    p_reading - 'clientOrderId', '[]', p_read_started_at);
  return true;
exception
  when sqlstate 'LCR07' or sqlstate 'LCR08' or sqlstate 'LCR09' then
    get stacked diagnostics v_detail = pg_exception_detail;
    update lifecycle.adoptions as d
       set state = 'refused', resolved_at = v_now
     where d.user_id = p_user_id and d.adoption_id = p_adoption_id and d.state = 'asked';
    perform health.open_incident(
      p_user_id, 'row_quarantined', 'warning', p_position_id::text, 'lifecycle-incident',
      jsonb_build_object('detail', v_detail, 'kind', 'adoption'));
    return false;
end;
$$;
alter function lifecycle.adopt_exit(uuid, uuid, uuid, jsonb, timestamptz) owner to tradekeel_owner;
revoke all on function lifecycle.adopt_exit(uuid, uuid, uuid, jsonb, timestamptz) from public;
grant execute on function lifecycle.adopt_exit(
  uuid, uuid, uuid, jsonb, timestamptz
) to tradekeel_engine;
comment on function lifecycle.adopt_exit(uuid, uuid, uuid, jsonb, timestamptz) is
'Take an order that we did not send as an exit of a position: its intent, attempt and order are
written as if we had, and what it did is booked like any exit, whatever that makes of the capital. A
forced order is an incident. One that cannot be read, or does not close the position, is
quarantined, and the wish to adopt it refused. Returns whether it was taken.';
