"""What somebody with a token, or without one, may try at PostgREST: nothing comes of it."""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from api.platform import claims_of, profile_id, sign, token_of, user_id
from api.test_clients import VIEWS

if TYPE_CHECKING:
    import httpx

    from api.conftest import Platform

NOBODY = "99999999-0000-4000-8000-000000000009"
# Names that only somebody inside the database has a use for.
INTERNAL = ("tradekeel_", "lifecycle", "ledger", "tenancy.", "locks", "reconciliation", "plpgsql")


def _unsigned(number: int, algorithm: str) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': algorithm, 'typ': 'JWT'})}.{part(claims_of(number))}."


def _with_other_claims(number: int) -> str:
    """The signature of one's own token under the claims of another."""
    head, _, mac = token_of(1).split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims_of(number)).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{mac}"


FORGED = {
    "signed with another secret": lambda: sign(claims_of(2), "x" * 40),
    "signed with nothing": lambda: sign(claims_of(2), ""),
    "alg none": lambda: _unsigned(2, "none"),
    "alg None": lambda: _unsigned(2, "None"),
    "alg RS256": lambda: sign(claims_of(2), header={"alg": "RS256", "typ": "JWT"}),
    "claims of another under one's own signature": lambda: _with_other_claims(2),
    "expired": lambda: token_of(1, exp=int(time.time()) - 120),
    "not valid yet": lambda: token_of(1, nbf=int(time.time()) + 3600),
    "issued in the future": lambda: token_of(1, iat=int(time.time()) + 3600),
    "of another audience": lambda: token_of(1, aud="somebody else"),
    "no token at all": lambda: "x.y.z",
    "empty": lambda: "e30.e30.e30",
    "role postgres": lambda: token_of(1, role="postgres"),
    "role of the engine": lambda: token_of(1, role="tradekeel_engine"),
    "role of the bridge": lambda: token_of(1, role="tradekeel_bridge"),
    "role of the operator": lambda: token_of(1, role="tradekeel_operator"),
    "role authenticator": lambda: token_of(1, role="authenticator"),
    "role service_role": lambda: token_of(1, role="service_role"),
    "role anon": lambda: token_of(1, role="anon"),
    "no role": lambda: token_of(1, role=None),
    "a role that is a statement": lambda: token_of(1, role='x"; set role postgres; --'),
}


@pytest.mark.parametrize("kind", FORGED)
def test_a_token_that_is_not_a_tenants_reads_and_asks_nothing(
    platform: Platform, kind: str
) -> None:
    """401 or 403 (406 for what anon may not even name), no rows, no signal."""
    before = platform.sql("select count(*) from lifecycle.signals")
    token = FORGED[kind]()
    for answer in (
        platform.request("GET", "capital", token),
        platform.request("POST", "rpc/fn_request_entry", token, json=_arguments(2)),
    ):
        assert answer.status_code in (400, 401, 403, 404), (kind, answer.text)
        assert "code" in answer.json(), answer.text
    assert platform.sql("select count(*) from lifecycle.signals") == before


@pytest.mark.parametrize("subject", ["", "x", "null", "' or true --", 7, None, [user_id(2)]])
def test_a_token_whose_subject_is_no_user_sees_no_row(platform: Platform, subject: Any) -> None:
    """No rows or a refusal; never somebody's rows."""
    token = token_of(1, sub=subject)
    for view in VIEWS:
        answer = platform.request("GET", view, token)
        assert answer.status_code in (200, 400, 401), answer.text
        assert answer.status_code != 200 or answer.json() == [], (view, subject)


def test_claims_that_the_user_wrote_himself_count_for_nothing(platform: Platform) -> None:
    """user_metadata, and a second sub in another place."""
    token = token_of(
        1, user_metadata={"sub": user_id(2), "role": "service_role"}, user_id=user_id(2),
        app_metadata={"role": "postgres"}, roles=["service_role"],
    )  # fmt: skip
    rows = platform.request("GET", "orders", token).json()
    assert {row["user_id"] for row in rows} == {user_id(1)}


