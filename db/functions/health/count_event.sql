create or replace function health.count_event(
  p_user_id uuid, p_counter text, p_label text
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  insert into health.counter_deltas (user_id, counter, label, delta)
  values (p_user_id, p_counter, p_label, 1);
end;
$$;
alter function health.count_event(uuid, text, text) owner to tradekeel_owner;
revoke all on function health.count_event(uuid, text, text) from public;
grant execute on function health.count_event(uuid, text, text) to tradekeel_engine;
comment on function health.count_event(uuid, text, text) is
'Count one event. Appends; a sweeper folds, so no row is shared between callers.';
