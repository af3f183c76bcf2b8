create or replace function engine.fn_plan_monitoring(
  p_user_id uuid, p_account_id uuid
) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, p_account_id);
begin
  return jsonb_build_object(
    'read_started_at', clock_timestamp(),
    'orders', lifecycle.orders_to_read(p_user_id, p_account_id),
    'forced', lifecycle.forced_to_read(p_user_id, p_account_id),
    'trades', lifecycle.trades_to_read(p_user_id, p_account_id),
    'price_symbols', (
      select coalesce(jsonb_agg(distinct s.symbol), '[]')
        from (
          select p.symbol from lifecycle.positions as p
           where p.user_id = p_user_id and p.account_id = p_account_id and p.state <> 'closed'
          union
          select s.symbol from lifecycle.signals as s
            join tenancy.profiles as f on f.user_id = s.user_id and f.profile_id = s.profile_id
           where s.user_id = p_user_id and f.account_id = p_account_id and s.state <> 'closed'
          union
          select x.symbol from lifecycle.fee_symbols(v_account) as x (symbol)
        ) as s
    ),
    'incomes', lifecycle.plan_incomes(v_account),
    'has_unpriced_fees', exists (
      select from reconciliation.mismatches as m
       where m.user_id = p_user_id and m.account_id = p_account_id
         and m.kind = 'unpriced_fee' and m.state = 'open'
    )
  );
end;
$$;
alter function engine.fn_plan_monitoring(uuid, uuid) owner to tradekeel_engine;
revoke all on function engine.fn_plan_monitoring(uuid, uuid) from public;
grant execute on function engine.fn_plan_monitoring(uuid, uuid) to tradekeel_bridge;
comment on function engine.fn_plan_monitoring(uuid, uuid) is
'What the monitor should read for an account now: {read_started_at, orders: [{symbol,
exchange_order_id, client_order_text, is_conditional}], forced: [{symbol, since_ms}], trades:
[{symbol, since_ms}], price_symbols: [symbol], incomes: {since_ms} or null when they are not due,
has_unpriced_fees: fn_price_fees wants to be called}. Forced: where a position differs, the
exchange''s own list of orders that it made itself. read_started_at is the database''s clock and
goes back with what was read. Errors, in order: TNR01.';
