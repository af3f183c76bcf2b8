"""One address as a Supabase project has it: /auth/v1 signs in, /rest/v1 is a real PostgREST,
/realtime/v1 is passed on to gateways of ours.

The sign-in knows two people and hands out tokens as Supabase Auth does; everything that decides
about rows is PostgREST's and the database's.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web
from yarl import URL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECRET = "a-secret-of-the-tests-of-more-than-32-characters"  # noqa: S105 - signs test tokens only
AUDIENCE = "authenticated"
PASSWORD = "correct horse"  # noqa: S105 - of the stub below
PUBLISHABLE_KEY = "sb_publishable_tests"
# Of one hop only, or set anew by whoever writes the message.
HOP = {"host", "connection", "transfer-encoding", "content-length", "content-encoding", "date"}


def user_id(number: int) -> str:
    """The id of test tenant n."""
    return f"11111111-0000-4000-8000-{number:012}"


def profile_id(number: int) -> str:
    """The id of test tenant n's profile."""
    return f"33333333-0000-4000-8000-{number:012}"


def sign(
    claims: Mapping[str, Any], secret: str = SECRET, header: Mapping[str, Any] | None = None
) -> str:
    """A token with these claims, HS256."""
    head = _encode(json.dumps(header or {"alg": "HS256", "typ": "JWT"}).encode())
    body = _encode(json.dumps(claims).encode())
    mac = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{_encode(mac)}"


def claims_of(number: int, **changes: Any) -> dict[str, Any]:
    """What Supabase Auth says of tenant n in a token."""
    now = int(time.time())
    claims: dict[str, Any] = {
        "sub": user_id(number), "role": "authenticated", "aud": AUDIENCE, "iat": now,
        "exp": now + 3600, "email": f"user{number}@example.org", "session_id": secrets.token_hex(8),
        "is_anonymous": False, "app_metadata": {}, "user_metadata": {},
    }  # fmt: skip
    claims.update(changes)
    return {key: value for key, value in claims.items() if value is not None}


def token_of(number: int, **changes: Any) -> str:
    """A good token of tenant n, but for the changes."""
    return sign(claims_of(number, **changes))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Front:
    """What stands at the one address. `live`: addresses of gateways, taken in turn."""

    postgrest: str
    address: str = ""
    live: list[str] = field(default_factory=list)
    refresh_tokens: dict[str, int] = field(default_factory=dict)

    def application(self) -> web.Application:
        application = web.Application(client_max_size=64 * 2**20)
        application.router.add_post("/auth/v1/token", self._token)
        application.router.add_post("/auth/v1/logout", self._logout)
        application.router.add_route("*", "/rest/v1/{path:.*}", self._rest)
        application.router.add_get("/realtime/v1/websocket", self._live)
        return application

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """Pass frames on in both directions, and the close code of the gateway."""
        if not self.live:
            return web.Response(status=502)
        self.live.append(self.live.pop(0))
        async with aiohttp.ClientSession() as session:
            try:
                behind = await session.ws_connect(self.live[-1] + request.raw_path, max_msg_size=0)
            except aiohttp.ClientError:
                return web.Response(status=502)
            before = web.WebSocketResponse(max_msg_size=0)
            await before.prepare(request)
            ways = [
                asyncio.create_task(_pass_on(before, behind)),
                asyncio.create_task(_pass_on(behind, before)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            await before.close(code=behind.close_code or 1000)
            await behind.close()
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            return before

    async def _token(self, request: web.Request) -> web.Response:
        body = await request.json()
        if request.query.get("grant_type") == "refresh_token":
            number = self.refresh_tokens.pop(body.get("refresh_token", ""), None)
        else:
            number = {"user1@example.org": 1, "user2@example.org": 2}.get(body.get("email"))
            if body.get("password") != PASSWORD:
                number = None
        if number is None:
            return web.json_response(
                {"code": 400, "error_code": "invalid_credentials", "msg": "Invalid login"},
                status=400,
            )
        refresh_token = secrets.token_urlsafe(12)
        self.refresh_tokens[refresh_token] = number
        claims = claims_of(number)
        moment = "2026-01-01T00:00:00Z"
        return web.json_response({
            "access_token": sign(claims), "token_type": "bearer", "expires_in": 3600,
            "expires_at": claims["exp"], "refresh_token": refresh_token,
            "user": {
                "id": claims["sub"], "aud": AUDIENCE, "role": "authenticated",
                "email": claims["email"], "app_metadata": {}, "user_metadata": {},
                "identities": [], "created_at": moment, "updated_at": moment,
            },
        })  # fmt: skip

    async def _logout(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _rest(self, request: web.Request) -> web.Response:
        """Pass on as it is; a publishable key in Authorization is no token and is dropped."""
        headers = {k: v for k, v in request.headers.items() if k.lower() not in HOP}
        if headers.get("Authorization", "").startswith("Bearer sb_"):
            del headers["Authorization"]
        path = request.raw_path.removeprefix("/rest/v1")
        async with (
            aiohttp.ClientSession() as session,
            session.request(
                request.method,
                URL(self.postgrest + path, encoded=True),
                headers=headers,
                data=await request.read(),
            ) as answer,
        ):
            kept = {k: v for k, v in answer.headers.items() if k.lower() not in HOP}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)


Socket = web.WebSocketResponse | aiohttp.ClientWebSocketResponse


async def _pass_on(source: Socket, target: Socket) -> None:
    async for message in source:
        if message.type is aiohttp.WSMsgType.TEXT:
            await target.send_str(message.data)
        elif message.type is aiohttp.WSMsgType.BINARY:
            await target.send_bytes(message.data)


@contextlib.contextmanager
def running_gateway(postgrest: str) -> Iterator[Front]:
    """Serve all on one address of loopback, from a thread; yields what stands there."""
    front = Front(postgrest)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner = web.AppRunner(front.application(), handler_cancellation=True, shutdown_timeout=1)

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    try:
        port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        front.address = f"http://127.0.0.1:{port}"
        yield front
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
