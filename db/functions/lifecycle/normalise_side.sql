create or replace function lifecycle.normalise_side(
  p_document jsonb
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_side constant text := lower(meta.read_text(p_document, 'side', 20));
begin
  if v_side is not null and v_side not in ('buy', 'sell') then
    perform meta.raise_error('LCR07', format('field=side wanted=buy or sell got=%s', v_side));
  end if;
  return v_side;
end;
$$;
alter function lifecycle.normalise_side(jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.normalise_side(jsonb) from public;
grant execute on function lifecycle.normalise_side(jsonb) to tradekeel_engine;
comment on function lifecycle.normalise_side(jsonb) is
'The side of a unified order or trade, buy or sell, or null when the exchange does not say.
Errors, in order: LCR07.';
