create or replace function reconciliation.store_document(
  p_run reconciliation.runs, p_account tenancy.exchange_accounts, p_document jsonb
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_part text;
  v_is_stored boolean;
  v_is_complete boolean := true;
begin
  if jsonb_typeof(p_document) is distinct from 'object' then
    perform meta.raise_error('RCR01', 'document wanted=object');
  end if;
  foreach v_part in array array['open_orders', 'trades', 'positions', 'balances', 'history']
  loop
    if p_document ? v_part then
      -- Two steps: "store and known" would not store at all once known is false.
      v_is_stored := reconciliation.store_part(p_run, v_part, p_document -> v_part);
      v_is_complete := v_is_complete and v_is_stored;
    elsif (case v_part
      when 'positions' then p_account.market_type = 'swap'
      when 'history' then reconciliation.lost_since(p_account) is not null
        and reconciliation.plan_history(p_account) <> '[]'
      else true
    end) then
      v_is_complete := false;
    end if;
  end loop;
  return v_is_complete;
end;
$$;
alter function reconciliation.store_document(
  reconciliation.runs, tenancy.exchange_accounts, jsonb
) owner to tradekeel_owner;
revoke all on function reconciliation.store_document(
  reconciliation.runs, tenancy.exchange_accounts, jsonb
) from public;
grant execute on function reconciliation.store_document(
  reconciliation.runs, tenancy.exchange_accounts, jsonb
) to tradekeel_engine;
comment on function reconciliation.store_document(
  reconciliation.runs, tenancy.exchange_accounts, jsonb
) is
'Store each part of a reading as the account''s latest, with its completeness, and return whether
every part that is needed is complete. Errors, in order: RCR01.';
