create or replace function ledger.consume(
  p_user_id uuid, p_attempt_id uuid, p_amount numeric
) returns numeric
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_covered numeric;
begin
  select greatest(0, least(p_amount, r.amount - r.consumed - r.released)) into v_covered
    from ledger.reservations as r
   where r.user_id = p_user_id and r.attempt_id = p_attempt_id and r.closed_at is null;
  if not found or v_covered = 0 then
    return 0.0;
  end if;
  update ledger.reservations as r
     set consumed = r.consumed + v_covered
   where r.user_id = p_user_id and r.attempt_id = p_attempt_id;
  return v_covered;
end;
$$;
alter function ledger.consume(uuid, uuid, numeric) owner to tradekeel_owner;
revoke all on function ledger.consume(uuid, uuid, numeric) from public;
grant execute on function ledger.consume(uuid, uuid, numeric) to tradekeel_engine;
comment on function ledger.consume(uuid, uuid, numeric) is
'Take up to p_amount from what the attempt''s reservation still covers and return how much that
was; 0 when it is closed. The caller posts it.';
