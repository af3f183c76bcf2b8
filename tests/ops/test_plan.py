"""`tradekeel plan`: shows what a reconciliation would do, changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ops.processes import once

if TYPE_CHECKING:
    from pathlib import Path

    from tools.server import Server

IDS = "select fixture.user_id(1)::text, fixture.account_id(1)::text, fixture.profile_id(1)::text"
READING = """
select fixture.document(jsonb_build_array(fixture.reading(1, 'r1', 0.004, 'open')))
"""


def test_plan_shows_what_would_be_booked_and_books_nothing(
    server: Server, database: str, tmp_path: Path
) -> None:
    url = server.url(database)
    with server.connect(database) as connection:
        connection.execute("select fixture.stage(1)")
        connection.execute("select fixture.rest_order(1)")
        user, account, profile = connection.execute(IDS).fetchone() or ()
        reading = tmp_path / "reading.json"
        reading.write_text(json.dumps((connection.execute(READING).fetchone() or ())[0]))
        before = connection.execute("select fixture.digest('ops.audit')").fetchone()
    done = once("plan", user, account, "--document", str(reading), "--url", url)
    assert done.returncode == 1, done.stderr
    assert f"profile {profile[:8]}" in done.stdout
    assert "book: the reading is brought in as shown" in done.stdout
    assert "entry_fill" in done.stdout
    done = once("plan", user, account, "--document", str(reading), "--json", "--url", url)
    assert done.returncode == 1
    kinds = [row["kind"] for row in json.loads(done.stdout)]
    assert kinds == ["run", "order_drift"]
    with server.connect(database) as connection:
        assert connection.execute("select fixture.digest('ops.audit')").fetchone() == before


def test_plan_of_a_reading_that_is_equal_exits_with_0(server: Server, database: str) -> None:
    with server.connect(database) as connection:
        connection.execute("select fixture.stage(1)")
        user, account, _ = connection.execute(IDS).fetchone() or ()
    done = once("plan", user, account, "--url", server.url(database))
    assert done.returncode == 0, done.stderr
    assert "nothing differs" in done.stdout


def test_plan_says_in_one_line_what_is_wrong(server: Server, database: str, tmp_path: Path) -> None:
    url = server.url(database)
    with server.connect(database) as connection:
        connection.execute("select fixture.make_tenant(1)")
        user, account, profile = connection.execute(IDS).fetchone() or ()
    spoiled = tmp_path / "spoiled.json"
    spoiled.write_text("{")
    for arguments, said in (
        ((user, account), "RCC03"),
        ((user, profile), "TNR01"),
        ((user, account, "--document", str(spoiled)), "spoiled.json"),
        ((user, "account"), "valid UUID"),
    ):
        done = once("plan", *arguments, "--url", url)
        assert done.returncode == 2
        assert said in done.stderr
