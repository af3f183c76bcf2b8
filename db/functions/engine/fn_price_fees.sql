create or replace function engine.fn_price_fees(
  p_user_id uuid, p_account_id uuid
) returns table (
  priced integer, unpriced integer
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_account constant tenancy.exchange_accounts :=
    tenancy.require_account(p_user_id, p_account_id);
  r record;
  v_is_closed boolean;
begin
  priced := 0; unpriced := 0;
  for r in
    select m as mismatch, m.subject as subject, m.detail -> 'income' as income, case
             when m.detail ? 'income' then lifecycle.income_owner(
               v_account, m.detail -> 'income' ->> 'symbol',
               meta.read_moment(m.detail -> 'income', 'timestamp'))
             else m.profile_id
           end as owner
      from reconciliation.mismatches as m
     where m.user_id = p_user_id and m.account_id = p_account_id and m.kind = 'unpriced_fee'
       and m.state = 'open' and not m.detail ? 'conflict'
     order by owner, subject
  loop
    v_is_closed := case
      when r.income is null then lifecycle.price_late_fees(r.mismatch)
      else r.owner is not null and lifecycle.record_income(
        v_account, r.owner, r.income, null) <> 'unattributed'
    end;
    if v_is_closed then
      priced := priced + 1;
    else
      unpriced := unpriced + 1;
    end if;
  end loop;
  return next;
end;
$$;
alter function engine.fn_price_fees(uuid, uuid) owner to tradekeel_engine;
revoke all on function engine.fn_price_fees(uuid, uuid) from public;
grant execute on function engine.fn_price_fees(uuid, uuid) to tradekeel_bridge;
comment on function engine.fn_price_fees(uuid, uuid) is
'Try again to price every fee and income of an account that had no price, and book those that
have one by now, each by itself, whatever else of the same trade stays unpriced; and incomes
that have an owner by now. Returns how many mismatches closed and how many are left.
fn_plan_monitoring says when to call it and which prices to bring. Errors, in order: TNR01.';
