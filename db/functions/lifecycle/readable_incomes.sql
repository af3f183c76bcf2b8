create or replace function lifecycle.readable_incomes(
  p_account tenancy.exchange_accounts, p_incomes jsonb
) returns table (
  income jsonb, kind text, profile_id uuid
)
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  v_detail text;
begin
  for income in select e.value from jsonb_array_elements(p_incomes) as e
  loop
    begin
      select n.kind, lifecycle.income_owner(p_account, n.symbol, n.effective_at)
        into kind, profile_id
        from lifecycle.normalise_income(income) as n;
      return next;
    exception
      when sqlstate 'LCR07' then
        get stacked diagnostics v_detail = pg_exception_detail;
        perform health.open_incident(
          p_account.user_id, 'row_quarantined', 'warning',
          'income:' || left(coalesce(income ->> 'id', md5(income::text)), 200),
          'lifecycle-incident', jsonb_build_object(
            'account_id', p_account.account_id, 'detail', v_detail,
            'row', left(income::text, 1000)));
    end;
  end loop;
end;
$$;
alter function lifecycle.readable_incomes(
  tenancy.exchange_accounts, jsonb
) owner to tradekeel_owner;
revoke all on function lifecycle.readable_incomes(
  tenancy.exchange_accounts, jsonb
) from public;
grant execute on function lifecycle.readable_incomes(
  tenancy.exchange_accounts, jsonb
) to tradekeel_engine;
comment on function lifecycle.readable_incomes(tenancy.exchange_accounts, jsonb) is
'The rows of an array of incomes that can be read, with kind and owner. One that cannot be opens an
incident (row_quarantined) that keeps it, and holds up no other.';
