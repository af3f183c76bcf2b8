create or replace function lifecycle.record_income(
  p_account tenancy.exchange_accounts, p_profile_id uuid, p_income jsonb, p_price numeric
) returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  n record;
  v_subject text;
  v_income jsonb;
  v_known lifecycle.incomes;
  v_income_id uuid;
  v_quote numeric;
begin
  select i.* into strict n from lifecycle.normalise_income(p_income) as i;
  v_subject := 'income:' || n.kind || ':' || n.exchange_income_id;
  v_income := jsonb_build_object(
    'id', n.exchange_income_id, 'kind', n.kind, 'symbol', n.symbol, 'currency', n.currency,
    'amount', n.amount::text,
    'timestamp', floor(extract(epoch from n.effective_at) * 1000)::bigint);
  select i.* into v_known
    from lifecycle.incomes as i
   where i.user_id = p_account.user_id and i.account_id = p_account.account_id
     and i.kind = n.kind and i.exchange_income_id = n.exchange_income_id;
  if found and v_known.currency = n.currency and v_known.amount = n.amount then
    return 'known';
  elsif found then
    perform reconciliation.note_mismatch(
      p_account.user_id, p_account.account_id, v_known.profile_id, null, 'unpriced_fee',
      v_subject, jsonb_build_object(
        'conflict', v_income, 'recorded', v_known.amount::text || ' ' || v_known.currency));
    return 'unattributed';
  end if;
  select ledger.round_amount(n.amount * coalesce(p_price, lifecycle.currency_price(
           p_account.exchange, n.currency, f.quote_currency)))
    into v_quote
    from tenancy.profiles as f
   where f.user_id = p_account.user_id and f.profile_id = p_profile_id;
  if v_quote is null or abs(v_quote) > 1e18 then
    perform reconciliation.note_mismatch(
      p_account.user_id, p_account.account_id, p_profile_id, null, 'unpriced_fee', v_subject,
      jsonb_build_object('income', v_income));
    return 'unattributed';
  end if;
  perform ledger.lock_capital(p_account.user_id, p_profile_id);
  insert into lifecycle.incomes (
    user_id, account_id, profile_id, kind, exchange_income_id, symbol, currency, amount,
    amount_quote, effective_at
  ) values (
    p_account.user_id, p_account.account_id, p_profile_id, n.kind, n.exchange_income_id, n.symbol,
    n.currency, n.amount, v_quote, n.effective_at
  ) on conflict (user_id, account_id, kind, exchange_income_id) do nothing
  returning income_id into v_income_id;
  if v_income_id is null then
    return 'known';
  end if;
  perform ledger.post(
    p_account.user_id, p_profile_id, n.kind, 'income:' || v_income_id, 0, 0, 0, v_quote, true,
    n.effective_at, jsonb_build_object('symbol', n.symbol));
  perform reconciliation.heal_mismatch(
    p_account.user_id, p_account.account_id, 'unpriced_fee', v_subject);
  return 'recorded';
end;
$$;
alter function lifecycle.record_income(
  tenancy.exchange_accounts, uuid, jsonb, numeric
) owner to tradekeel_owner;
revoke all on function lifecycle.record_income(
  tenancy.exchange_accounts, uuid, jsonb, numeric
) from public;
grant execute on function lifecycle.record_income(
  tenancy.exchange_accounts, uuid, jsonb, numeric
) to tradekeel_engine;
comment on function lifecycle.record_income(
  tenancy.exchange_accounts, uuid, jsonb, numeric
) is
'Record one income of a profile at a price (null: the market''s) and post it: recorded, known, or
unattributed, as a mismatch that keeps the income, when nobody owns it, its currency has no
price, its id is on record with another amount, or it is beyond 1e18. Errors, in order: LCR07.';
