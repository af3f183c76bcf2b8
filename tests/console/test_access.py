"""Who gets what over HTTP: nothing without a token, a tenant its own rows, anybody the files."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from api.platform import claims_of, profile_id, sign, token_of, user_id
from console.conftest import TOKEN
from ops.processes import get, once
from tradekeel.cli import one_line
from tradekeel.console.access import private_token
from tradekeel.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from console.conftest import Console

FOR_OPERATORS = ("status", "history", "history?grain=day", "runbooks/README",
                 f"explain?user={user_id(1)}&profile={profile_id(1)}")  # fmt: skip
FOR_TENANTS = ("portfolio", f"curve?profile={profile_id(1)}")


def ask(console: Console, path: str, token: str | None = None) -> tuple[int, Any]:
    """Status and document."""
    status, body = get(f"{console.address}/console/api/{path}", token)
    return status, json.loads(body)


def test_nothing_is_told_without_a_token_that_holds(console: Console) -> None:
    """No token, a wrong one, a forged one, one that has expired."""
    for path in (*FOR_OPERATORS, *FOR_TENANTS, "me"):
        for token in (None, TOKEN[:-1], TOKEN + "x", "x", token_of(1) + "x", token_of(1, exp=1),
                      sign(claims_of(1), "another-secret-of-more-than-32-characters"),
                      token_of(1, aud="other"), token_of(1, role="service_role"),
                      token_of(1, role="postgres")):  # fmt: skip
            status, answer = ask(console, path, token)
            assert status == 401, (path, answer)
            assert set(answer) == {"error"}
    assert "expired: sign in again" in ask(console, "portfolio", token_of(1, exp=1))[1]["error"]


def test_operators_and_tenants_get_their_own_kind(console: Console) -> None:
    """One is not the other, whatever its token."""
    for path in FOR_OPERATORS:
        assert ask(console, path, TOKEN)[0] == 200, path
        assert ask(console, path, token_of(1, role="tradekeel_auditor"))[0] == 200, path
        assert ask(console, path, token_of(1))[0] == 403, path
    for path in FOR_TENANTS:
        assert ask(console, path, token_of(1))[0] == 200, path
        assert ask(console, path, TOKEN)[0] == 403, path
    assert ask(console, "me", TOKEN)[1]["kind"] == "operator"
    assert ask(console, "me", token_of(2))[1]["userId"] == user_id(2)


def test_a_tenant_gets_its_own_rows_and_amounts_with_every_digit(console: Console) -> None:
    """The database decides: another's profile has no curve, a stranger has nothing at all."""
    found = ask(console, "portfolio", token_of(4))[1]
    assert [p["profile_id"] for p in found["profiles"]] == [profile_id(4)]
    assert found["profiles"][0]["equity"] == "8000.000000000000000001"
    assert {p["profile_id"] for p in found["positions"]} == {profile_id(4)}
    assert {o["profile_id"] for o in found["orders"]} == {profile_id(4)}
    assert [i["kind"] for i in found["incidents"]] == ["late_truth"]
    curve = ask(console, f"curve?profile={profile_id(4)}", token_of(4))[1]
    assert curve[-1][1] == "8000.000000000000000001"
    assert ask(console, f"curve?profile={profile_id(1)}", token_of(4))[1] == []
    stranger = ask(console, "portfolio", token_of(9))[1]
    assert stranger == {"profiles": [], "positions": [], "orders": [], "incidents": []}


def test_a_curve_has_few_points_however_long_the_journal(console: Console) -> None:
    """First and last among them; the last hundred entries begin later."""
    whole = ask(console, f"curve?profile={profile_id(1)}", token_of(1))[1]
    assert whole[0][1] == "1000"
    assert whole[-1][1] == ask(console, "portfolio", token_of(1))[1]["profiles"][0]["equity"]
    assert len(whole) <= 160
    tail = ask(console, f"curve?profile={profile_id(1)}&span=100", token_of(1))[1]
    assert tail[-1] == whole[-1]
    with console.server.connect(console.database) as connection:
        row = connection.execute(
            "select seq from ledger.capital where profile_id = %s", [profile_id(1)]
        ).fetchone()
    assert row is not None
    assert len(whole) == min(160, row[0])


