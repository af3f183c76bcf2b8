-- The operators' record as a hash chain: each line is sealed over the seal before it.

create table ops.audit_seals (
  user_id uuid not null,
  audit_id uuid not null,
  seq bigint not null,
  row_hash text collate "C" not null,
  is_inherited boolean not null default false,
  sealed_at timestamptz not null,
  constraint audit_seals_pkey primary key (user_id, audit_id),
  constraint audit_seals_audit_fkey foreign key (user_id, audit_id)
    references ops.audit (user_id, audit_id),
  constraint audit_seals_seq_is_positive check (seq > 0),
  constraint audit_seals_row_hash_is_sha256 check (row_hash ~ '^[0-9a-f]{64}$')
);
create index audit_seals_seq_idx on ops.audit_seals (seq);
alter table ops.audit_seals enable row level security;

create table ops.audit_head (
  is_only boolean not null default true,
  row_count bigint not null,
  head_hash text collate "C" not null,
  changed_at timestamptz not null,
  constraint audit_head_pkey primary key (is_only),
  constraint audit_head_is_the_only_row check (is_only),
  constraint audit_head_row_count_is_not_negative check (row_count >= 0)
) with (fillfactor = 50);

-- What releases before recorded, in the order of its time. The hash is meta.hash_audit_row's.
do $$
declare
  v_row ops.audit;
  v_now constant timestamptz := clock_timestamp();
  v_seq bigint := 0;
  v_hash text := '';
begin
  for v_row in
    select a.* from ops.audit as a order by a.recorded_at, a.user_id, a.audit_id
  loop
    v_seq := v_seq + 1;
    v_hash := encode(sha256(convert_to(jsonb_build_array(
      v_hash, v_seq, true, v_now at time zone 'UTC', v_row.user_id, v_row.audit_id,
      v_row.entry_point, v_row.arguments, v_row.result, v_row.operator,
      v_row.recorded_at at time zone 'UTC')::text, 'UTF8')), 'hex');
    insert into ops.audit_seals (user_id, audit_id, seq, row_hash, is_inherited, sealed_at)
    values (v_row.user_id, v_row.audit_id, v_seq, v_hash, true, v_now);
  end loop;
  insert into ops.audit_head (row_count, head_hash, changed_at) values (v_seq, v_hash, v_now);
end;
$$;
