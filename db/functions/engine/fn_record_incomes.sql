create or replace function engine.fn_record_incomes(
  p_user_id uuid, p_account_id uuid, p_incomes jsonb
) returns table (
  recorded integer, known integer, unattributed integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account tenancy.exchange_accounts;
  n record;
begin
  if jsonb_typeof(p_incomes) is distinct from 'array' then
    perform meta.raise_error('RCR01', 'incomes wanted=array');
  end if;
  v_account := tenancy.require_account(p_user_id, p_account_id);
  recorded := 0; known := 0; unattributed := 0;
  for n in
    select i.kind, i.exchange_income_id, i.symbol, i.currency, i.amount, i.effective_at,
           o.profile_id
      from jsonb_array_elements(p_incomes) as e (value),
           lateral lifecycle.normalise_income(e.value) as i,
           lateral lifecycle.income_owner(v_account, i.symbol, i.effective_at) as o (profile_id)
     order by o.profile_id, i.effective_at, i.exchange_income_id
  loop
    case lifecycle.record_income(
      v_account, n.profile_id, n.kind, n.exchange_income_id, n.symbol, n.currency, n.amount,
      n.effective_at)
      when 'recorded' then recorded := recorded + 1;
      when 'known' then known := known + 1;
      else unattributed := unattributed + 1;
    end case;
  end loop;
  return next;
end;
$$;
alter function engine.fn_record_incomes(uuid, uuid, jsonb) owner to tradekeel_engine;
revoke all on function engine.fn_record_incomes(uuid, uuid, jsonb) from public;
grant execute on function engine.fn_record_incomes(uuid, uuid, jsonb) to tradekeel_bridge;
comment on function engine.fn_record_incomes(uuid, uuid, jsonb) is
'Record money that moved without an order: an array of {id, kind: funding, interest, rebate, fee
or liquidation, symbol, currency, amount, timestamp}, amount as signed text (negative is paid).
Each once, by kind and the exchange''s id. It belongs to the profile that held the symbol then,
or to the only profile of the account; otherwise, when its currency cannot be priced, or when its
id is on record with another amount, it is a mismatch and moves nothing. Errors, in order: RCR01,
TNR01, LCR07 naming the field.';
