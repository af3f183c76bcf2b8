create or replace function lifecycle.is_same_fees(
  p_booked jsonb, p_told jsonb
) returns boolean
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  if p_booked = p_told or p_booked = '[]' or p_told = '[]' then
    return true;
  elsif p_booked @> '[{"currency": null}]' or p_told @> '[{"currency": null}]' then
    return lifecycle.is_same_amount(
      (select sum((b.value ->> 'cost')::numeric) from jsonb_array_elements(p_booked) as b),
      (select sum((t.value ->> 'cost')::numeric) from jsonb_array_elements(p_told) as t));
  end if;
  return (
    select bool_and(lifecycle.is_same_amount(f.booked, f.told))
      from (
        select coalesce(sum((e.value ->> 'cost')::numeric) filter (where e.is_booked), 0) as booked,
               coalesce(sum((e.value ->> 'cost')::numeric) filter (where not e.is_booked), 0)
                 as told
          from (
            select b.value, true as is_booked from jsonb_array_elements(p_booked) as b
            union all
            select t.value, false from jsonb_array_elements(p_told) as t
          ) as e
         group by e.value ->> 'currency'
      ) as f
  );
end;
$$;
alter function lifecycle.is_same_fees(jsonb, jsonb) owner to tradekeel_owner;
revoke all on function lifecycle.is_same_fees(jsonb, jsonb) from public;
grant execute on function lifecycle.is_same_fees(jsonb, jsonb) to tradekeel_engine;
comment on function lifecycle.is_same_fees(jsonb, jsonb) is
'Whether two lists of fees of one trade ({currency, cost}) do not contradict each other: every
currency amounts to the same (lifecycle.is_same_amount), or all together where a currency is not
said, or one of them says none.';
