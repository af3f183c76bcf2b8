create or replace function reconciliation.stored_document(
  p_account tenancy.exchange_accounts
) returns table (
  run_id uuid, started_at timestamptz, document jsonb
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select s.run_id, s.started_at, jsonb_object_agg(
           s.part, jsonb_build_object('is_complete', true, 'rows', case
             when s.unchanged_order_ids = '{}' then s.document
             else s.document || (
               select coalesce(jsonb_agg(jsonb_build_object(
                        'id', o.exchange_order_id, 'symbol', o.symbol, 'status', 'open',
                        'isConditional', o.book = 'conditional')), '[]')
                 from lifecycle.orders as o
                where o.user_id = s.user_id and o.order_id = any (s.unchanged_order_ids)
             )
           end))
    from reconciliation.latest_snapshots as s
   where s.user_id = p_account.user_id and s.account_id = p_account.account_id
     and s.is_complete
   group by s.run_id, s.started_at
  having count(*) filter (where s.part in ('open_orders', 'trades', 'balances')) = 3
     and (p_account.market_type <> 'swap' or bool_or(s.part = 'positions'));
end;
$$;
alter function reconciliation.stored_document(
  tenancy.exchange_accounts
) owner to tradekeel_owner;
revoke all on function reconciliation.stored_document(tenancy.exchange_accounts) from public;
grant execute on function reconciliation.stored_document(
  tenancy.exchange_accounts
) to tradekeel_engine;
comment on function reconciliation.stored_document(tenancy.exchange_accounts) is
'The newest reading of an account, with the moment at which it began: the rows that were kept, and
of orders that it stated as we had them that they were listed. No row when its parts are of several
runs or one of them is not complete.';
