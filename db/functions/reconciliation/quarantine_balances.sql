create or replace function reconciliation.quarantine_balances(
  p_run reconciliation.runs, p_balances jsonb
) returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_unreadable text[] := '{}'::text[];
  v_currency text;
  v_problem text;
begin
  if reconciliation.row_problem('balances', p_balances) is null then
    return p_balances;
  end if;
  for v_currency in
    select distinct k.name
      from (values ('free'), ('used'), ('total')) as p (part),
           lateral jsonb_object_keys(case jsonb_typeof(p_balances -> p.part)
             when 'object' then p_balances -> p.part else '{}' end) as k (name)
     order by k.name
  loop
    v_problem := reconciliation.row_problem('balances', (
      select jsonb_object_agg(p.part, jsonb_build_object(
               v_currency, p_balances -> p.part -> v_currency))
        from (values ('free'), ('used'), ('total')) as p (part)));
    if v_problem is not null then
      v_unreadable := v_unreadable || v_currency;
      perform health.open_incident(
        p_run.user_id, 'row_quarantined', 'warning',
        left(concat_ws(' ', p_run.account_id, 'balances', v_currency), 500),
        'lifecycle-incident', jsonb_build_object('detail', v_problem));
    end if;
  end loop;
  return (
    select coalesce(jsonb_object_agg(p.part, (p_balances -> p.part) - v_unreadable), '{}')
      from (values ('free'), ('used'), ('total')) as p (part)
     where jsonb_typeof(p_balances -> p.part) = 'object'
  ) || jsonb_build_object('unreadable', v_unreadable);
end;
$$;
alter function reconciliation.quarantine_balances(
  reconciliation.runs, jsonb
) owner to tradekeel_owner;
revoke all on function reconciliation.quarantine_balances(reconciliation.runs, jsonb) from public;
grant execute on function reconciliation.quarantine_balances(
  reconciliation.runs, jsonb
) to tradekeel_engine;
comment on function reconciliation.quarantine_balances(reconciliation.runs, jsonb) is
'A unified balance without the currencies that cannot be read, which are named in its array
unreadable, with an incident each: they are not judged.';
