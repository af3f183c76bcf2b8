create or replace function meta.read_amount(
  p_document jsonb, p_field text, p_minimum numeric
) returns numeric
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_type constant text := coalesce(jsonb_typeof(p_document -> p_field), 'null');
  v_text constant text := p_document ->> p_field;
  v_amount numeric;
begin
  if v_type = 'null' or v_text = '' then
    return null;
  end if;
  if v_type <> 'string' or length(v_text) > 100
     or v_text !~ '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$' then
    perform meta.raise_error('LCR07', format(
      'field=%s wanted=decimal text got=%s %s', p_field, v_type, left(v_text, 60)));
  end if;
  v_amount := v_text::numeric;
  if v_amount < p_minimum or abs(v_amount) > 1e20 then
    perform meta.raise_error('LCR07', format(
      'field=%s wanted=%s to 1e20 got=%s', p_field, p_minimum, left(v_text, 60)));
  end if;
  return case when scale(v_amount) > 18 then round(v_amount, 18) else v_amount end;
end;
$$;
alter function meta.read_amount(jsonb, text, numeric) owner to tradekeel_owner;
revoke all on function meta.read_amount(jsonb, text, numeric) from public;
grant execute on function meta.read_amount(jsonb, text, numeric) to tradekeel_engine;
comment on function meta.read_amount(jsonb, text, numeric) is
'Read an optional amount of an exchange''s document; null, absent and empty give null. Amounts
are decimal text, never JSON numbers, so that no float can have touched them; more than 18
decimals are rounded to 18. Errors, in order: LCR07 naming the field when it is not decimal
text, is below p_minimum or beyond 1e20.';
