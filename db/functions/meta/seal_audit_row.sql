create or replace function meta.seal_audit_row(
  p_row ops.audit
) returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_head ops.audit_head;
  v_seal ops.audit_seals;
begin
  select h.* into v_head
    from ops.audit_head as h
   where h.is_only
     for no key update skip locked;
  if not found then
    return false;
  end if;
  v_seal.user_id := p_row.user_id;
  v_seal.audit_id := p_row.audit_id;
  v_seal.seq := v_head.row_count + 1;
  v_seal.is_inherited := false;
  v_seal.sealed_at := v_now;
  v_seal.row_hash := meta.hash_audit_row(v_head.head_hash, v_seal, p_row);
  insert into ops.audit_seals (user_id, audit_id, seq, row_hash, is_inherited, sealed_at)
  values (
    v_seal.user_id, v_seal.audit_id, v_seal.seq, v_seal.row_hash, v_seal.is_inherited,
    v_seal.sealed_at);
  update ops.audit_head as h
     set row_count = v_seal.seq, head_hash = v_seal.row_hash, changed_at = v_now
   where h.is_only;
  return true;
end;
$$;
alter function meta.seal_audit_row(ops.audit) owner to tradekeel_owner;
revoke all on function meta.seal_audit_row(ops.audit) from public;
grant execute on function meta.seal_audit_row(ops.audit) to tradekeel_engine;
comment on function meta.seal_audit_row(ops.audit) is
'Append a line of the operators'' record to the chain. Returns false, having done nothing, while
another transaction seals: a call of an operator never waits for another one''s, and
engine.fn_seal_audit seals what was left.';
