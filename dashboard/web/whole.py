"""A whole answer of an ASGI application, for middleware that changes it before it is sent."""

from starlette.types import ASGIApp, Message, Receive, Scope


async def whole(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """The message with status and headers, and the body, however many parts it came in."""
    start: Message = {}
    parts: list[bytes] = []

    async def hold(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, hold)
    return start, b"".join(parts)
