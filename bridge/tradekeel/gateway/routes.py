"""The WebSocket's address as a route that any Starlette application can take in."""

import asyncio
import time

import structlog
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket

from tradekeel.gateway.frames import VERSIONS, FrameError, read
from tradekeel.gateway.hub import Gateway
from tradekeel.gateway.socket import AGAINST_RULES, TRY_LATER, Socket

log = structlog.get_logger(__name__)

PATH = "/realtime/v1/websocket"
LONGEST_FRAME = 65_536
# Frames of one socket: so many at once, and so many a second on end.
BURST, FRAMES_A_SECOND = 60.0, 20.0


def routes(gateway: Gateway) -> list[BaseRoute]:
    """What serves `gateway`; clients are given the address of the application, without the path."""

    async def serve(websocket: WebSocket) -> None:
        await _serve(gateway, websocket)

    return [WebSocketRoute(PATH, serve)]


async def _serve(gateway: Gateway, websocket: WebSocket) -> None:
    named = websocket.query_params.get("vsn", "1.0.0")
    version = next((known for known in VERSIONS if known == named), None)
    await websocket.accept()
    if version is None:
        await websocket.close(AGAINST_RULES, "vsn has to be 1.0.0 or 2.0.0")
        return
    socket = Socket(websocket, version, gateway.limits.queue_bytes)
    if not gateway.add(socket):
        await websocket.close(TRY_LATER, "too many connections")
        return
    reader = asyncio.create_task(_read(gateway, socket, websocket))
    try:
        await socket.run()
    finally:
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)
        gateway.remove(socket)


async def _read(gateway: Gateway, socket: Socket, websocket: WebSocket) -> None:
    """Hand every frame on, until the client is gone or breaks the rules."""
    allowance, counted_at = BURST, time.monotonic()
    try:
        while True:
            message = await websocket.receive()
            if message["type"] == "websocket.disconnect":
                socket.close("", 1000, "")
                socket.reason = None
                return
            now = time.monotonic()
            allowance = min(BURST, allowance + (now - counted_at) * FRAMES_A_SECOND) - 1
            counted_at = now
            data = message.get("text") or message.get("bytes") or ""
            if allowance < 0 or len(data) > LONGEST_FRAME:
                socket.close("rules", AGAINST_RULES, "too many frames, or too large")
                return
            try:
                frame = read(socket.version, data)
            except FrameError as error:
                socket.close("rules", AGAINST_RULES, f"not the Realtime protocol: {error}")
                return
            await gateway.handle(socket, frame)
    except asyncio.CancelledError:
        raise
    except Exception:
        # A mistake of ours ends this socket and no other.
        log.exception("a socket crashed")
        socket.close("rules", 1011, "internal error")
