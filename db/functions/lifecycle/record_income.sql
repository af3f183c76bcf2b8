create or replace function lifecycle.record_income(
  p_account tenancy.exchange_accounts, p_profile_id uuid, p_kind text, p_exchange_income_id text,
  p_symbol text, p_currency text, p_amount numeric, p_effective_at timestamptz
) returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_subject constant text := 'income:' || p_kind || ':' || p_exchange_income_id;
  v_known lifecycle.incomes;
  v_income_id uuid;
  v_quote numeric;
begin
  select i.* into v_known
    from lifecycle.incomes as i
   where i.user_id = p_account.user_id and i.account_id = p_account.account_id
     and i.kind = p_kind and i.exchange_income_id = p_exchange_income_id;
  if found and v_known.currency = p_currency and v_known.amount = p_amount then
    return 'known';
  elsif found then
    perform reconciliation.note_mismatch(
      p_account.user_id, p_account.account_id, v_known.profile_id, null, 'unpriced_fee',
      v_subject, jsonb_build_object(
        'kind', p_kind, 'currency', p_currency, 'amount', p_amount::text,
        'recorded', v_known.amount::text || ' ' || v_known.currency));
    return 'unattributed';
  end if;
  select ledger.round_amount(case
           when p_currency = f.quote_currency then p_amount
           else p_amount * (
             select l.price from lifecycle.latest_prices as l
              where l.exchange = p_account.exchange
                and l.symbol in (p_currency || '/' || f.quote_currency,
                  p_currency || '/' || f.quote_currency || ':' || f.quote_currency)
              order by l.observed_at desc limit 1)
         end)
    into v_quote
    from tenancy.profiles as f
   where f.user_id = p_account.user_id and f.profile_id = p_profile_id;
  if v_quote is null or abs(v_quote) > 1e18 then
    perform reconciliation.note_mismatch(
      p_account.user_id, p_account.account_id, p_profile_id, null, 'unpriced_fee', v_subject,
      jsonb_build_object(
        'kind', p_kind, 'symbol', p_symbol, 'currency', p_currency, 'amount', p_amount::text));
    return 'unattributed';
  end if;
  perform ledger.lock_capital(p_account.user_id, p_profile_id);
  insert into lifecycle.incomes (
    user_id, account_id, profile_id, kind, exchange_income_id, symbol, currency, amount,
    amount_quote, effective_at
  ) values (
    p_account.user_id, p_account.account_id, p_profile_id, p_kind, p_exchange_income_id, p_symbol,
    p_currency, p_amount, v_quote, p_effective_at
  ) on conflict (user_id, account_id, kind, exchange_income_id) do nothing
  returning income_id into v_income_id;
  if v_income_id is null then
    return 'known';
  end if;
  perform ledger.post(
    p_account.user_id, p_profile_id, p_kind, 'income:' || v_income_id, 0, 0, 0, v_quote, true,
    p_effective_at, jsonb_build_object('symbol', p_symbol));
  perform reconciliation.heal_mismatch(
    p_account.user_id, p_account.account_id, 'unpriced_fee', v_subject);
  return 'recorded';
end;
$$;
alter function lifecycle.record_income(
  tenancy.exchange_accounts, uuid, text, text, text, text, numeric, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.record_income(
  tenancy.exchange_accounts, uuid, text, text, text, text, numeric, timestamptz
) from public;
grant execute on function lifecycle.record_income(
  tenancy.exchange_accounts, uuid, text, text, text, text, numeric, timestamptz
) to tradekeel_engine;
comment on function lifecycle.record_income(
  tenancy.exchange_accounts, uuid, text, text, text, text, numeric, timestamptz
) is
'Record one income of a profile and post it: recorded, known, or unattributed, as a mismatch, when
nobody owns it, its currency has no price, its id is on record with another amount, or it is
beyond 1e18.';
