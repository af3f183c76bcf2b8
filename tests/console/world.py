"""Tenants in the middle of trading, with names that would be markup if anything parsed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.server import Server

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
LOGIN = "console_of_test"
# Hours of samples, drawn like a day of trading: equity with wiggles, a wave of mismatches.
SAMPLES = """
insert into health.samples (series, label, grain, slot, value, sampled_at)
select x.series, x.label, g.grain, health.slot_of(g.grain, t.at), x.value, t.at
  from (values ('recent', 360, 10), ('day', 288, 300), ('month', 360, 7200)) as g (grain, n, step),
       lateral (select n.n, now() - (g.n - n.n) * g.step * interval '1 second' as at
                  from generate_series(1, g.n - 1) as n (n)) as t,
       lateral (values
         ('equity', 'USDT', round((34713 - 1.9 * (g.n - t.n)
           + 90 * (sin(t.n / 27.0) - sin(g.n / 27.0)) + 9 * sin(t.n * 0.9))::numeric, 8)),
         ('equity', 'USDC', round((5000 - 0.4 * t.n + 30 * cos(t.n / 13.0))::numeric, 8)),
         ('mismatches_open', '', case when t.n % 97 < 14 then (t.n % 97) / 5 + 1
           when t.n between 150 and 190 then 5 - (t.n - 150) / 10 else 0 end)
       ) as x (series, label, value)
    on conflict (series, label, grain, slot) do nothing
"""


def fill(server: Server, database: str, *, hostile: bool = True) -> None:
    """Tenants 1 to 4: holding, breached, halted, and one with a hostile name; open troubles."""
    with server.connect(database, search_path="tap,public") as connection:
        run = connection.execute
        names = {1: "Momentum BTC", 2: "Mean reversion", 3: "Carry", 4: "Breakout ETH"}
        for n, name in names.items():
            run("select fixture.make_tenant(%s)", [n])
            run("select fixture.make_ready(%s)", [n])
            run("update tenancy.profiles set name = %s where profile_id = fixture.profile_id(%s)",
                [name, n])  # fmt: skip
        if hostile:
            run("update tenancy.profiles set name = %s where profile_id = fixture.profile_id(4)",
                [HOSTILE])  # fmt: skip
        for n, capital in ((1, "24999.5"), (2, "11000"), (4, "7000.000000000000000001")):
            run("select ops.fn_allocate_capital(fixture.user_id(%s), fixture.profile_id(%s),"
                " gen_random_uuid(), %s::numeric)", [n, n, capital])  # fmt: skip
        for k in range(12):
            run("select fixture.hold(1, %s, 0.01, %s, '0.013', 'USDT')", [f"in{k}", 50000 - k * 90])
            run("select fixture.fill_and_settle(fixture.begin_exit(1, %s, null), %s)",
                [f"out{k}", f"xo{k}"])  # fmt: skip
        run("select fixture.hold(1, 'open', 0.2)")
        run("select fixture.hold(4, 'open', 0.05)")
        run("select fixture.begin_entry(1, 'asked', 1.5, 'ETH/USDT')")
        run("select ops.fn_pause_account(fixture.user_id(3), fixture.account_id(3), 'key rotated')")
        run("select ledger.post(fixture.user_id(2), fixture.profile_id(2), 'fee', 'income:'"
            " || gen_random_uuid(), 0, 0, 0, -12345.67, true, now(), '{}')")  # fmt: skip
        subject = HOSTILE if hostile else "order 8841277 filled after it was judged not placed"
        for n, kind, level, what, page in (
            (4, "late_truth", "critical", subject, "lifecycle-incident"),
            (
                1,
                "protection_late",
                "warning",
                "stop of BTC/USDT waits for a fresh price",
                "loop-health",
            ),
        ):
            run("select health.open_incident(fixture.user_id(%s), %s, %s, %s, %s, '{}')",
                [n, kind, level, what, page])  # fmt: skip
        for kind, what in (("order_foreign", subject), ("balance_shortfall", "USDT")):
            run("select reconciliation.note_mismatch(fixture.user_id(4), fixture.account_id(4),"
                " null, null, %s, %s, '{}')", [kind, what])  # fmt: skip
        run("select engine.fn_record_samples()")
        run(SAMPLES)


def make_login(server: Server, database: str) -> str:
    """A login as docs/operating.md says; its address. Dropped by `drop_login`."""
    with server.connect(database) as connection:
        connection.execute(
            f"create role {LOGIN} login noinherit in role tradekeel_auditor, authenticated".encode()
        )
    return server.url(database, LOGIN)


def drop_login(server: Server) -> None:
    """Roles outlive databases."""
    with server.connect("postgres") as connection:
        connection.execute(f"drop role if exists {LOGIN}".encode())
