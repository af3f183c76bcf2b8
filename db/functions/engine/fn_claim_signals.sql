create or replace function engine.fn_claim_signals(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_lease_term bigint, p_limit integer
) returns table (
  signal_id uuid, profile_id uuid, kind text, symbol text, side text, order_type text, quantity
  numeric, limit_price numeric, trigger_price numeric, time_in_force text, is_post_only boolean,
  leverage numeric, valid_until timestamptz
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if p_limit is null or p_limit not between 1 and 100 then
    perform meta.raise_error('LCR01', format('limit=%s wanted=1 to 100', p_limit));
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  perform locks.prove_account_lease(p_user_id, p_account_id, p_owner_token, p_lease_term);
  update lifecycle.signals as s
     set state = 'closed', closed_at = v_now, outcome = 'expired'
    from tenancy.profiles as p
   where p.user_id = p_user_id and p.account_id = p_account_id
     and s.user_id = p_user_id and s.profile_id = p.profile_id
     and s.state <> 'closed' and s.valid_until <= v_now;
  return query
  with claimed as (
    update lifecycle.signals as s
       set state = 'claimed', claimed_at = v_now, claimed_by = p_owner_token
     where s.user_id = p_user_id and s.state <> 'closed' and s.signal_id in (
       select c.signal_id
         from lifecycle.signals as c
         join tenancy.profiles as p on p.user_id = c.user_id and p.profile_id = c.profile_id
        where c.user_id = p_user_id and p.account_id = p_account_id and c.valid_until > v_now
          and c.state <> 'closed' and (
            c.kind = 'exit' or not exists (
              select from health.exchange_contacts as x
               where x.user_id = p_user_id and x.account_id = p_account_id
                 and x.failure_count > 0
            )
          )
        order by c.created_at, c.signal_id limit p_limit
     )
    returning s.*
  )
  select c.signal_id, c.profile_id, c.kind, c.symbol, c.side, c.order_type, c.quantity,
         c.limit_price, c.trigger_price, c.time_in_force, c.is_post_only, c.leverage,
         c.valid_until
    from claimed as c
   order by c.created_at, c.signal_id;
end;
$$;
alter function engine.fn_claim_signals(uuid, uuid, uuid, bigint, integer) owner to tradekeel_engine;
revoke all on function engine.fn_claim_signals(uuid, uuid, uuid, bigint, integer) from public;
grant execute on function engine.fn_claim_signals(
  uuid, uuid, uuid, bigint, integer
) to tradekeel_bridge;
comment on function engine.fn_claim_signals(uuid, uuid, uuid, bigint, integer) is
'Claim the account''s open signals, oldest first, at most p_limit (1 to 100), each by
compare-and-set; close the expired ones. Entries wait while the account''s exchange does not answer
(engine.fn_report_exchange). Only the driver of the account can. What it claimed before and did not
close comes again, as does what a former driver claimed: the request id makes that safe.
Errors, in order: LCR01, TNR01, LKC01.';
