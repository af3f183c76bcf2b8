-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function reconciliation.is_plain_amount(
  p_document jsonb, p_field text
) returns boolean
language sql immutable security invoker parallel safe
return case jsonb_typeof(p_document -> p_field)
  when 'string' then length(p_document ->> p_field) <= 20
    and p_document ->> p_field ~ '^[0-9]+(\.[0-9]+)?$'
  else p_document ->> p_field is null
end;
alter function reconciliation.is_plain_amount(jsonb, text) owner to tradekeel_owner;
revoke all on function reconciliation.is_plain_amount(jsonb, text) from public;
grant execute on function reconciliation.is_plain_amount(jsonb, text) to tradekeel_engine;
comment on function reconciliation.is_plain_amount(jsonb, text) is
'Whether a field is absent, null, or decimal text that a bare cast reads as meta.read_amount does.
At most 20 characters are below 1e20 and have no decimal to round; a pattern that counts is three
times slower. One expression, put in the place of its call.';
