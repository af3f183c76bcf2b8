create or replace function lifecycle.normalise_income(
  p_income jsonb
) returns table (
  exchange_income_id text, kind text, symbol text, currency text, amount numeric, effective_at
  timestamptz
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if jsonb_typeof(p_income) is distinct from 'object' then
    perform meta.raise_error('LCR07', 'field=income wanted=object');
  end if;
  exchange_income_id := meta.read_text(p_income, 'id', 200);
  kind := coalesce(
    meta.read_text(p_income, 'kind', 20),
    lifecycle.income_kind(meta.read_text(p_income, 'type', 100)));
  symbol := meta.read_text(p_income, 'symbol', 100);
  currency := meta.read_text(p_income, 'currency', 50);
  amount := meta.read_amount(p_income, 'amount', -1e20);
  effective_at := meta.read_moment(p_income, 'timestamp');
  if exchange_income_id is null or currency is null or amount is null or effective_at is null
     or kind is null
     or kind not in ('funding', 'interest', 'rebate', 'fee', 'liquidation', 'none') then
    perform meta.raise_error('LCR07', format(
      'field=id, kind, currency, amount or timestamp of income %s type=%s', exchange_income_id,
      p_income ->> 'type'));
  end if;
  return next;
end;
$$;
alter function lifecycle.normalise_income(jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.normalise_income(jsonb) from public;
grant execute on function lifecycle.normalise_income(jsonb) to tradekeel_engine;
comment on function lifecycle.normalise_income(jsonb) is
'Read one income: its kind, or the exchange''s word for it (type, income_kind). Errors, in order:
LCR07 naming the field.';
