"""The unmodified supabase-py, signed in as each of two tenants."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

import pytest
from postgrest.exceptions import APIError

from api.conftest import MORE_CAPITAL
from api.platform import profile_id, user_id

if TYPE_CHECKING:
    import supabase

    from api.conftest import Platform

VIEWS = [
    "profiles", "orders", "fills", "positions", "trade_history", "capital", "capital_journal",
    "signals", "incidents", "runtime_state", "protections", "requests",
]  # fmt: skip


AMOUNTS = (
    "allocated", "reserved_for_orders", "reserved_for_positions", "realized_pnl", "available",
)  # fmt: skip


@pytest.fixture(scope="module")
def alice(platform: Platform) -> supabase.Client:
    """Tenant 1."""
    return platform.client(1)


@pytest.fixture(scope="module")
def bob(platform: Platform) -> supabase.Client:
    """Tenant 2."""
    return platform.client(2)


@pytest.mark.parametrize("view", VIEWS)
def test_each_sees_exactly_his_own_rows(
    platform: Platform, alice: supabase.Client, bob: supabase.Client, view: str
) -> None:
    """As many as the superuser counts for that user, at least one, and no other's."""
    for number, client in ((1, alice), (2, bob)):
        answer = client.table(view).select("*", count="exact").execute()
        wanted = platform.sql(f"select count(*) from api.{view} where user_id = %s",
                              user_id(number))[0][0]  # fmt: skip
        assert answer.count == wanted == len(answer.data) > 0
        assert {row["user_id"] for row in answer.data} == {user_id(number)}


def test_amounts_keep_every_digit(alice: supabase.Client) -> None:
    """They are text that says exactly what the database has."""
    row = alice.table("capital").select("*").single().execute().data
    assert isinstance(row["allocated"], str)
    with localcontext() as context:
        context.prec = 60
        amount = {key: Decimal(row[key]) for key in AMOUNTS}
        assert amount["allocated"] == 1000 + Decimal(MORE_CAPITAL)
        assert Decimal(float(row["allocated"])) != amount["allocated"]
        assert amount["available"] == (
            amount["allocated"] - amount["reserved_for_orders"]
            - amount["reserved_for_positions"] + amount["realized_pnl"]
        )  # fmt: skip


def test_amounts_are_numbers_to_filters_and_order(alice: supabase.Client) -> None:
    """As text 0.002 would come before 0.01 too, but 500 before 90 and 1000 before 90."""
    table = alice.table("fills")
    rows = table.select("quantity,cost").order("cost", desc=True).execute().data
    costs = [Decimal(row["cost"]) for row in rows]
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) > 1
    rows = alice.table("fills").select("cost").gt("cost", 90).lt("cost", "450").execute().data
    assert [Decimal(row["cost"]) for row in rows] == [Decimal(100)]
    rows = alice.table("positions").select("*").eq("quantity", "0.00200000").execute().data
    assert len(rows) == 1
    assert alice.table("positions").select("*").in_("quantity", ["7", "8"]).execute().data == []


def test_a_position_embeds_its_orders_and_they_their_fills(alice: supabase.Client) -> None:
    """Foreign keys are seen through the views, in both directions."""
    answer = (
        alice.table("positions")
        .select("position_id,state,orders(kind,quantity,fills(price,quantity)),trade_history(*),"
                "protections(kind,trigger_price),profiles(name)")
        .order("opened_at").order("first_seen_at", foreign_table="orders").execute()
    )  # fmt: skip
    closed, opened = answer.data
    assert [order["kind"] for order in closed["orders"]] == ["entry", "exit"]
    assert [len(order["fills"]) for order in closed["orders"]] == [1, 1]
    assert closed["orders"][0]["fills"][0] == {"price": "50000", "quantity": "0.01"}
    assert len(closed["trade_history"]) == 1
    assert closed["profiles"]["name"] == "profile 1"
    assert opened["protections"] == [
        {"kind": "stop_loss", "trigger_price": opened["protections"][0]["trigger_price"]}
    ]
    assert Decimal(opened["protections"][0]["trigger_price"]) == 45000
    fill = alice.table("fills").select("orders!inner(symbol,positions(state))").limit(1).execute()
    assert fill.data[0]["orders"]["symbol"] == "BTC/USDT"
    journal = alice.table("capital").select("capital_journal(seq)").execute().data
    assert len(journal[0]["capital_journal"]) > 3


def test_pages_counts_and_conditions(alice: supabase.Client) -> None:
    """Range, exact count, or, not, is and one row."""
    page = alice.table("capital_journal").select("seq", count="exact").order("seq").range(1, 2)
    answer = page.execute()
    assert [row["seq"] for row in answer.data] == [2, 3]
    assert answer.count > 3
    both = alice.table("orders").select("kind").or_("kind.eq.entry,kind.eq.exit").execute().data
    assert {row["kind"] for row in both} == {"entry", "exit"}
    open_ones = alice.table("positions").select("state").is_("closed_at", "null").execute().data
    assert [row["state"] for row in open_ones] == ["open"]
    assert (
        alice.table("orders").select("*").eq("symbol", "NO/SUCH").maybe_single().execute() is None
    )


