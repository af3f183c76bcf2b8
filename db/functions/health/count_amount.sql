create or replace function health.count_amount(
  p_user_id uuid, p_counter text, p_label text, p_amount numeric
) returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  insert into health.counter_deltas (user_id, counter, label, delta)
  values (p_user_id, p_counter, p_label, greatest(0, p_amount));
end;
$$;
alter function health.count_amount(uuid, text, text, numeric) owner to tradekeel_owner;
revoke all on function health.count_amount(uuid, text, text, numeric) from public;
grant execute on function health.count_amount(uuid, text, text, numeric) to tradekeel_engine;
comment on function health.count_amount(uuid, text, text, numeric) is
'Count an amount, in the unit that the counter''s name ends with; less than nothing, and nothing
known, count as 0. Appends; a sweeper folds, so no row is shared between callers.';
