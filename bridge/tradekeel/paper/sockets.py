"""One user-data stream on a WebSocket: requests in, deliveries out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from tradekeel.paper.streams import REORDER_MS, SOCKET_PATHS, Delivery

if TYPE_CHECKING:
    from tradekeel.paper.messages import ApiRequest
    from tradekeel.paper.streams import Channel, StreamDesk


async def serve_socket(
    desk: StreamDesk, raw: web.BaseRequest, request: ApiRequest
) -> web.StreamResponse:
    """Serve until either side closes it. HTTP 403 when the exchange does not open it."""
    refusal = desk.refusal(request)
    if refusal is not None:
        return web.Response(status=403, text=refusal)
    socket = web.WebSocketResponse(autoping=False)
    await socket.prepare(raw)
    outgoing: asyncio.Queue[str | None] = asyncio.Queue()
    channels: list[Channel] = []
    loop = asyncio.get_running_loop()

    def deliver(delivery: Delivery) -> None:
        if delivery.delay_ms:
            loop.call_later(delivery.delay_ms / 1000, outgoing.put_nowait, delivery.text)
        else:
            outgoing.put_nowait(delivery.text)

    if SOCKET_PATHS[request.path] == "usdm":
        channels.append(desk.open_usdm(request, deliver))
    tasks = [
        asyncio.create_task(_pump(socket, raw, outgoing)),
        asyncio.create_task(_flush(channels)),
    ]
    try:
        async for message in socket:
            if message.type is WSMsgType.PING:
                await _pong(socket, message.data, channels)
            elif message.type is WSMsgType.TEXT and SOCKET_PATHS[request.path] == "spot":
                reply, channel = desk.answer(message.data, deliver)
                channels += [channel] if channel is not None else []
                await socket.send_str(reply)
    finally:
        for channel in channels:
            desk.close(channel)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return socket


async def _pong(socket: web.WebSocketResponse, data: bytes, channels: list[Channel]) -> None:
    if not any(channel.is_silent for channel in channels):
        await socket.pong(data)


async def _pump(
    socket: web.WebSocketResponse, raw: web.BaseRequest, outgoing: asyncio.Queue[str | None]
) -> None:
    while True:
        text = await outgoing.get()
        if text is None:
            if raw.transport is not None:
                raw.transport.abort()
            return
        await socket.send_str(text)


async def _flush(channels: list[Channel]) -> None:
    """What waits to be overtaken does not wait for ever."""
    while True:
        await asyncio.sleep(REORDER_MS / 1000)
        for channel in channels:
            channel.let_go()
