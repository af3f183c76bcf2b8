create or replace function lifecycle.normalise_fees(
  p_document jsonb
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_type constant text := coalesce(jsonb_typeof(p_document -> 'fee'), 'null');
  v_fees jsonb := meta.read_array(p_document, 'fees');
  v_result jsonb := '[]'::jsonb;
  v_fee jsonb;
  v_cost numeric;
begin
  if v_type not in ('object', 'null') then
    perform meta.raise_error('LCR07', format('field=fee wanted=object got=%s', v_type));
  elsif v_type = 'object' then
    if jsonb_array_length(v_fees) = 0 then
      v_fees := jsonb_build_array(p_document -> 'fee');
    elsif not exists (
      select from jsonb_array_elements(v_fees) as f (value) where f.value ->> 'cost' is not null
    ) then
      v_fees := jsonb_build_array(p_document -> 'fee');
    end if;
  end if;
  if jsonb_array_length(v_fees) = 0 then
    return v_result;
  end if;
  for v_fee in select f.value from jsonb_array_elements(v_fees) as f
  loop
    if jsonb_typeof(v_fee) <> 'object' then
      perform meta.raise_error('LCR07', format(
        'field=fees wanted=array of objects got=%s', jsonb_typeof(v_fee)));
    end if;
    v_cost := meta.read_amount(v_fee, 'cost', -1e20);
    if v_cost <> 0 then
      v_result := v_result || jsonb_build_array(jsonb_build_object(
        'currency', meta.read_text(v_fee, 'currency', 50), 'cost', v_cost::text));
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
negative cost is a rebate. fees wins over fee when it states a cost; costs of zero are left out.
A fee whose currency the exchange does not say keeps currency null: it is unpriced, not
nothing. Errors, in order: LCR07 naming the field.';