@pytest.mark.parametrize(
    "headers",
    [
        {"request.jwt.claims": '{"sub": "x"}', "X-User-Id": user_id(2)},
        {"Role": "service_role", "X-Client-Info": "postgres"},
        {"Prefer": "tx=commit, params=single-object, count=exact, handling=lenient"},
        {"Prefer": "return=representation, resolution=merge-duplicates, max-affected=0"},
        {"Prefer": "timezone=America/New_York"},
        {"Range": "0-100000000", "Range-Unit": "items"},
        {"Forwarded": "for=127.0.0.1", "X-Forwarded-For": "127.0.0.1"},
    ],
)
def test_no_header_changes_whose_rows_are_read(platform: Platform, headers: dict[str, str]) -> None:
    """Only the token says who it is."""
    answer = platform.get("capital_journal", headers=headers)
    assert answer.status_code in (200, 206)
    assert {row["user_id"] for row in answer.json()} == {user_id(1)}


@pytest.mark.parametrize(
    "schema",
    ["tenancy", "lifecycle", "ledger", "engine", "ops", "auth", "realtime", "pg_catalog", "public"],
)
def test_no_other_schema_is_served(platform: Platform, schema: str) -> None:
    """Not to read, not to call."""
    read = platform.get("users", headers={"Accept-Profile": schema})
    call = platform.request(
        "POST", "rpc/fn_claim_signals", token_of(1), json={}, headers={"Content-Profile": schema}
    )
    for answer in (read, call):
        assert answer.status_code == 406
        assert answer.json()["code"] == "PGRST106"


FILTERS = [
    "orders?user_id=eq.{other}",
    "orders?user_id=neq.{own}",
    "orders?user_id=in.({other},{own})&user_id=neq.{own}",
    "orders?or=(user_id.eq.{other},profile_id.eq.{other_profile})",
    "orders?not.and=(user_id.eq.{own},user_id.eq.{own})&user_id=not.eq.{own}",
    "orders?user_id=not.eq.{own}&order=user_id.desc",
    "positions?profile_id=eq.{other_profile}&select=*,orders(*,fills(*))",
    "profiles?profile_id=eq.{other_profile}&select=*,positions(*),signals(*),capital(*)",
    "fills?select=*,orders!inner(*)&orders.user_id=eq.{other}",
    "capital?select=*,capital_journal!inner(*)&capital_journal.user_id=eq.{other}",
    "runtime_state?account_id=eq.22222222-0000-4000-8000-000000000002",
    "incidents?user_id=is.null",
    "incidents?user_id=eq.00000000-0000-0000-0000-000000000000",
    "requests?arguments->>reason=eq.test&user_id=neq.{own}",
]


@pytest.mark.parametrize("path", FILTERS)
def test_no_filter_finds_another_tenants_rows(platform: Platform, path: str) -> None:
    """Nothing, and a count of nothing."""
    path = path.format(own=user_id(1), other=user_id(2), other_profile=profile_id(2))
    answer = platform.get(path, headers={"Prefer": "count=exact"})
    assert answer.status_code == 200, answer.text
    assert answer.json() == []
    assert answer.headers["Content-Range"] == "*/0"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("how", ["exact", "planned", "estimated"])
def test_counts_tell_nothing_of_others(platform: Platform, view: str, how: str) -> None:
    """An exact count is of one's own rows; a planner's guess is the same for whoever there is."""
    path = f"{view}?select=user_id&user_id=eq.{user_id(2)}"
    there = platform.request("HEAD", path, token_of(1), headers={"Prefer": f"count={how}"})
    nobody = platform.request(
        "HEAD", path.replace(user_id(2), NOBODY), token_of(1), headers={"Prefer": f"count={how}"}
    )
    assert there.status_code in (200, 206)
    if how == "exact":
        assert there.headers["Content-Range"] == "*/0"
    assert there.headers["Content-Range"] == nobody.headers["Content-Range"]


def test_plans_are_not_shown(platform: Platform) -> None:
    """A plan says how many rows of whom were removed."""
    answer = platform.get("orders", headers={"Accept": "application/vnd.pgrst.plan+json"})
    assert answer.status_code in (406, 415)


