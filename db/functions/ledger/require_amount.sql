create or replace function ledger.require_amount(
  p_amount numeric, p_name text
) returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if p_amount is null or not (p_amount > 0 and p_amount <= 1e20) or scale(p_amount) > 18 then
    perform meta.raise_error('LGR03', format('%s=%s', p_name, coalesce(p_amount::text, 'null')));
  end if;
end;
$$;
alter function ledger.require_amount(numeric, text) owner to tradekeel_owner;
revoke all on function ledger.require_amount(numeric, text) from public;
grant execute on function ledger.require_amount(numeric, text) to tradekeel_engine;
comment on function ledger.require_amount(numeric, text) is
'Refuse an amount that is null, not above zero, not finite, above 1e20, or finer than 18
decimals. Errors, in order: LGR03 naming the argument.';
