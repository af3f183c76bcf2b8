create or replace function engine.fn_apply_requests(
  p_user_id uuid, p_account_id uuid, p_owner_token uuid, p_lease_term bigint, p_limit integer
) returns table (
  request_id text, profile_id uuid, kind text, outcome text
)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_request tenancy.requests;
  v_outcome text;
begin
  if p_limit is null or p_limit not between 1 and 100 then
    perform meta.raise_error('LCR01', format('limit=%s wanted=1 to 100', p_limit));
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  perform locks.prove_account_lease(p_user_id, p_account_id, p_owner_token, p_lease_term);
  for v_request in
    select o.*
      from (
        select r.*
          from tenancy.requests as r
          join tenancy.profiles as p on p.user_id = r.user_id and p.profile_id = r.profile_id
         where r.user_id = p_user_id and p.account_id = p_account_id and r.state = 'pending'
         order by r.created_at, r.profile_id, r.request_id limit p_limit
      ) as o
     order by o.profile_id, o.created_at, o.request_id
  loop
    perform ledger.lock_capital(p_user_id, v_request.profile_id);
    perform
      from tenancy.requests as r
     where r.user_id = p_user_id and r.profile_id = v_request.profile_id
       and r.request_id = v_request.request_id and r.state = 'pending'
       for no key update;
    continue when not found;
    v_outcome := lifecycle.apply_request(v_request);
    update tenancy.requests as r
       set state = 'closed', closed_at = v_now, outcome = v_outcome
     where r.user_id = p_user_id and r.profile_id = v_request.profile_id
       and r.request_id = v_request.request_id;
    perform tenancy.broadcast(
      p_user_id, v_request.profile_id, 'request_closed', jsonb_build_object(
        'request_id', v_request.request_id, 'kind', v_request.kind, 'outcome', v_outcome));
    request_id := v_request.request_id;
    profile_id := v_request.profile_id;
    kind := v_request.kind;
    outcome := v_outcome;
    return next;
  end loop;
end;
$$;
alter function engine.fn_apply_requests(
  uuid, uuid, uuid, bigint, integer
) owner to tradekeel_engine;
revoke all on function engine.fn_apply_requests(
  uuid, uuid, uuid, bigint, integer
) from public;
grant execute on function engine.fn_apply_requests(
  uuid, uuid, uuid, bigint, integer
) to tradekeel_bridge;
comment on function engine.fn_apply_requests(
  uuid, uuid, uuid, bigint, integer
) is
'Do what the account''s tenant asked for with requests, oldest first, at most p_limit (1 to 100),
each profile under its capital row and profiles in order of id; close each with its outcome and
broadcast that. Only the account''s driver can; a request is carried out once. Errors, in order:
LCR01, TNR01, LKC01.';
