create or replace function lifecycle.find_intent(
  p_user_id uuid, p_profile_id uuid, p_request_id text, p_input_hash text
) returns lifecycle.intents
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_intent lifecycle.intents;
begin
  select i.* into v_intent
    from lifecycle.intents as i
   where i.user_id = p_user_id and i.profile_id = p_profile_id and i.request_id = p_request_id;
  if found and v_intent.input_hash <> p_input_hash then
    perform meta.raise_error('LCC01', format(
      'profile=%s request_id=%s', p_profile_id, p_request_id));
  end if;
  return v_intent;
end;
$$;
alter function lifecycle.find_intent(uuid, uuid, text, text) owner to tradekeel_owner;
revoke all on function lifecycle.find_intent(uuid, uuid, text, text) from public;
grant execute on function lifecycle.find_intent(uuid, uuid, text, text) to tradekeel_engine;
comment on function lifecycle.find_intent(uuid, uuid, text, text) is
'The intent of a request id, or a row of nulls. Errors, in order: LCC01 the id was used with
other input.';
