create or replace function ops.fn_prove_audit(
  p_seq bigint, p_head text
) returns table (
  is_proved boolean, lines bigint, head text, problem text
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_row record;
  v_head text := '';
  v_lines bigint := 0::bigint;
begin
  if p_seq is null or p_seq < 0 then
    perform meta.raise_error('OPR01', format('seq=%s wanted=0 or more', p_seq));
  elsif coalesce(p_head, '') !~ '^([0-9a-f]{64})?$'
        or (coalesce(p_head, '') = '') <> (p_seq = 0) then
    perform meta.raise_error('OPR01', 'head wanted=64 hexadecimal digits');
  end if;
  for v_row in
    select s as seal, a as line
      from ops.audit_seals as s
      join ops.audit as a on a.user_id = s.user_id and a.audit_id = s.audit_id
     where s.seq <= p_seq
     order by s.seq
  loop
    v_head := meta.hash_audit_row(v_head, v_row.seal, v_row.line);
    v_lines := v_lines + 1;
  end loop;
  return query select
    v_lines = p_seq and v_head = p_head, v_lines, v_head,
    (select f.subject || ': ' || f.problem
       from meta.find_record_faults(0, '-infinity') as f
      order by f.subject limit 1);
end;
$$;
alter function ops.fn_prove_audit(bigint, text) owner to tradekeel_engine;
revoke all on function ops.fn_prove_audit(bigint, text) from public;
grant execute on function ops.fn_prove_audit(
  bigint, text
) to tradekeel_operator, tradekeel_auditor;
comment on function ops.fn_prove_audit(bigint, text) is
'Prove that the first p_seq lines of the operators'' record are those of which somebody outside
knows the head p_head (64 hexadecimal digits, from the metrics, a report or a backup): the chain
is computed anew from the lines alone. Returns whether, how many lines there are of these, their
head now, and a fault that the record itself shows. Errors, in order: OPR01.';
