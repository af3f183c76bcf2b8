create or replace function ledger.post(
  p_user_id uuid, p_profile_id uuid, p_kind text, p_source text, p_allocated numeric,
  p_reserved_for_orders numeric, p_reserved_for_positions numeric, p_realized_pnl numeric,
  p_is_fact boolean, p_effective_at timestamptz, p_detail jsonb
) returns bigint
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_seq bigint;
begin
  select e.seq into v_seq
    from ledger.entries as e
   where e.user_id = p_user_id and e.profile_id = p_profile_id
     and e.kind = p_kind and e.source = p_source;
  if found then
    return v_seq;
  end if;
  return (ledger.write_entry(
    p_user_id, p_profile_id, p_kind, p_source, p_allocated, p_reserved_for_orders,
    p_reserved_for_positions, p_realized_pnl, p_is_fact, p_effective_at, p_detail, 0)).seq;
end;
$$;
alter function ledger.post(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb
) owner to tradekeel_owner;
revoke all on function ledger.post(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb
) from public;
grant execute on function ledger.post(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb
) to tradekeel_engine;
comment on function ledger.post(
  uuid, uuid, text, text, numeric, numeric, numeric, numeric, boolean, timestamptz, jsonb
) is
'Change the four amounts of a profile by deltas and append the journal entry; the caller holds
the capital row. A replay by kind and source returns the first entry''s seq and changes nothing.
What we choose is refused when it would take available below zero; a fact is always recorded and,
when it does, takes the profile out of active in the same statement; a closed profile that holds
something again is paused. Returns the entry''s seq. Errors, in order: LGR01 not enough
available, LGR03 an amount of the profile would pass 1e20.';
