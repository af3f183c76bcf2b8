create or replace function reconciliation.normalise_balances(
  p_balances jsonb
) returns table (
  currency text, free numeric, used numeric, total numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_part text;
begin
  if jsonb_typeof(p_balances) is distinct from 'object' then
    perform meta.raise_error('RCR02', format(
      'field=balances wanted=object got=%s', coalesce(jsonb_typeof(p_balances), 'null')));
  end if;
  foreach v_part in array array['free', 'used', 'total']
  loop
    if jsonb_typeof(p_balances -> v_part) not in ('object', 'null') then
      perform meta.raise_error('RCR02', format(
        'field=%s wanted=object got=%s', v_part, jsonb_typeof(p_balances -> v_part)));
    end if;
  end loop;
  for currency in
    select distinct k.name
      from (values ('free'), ('used'), ('total')) as p (part),
           lateral jsonb_object_keys(case jsonb_typeof(p_balances -> p.part)
             when 'object' then p_balances -> p.part else '{}' end) as k (name)
     order by k.name
  loop
    free := meta.read_amount(p_balances -> 'free', currency, -1e20);
    used := meta.read_amount(p_balances -> 'used', currency, -1e20);
    total := coalesce(
      meta.read_amount(p_balances -> 'total', currency, -1e20), free + used, free, used);
    return next;
  end loop;
end;
$$;
alter function reconciliation.normalise_balances(jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.normalise_balances(jsonb) from public;
grant execute on function reconciliation.normalise_balances(jsonb) to tradekeel_engine;
comment on function reconciliation.normalise_balances(jsonb) is
'Read a unified balance as ccxt gives it with number=str: one row per currency named in free,
used or total. Total is free plus used, as far as they are known, when the exchange gives none.
Errors, in order: RCR02 naming the field, LCR07 naming the currency.';