@pytest.mark.parametrize(
    "select",
    [
        "*,version()", "pg_sleep(5)", "current_setting('x')", "user_id,(select 1)", "count()",
        "*,profiles(*,users(*))", "*,intents(*)", "*,attempts(*)", "*,other.orders(*)",
        "ctid", "xmin", "tableoid", "credentials_ref", "a:b:c::d", "quantity::regclass",
        "*,breaches(*)",
    ],
)  # fmt: skip
def test_a_select_of_what_is_not_a_column_is_refused(platform: Platform, select: str) -> None:
    """4xx with a code, and no name of anything inside."""
    answer = platform.request("GET", "orders", token_of(1), params={"select": select})
    _refused(answer)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("orders?symbol=eq.x'; drop table lifecycle.orders; --", 200),
        ("orders?symbol=eq.%22%5C%22%3B--", 200),
        ("orders?symbol=like.*%25_%5C*", 200),
        ("orders?symbol=in.(%22a%2Cb%22,%22c%5C%22d%22,');--)", 200),
        ("orders?symbol=fts.x%26%26%26", 400),
        ("orders?symbol=match.(((((", 400),
        ("orders?quantity=eq.abc", 400),
        ("orders?quantity=gt.1e999999", 400),
        ("orders?order_id=eq.1", 400),
        ("orders?and=(((", 400),
        ("orders?nothing=eq.1", 400),
        ("nothing", 404),
        ("rpc/fn_nothing", 404),
        ("rpc/render_amount", 404),
        ("rpc/record_breach", 404),
        ("rpc/fn_claim_signals", 404),
        ("rpc/pg_sleep?seconds=1", 404),
        ("rpc/fn_request_entry?p_user_id=x", 404),
    ],
)
def test_what_is_put_into_a_path_stays_text(platform: Platform, path: str, status: int) -> None:
    """An empty answer or a refusal, as said; never a 500 and never a name of anything inside."""
    answer = platform.get(path)
    if status == 200:
        assert answer.status_code == 200, answer.text
        assert answer.json() == []
    else:
        assert answer.status_code in (status, 404 if status == 400 else status), answer.text
        _refused(answer)
    assert platform.get("orders").json()


@pytest.mark.parametrize(
    "path",
    [
        "limit=-1",
        "offset=x",
        "limit=99999999999999999999",
        "order=quantity;drop%20table%20x",
        "select=*;drop%20table%20x",
        "select=user_id,user_id::name::regclass",
    ],
)
def test_what_is_no_page_gives_ones_own_rows_or_a_refusal(platform: Platform, path: str) -> None:
    """PostgREST ignores some of these; whose rows they are does not change."""
    answer = platform.get(f"orders?{path}")
    assert answer.status_code in (200, 206, 400, 416), answer.text
    if answer.status_code < 400:
        assert {row["user_id"] for row in answer.json()} == {user_id(1)}


def test_lists_that_are_very_long_are_answered_or_refused(platform: Platform) -> None:
    """As many ids as a client lets through, and a condition nested 500 times."""
    many = ",".join([user_id(2)] * 1_700)
    answer = platform.get(f"orders?user_id=in.({many})")
    assert answer.status_code in (200, 400, 413, 414, 431), answer.text[:300]
    assert answer.status_code != 200 or answer.json() == []
    deep = "and(" * 500 + "symbol.eq.x" + ")" * 500
    answer = platform.get(f"orders?or=({deep})")
    assert answer.status_code in (200, 400, 413, 414, 431), answer.text[:300]
    assert answer.status_code != 200 or answer.json() == []


def _arguments(number: int = 1) -> dict[str, Any]:
    return {
        "p_user_id": user_id(number), "p_profile_id": profile_id(number), "p_request_id": "attack",
        "p_symbol": "BTC/USDT", "p_side": "buy", "p_order_type": "market", "p_quantity": "0.001",
        "p_limit_price": None, "p_trigger_price": None, "p_time_in_force": None,
        "p_is_post_only": False, "p_leverage": 1, "p_valid_seconds": 60,
    }  # fmt: skip


