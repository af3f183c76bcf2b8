create or replace function engine.fn_join_topic(
  p_claims jsonb, p_topic text
) returns table (user_id uuid, is_allowed boolean)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_uuid constant text := '[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}';
  v_subject constant text := p_claims ->> 'sub';
  v_user_id uuid;
  v_is_allowed boolean := false;
begin
  if jsonb_typeof(p_claims) is distinct from 'object' then
    perform meta.raise_error('LCR01', 'claims wanted=object');
  elsif p_topic is null or length(p_topic) > 500 then
    perform meta.raise_error('LCR01', 'topic wanted=at most 500 characters');
  end if;
  if v_subject ~ ('^' || v_uuid || '$') then
    v_user_id := v_subject::uuid;
  end if;
  if v_user_id is not null and p_claims ->> 'role' = 'authenticated'
     and p_topic = 'user:' || v_user_id then
    v_is_allowed := tenancy.probe_topic(p_claims, p_topic);
  elsif v_user_id is not null then
    perform tenancy.record_breach(
      v_user_id, 'engine.fn_join_topic', substring(p_topic from '(' || v_uuid || ')')::uuid,
      left('topic:' || p_topic, 500));
  end if;
  return query select v_user_id, v_is_allowed;
end;
$$;
alter function engine.fn_join_topic(jsonb, text) owner to tradekeel_engine;
revoke all on function engine.fn_join_topic(jsonb, text) from public;
grant execute on function engine.fn_join_topic(jsonb, text) to tradekeel_bridge;
comment on function engine.fn_join_topic(jsonb, text) is
'Whether the holder of these claims, which the caller verified, may listen to this topic: it has to
be user: and his own id, in that one spelling, and the policies on realtime.messages have to let him
read it. An attempt at any other topic is recorded as a breach. Errors, in order: LCR01 naming the
argument.';
