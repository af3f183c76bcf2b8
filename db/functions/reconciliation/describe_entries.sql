create or replace function reconciliation.describe_entries(
  p_mismatch reconciliation.mismatches, p_began_at timestamptz
) returns jsonb
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'kind', e.kind, 'reserved_for_orders', e.reserved_for_orders_delta::text,
             'reserved_for_positions', e.reserved_for_positions_delta::text,
             'realized_pnl', e.realized_pnl_delta::text) order by e.seq), '[]')
      from ledger.entries as e
      join lifecycle.attempts as a
        on a.user_id = e.user_id and a.profile_id = e.profile_id
      left join lifecycle.orders as o
        on o.user_id = a.user_id and o.attempt_id = a.attempt_id
     where e.user_id = p_mismatch.user_id and e.profile_id = p_mismatch.profile_id
       and e.recorded_at >= p_began_at
       and p_mismatch.subject in ('attempt:' || a.attempt_id, 'order:' || o.order_id)
       and (split_part(e.source, ':', 1), split_part(e.source, ':', 2)) in (
         ('attempt', a.attempt_id::text), ('order', o.order_id::text))
  );
end;
$$;
alter function reconciliation.describe_entries(
  reconciliation.mismatches, timestamptz
) owner to tradekeel_owner;
revoke all on function reconciliation.describe_entries(
  reconciliation.mismatches, timestamptz
) from public;
grant execute on function reconciliation.describe_entries(
  reconciliation.mismatches, timestamptz
) to tradekeel_engine;
comment on function reconciliation.describe_entries(reconciliation.mismatches, timestamptz) is
'The journal entries since a moment that are of the order or attempt which a mismatch is about, with
what each changes of the profile''s amounts.';
