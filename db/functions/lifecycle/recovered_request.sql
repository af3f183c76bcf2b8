create or replace function lifecycle.recovered_request(
  p_user_id uuid, p_profile_id uuid, p_symbol text, p_side text, p_client_order_text text
) returns table (
  request_id text, signal_id uuid, attempt_no integer, leverage numeric
)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  v_id constant uuid := lifecycle.parse_client_order_id(p_client_order_text);
  v_epoch constant bigint := meta.current_epoch();
begin
  return query
  select s.signal_id::text, s.signal_id, n.attempt_no, s.leverage
    from (
      select x.signal_id, x.leverage, x.created_at
        from lifecycle.signals as x
       where x.user_id = p_user_id and x.profile_id = p_profile_id and x.symbol = p_symbol
         and x.side = p_side
       order by x.created_at desc
       limit 1000
    ) as s
   cross join generate_series(1, 3) as n (attempt_no)
   cross join generate_series(greatest(1, v_epoch - 9), v_epoch) as e (epoch)
   where v_id = lifecycle.make_client_order_id(
           e.epoch, p_user_id, p_profile_id, s.signal_id::text, n.attempt_no)
     and not exists (
       select from lifecycle.intents as i
        where i.user_id = p_user_id and i.profile_id = p_profile_id
          and i.request_id = s.signal_id::text
     );
  if not found then
    return query
    select 'recovered:' || p_client_order_text, null::uuid, 1, 1::numeric;
  end if;
end;
$$;
alter function lifecycle.recovered_request(
  uuid, uuid, text, text, text
) owner to tradekeel_owner;
revoke all on function lifecycle.recovered_request(uuid, uuid, text, text, text) from public;
grant execute on function lifecycle.recovered_request(
  uuid, uuid, text, text, text
) to tradekeel_engine;
comment on function lifecycle.recovered_request(uuid, uuid, text, text, text) is
'The request behind a client order id of ours whose attempt is lost: that of a signal still on
record, when the id can be made from it again (three attempts, ten epochs), so that the signal is
never carried out a second time; else one named after the id.';
