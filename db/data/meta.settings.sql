-- Settings with their unit and range. A new one arrives with its default; a value that an operator
-- changed is kept.
insert into meta.settings (key, value, unit, minimum, maximum, description)
values
  ('send_window_ms', 5000, 'ms', 100, 60000,
    'How long after begin an attempt may still be signed and sent.'),
  ('clock_skew_ms', 1000, 'ms', 0, 60000,
    'How far the exchange''s clock may be from the database''s; part of the horizon.'),
  ('settlement_window_seconds', 300, 'seconds', 1, 86400,
    'How long a terminal order waits for trades that are missing before it settles without them.'),
  ('price_max_age_ms', 15000, 'ms', 100, 600000,
    'Older prices are not fresh: no market entry and no stop is decided on them.'),
  ('fee_price_max_age_seconds', 300, 'seconds', 1, 86400,
    'Older prices do not price a fee or an income: it stays unpriced until a newer one comes.'),
  ('income_interval_seconds', 60, 'seconds', 1, 86400,
    'How often the statement of a swap account is read for funding and the like.'),
  ('readiness_max_age_seconds', 300, 'seconds', 1, 86400,
    'How old the last complete reconciliation may be for an entry to begin.'),
  ('missing_grace_ms', 5000, 'ms', 0, 600000,
    'Orders with a younger last event are not judged missing.'),
  ('missing_snapshot_count', 3, 'count', 1, 100,
    'Complete readings, at least 2 s apart, without an order before it can be judged missing.'),
  ('protection_limit_seconds', 60, 'seconds', 1, 86400,
    'How long after it fired a protection may leave its position open before it is an incident.'),
  ('lookup_round_count', 3, 'count', 1, 100,
    'How often a look-up that failed is asked again in one run before the run is stuck.'),
  ('loop_stuck_seconds', 120, 'seconds', 5, 86400,
    'A loop that neither began nor ended for so long, beyond its interval, is stuck.'),
  ('instance_lost_seconds', 60, 'seconds', 5, 86400,
    'A process without a heartbeat for so long is lost.'),
  ('breach_incident_count', 10, 'count', 1, 100000,
    'So many calls of one caller that name what is not his, within the window, are an incident.'),
  ('breach_window_seconds', 3600, 'seconds', 1, 604800,
    'The window that breach_incident_count is about.'),
  ('mass_missing_count', 10, 'count', 2, 100000,
    'So many orders missing at once halt the account instead of being judged.')
on conflict (key) do update
   set unit = excluded.unit, minimum = excluded.minimum, maximum = excluded.maximum,
       description = excluded.description;
