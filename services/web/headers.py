"""ASGI middleware: security headers on every answer, and `lang="id"` on Streamlit's page."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
)
# A browser that reads lang="en" offers to translate the Indonesian page.
ENGLISH, INDONESIAN = b'<html lang="en"', b'<html lang="id"'


class Headers:
    """Adds HEADERS, and says that the page is Indonesian."""

    def __init__(self, app: Callable[..., Awaitable[None]]):
        self.app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            elif ENGLISH in message.get("body", b"")[:200]:  # both spellings are equally long: no length changes
                message["body"] = message["body"].replace(ENGLISH, INDONESIAN, 1)
            await send(message)

        await self.app(scope, receive, answer)
