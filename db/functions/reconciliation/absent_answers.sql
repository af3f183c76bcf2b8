create or replace function reconciliation.absent_answers(
  p_lookups jsonb
) returns jsonb
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'lookup_id', l.value ->> 'lookup_id', 'outcome', 'not_found')), '[]')
      from jsonb_array_elements(p_lookups) with ordinality as l (value, position)
     where l.position <= 1000
  );
end;
$$;
alter function reconciliation.absent_answers(jsonb) owner to tradekeel_owner;
revoke all on function reconciliation.absent_answers(jsonb) from public;
grant execute on function reconciliation.absent_answers(jsonb) to tradekeel_engine;
comment on function reconciliation.absent_answers(jsonb) is
'Answers to look-ups as if the exchange found none of them; the first thousand, as many as one call
takes.';
