"""The routes of the console. Files are for everybody, every figure needs a token."""

import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import psycopg
import structlog
from psycopg_pool import PoolTimeout
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from tradekeel.console.access import Caller, Gatekeeper, private_token
from tradekeel.console.reading import ConsoleReader
from tradekeel.postgres.cluster import SUPERUSER
from tradekeel.settings import Settings, start_embedded
from tradekeel.tokens import TokenError, Verifier
from tradekeel.validate.run import runbooks_folder

log = structlog.get_logger(__name__)

STATIC = Path(__file__).parent / "static"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript",
         ".svg": "image/svg+xml"}  # fmt: skip
SPANS = {"all": 2**40, "1000": 1000, "100": 100}
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
UNREADABLE = (psycopg.Error, PoolTimeout, OSError, TimeoutError)

Answer = Callable[[Request, Caller], Awaitable[Any]]


class ConsolePages:
    """Files, and JSON for whoever the gatekeeper admits."""

    def __init__(
        self, reader: ConsoleReader, gatekeeper: Gatekeeper, live: str | None = None
    ) -> None:
        """Remember how to read, and who decides who may.

        `live`: path of the gateway of live updates at the same address, if there is one.
        """
        self._reader = reader
        self._gatekeeper = gatekeeper
        self._live = live

    def routes(self) -> list[Route]:
        """To be mounted beside health."""
        return [
            Route("/", self._index),
            Route("/console/static/{name}", self._file),
            Route("/console/api/me", self._for({"operator", "tenant"}, self._me)),
            Route("/console/api/status", self._for({"operator"}, self._status)),
            Route("/console/api/history", self._for({"operator"}, self._history)),
            Route("/console/api/explain", self._for({"operator"}, self._explain)),
            Route("/console/api/runbooks/{name}", self._for({"operator"}, self._runbook)),
            Route("/console/api/portfolio", self._for({"tenant"}, self._portfolio)),
            Route("/console/api/curve", self._for({"tenant"}, self._curve)),
        ]

    async def _index(self, _: Request) -> Response:
        return _file(STATIC / "index.html")

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if not re.fullmatch(r"[a-z-]{1,40}\.(css|js|svg)", name) or not (STATIC / name).is_file():
            return _refused(404, "there is no such file")
        return _file(STATIC / name)

    def _for(self, kinds: set[str], answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                caller = self._gatekeeper.admit(request.headers.get("authorization", ""))
            except TokenError as error:
                return _refused(401, str(error), {"www-authenticate": "Bearer"})
            if caller.kind not in kinds:
                return _refused(403, "this is not for your kind of token")
            try:
                found = await answer(request, caller)
            except UNREADABLE as error:
                return _unreadable(error)
            if isinstance(found, Response):
                return found
            return JSONResponse(found, headers=HEADERS)

        return endpoint

    async def _me(self, _: Request, caller: Caller) -> Any:
        bearer = caller.bearer
        return {
            "kind": caller.kind,
            "userId": None if bearer is None else str(bearer.user_id),
            "expiresAt": None if bearer is None else bearer.expires_at,
            "live": None if caller.kind == "operator" else self._live,
        }

    async def _status(self, _: Request, __: Caller) -> Any:
        return await self._reader.status()

    async def _history(self, request: Request, _: Caller) -> Any:
        return await self._reader.history(request.query_params.get("grain", "recent"))

    async def _explain(self, request: Request, _: Caller) -> Any:
        wanted = request.query_params
        return await self._reader.explain(wanted.get("user", ""), wanted.get("profile", ""))

    async def _runbook(self, request: Request, _: Caller) -> Any:
        name = request.path_params["name"]
        page = runbooks_folder() / f"{name}.md"
        if not re.fullmatch(r"[A-Za-z-]{1,60}", name) or not page.is_file():
            return _refused(404, "there is no such runbook")
        return {"name": name, "text": page.read_text(encoding="utf-8")}

    async def _portfolio(self, _: Request, caller: Caller) -> Any:
        assert caller.bearer is not None  # noqa: S101 - a tenant always has one
        return await self._reader.portfolio(caller.bearer)

    async def _curve(self, request: Request, caller: Caller) -> Any:
        assert caller.bearer is not None  # noqa: S101 - a tenant always has one
        wanted = request.query_params
        entries = SPANS.get(wanted.get("span", "all"))
        if entries is None:
            return _refused(400, "span is all, 1000 or 100")
        return await self._reader.curve(caller.bearer, wanted.get("profile", ""), entries)


def _file(file: Path) -> Response:
    headers = {**HEADERS, "cache-control": "no-cache"}
    return FileResponse(file, media_type=TYPES[file.suffix], headers=headers)


def _refused(status: int, line: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": line}, status, headers={**HEADERS, **(headers or {})})


def _unreadable(error: BaseException) -> Response:
    """The database refused an argument (400), or could not be asked (503)."""
    if isinstance(error, psycopg.Error) and error.sqlstate in {"LCR01", "TNR01", "22P02"}:
        return _refused(400, "the database refused: there is no such thing")
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        log.error("the console's login lacks a right", error=str(error).split("\n")[0])
        return _refused(503, "the console's login lacks a right: see docs/operating.md")
    log.warning("the console could not read", error=type(error).__name__)
    return _refused(503, "the database does not answer")


@contextlib.asynccontextmanager
async def opened_console(settings: Settings, live: str | None = None) -> AsyncIterator[list[Route]]:
    """The console's routes, its pool open as long as the block lasts. Raises TokenError.

    `live`: path of the gateway of live updates at the same address, if there is one.

    None where only the bridge's login is known: that one may read nothing of this.
    """
    verifier = Verifier.reading(settings.jwt_secret, settings.jwks_file, settings.jwt_audience)
    url = settings.console_url or settings.database_url
    token = settings.console_token
    if url is None and (settings.bridge_url or settings.monitor_url):
        log.info("no console: TRADEKEEL_CONSOLE_URL is not set")
        yield []
        return
    if url is None:
        url = start_embedded(settings).url(user=SUPERUSER)
        if token is None:
            token = private_token(settings.home)
            log.info("the console's token is in a file", file=str(settings.home / "console.token"))
    async with ConsoleReader(url) as reader:
        yield ConsolePages(reader, Gatekeeper(token, verifier), live).routes()
