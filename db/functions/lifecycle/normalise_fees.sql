create or replace function lifecycle.normalise_fees(
  p_document jsonb
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_fees jsonb := meta.read_array(p_document, 'fees');
  v_result jsonb := '[]'::jsonb;
  v_fee jsonb;
  v_cost numeric;
  v_currency text;
begin
  if jsonb_array_length(v_fees) = 0 and jsonb_typeof(p_document -> 'fee') = 'object' then
    v_fees := jsonb_build_array(p_document -> 'fee');
  elsif jsonb_typeof(p_document -> 'fee') not in ('object', 'null') then
    perform meta.raise_error('LCR07', format(
      'field=fee wanted=object got=%s', jsonb_typeof(p_document -> 'fee')));
  end if;
  for v_fee in select f.value from jsonb_array_elements(v_fees) as f
  loop
    if jsonb_typeof(v_fee) <> 'object' then
      perform meta.raise_error('LCR07', 'field=fees wanted=array of objects');
    end if;
    v_cost := meta.read_amount(v_fee, 'cost', -1e20);
    v_currency := meta.read_text(v_fee, 'currency', 50);
    if v_cost is not null and v_cost <> 0 and v_currency is not null then
      v_result := v_result || jsonb_build_array(
        jsonb_build_object('currency', v_currency, 'cost', v_cost::text));
    end if;
  end loop;
  return v_result;
end;
$$;
alter function lifecycle.normalise_fees(jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.normalise_fees(jsonb) from public;
grant execute on function lifecycle.normalise_fees(jsonb) to tradekeel_engine;
comment on function lifecycle.normalise_fees(jsonb) is
'The fees of a unified order or trade as an array of {currency, cost}, cost as exact text; a
negative cost is a rebate. fees wins over fee; entries without cost or currency are left out.
Errors, in order: LCR07 naming the field.';
