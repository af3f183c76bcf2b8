create or replace function engine.fn_record_incomes(
  p_user_id uuid, p_account_id uuid, p_incomes jsonb, p_read_until timestamptz
) returns table (
  recorded integer, known integer, unattributed integer, ignored integer, refused integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_account tenancy.exchange_accounts;
  n record;
begin
  perform meta.require_rows(p_incomes, 'incomes', 1000);
  v_account := tenancy.require_account(p_user_id, p_account_id);
  recorded := 0; known := 0; unattributed := 0; ignored := 0;
  refused := jsonb_array_length(p_incomes);
  for n in
    select r.income, r.kind, r.profile_id
      from lifecycle.readable_incomes(v_account, p_incomes) as r
     order by r.profile_id, r.income ->> 'timestamp', r.income ->> 'id'
  loop
    refused := refused - 1;
    if n.kind = 'none' then
      ignored := ignored + 1;
      continue;
    end if;
    case lifecycle.record_income(v_account, n.profile_id, n.income, null)
      when 'recorded' then recorded := recorded + 1;
      when 'known' then known := known + 1;
      else unattributed := unattributed + 1;
    end case;
  end loop;
  insert into lifecycle.income_cursors as c (user_id, account_id, read_until, read_at)
  values (
    p_user_id, p_account_id, least(coalesce(p_read_until, v_account.created_at), v_now), v_now
  ) on conflict (user_id, account_id) do update
     set read_until = greatest(c.read_until, excluded.read_until), read_at = excluded.read_at;
  return next;
end;
$$;
alter function engine.fn_record_incomes(uuid, uuid, jsonb, timestamptz) owner to tradekeel_engine;
revoke all on function engine.fn_record_incomes(uuid, uuid, jsonb, timestamptz) from public;
grant execute on function engine.fn_record_incomes(
  uuid, uuid, jsonb, timestamptz
) to tradekeel_bridge;
comment on function engine.fn_record_incomes(uuid, uuid, jsonb, timestamptz) is
'Record money that moved without an order: an array of {id, kind: funding, interest, rebate, fee
or liquidation, or type: the exchange''s word, symbol, currency, amount, timestamp}, amount as
signed text (negative is paid). Each once, by kind and the exchange''s id; what orders bring in
is ignored. It belongs to the profile that held the symbol then, or to the only profile of the
account; otherwise, when its currency cannot be priced, or when its id is on record with another
amount, it is a mismatch that keeps it and moves nothing (ops.fn_attribute_income,
engine.fn_price_fees). A row that cannot be read is quarantined with an incident. Nothing is
missing before p_read_until (null: not known): fn_plan_monitoring asks from there on,
income_interval_seconds later. Errors, in order: RCR01 no array of at most 1000
rows, TNR01.';
