create or replace function reconciliation.profiles_to_handle(
  p_run reconciliation.runs
) returns uuid[]
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(distinct m.profile_id), '{}')
      from reconciliation.mismatches as m
     where m.user_id = p_run.user_id and m.account_id = p_run.account_id
       and m.run_id = p_run.run_id and m.state = 'open' and m.profile_id is not null
       and m.kind in ('order_drift', 'order_missing_in_database', 'fill_missing')
       and not m.detail ? 'is_handled' and m.stopped_at is null
  );
end;
$$;
alter function reconciliation.profiles_to_handle(reconciliation.runs) owner to tradekeel_owner;
revoke all on function reconciliation.profiles_to_handle(reconciliation.runs) from public;
grant execute on function reconciliation.profiles_to_handle(
  reconciliation.runs
) to tradekeel_engine;
comment on function reconciliation.profiles_to_handle(reconciliation.runs) is
'The profiles with a difference that this run found and into which its reading was not brought
yet. One that was stopped, because it kept returning, is not tried.';
