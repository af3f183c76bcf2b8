create or replace view api.protections with (security_invoker = on) as
select x.user_id,
       x.protection_id,
       x.profile_id,
       x.position_id,
       x.kind,
       x.is_default,
       x.trigger_price::tenancy.amount as trigger_price,
       x.trail_rate::tenancy.amount as trail_rate,
       x.best_price::tenancy.amount as best_price,
       x.due_at,
       x.state,
       x.fired_at,
       x.fired_price::tenancy.amount as fired_price,
       x.changed_at
  from lifecycle.protections as x;
alter view api.protections owner to tradekeel_owner;
revoke all on api.protections from public;
grant select on api.protections to authenticated;
comment on view api.protections is
'Stops of one''s own positions: armed, fired and ended. Embeds positions.';
comment on column api.protections.user_id is 'Whose it is.';
comment on column api.protections.protection_id is 'The protection.';
comment on column api.protections.profile_id is 'The profile.';
comment on column api.protections.position_id is 'The position it guards.';
comment on column api.protections.kind is 'stop_loss, take_profit, trailing_stop or time_stop.';
comment on column api.protections.is_default is
'Made from the profile''s defaults, not set by hand.';
comment on column api.protections.trigger_price is
'Fires at this price in quote currency, or null.';
comment on column api.protections.trail_rate is 'Fires this share away from best_price, or null.';
comment on column api.protections.best_price is 'Best price seen by a trailing stop, or null.';
comment on column api.protections.due_at is 'Fires at this time, or null.';
comment on column api.protections.state is 'armed, fired, done or canceled.';
comment on column api.protections.fired_at is 'When it fired, or null.';
comment on column api.protections.fired_price is 'At which price, or null.';
comment on column api.protections.changed_at is 'When it last changed.';
