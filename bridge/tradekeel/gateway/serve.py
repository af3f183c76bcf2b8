"""`tradekeel gateway`, and the gateway as a part of `tradekeel up`."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator

import structlog

from tradekeel.exporter import HealthReader
from tradekeel.gateway.door import Door
from tradekeel.gateway.hub import Gateway, Limits
from tradekeel.gateway.routes import routes
from tradekeel.health_server import HealthPage, bind, serving
from tradekeel.logs import register_secrets
from tradekeel.pool import require_installed
from tradekeel.settings import Settings, start_embedded
from tradekeel.tokens import TokenError, Verifier

log = structlog.get_logger(__name__)

NO_KEY = "set TRADEKEEL_JWT_SECRET or TRADEKEEL_JWKS_FILE: what your users' tokens are signed with"


class GatewayError(Exception):
    """The gateway cannot be served; the text says why and what to do."""


@contextlib.asynccontextmanager
async def running(settings: Settings, url: str) -> AsyncIterator[Gateway | None]:
    """A gateway that reads the outbox as long as the block lasts; None when no key is set.

    Raises GatewayError for a key set that cannot be read.
    """
    try:
        verifier = Verifier.reading(settings.jwt_secret, settings.jwks_file, settings.jwt_audience)
    except TokenError as error:
        raise GatewayError(str(error)) from None
    if not verifier.can_verify:
        yield None
        return
    if settings.jwt_secret is not None:
        register_secrets([settings.jwt_secret])
    stopping = asyncio.Event()
    async with Door(url) as door:
        gateway = Gateway(door, verifier, Limits(sockets=settings.gateway_sockets))
        task = asyncio.create_task(gateway.run(stopping))
        try:
            yield gateway
        finally:
            stopping.set()
            await task


async def run_gateway(settings: Settings) -> None:
    """Serve the gateway alone until SIGINT or SIGTERM.

    Raises AddressError, GatewayError, NotInstalledError, psycopg.OperationalError.
    """
    if settings.jwt_secret is None and settings.jwks_file is None:
        raise GatewayError(NO_KEY)
    bound = bind(settings.http_address, settings.http_token)
    url = settings.bridge_url or settings.database_url
    if url is None:
        url = start_embedded(settings).url(user="tradekeel_bridge")
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with (
        running(settings, url) as gateway,
        HealthReader(url) as reader,
    ):
        if gateway is None:
            raise GatewayError(NO_KEY)
        await require_installed(url)
        page = HealthPage(reader.read, settings.http_token, gateway.figures)
        async with serving(page.application(routes(gateway)), bound):
            log.info("live updates are served", address=settings.http_address)
            await stopping.wait()