@pytest.mark.parametrize(
    ("path", "token", "status"),
    [
        ("history?grain=year", TOKEN, 400),
        ("explain?user=x&profile=y", TOKEN, 400),
        (f"explain?user={user_id(9)}&profile={profile_id(1)}", TOKEN, 400),
        ("runbooks/..%2f..%2fREADME", TOKEN, 404),
        ("runbooks/none", TOKEN, 404),
        ("curve?profile=x'--", token_of(1), 400),
        ("curve?profile=&span=100", token_of(1), 400),
        (f"curve?profile={profile_id(1)}&span=7", token_of(1), 400),
    ],
)
def test_bad_arguments_are_one_line(console: Console, path: str, token: str, status: int) -> None:
    """Refused, and nothing of the database's own words."""
    found, body = get(f"{console.address}/console/api/{path}", token)
    assert found == status, body
    assert len(body) < 200


def test_files_are_for_everybody_and_carry_a_strict_policy(console: Console) -> None:
    """No inline script or style, nothing from elsewhere; nothing outside of the folder."""
    page = get(f"{console.address}/")[1]
    assert "<script>" not in page
    assert "style=" not in page
    assert "://" not in page
    import urllib.request  # noqa: PLC0415 - for headers, which `get` does not give

    for path in ("/", "/console/static/app.js", "/console/api/me"):
        try:
            answer = urllib.request.urlopen(console.address + path, timeout=10)  # noqa: S310
        except urllib.error.HTTPError as error:
            answer = error
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in answer.headers
    for path in ("..%2fpages.py", "pages.py", "none.js", ".js"):
        assert get(f"{console.address}/console/static/{path}")[0] == 404, path


def test_what_the_console_may_not_read_is_said_to_its_operator(console: Console) -> None:
    """A login without the right: 503 and a line, not a stack; other requests go on."""
    console.sql("revoke tradekeel_auditor from console_of_test")
    try:
        status, answer = ask(console, "status", TOKEN)
        assert (status, "docs/operating.md" in answer["error"]) == (503, True)
    finally:
        console.sql("grant tradekeel_auditor to console_of_test")
    assert ask(console, "status", TOKEN)[0] == 200


def test_the_console_cannot_write(console: Console) -> None:
    """Not even what its role could: each reading is in a read-only transaction."""
    console.sql(
        "create function public.writes_of_test() returns jsonb language sql as"
        " 'insert into health.counters (counter) values (''x'') returning ''{}''::jsonb'"
    )
    console.sql("alter function ops.fn_read_status() rename to kept_of_test")
    console.sql("create function ops.fn_read_status() returns jsonb language sql security definer"
                " as 'select public.writes_of_test()'")  # fmt: skip
    try:
        assert ask(console, "status", TOKEN)[0] == 503
    finally:
        console.sql("drop function ops.fn_read_status()")
        console.sql("alter function ops.kept_of_test() rename to fn_read_status")
    assert ask(console, "status", TOKEN)[0] == 200


def test_why_one_user_does_not_trade_is_recorded(console: Console) -> None:
    """The overview of all is not."""

    def looks() -> int:
        with console.server.connect(console.database) as connection:
            row = connection.execute(
                "select count(*) from ops.audit where operator = 'console_of_test'"
            ).fetchone()
        assert row is not None
        return int(row[0])

    before = looks()
    assert ask(console, "status", TOKEN)[0] == 200
    assert looks() == before
    assert ask(console, f"explain?user={user_id(1)}&profile={profile_id(1)}", TOKEN)[0] == 200
    assert looks() == before + 1


def test_tokens_are_not_in_the_log(console: Console) -> None:
    """Neither the operators' nor a tenant's."""
    assert TOKEN not in console.log.read_text()
    assert "eyJ" not in console.log.read_text()


def test_a_private_token_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    """In the home folder, for nobody else to read."""
    token = private_token(tmp_path / "home")
    file = tmp_path / "home" / "console.token"
    assert len(token) >= 32
    assert private_token(tmp_path / "home") == token
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("short")
    assert private_token(tmp_path / "home") != "short"


def test_a_key_set_that_cannot_be_read_is_one_line_and_exit_code_2(console: Console) -> None:
    """Before anything is served."""
    url = console.server.url(console.database, "tradekeel_bridge")
    done = once("up", TRADEKEEL_BRIDGE_URL=url, TRADEKEEL_CONSOLE_URL=url,
                TRADEKEEL_HTTP_ADDRESS="127.0.0.1:0",
                TRADEKEEL_JWKS_FILE="/nowhere/keys.json")  # fmt: skip
    assert done.returncode == 2
    assert "cannot read the key set" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["console_token", "jwt_secret"])
def test_a_short_secret_is_refused_without_being_repeated(name: str) -> None:
    """One that could be guessed protects nothing."""
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({name: "guessable"})
    line = one_line(refused.value) or ""
    assert name.upper() in line
    assert "guessable" not in line
