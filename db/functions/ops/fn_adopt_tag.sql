create or replace function ops.fn_adopt_tag(
  p_tag text, p_reason text
) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_epoch bigint;
begin
  perform meta.require_reason(p_reason);
  if p_tag is null or p_tag !~ '^[0-9a-f]{8}$' then
    perform meta.raise_error('OPR01', format(
      'p_tag=%s wanted=8 hexadecimal digits', left(p_tag, 60)));
  end if;
  if (
    select a.attempt_id from lifecycle.attempts as a order by a.user_id, a.attempt_id limit 1
  ) is not null or exists (
    select from locks.account_leases as l where l.owner_token is not null and l.expires_at > v_now
  ) then
    perform meta.raise_error('OPC15', format('epoch=%s', meta.current_epoch()));
  end if;
  update meta.installation as i
     set tag = decode(p_tag, 'hex'), acknowledged_at = v_now, acknowledged_by = session_user,
         epoch = greatest(i.epoch + 1, floor(extract(epoch from v_now))::bigint)
  returning i.epoch into v_epoch;
  update locks.account_leases as l
     set ready_term = null, ready_epoch = null, reconciled_at = null;
  perform meta.record_audit(
    '00000000-0000-0000-0000-000000000000', 'ops.fn_adopt_tag',
    jsonb_build_object('tag', p_tag, 'reason', p_reason), jsonb_build_object('epoch', v_epoch));
  return v_epoch;
end;
$$;
alter function ops.fn_adopt_tag(text, text) owner to tradekeel_engine;
revoke all on function ops.fn_adopt_tag(text, text) from public;
grant execute on function ops.fn_adopt_tag(text, text) to tradekeel_operator;
comment on function ops.fn_adopt_tag(text, text) is
'Take over the tag of an installation whose database is lost without a backup: the first 8 digits of
the client order ids of its orders. From then on these are recognised as ours. The epoch becomes
one that no life before had, so that no id is made again. Only before the first order is begun,
while nobody drives an account. Returns the epoch. Errors, in order: OPR01, OPC15.';