def _calls(platform: Platform, number: int) -> dict[str, dict[str, Any]]:
    """Good arguments of each function of api for tenant n."""
    signal, position = platform.sql(
        "select (select signal_id::text from lifecycle.signals where user_id = %s limit 1),"
        " (select position_id::text from lifecycle.positions where user_id = %s"
        "   and state <> 'closed')", user_id(number), user_id(number),
    )[0]  # fmt: skip
    own = {"p_user_id": user_id(number), "p_profile_id": profile_id(number), "p_request_id": "a"}
    entry = _arguments(number)
    leave = {key: value for key, value in entry.items() if key != "p_leverage"}
    return {
        "fn_request_entry": entry,
        "fn_request_exit": leave | {"p_side": "sell", "p_request_id": "b"},
        "fn_cancel_signal": own | {"p_request_id": "c", "p_signal_id": signal},
        "fn_pause_profile": own | {"p_request_id": "d", "p_reason": "x"},
        "fn_resume_profile": own | {"p_request_id": "e"},
        "fn_set_protection": own | {
            "p_request_id": "f", "p_position_id": position, "p_kind": "stop_loss",
            "p_trigger_price": "1", "p_trail_rate": None, "p_due_at": None,
        },
    }  # fmt: skip


def test_every_function_of_the_schema_is_attacked_here(platform: Platform) -> None:
    """A new function of api has to come into the lists of this file."""
    names = platform.sql("select proname from pg_proc where pronamespace = 'api'::regnamespace")
    assert {name for (name,) in names} == set(_calls(platform, 1))


def test_another_tenants_id_in_any_argument_is_not_there_and_on_record(
    platform: Platform,
) -> None:
    """404 like an id of nothing; who, what and when are in tenancy.breaches; nothing is asked."""
    asked = (
        "select (select count(*) from lifecycle.signals), (select count(*) from tenancy.requests)"
    )
    before = platform.sql(asked)
    tried = 0
    for name, theirs in _calls(platform, 2).items():
        mine = _calls(platform, 1)[name]
        ids = [key for key in mine if key.endswith("_id") and key != "p_request_id"]
        wrong = [mine | {key: theirs[key]} for key in ids] + [theirs]
        for arguments in wrong:
            answer = platform.rpc(name, arguments)
            nothing = platform.rpc(name, arguments | {"p_profile_id": NOBODY})
            assert answer.status_code == nothing.status_code == 404, (name, answer.text)
            assert answer.text == nothing.text
            tried += 2
    assert platform.sql(asked) == before
    assert platform.sql(
        "select count(*) from tenancy.breaches where user_id = %s"
        " and recorded_at > clock_timestamp() - interval '1 minute'", user_id(1),
    )[0][0] >= tried  # fmt: skip
    assert platform.sql(
        "select count(*) from health.incidents where kind = 'tenant_breaches'"
        " and subject = %s", f"user:{user_id(1)}",
    ) == [(1,)]  # fmt: skip
    assert platform.get("incidents?kind=eq.tenant_breaches").json() == []


WRONG_IDS = ["", "x", 7, [], {}, True, "' or true --", "\x00", "1" * 10_000, user_id(1) + " "]
WRONG_TEXTS = ["", "x" * 10_001, "\x00", "\ud800", "'; drop table x; --" * 50]
WRONG_NUMBERS: list[Any] = ["", "x", "NaN", "Infinity", "-Infinity", -1, 0, 1e300, "1e-30", "1e400",
                            [], {}, True, "0x10", "1,5"]  # fmt: skip
