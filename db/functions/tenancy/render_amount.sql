create or replace function tenancy.render_amount(
  p_amount tenancy.amount
) returns json
language plpgsql immutable security invoker parallel safe
set search_path = ''
as $$
begin
  return to_json(p_amount::numeric::text);
end;
$$;
alter function tenancy.render_amount(tenancy.amount) owner to tradekeel_owner;
revoke all on function tenancy.render_amount(tenancy.amount) from public;
grant execute on function tenancy.render_amount(tenancy.amount) to public;
comment on function tenancy.render_amount(tenancy.amount) is
'Render an amount for JSON as text, with all its digits. PostgREST calls it for every column of
type tenancy.amount, and uses only casts that its own login may execute: so everybody may.';
