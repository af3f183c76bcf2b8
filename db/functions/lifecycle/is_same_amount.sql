-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.is_same_amount(
  p_booked numeric, p_told numeric
) returns boolean
language sql immutable security invoker parallel safe
return p_booked = p_told
  or abs(p_booked - p_told) <= 0.000001 * least(abs(p_booked), abs(p_told))
  or least(scale(p_booked), scale(p_told)) >= 4
     and abs(p_booked - p_told) < power(10::numeric, -least(scale(p_booked), scale(p_told)));
alter function lifecycle.is_same_amount(numeric, numeric) owner to tradekeel_owner;
revoke all on function lifecycle.is_same_amount(numeric, numeric) from public;
grant execute on function lifecycle.is_same_amount(numeric, numeric) to tradekeel_engine;
comment on function lifecycle.is_same_amount(numeric, numeric) is
'Whether two statements of one cost or fee are the same but for rounding: within a millionth, or
within one unit of the last digit that the coarser one states, if that is the fourth or a later.';
