-- No search_path is set: the body is parsed when this is made, and may then be inlined.
create or replace function lifecycle.normalise_status(
  p_status text
) returns text
language sql immutable security invoker parallel safe
return case lower(p_status)
  when 'open' then 'open'
  when 'canceling' then 'open'
  when 'pending' then 'open'
  when 'closed' then 'closed'
  when 'filled' then 'closed'
  when 'canceled' then 'canceled'
  when 'cancelled' then 'canceled'
  when 'expired' then 'expired'
  when 'rejected' then 'rejected'
end;
alter function lifecycle.normalise_status(text) owner to tradekeel_owner;
revoke all on function lifecycle.normalise_status(text) from public;
grant execute on function lifecycle.normalise_status(text) to tradekeel_engine;
comment on function lifecycle.normalise_status(text) is
'A unified order status as one of ours, or null when it decides nothing (absent, or a raw word
that leaked through). canceling and pending count as open: not terminal until the exchange says
so.';
