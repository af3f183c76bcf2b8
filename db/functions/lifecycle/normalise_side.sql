create or replace function lifecycle.normalise_side(
  p_document jsonb
) returns text
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_side constant text := lower(meta.read_text(p_document, 'side', 50));
begin
  return case
    when v_side in ('buy', 'bid') then 'buy'
    when v_side in ('sell', 'ask') then 'sell'
  end;
end;
$$;
alter function lifecycle.normalise_side(jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.normalise_side(jsonb) from public;
grant execute on function lifecycle.normalise_side(jsonb) to tradekeel_engine;
comment on function lifecycle.normalise_side(jsonb) is
'The side of a unified order or trade, buy or sell, or null when it decides nothing (absent, or a
raw word that leaked through). Errors, in order: LCR07 when it is not text.';
