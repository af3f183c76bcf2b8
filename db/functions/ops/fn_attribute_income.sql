create or replace function ops.fn_attribute_income(
  p_user_id uuid, p_account_id uuid, p_kind text, p_exchange_income_id text, p_profile_id uuid,
  p_price numeric, p_reason text
) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account tenancy.exchange_accounts;
  v_known uuid;
  v_income jsonb;
  v_outcome text;
begin
  perform meta.require_reason(p_reason);
  if p_price is not null then
    perform ledger.require_amount(p_price, 'price');
  end if;
  v_account := tenancy.require_account(p_user_id, p_account_id);
  if (ledger.lock_capital(p_user_id, p_profile_id)).account_id <> p_account_id then
    perform meta.raise_error('TNR01', format('profile=%s', p_profile_id));
  end if;
  select i.profile_id into v_known
    from lifecycle.incomes as i
   where i.user_id = p_user_id and i.account_id = p_account_id and i.kind = p_kind
     and i.exchange_income_id = p_exchange_income_id;
  if v_known = p_profile_id then
    return 'known';
  elsif v_known is not null then
    perform meta.raise_error('OPC01', format(
      'income=%s profile=%s', p_exchange_income_id, v_known));
  end if;
  select m.detail -> 'income' into v_income
    from reconciliation.mismatches as m
   where m.user_id = p_user_id and m.account_id = p_account_id and m.kind = 'unpriced_fee'
     and m.subject = 'income:' || p_kind || ':' || p_exchange_income_id and m.state = 'open';
  if v_income is null then
    perform meta.raise_error('TNR01', format('income=%s kind=%s', p_exchange_income_id, p_kind));
  end if;
  v_outcome := lifecycle.record_income(v_account, p_profile_id, v_income, p_price);
  if v_outcome = 'unattributed' then
    perform meta.raise_error('OPR01', format(
      'price wanted=what 1 %s is worth', v_income ->> 'currency'));
  end if;
  perform meta.record_audit(p_user_id, 'ops.fn_attribute_income', jsonb_build_object(
    'account_id', p_account_id, 'profile_id', p_profile_id, 'kind', p_kind,
    'exchange_income_id', p_exchange_income_id, 'income', v_income,
    'price', p_price::text, 'reason', p_reason), jsonb_build_object('outcome', v_outcome));
  return v_outcome;
end;
$$;
alter function ops.fn_attribute_income(
  uuid, uuid, text, text, uuid, numeric, text
) owner to tradekeel_engine;
revoke all on function ops.fn_attribute_income(
  uuid, uuid, text, text, uuid, numeric, text
) from public;
grant execute on function ops.fn_attribute_income(
  uuid, uuid, text, text, uuid, numeric, text
) to tradekeel_operator;
comment on function ops.fn_attribute_income(
  uuid, uuid, text, text, uuid, numeric, text
) is
'Give an income that waits as a mismatch to a profile of its account, at a price (null: the
market''s); audited. Returns recorded, or known when it is on record already. Errors, in order:
OPR01, LGR03 the price, TNR01, OPC01 another profile has it, TNR01 no such income waits, OPR01 it
needs a price.';