def test_a_tenant_asks_and_reads_what_became_of_it(
    platform: Platform, alice: supabase.Client, bob: supabase.Client
) -> None:
    """Every function of api, from the client to what the engine answers."""
    own = {"p_user_id": user_id(1), "p_profile_id": profile_id(1)}
    entry = _entry(1, "from the client")
    signal = alice.rpc("fn_request_entry", entry).execute().data
    assert alice.rpc("fn_request_entry", entry).execute().data == signal
    # The same amounts as JSON numbers and as text, the same numbers as text.
    same = entry | {"p_quantity": 0.001, "p_limit_price": 49000.5, "p_leverage": "1",
                    "p_valid_seconds": "60", "p_is_post_only": "false"}  # fmt: skip
    assert alice.rpc("fn_request_entry", same).execute().data == signal
    with pytest.raises(APIError) as refused:
        alice.rpc("fn_request_entry", entry | {"p_quantity": "abc"}).execute()
    assert refused.value.code == "LCR01"
    assert refused.value.details == "p_quantity=abc wanted=a number"
    leave = own | {
        "p_request_id": "leave", "p_symbol": "BTC/USDT", "p_side": "sell", "p_order_type": "market",
        "p_quantity": None, "p_limit_price": None, "p_trigger_price": None,
        "p_time_in_force": None, "p_is_post_only": False, "p_valid_seconds": 60,
    }  # fmt: skip
    assert alice.rpc("fn_request_exit", leave).execute().data
    position = alice.table("positions").select("position_id").eq("state", "open").single()
    wishes: list[tuple[str, dict[str, Any]]] = [
        ("fn_cancel_signal", {"p_request_id": "c", "p_signal_id": signal}),
        ("fn_resume_profile", {"p_request_id": "r"}),
        ("fn_pause_profile", {"p_request_id": "p", "p_reason": "holiday"}),
        ("fn_set_protection", {
            "p_request_id": "s", "p_position_id": position.execute().data["position_id"],
            "p_kind": "stop_loss", "p_trigger_price": "48000.5", "p_trail_rate": None,
            "p_due_at": None,
        }),
    ]  # fmt: skip
    for name, arguments in wishes:
        assert alice.rpc(name, own | arguments).execute().data == "pending"
    with platform.server.connect(platform.database, search_path="tap,public") as connection:
        connection.execute("select fixture.call_apply(1)")
    done = alice.table("requests").select("request_id,outcome").execute().data
    assert {row["request_id"]: row["outcome"] for row in done} == {
        "pause": "applied", "c": "applied", "r": "applied", "p": "applied", "s": "applied",
    }  # fmt: skip
    state = alice.table("runtime_state").select("state,reason").single().execute().data
    assert state == {"state": "paused_by_tenant", "reason": "holiday"}
    row = alice.table("signals").select("outcome").eq("signal_id", signal).single().execute().data
    assert row == {"outcome": "canceled"}
    stop = alice.table("protections").select("trigger_price").eq("state", "armed").execute().data
    assert [row["trigger_price"] for row in stop] == ["48000.5"]
    assert bob.table("signals").select("*").eq("signal_id", signal).execute().data == []
    assert bob.table("requests").select("*").eq("request_id", "p").execute().data == []


def test_what_is_not_ones_own_is_not_there(platform: Platform, alice: supabase.Client) -> None:
    """404 for the client, a record for the operator."""
    before = len(platform.sql("select from tenancy.breaches"))
    with pytest.raises(APIError):
        alice.rpc("fn_request_entry", _entry(2, "not mine")).execute()
    found = platform.sql(
        "select user_id::text, entry_point, named_user_id::text, named_object"
        " from tenancy.breaches order by recorded_at desc"
    )
    assert len(found) == before + 1
    assert found[0] == (
        user_id(1), "api.fn_request_entry", user_id(2), f"profile:{profile_id(2)}",
    )  # fmt: skip


def test_nothing_can_be_written_past_the_functions(alice: supabase.Client) -> None:
    """Insert, update, upsert and delete on any view are refused."""
    for view in VIEWS:
        table = alice.table(view)
        for request in (
            table.insert({"user_id": user_id(1)}),
            table.update({"user_id": user_id(2)}).eq("user_id", user_id(1)),
            table.delete().eq("user_id", user_id(1)),
        ):
            with pytest.raises(APIError) as refused:
                request.execute()
            assert refused.value.code == "42501", (view, refused.value)


def test_a_session_can_be_refreshed(platform: Platform) -> None:
    """A new token from the sign-in reads the same rows."""
    client = platform.client(2)
    before = client.auth.get_session()
    after = client.auth.refresh_session().session
    assert before is not None
    assert after is not None
    assert after.access_token != before.access_token
    assert client.table("profiles").select("name").single().execute().data == {"name": "profile 2"}


def _entry(number: int, request_id: str) -> dict[str, Any]:
    return {
        "p_user_id": user_id(number), "p_profile_id": profile_id(number),
        "p_request_id": request_id, "p_symbol": "BTC/USDT", "p_side": "buy",
        "p_order_type": "limit", "p_quantity": "0.001", "p_limit_price": "49000.5",
        "p_trigger_price": None, "p_time_in_force": None, "p_is_post_only": False,
        "p_leverage": 1, "p_valid_seconds": 60,
    }  # fmt: skip
