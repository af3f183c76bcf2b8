create or replace function engine.fn_read_broadcasts(
  p_user_ids uuid[], p_profile_ids uuid[], p_event_seqs bigint[], p_limit integer
) returns table (
  user_id uuid, profile_id uuid, event_seq bigint, recorded_at timestamptz, message text
)
language plpgsql stable security definer
set search_path = ''
set plan_cache_mode = 'force_generic_plan'
as $$
declare
  d record;
begin
  if p_user_ids is null or cardinality(p_user_ids) > 100000
     or cardinality(p_profile_ids) is distinct from cardinality(p_user_ids)
     or cardinality(p_event_seqs) is distinct from cardinality(p_user_ids) then
    perform meta.raise_error('LCR01',
      'user_ids, profile_ids, event_seqs wanted=as many of each, at most 100000');
  elsif p_limit is null or p_limit not between 1 and 1000 then
    perform meta.raise_error('LCR01', format('limit=%s wanted=1 to 1000', p_limit));
  end if;
  for d in
    with known as (
      select k.user_id, k.profile_id, k.event_seq
        from unnest(p_user_ids, p_profile_ids, p_event_seqs)
          as k (user_id, profile_id, event_seq)
    )
    select c.user_id, c.profile_id,
           case when k.event_seq <= c.event_seq then k.event_seq else 0 end as event_seq
      from (select distinct n.user_id from known as n) as u
      cross join lateral (
        select x.user_id, x.profile_id, x.event_seq
          from ledger.capital as x where x.user_id = u.user_id order by x.profile_id
      ) as c
      left join known as k on k.user_id = c.user_id and k.profile_id = c.profile_id
     where c.event_seq is distinct from k.event_seq
  loop
    return query
    select b.user_id, b.profile_id, b.event_seq, b.recorded_at, tenancy.render_broadcast(b)
      from tenancy.broadcasts as b
     where b.user_id = d.user_id and b.profile_id = d.profile_id and b.event_seq > d.event_seq
     order by b.event_seq limit p_limit;
  end loop;
end;
$$;
alter function engine.fn_read_broadcasts(
  uuid[], uuid[], bigint[], integer
) owner to tradekeel_engine;
revoke all on function engine.fn_read_broadcasts(
  uuid[], uuid[], bigint[], integer
) from public;
grant execute on function engine.fn_read_broadcasts(
  uuid[], uuid[], bigint[], integer
) to tradekeel_bridge;
comment on function engine.fn_read_broadcasts(uuid[], uuid[], bigint[], integer) is
'Read what came after what a gateway has: the three arrays are one row for every profile it knows
(user, profile, last event_seq), and one with a null profile for every user it serves, so that new
profiles are found. At most p_limit events a profile, in the order of event_seq, which is the order
of commits. A profile whose numbers went back (a restored database) begins anew. message is null
when the payload is not the user''s: report it by fn_refuse_broadcast. One plan serves every call,
since it is made many times a second. Errors, in order: LCR01.';
