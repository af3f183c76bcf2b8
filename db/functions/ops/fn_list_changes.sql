create or replace function ops.fn_list_changes(
  p_user_id uuid
) returns table (
  change_id uuid, profile_id uuid, kind text, state text, planned jsonb, reason text,
  requested_by text, requested_at timestamptz, approved_by text, approved_at timestamptz,
  applied_at timestamptz, expires_at timestamptz, is_stale boolean
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_count bigint;
begin
  if not exists (select from tenancy.users as u where u.user_id = p_user_id) then
    perform meta.raise_error('TNR01', format('user=%s', p_user_id));
  end if;
  return query
  select c.change_id, c.profile_id, c.kind, c.state, c.planned, c.reason, c.requested_by,
         c.requested_at, c.approved_by, c.approved_at, c.applied_at, c.expires_at,
         c.state in ('proposed', 'approved')
           and (c.expires_at <= clock_timestamp() or k.seq <> c.planned_seq)
    from ops.change_requests as c
    join ledger.capital as k on k.user_id = c.user_id and k.profile_id = c.profile_id
   where c.user_id = p_user_id
   order by c.state in ('proposed', 'approved') desc, c.requested_at desc limit 100;
  get diagnostics v_count = row_count;
  perform meta.record_read(p_user_id, 'ops.fn_list_changes', '{}', v_count);
end;
$$;
alter function ops.fn_list_changes(uuid) owner to tradekeel_engine;
revoke all on function ops.fn_list_changes(uuid) from public;
grant execute on function ops.fn_list_changes(uuid) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_list_changes(uuid) is
'Show a user''s change requests, those that wait first: what is planned, with every amount before
and after, by whom, approved by whom. is_stale: it has expired, or its profile moved since, and will
be refused. At most 100. Recorded in ops.audit with the number of rows. Errors, in order: TNR01.';
