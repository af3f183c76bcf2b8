begin;
select plan(6);

select meta.record_audit(fixture.user_id(1), 'ops.fn_' || n, '{}', '{}')
  from generate_series(1, 3) as n;
-- What somebody outside remembers, and one more line since.
create temporary table witness as select h.row_count, h.head_hash from ops.audit_head as h;
grant select on witness to public;
select meta.record_audit(fixture.user_id(1), 'ops.fn_4', '{}', '{}');
set local role tradekeel_auditor;
select is(
  (select row(p.is_proved, p.lines, p.head, p.problem)::text
     from witness as w cross join lateral ops.fn_prove_audit(w.row_count, w.head_hash) as p),
  (select row(true, w.row_count, w.head_hash, null)::text from witness as w), 'proved'
);
select is((select p.is_proved from ops.fn_prove_audit(0, '') as p), true, 'nothing is there');
reset role;

-- A line is changed, and every seal and the head are made anew: the record agrees with itself.
update ops.audit as a set operator = 'somebody'
 where a.user_id = fixture.user_id(1) and a.entry_point = 'ops.fn_2';
do $$
declare
  v_row record;
  v_head text := '';
begin
  for v_row in
    select s as seal, a as line from ops.audit_seals as s
      join ops.audit as a on a.user_id = s.user_id and a.audit_id = s.audit_id order by s.seq
  loop
    v_head := meta.hash_audit_row(v_head, v_row.seal, v_row.line);
    update ops.audit_seals as s set row_hash = v_head where s.seq = (v_row.seal).seq;
  end loop;
  update ops.audit_head as h set head_hash = v_head;
end;
$$;
select is_empty('select from health.check_hands_record_is_chained_full', 'no check sees it');
set local role tradekeel_operator;
select is(
  (select concat_ws(' ', p.is_proved, p.lines = w.row_count, p.head = w.head_hash)
     from witness as w cross join lateral ops.fn_prove_audit(w.row_count, w.head_hash) as p),
  'f t f', 'the witness does'
);
select ok(
  (select p.is_proved from ops.fn_prove_audit((select h.lines from ops.fn_prove_audit(9999,
     repeat('0', 64)) as h), (select h.head from ops.fn_prove_audit(9999, repeat('0', 64)) as h))
     as p), 'who asks the record alone is told what it says'
);
reset role;
select is(
  fixture.roles_that_may($$ select ops.fn_prove_audit(0, '') $$),
  array['tradekeel_auditor', 'tradekeel_operator'], 'operators and auditors'
);

select * from finish();
rollback;
