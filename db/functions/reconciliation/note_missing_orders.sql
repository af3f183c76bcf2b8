create or replace function reconciliation.note_missing_orders(
  p_run reconciliation.runs
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_missing uuid[];
  v_is_any_back boolean;
  v_is_mass boolean;
begin
  if not reconciliation.is_part_complete(p_run, 'open_orders') then
    return;
  end if;
  select f.missing, f.is_any_back into v_missing, v_is_any_back
    from reconciliation.find_absent_orders(p_run) as f;
  v_is_mass := cardinality(v_missing) >= meta.setting('mass_missing_count');
  if v_is_any_back then
    update lifecycle.orders as o
       set absent_count = 0, absent_at = null
     where o.user_id = p_run.user_id and o.account_id = p_run.account_id
       and o.settled_at is null and o.absent_count > 0 and o.order_id <> all (v_missing);
  end if;
  if v_missing = '{}' then
    return;
  end if;
  if not v_is_mass then
    update lifecycle.orders as o
       set absent_count = o.absent_count + 1, absent_at = p_run.started_at
     where o.user_id = p_run.user_id and o.order_id = any (v_missing)
       and (o.absent_at is null or o.absent_at <= p_run.started_at - interval '2 seconds');
  end if;
  perform reconciliation.note_mismatch(
    o.user_id, o.account_id, o.profile_id, p_run.run_id, 'order_missing_on_exchange',
    'order:' || o.order_id, jsonb_build_object(
      'symbol', o.symbol, 'exchange_order_id', o.exchange_order_id,
      'absent_count', o.absent_count))
     from lifecycle.orders as o
    where o.user_id = p_run.user_id and o.order_id = any (v_missing);
  if v_is_mass then
    perform tenancy.halt_account(
      p_run.user_id, p_run.account_id, 'mass_missing',
      jsonb_build_object('missing', cardinality(v_missing)));
    return;
  end if;
  insert into reconciliation.lookups (
    user_id, run_id, account_id, profile_id, kind, subject_id, symbol, client_order_text,
    exchange_order_id, asked_at
  )
  select o.user_id, p_run.run_id, o.account_id, o.profile_id, 'order', o.order_id, o.symbol,
         o.client_order_text, o.exchange_order_id, clock_timestamp()
    from lifecycle.orders as o
   where o.user_id = p_run.user_id and o.order_id = any (v_missing);
end;
$$;
alter function reconciliation.note_missing_orders(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.note_missing_orders(reconciliation.runs) from public;
grant execute on function reconciliation.note_missing_orders(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.note_missing_orders(reconciliation.runs) is
'Note orders that we hold open and that a complete reading does not list, count the absence, and
ask for each; an order that is listed again starts from nothing. Many at once halt the account
instead, and none of them is judged: a wrong key or a broken endpoint looks like that.';
