"""One socket: what waits to be sent, in bounds, and the task that sends it.

A consumer that does not keep up is dropped with a reason; nobody else waits for it.
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from tradekeel.gateway.frames import Version, write

CLOSE_LIMIT_SECONDS = 2.0
# Close codes: 1008 against the rules, 1012 restart, 1013 try again later.
AGAINST_RULES, RESTART, TRY_LATER = 1008, 1012, 1013


@dataclass(eq=False)
class Channel:
    """One topic that a socket joined. `skip_to`: what the replay had of each profile already."""

    socket: "Socket"
    topic: str
    join_ref: str | None
    user_id: str
    expires_at: float
    skip_to: dict[str, int] = field(default_factory=dict)
    # What came while the replay was read; None when it has been sent.
    held: list[tuple[str, int, str]] | None = field(default_factory=list)

    def deliver(self, profile_id: str, event_seq: int, message: str) -> None:
        """Send one event, but for what was replayed."""
        if self.held is not None:
            self.held.append((profile_id, event_seq, message))
        elif event_seq > self.skip_to.get(profile_id, 0):
            self.send(message)

    def send(self, message: str) -> None:
        """Send one message as it is."""
        self.socket.send(write(self.socket.version, self.topic, "broadcast", message, None, None))

    def begin(self, positions: dict[str, int], messages: list[str]) -> None:
        """Send what was replayed, then what was held back meanwhile."""
        for message in messages:
            self.send(message)
        held, self.held, self.skip_to = self.held or [], None, positions
        for event in held:
            self.deliver(*event)


class Socket:
    """A connection, its channels, and its queue of `limit_bytes` at most."""

    def __init__(self, websocket: WebSocket, version: Version, limit_bytes: int) -> None:
        """Nothing is sent before `run`."""
        self._websocket = websocket
        self.version = version
        self.channels: dict[str, Channel] = {}
        self.heard_at = time.monotonic()
        self.reason: str | None = None
        self._code = 1000
        self._text = ""
        self._limit_bytes = limit_bytes
        self._queue: deque[str] = deque()
        self.queued_bytes = 0
        self._news = asyncio.Event()
        self._closing = asyncio.Event()

    @property
    def is_closing(self) -> bool:
        """Whether it was decided that this socket ends."""
        return self._closing.is_set()

    def send(self, text: str) -> None:
        """Queue a frame; a queue that is full ends the socket."""
        if self.is_closing:
            return
        if self.queued_bytes + len(text) > self._limit_bytes:
            self.close("slow", TRY_LATER, "too slow: updates were dropped, read again")
            return
        self._queue.append(text)
        self.queued_bytes += len(text)
        self._news.set()

    def close(self, reason: str, code: int, text: str) -> None:
        """End the socket: `reason` is for the metrics, code and text for the client."""
        if not self.is_closing:
            self.reason, self._code, self._text = reason, code, text
            self._closing.set()

    async def run(self) -> None:
        """Send until the socket is to end or the client is gone, then close it."""
        writer = asyncio.create_task(self._write())
        closing = asyncio.create_task(self._closing.wait())
        try:
            await asyncio.wait({writer, closing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._closing.set()
            for task in (writer, closing):
                task.cancel()
            await asyncio.gather(writer, closing, return_exceptions=True)
        if self._websocket.client_state == WebSocketState.CONNECTED:
            try:
                async with asyncio.timeout(CLOSE_LIMIT_SECONDS):
                    await self._websocket.close(self._code, self._text)
            except (OSError, RuntimeError, TimeoutError, WebSocketDisconnect):
                return

    async def _write(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._queue:
                text = self._queue.popleft()
                # Waits while the client does not read: that is the back-pressure.
                try:
                    await self._websocket.send_text(text)
                except (OSError, RuntimeError, WebSocketDisconnect):
                    return
                self.queued_bytes -= len(text)
