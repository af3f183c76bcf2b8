create or replace function reconciliation.find_order_differences(
  p_run reconciliation.runs
) returns table (
  kind text, subject text, profile_id uuid, detail jsonb
)
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  select d.kind, d.subject, d.profile_id, d.detail
    from reconciliation.find_profile_differences(p_run, null) as d;
end;
$$;
alter function reconciliation.find_order_differences(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.find_order_differences(reconciliation.runs) from public;
grant execute on function reconciliation.find_order_differences(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.find_order_differences(reconciliation.runs) is
'The differences of every profile of an account (find_profile_differences).';
