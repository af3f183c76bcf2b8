"""The unmodified supabase-js in node, from the lock file beside it."""

from __future__ import annotations

import json
import subprocess
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

import pytest

from api.conftest import MORE_CAPITAL
from api.npm import installed
from api.platform import PASSWORD, PUBLISHABLE_KEY, profile_id, user_id

if TYPE_CHECKING:
    from pathlib import Path

    from api.conftest import Platform


@pytest.fixture(scope="session")
def folder() -> Path:
    """Where the locked packages are."""
    return installed("js")


def test_a_tenant_with_supabase_js(platform: Platform, folder: Path) -> None:
    """Reads exactly his rows with every digit, asks, is refused, and cannot see the other's."""
    run = subprocess.run(
        [
            "node", "tenant.mjs", platform.address, PUBLISHABLE_KEY, "user2@example.org", PASSWORD,
            user_id(2), profile_id(2), user_id(1), profile_id(1),
        ],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    seen = json.loads(run.stdout.strip().splitlines()[-1])
    for view, count in seen["counts"].items():
        wanted = platform.sql(
            f"select count(*) from api.{view} where user_id = %s", user_id(2)
        )[0][0]  # fmt: skip
        # The entry asked for below came after the counts.
        assert count == wanted - (view == "signals") > 0, view
    assert seen["owners"] == [user_id(2)]
    with localcontext() as context:
        context.prec = 60
        assert Decimal(seen["allocated"]) == 1000 + Decimal(MORE_CAPITAL)
    assert seen["position"] == {
        "state": "open", "orders": [{"kind": "entry", "fills": [{"price": "50000"}]}],
    }  # fmt: skip
    assert seen["signal"] == seen["again"]
    assert seen["foreign"]["status"] == 404
    assert not seen["foreign"]["data"]
    assert seen["wrong"]["status"] == 400
    assert seen["wrong"]["code"] == "LCR01"
    assert "side" in seen["wrong"]["details"]
    assert seen["wrong"]["hint"]
    assert (seen["typed"]["status"], seen["typed"]["code"]) == (400, "LCR01")
    assert seen["typed"]["details"] == "p_quantity=abc wanted=a number"
    assert seen["typed"]["hint"]
    assert seen["number"] == seen["signal"]
    assert seen["write"] == {"status": 403, "code": "42501"}
    assert seen["theirs"] == []
    assert seen["refreshed"]
