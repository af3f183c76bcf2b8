create or replace function ops.fn_resume_everything(
  p_reason text
) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_was meta.installation;
begin
  perform meta.require_reason(p_reason);
  select i.* into strict v_was from meta.installation as i;
  update meta.installation as i
     set paused_at = null, paused_by = null, pause_reason = null
   where i.paused_at is not null;
  perform meta.record_audit(
    '00000000-0000-0000-0000-000000000000', 'ops.fn_resume_everything',
    jsonb_build_object('reason', p_reason), jsonb_build_object(
      'paused_at', v_was.paused_at, 'paused_by', v_was.paused_by, 'was', v_was.pause_reason));
  return v_was.paused_at is not null;
end;
$$;
alter function ops.fn_resume_everything(text) owner to tradekeel_engine;
revoke all on function ops.fn_resume_everything(text) from public;
grant execute on function ops.fn_resume_everything(text) to tradekeel_operator;
comment on function ops.fn_resume_everything(text) is
'Let entries begin again after ops.fn_pause_everything. Profiles, accounts and users that were
paused on their own stay so. Returns whether it was stopped. Errors, in order: OPR01.';
