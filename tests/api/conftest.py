"""Two tenants with something in every view, behind a real PostgREST and one address."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import supabase

from api.platform import (
    AUDIENCE,
    PASSWORD,
    PUBLISHABLE_KEY,
    SECRET,
    Front,
    running_gateway,
    token_of,
)
from api.postgrest import PostgrestMissingError, running_postgrest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.server import Server

# 1000 and this: more digits than any binary floating point number keeps.
MORE_CAPITAL = "12345678901234.000000000000000001"


def _fill(server: Server, database: str) -> None:
    with server.connect(database, search_path="tap,public") as connection:
        for number in (1, 2):
            for statement in (
                "select fixture.make_tenant(%(n)s)",
                "select fixture.make_ready(%(n)s)",
                (
                    "select ops.fn_allocate_capital(fixture.user_id(%(n)s),"
                    "  fixture.profile_id(%(n)s), gen_random_uuid(), %(more)s::numeric)"
                ),
                'select fixture.limit_profile(%(n)s, \'{"stop_loss_rate": "0.1"}\')',
                # one position closed, one open
                "select fixture.hold(%(n)s, 'first', 0.01, 50000, '0.013', 'USDT')",
                "select fixture.fill_and_settle(fixture.begin_exit(%(n)s, 'out', null), 'x-out')",
                "select fixture.hold(%(n)s, 'second', 0.002)",
                (
                    "select health.open_incident(fixture.user_id(%(n)s), 'test', 'info', 'test',"
                    "  'tenant-isolation', '{}')"
                ),
            ):
                connection.execute(statement, {"n": number, "more": MORE_CAPITAL})
            with connection.transaction():
                connection.execute("select fixture.act_as_tenant(%s)", [number])
                connection.execute("select fixture.call_request(%s, 'asked')", [number])
                connection.execute(
                    "select api.fn_pause_profile(fixture.user_id(%(n)s)::text,"
                    " fixture.profile_id(%(n)s)::text, 'pause', 'test')",
                    {"n": number},
                )


@pytest.fixture(scope="session")
def filled(server: Server) -> Iterator[str]:
    """Name of a database in which tenants 1 and 2 have rows in every view."""
    name = server.create_database()
    _fill(server, name)
    yield name
    server.drop_database(name)


@dataclass
class Platform:
    """One address as of a Supabase project, and the database behind it."""

    address: str
    server: Server
    database: str
    http: httpx.Client
    front: Front

    def request(
        self, method: str, path: str, token: str | None, **arguments: Any
    ) -> httpx.Response:
        """One request to PostgREST by way of the gateway; path begins after /rest/v1/."""
        headers = {"apikey": PUBLISHABLE_KEY, **arguments.pop("headers", {})}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.http.request(method, f"/rest/v1/{path}", headers=headers, **arguments)

    def get(self, path: str, number: int = 1, **arguments: Any) -> httpx.Response:
        """GET as tenant n."""
        return self.request("GET", path, token_of(number), **arguments)

    def rpc(self, name: str, arguments: dict[str, Any], number: int = 1) -> httpx.Response:
        """Call a function of api as tenant n."""
        return self.request("POST", f"rpc/{name}", token_of(number), json=arguments)

    def sql(self, query: str, *arguments: Any) -> list[tuple[Any, ...]]:
        """What the superuser sees."""
        with self.server.connect(self.database) as connection:
            return connection.execute(query, arguments).fetchall()

    def client(self, number: int) -> supabase.Client:
        """An unmodified supabase-py, signed in as tenant n, for schema api."""
        client = supabase.create_client(
            self.address, PUBLISHABLE_KEY, supabase.ClientOptions(schema="api")
        )
        client.auth.sign_in_with_password(
            {"email": f"user{number}@example.org", "password": PASSWORD}
        )
        return client


@pytest.fixture(scope="session")
def platform(server: Server, filled: str) -> Iterator[Platform]:
    """PostgREST, the sign-in and the two tenants."""
    with contextlib.ExitStack() as stack:
        try:
            postgrest = stack.enter_context(
                running_postgrest(server.url(filled, "authenticator"), SECRET, AUDIENCE)
            )
        except PostgrestMissingError as missing:
            pytest.skip(str(missing))
        front = stack.enter_context(running_gateway(postgrest))
        http = stack.enter_context(
            httpx.Client(base_url=front.address, timeout=20, trust_env=False)
        )
        yield Platform(front.address, server, filled, http, front)