WRONG: dict[str, list[Any]] = {
    "p_user_id": WRONG_IDS,
    "p_profile_id": WRONG_IDS,
    "p_signal_id": WRONG_IDS,
    "p_position_id": WRONG_IDS,
    "p_request_id": [None, *WRONG_TEXTS],
    "p_symbol": [None, *WRONG_TEXTS],
    "p_side": [None, *WRONG_TEXTS, "BUY", "hold"],
    "p_order_type": [None, *WRONG_TEXTS, "MARKET", "magic"],
    "p_reason": [None, *WRONG_TEXTS],
    "p_kind": [None, *WRONG_TEXTS, "STOP"],
    "p_time_in_force": [*WRONG_TEXTS, "FOREVER"],
    "p_quantity": WRONG_NUMBERS,
    "p_limit_price": WRONG_NUMBERS,
    "p_trigger_price": WRONG_NUMBERS,
    "p_trail_rate": [*WRONG_NUMBERS, 1],
    "p_leverage": [None, *(n for n in WRONG_NUMBERS), 201],
    "p_valid_seconds": [None, "x", -1, 0, 86401, 1e30, "1.5", [], "9" * 30],
    "p_is_post_only": [None, "x", 7, [], "maybe"],
    "p_due_at": ["x", "infinity", "-infinity", "1999-01-01", "300000-01-01", 7, [], "9" * 400],
}
# No text that a database can hold, so that the document is refused as a whole: a zero byte, half a
# surrogate pair.
UNHOLDABLE = ("\x00", "\ud800")
NO_TEXT = {"22P02", "22P05", "PGRST102"}


def test_whatever_is_wrong_in_an_argument_is_told_and_changes_nothing(
    platform: Platform,
) -> None:
    """4xx with code, message, details and hint; ours name the argument in details."""
    asked = (
        "select (select count(*) from lifecycle.signals), (select count(*) from tenancy.requests)"
    )
    before = platform.sql(asked)
    for name, good in _calls(platform, 1).items():
        for key in good:
            for value in WRONG[key]:
                body = json.dumps(good | {key: value, "p_request_id": "wrong"}
                                  if key != "p_request_id" else good | {key: value})  # fmt: skip
                answer = platform.request(
                    "POST", f"rpc/{name}", token_of(1), content=body.encode(),
                    headers={"Content-Type": "application/json"},
                )  # fmt: skip
                said = (name, key, str(value)[:40], answer.status_code, answer.text[:300])
                assert 400 <= answer.status_code < 500, said
                if answer.status_code == 404:  # an id of nothing
                    assert key in ("p_user_id", "p_profile_id", "p_signal_id", "p_position_id")
                    continue
                _refused(answer)
                problem = answer.json()
                if value in UNHOLDABLE:
                    assert problem["code"] in NO_TEXT, said
                else:
                    assert problem["code"] in ("LCR01", "LGR03"), said
                    assert problem["details"].startswith(key), said
                    assert problem["hint"], said
    assert platform.sql(asked) == before


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"[1]", b"null", b'"x"', b"7", b"\xff\xfe", b"{}", b'{"p_x": 1}']
)
def test_a_body_that_is_not_the_arguments_is_refused(platform: Platform, body: bytes) -> None:
    """No JSON, other JSON, and arguments of another function."""
    for name in _calls(platform, 1):
        answer = platform.request(
            "POST", f"rpc/{name}", token_of(1), content=body,
            headers={"Content-Type": "application/json"},
        )  # fmt: skip
        assert answer.status_code in (400, 404), answer.text
        _refused(answer)


def test_the_description_of_the_schema_names_nothing_inside(platform: Platform) -> None:
    """The OpenAPI page lists the schema api for a tenant and nothing for others."""
    page = platform.get("").json()
    assert {path.strip("/") for path in page["paths"]} - {""} == (
        set(VIEWS) | {f"rpc/{name}" for name in _calls(platform, 1)}
    )
    anonymous = platform.request("GET", "", None)
    assert anonymous.status_code in (200, 401)
    if anonymous.status_code == 200:
        assert set(anonymous.json()["paths"]) <= {"/"}


def _refused(answer: httpx.Response) -> None:
    assert 400 <= answer.status_code < 500, answer.text[:500]
    problem = answer.json()
    assert set(problem) == {"code", "message", "details", "hint"}, problem
    assert problem["code"]
    assert problem["message"]
    spoken = f"{problem['message']} {problem['details']} {problem['hint']}"
    runbooks = "lifecycle-incident"
    assert not [name for name in INTERNAL if name in spoken.replace(runbooks, "")], spoken
