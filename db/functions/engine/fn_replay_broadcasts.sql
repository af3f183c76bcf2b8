create or replace function engine.fn_replay_broadcasts(
  p_user_id uuid, p_since timestamptz, p_limit integer
) returns table (
  profile_ids uuid[], event_seqs bigint[], messages text[]
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_since constant timestamptz := coalesce(
    p_since, clock_timestamp() - meta.setting_interval('broadcast_replay_seconds'));
begin
  if p_limit is null or p_limit not between 1 and 1000 then
    perform meta.raise_error('LCR01', format('limit=%s wanted=1 to 1000', p_limit));
  elsif not exists (select from tenancy.users as u where u.user_id = p_user_id) then
    perform meta.raise_error('TNR01', format('user=%s', p_user_id));
  end if;
  return query
  with own as (
    select c.user_id, c.profile_id, c.event_seq
      from ledger.capital as c
     where c.user_id = p_user_id
  ), recent as (
    select b.profile_id, b.event_seq, tenancy.render_broadcast(b)::jsonb as message
      from own as o
      cross join lateral (
        select x.*
          from tenancy.broadcasts as x
         where x.user_id = o.user_id and x.profile_id = o.profile_id
           and x.event_seq between o.event_seq - p_limit + 1 and o.event_seq
      ) as b
     where b.recorded_at >= v_since
  )
  select array_agg(o.profile_id order by o.profile_id),
         array_agg(o.event_seq order by o.profile_id),
         (select array_agg(
                   jsonb_set(r.message, '{meta,replayed}', 'true')::text
                   order by r.profile_id, r.event_seq)
            from recent as r
           where r.message is not null)
         || jsonb_build_object(
              'type', 'broadcast', 'event', 'synced', 'payload', jsonb_build_object(
                'user_id', p_user_id, 'profiles', coalesce(jsonb_agg(jsonb_build_object(
                  'profile_id', o.profile_id, 'event_seq', o.event_seq)
                  order by o.profile_id), '[]')))::text
    from own as o;
end;
$$;
alter function engine.fn_replay_broadcasts(uuid, timestamptz, integer) owner to tradekeel_engine;
revoke all on function engine.fn_replay_broadcasts(uuid, timestamptz, integer) from public;
grant execute on function engine.fn_replay_broadcasts(
  uuid, timestamptz, integer
) to tradekeel_bridge;
comment on function engine.fn_replay_broadcasts(uuid, timestamptz, integer) is
'Read what somebody who joins may have missed, and where each profile stands, from one snapshot: the
events since p_since, or of the last broadcast_replay_seconds, at most the last p_limit of a
profile, marked as replayed; the last message, synced, says the position of each profile, so that a
client sees what it still has to read again. Errors, in order: LCR01, TNR01.';
