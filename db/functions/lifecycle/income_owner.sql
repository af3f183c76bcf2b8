create or replace function lifecycle.income_owner(
  p_account tenancy.exchange_accounts, p_symbol text, p_at timestamptz
) returns uuid
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  h record;
begin
  select x.proof, array_agg(distinct x.profile_id) as profile_ids,
         (array_agg(x.profile_id order by x.opened_at desc))[1] as last_id
    into h
    from (
      select p.profile_id, p.opened_at, case
               when p.opened_at <= p_at and (p.closed_at is null or p.closed_at >= p_at) then 1
               when p.state <> 'closed' then 2
               else 3
             end as proof
        from lifecycle.positions as p
       where p.user_id = p_account.user_id and p.account_id = p_account.account_id
         and p.symbol = p_symbol
    ) as x
   group by x.proof
   order by x.proof
   limit 1;
  if found then
    return case when h.proof = 3 or cardinality(h.profile_ids) = 1 then h.last_id end;
  end if;
  return (
    select (array_agg(f.profile_id))[1]
      from tenancy.profiles as f
     where f.user_id = p_account.user_id and f.account_id = p_account.account_id
    having count(*) = 1
  );
end;
$$;
alter function lifecycle.income_owner(
  tenancy.exchange_accounts, text, timestamptz
) owner to tradekeel_owner;
revoke all on function lifecycle.income_owner(
  tenancy.exchange_accounts, text, timestamptz
) from public;
grant execute on function lifecycle.income_owner(
  tenancy.exchange_accounts, text, timestamptz
) to tradekeel_engine;
comment on function lifecycle.income_owner(tenancy.exchange_accounts, text, timestamptz) is
'The profile that money of a symbol at a moment belongs to: the one that held it then, else the
one that holds it now, else the last that did; where none ever did, the only profile of the
account. Null when two held it, one on each side, or when nobody can be named.';
