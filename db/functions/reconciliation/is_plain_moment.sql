-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function reconciliation.is_plain_moment(
  p_document jsonb, p_field text, p_latest_ms text
) returns boolean
language sql immutable security invoker parallel safe
return p_document ->> p_field is null
  or length(p_document ->> p_field) = 13 and p_document ->> p_field ~ '^[0-9]+$'
     and (p_document ->> p_field) collate "C" between '1300000000000' and p_latest_ms;
alter function reconciliation.is_plain_moment(jsonb, text, text) owner to tradekeel_owner;
revoke all on function reconciliation.is_plain_moment(jsonb, text, text) from public;
grant execute on function reconciliation.is_plain_moment(jsonb, text, text) to tradekeel_engine;
comment on function reconciliation.is_plain_moment(jsonb, text, text) is
'Whether a field is absent, null, or a moment in ms between 2011 and p_latest_ms (13 digits), which
meta.read_moment takes. One expression, put in the place of its call.';
