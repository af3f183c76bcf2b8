create or replace function lifecycle.close_protections(
  p_user_id uuid, p_position_id uuid
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  update lifecycle.protections as x
     set state = case x.state when 'fired' then 'done' else 'canceled' end, changed_at = v_now
   where x.user_id = p_user_id and x.position_id = p_position_id
     and x.state in ('armed', 'fired');
end;
$$;
alter function lifecycle.close_protections(uuid, uuid) owner to tradekeel_owner;
revoke all on function lifecycle.close_protections(uuid, uuid) from public;
grant execute on function lifecycle.close_protections(uuid, uuid) to tradekeel_engine;
comment on function lifecycle.close_protections(uuid, uuid) is
'End the protections of a position that is flat: fired ones are done, armed ones canceled.';
