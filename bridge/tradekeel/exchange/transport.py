"""HTTP sessions for ccxt that never re-send, and that can be pointed at a local exchange.

ccxt keeps its real URLs (its error tables are chosen by URL), and the redirection happens below:
a resolver that answers given hosts with a given address, and a TLS context that also trusts the
local server's CA.
"""

import socket
import ssl
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import certifi
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_reqrep import ClientRequest, ClientResponse
from aiohttp.connector import Connection
from aiohttp.resolver import ThreadedResolver

from tradekeel.exchange.sending import current_sending

# aiohttp's own name for "ask again when a kept-alive connection was dropped"; it is not public.
_RESEND_SWITCH = "_retry_connection"


class TransportUnsafeError(RuntimeError):
    """The installed aiohttp has no switch against re-sending requests. We do not trade with it."""


class RedirectingResolver(AbstractResolver):
    """Answer `redirects` from a table and everything else from the system."""

    def __init__(self, redirects: Mapping[str, tuple[str, int]]) -> None:
        self._redirects = dict(redirects)
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve `host`; a redirected host is always IPv4 or IPv6 by the look of its target."""
        target = self._redirects.get(host)
        if target is None:
            return await self._system.resolve(host, port, family)
        address, target_port = target
        target_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=target_port,
                family=target_family,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Close the system resolver."""
        await self._system.close()


class GuardedRequest(ClientRequest):
    """A request that asks the current sending before its first byte is written.

    ccxt signs before it has a connection; a full pool or a slow handshake may hold a signed order
    for seconds. This is the last instant at which an order can be kept back with certainty.
    """

    async def send(self, conn: Connection) -> ClientResponse:
        """Write the request, unless the sending of this task refuses it."""
        state = current_sending()
        if state is not None:
            state.about_to_write(self.method, self.url.path)
        return await super().send(conn)


def tls_context(extra_ca: Path | None = None) -> ssl.SSLContext:
    """Return a verifying client context; `extra_ca` is a PEM file trusted in addition."""
    context = ssl.create_default_context(cafile=certifi.where())
    if extra_ca is not None:
        context.load_verify_locations(cafile=str(extra_ca))
    return context


def create_session(
    *,
    redirects: Mapping[str, tuple[str, int]] | None = None,
    extra_ca: Path | None = None,
    connection_limit: int = 64,
    connection_limit_per_host: int = 16,
    local_address: str | None = None,
) -> aiohttp.ClientSession:
    """Create the session that every exchange client of one egress address shares.

    `redirects` maps a host name to the (ip, port) that answers for it. `local_address` binds
    outgoing connections. Must be called inside a running loop; the caller closes the session.

    Raises TransportUnsafeError when this aiohttp cannot be kept from re-sending.
    """
    connector = aiohttp.TCPConnector(
        resolver=RedirectingResolver(redirects or {}),
        ssl=tls_context(extra_ca),
        use_dns_cache=not redirects,
        limit=connection_limit,
        limit_per_host=connection_limit_per_host,
        local_addr=(local_address, 0) if local_address else None,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        request_class=GuardedRequest,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )
    _forbid_resending(session)
    return session


def _forbid_resending(session: aiohttp.ClientSession) -> None:
    """Switch off aiohttp's silent second attempt on a dropped keep-alive connection."""
    if not isinstance(getattr(session, _RESEND_SWITCH, None), bool):
        session.detach()
        raise TransportUnsafeError(
            f"aiohttp {aiohttp.__version__} has no ClientSession.{_RESEND_SWITCH}; "
            "it might send an order twice"
        )
    setattr(session, _RESEND_SWITCH, False)
