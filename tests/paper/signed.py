"""Requests to the exchange object without HTTP: what a byte-equal replay needs."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from paper.conftest import API_KEY, SECRET
from tradekeel.paper import PaperExchange
from tradekeel.paper.messages import ApiReply, ApiRequest


def sign(text: str) -> str:
    """The signature of alice under a text."""
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()


def call(exchange: PaperExchange, method: str, path: str, **parameters: str) -> ApiReply:
    """A signed call, at the exchange's own time unless a timestamp is given."""
    query = urlencode({"timestamp": str(exchange.clock.now_ms()), **parameters})
    signed = f"{query}&signature={sign(query)}"
    in_body = method == "POST"
    return exchange.handle(
        ApiRequest(
            method=method,
            path=path,
            query="" if in_body else signed,
            body=signed if in_body else "",
            headers={"x-mbx-apikey": API_KEY},
        )
    )


def answer(reply: ApiReply) -> Any:
    """The JSON of a reply."""
    return json.loads(reply.body)
