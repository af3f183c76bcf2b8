create or replace function ledger.find_breaks(
  p_user_id uuid, p_profile_id uuid
) returns bigint[]
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(e.seq order by e.seq), '{}')
      from (
        select x.*,
               lag(x.seq, 1, 0::bigint) over w as before_seq,
               lag(x.allocated_after, 1, 0::numeric) over w as allocated_before,
               lag(x.reserved_for_orders_after, 1, 0::numeric) over w as orders_before,
               lag(x.reserved_for_positions_after, 1, 0::numeric) over w as positions_before,
               lag(x.realized_pnl_after, 1, 0::numeric) over w as pnl_before
          from ledger.entries as x
         where x.user_id = p_user_id and x.profile_id = p_profile_id
        window w as (order by x.seq)
      ) as e
     where (e.seq <> e.before_seq + 1
            or e.allocated_after <> e.allocated_before + e.allocated_delta
            or e.reserved_for_orders_after <> e.orders_before + e.reserved_for_orders_delta
            or e.reserved_for_positions_after
                 <> e.positions_before + e.reserved_for_positions_delta
            or e.realized_pnl_after <> e.pnl_before + e.realized_pnl_delta)
       and not exists (
         select from ledger.entries as r
          where r.user_id = p_user_id and r.profile_id = p_profile_id
            and r.kind = 'restatement' and r.detail -> 'accepted' @> to_jsonb(e.seq)
       )
  );
end;
$$;
alter function ledger.find_breaks(uuid, uuid) owner to tradekeel_owner;
revoke all on function ledger.find_breaks(uuid, uuid) from public;
grant execute on function ledger.find_breaks(uuid, uuid) to tradekeel_engine;
comment on function ledger.find_breaks(uuid, uuid) is
'Numbers of a profile''s journal entries that do not follow from the one before: a gap, or amounts
after that do not add up. Those that a restatement accepted are left out.';
