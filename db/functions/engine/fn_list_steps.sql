create or replace function engine.fn_list_steps(
  p_user_id uuid, p_account_id uuid, p_profile_ids uuid[], p_event_seqs bigint[]
) returns table (
  profile_id uuid, event_seq bigint, event text, payload jsonb, since_begin_ms bigint
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if p_profile_ids is null or cardinality(p_profile_ids) > 10000
     or cardinality(p_event_seqs) is distinct from cardinality(p_profile_ids) then
    perform meta.raise_error('LCR01',
      'profile_ids, event_seqs wanted=as many of each, at most 10000');
  end if;
  perform tenancy.require_account(p_user_id, p_account_id);
  return query
  select c.profile_id, coalesce(b.event_seq, c.event_seq), b.event, b.payload,
         round(extract(epoch from b.recorded_at - i.created_at) * 1000)::bigint
    from tenancy.profiles as p
    join ledger.capital as c on c.user_id = p.user_id and c.profile_id = p.profile_id
    left join unnest(p_profile_ids, p_event_seqs) as k (profile_id, event_seq)
      on k.profile_id = p.profile_id
    left join lateral (
      select x.event_seq, x.event, x.payload, x.recorded_at
        from tenancy.broadcasts as x
       where x.user_id = c.user_id and x.profile_id = c.profile_id
         and x.event_seq > k.event_seq and c.event_seq > k.event_seq
       order by x.event_seq limit 200
    ) as b on true
    left join lifecycle.intents as i
      on i.user_id = c.user_id and i.intent_id = (b.payload ->> 'intent_id')::uuid
   where p.user_id = p_user_id and p.account_id = p_account_id
     and (b.event_seq is not null or c.event_seq is distinct from k.event_seq)
   order by c.profile_id, b.event_seq;
end;
$$;
alter function engine.fn_list_steps(uuid, uuid, uuid[], bigint[]) owner to tradekeel_engine;
revoke all on function engine.fn_list_steps(uuid, uuid, uuid[], bigint[]) from public;
grant execute on function engine.fn_list_steps(
  uuid, uuid, uuid[], bigint[]
) to tradekeel_bridge;
comment on function engine.fn_list_steps(uuid, uuid, uuid[], bigint[]) is
'What happened to an account''s profiles after these numbers, for the log of who drives it: at most
200 events a profile, with how long after the begin of its intent each was. A profile of which no
number is given, or a higher one than it has, comes once without an event: where it stands. Errors,
in order: LCR01, TNR01.';
