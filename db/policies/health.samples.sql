revoke all on table health.samples from public, anon, authenticated, service_role;
grant select, insert on table health.samples to tradekeel_engine;
grant update (value, sampled_at) on table health.samples to tradekeel_engine;
comment on table health.samples is
'Figures of the whole installation over time, in three rings of slots: 10 seconds for an hour, 5
minutes for a day, 2 hours for a month. Names no user.';
