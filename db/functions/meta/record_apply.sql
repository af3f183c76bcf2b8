create or replace function meta.record_apply(
  p_step text, p_arguments jsonb
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform from ops.audit_head as h where h.is_only for no key update;
  perform meta.record_audit('00000000-0000-0000-0000-000000000000', 'meta.' || p_step,
    p_arguments, jsonb_build_object(
      'objects', (select count(*) from meta.objects), 'digest', meta.digest_objects()));
end;
$$;
alter function meta.record_apply(text, jsonb) owner to tradekeel_owner;
revoke all on function meta.record_apply(text, jsonb) from public;
comment on function meta.record_apply(text, jsonb) is
'Record what whoever installs did, and the hash of what is recorded of every object then. p_step:
apply_begun, apply_ended, rebaseline. Waits for who seals, so that steps are sealed in their order.
Called by the applier alone, as the owner.';
