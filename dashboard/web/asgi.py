"""What middleware around an ASGI application needs: a whole answer, and whether who asks takes it compressed.

That is the one reading of Accept-Encoding (RFC 9110, 12.5.3). What is inside, Streamlit's own compression too, looks
only whether the header has the word gzip in it, though it may stand there to be refused. So the outermost middleware
puts `plain` in its place.
"""

import re
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope

GZIP = ("gzip", "x-gzip")
# Nothing finer, nothing above one. What is not of this form says nothing.
MEMBER = re.compile(r"([!#$%&'*+.^_`|~0-9a-z-]+)(?:[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?")
Headers = Iterable[tuple[bytes, bytes]]


def takes_gzip(asked: str) -> bool:
    """Whether an Accept-Encoding takes gzip and likes nothing better that we have, which is the bytes as they are."""
    weights: dict[str, float] = {}
    for each in asked.lower().split(","):
        if member := MEMBER.fullmatch(each.strip(" \t")):
            name = GZIP[0] if member[1] in GZIP else member[1]
            # Who names a coding twice and refuses it once does not take it.
            weights[name] = min(weights.get(name, 1), float(member[2] or 1))
    weight = weights.get(GZIP[0], weights.get("*", 0))
    return weight > 0 and weight >= weights.get("identity", 0)


def field(headers: Headers, name: bytes) -> str:
    """A field of a request, its lines joined; empty where there is none."""
    return ",".join(value.decode("latin-1") for each, value in headers if each.lower() == name)


def plain_headers(headers: Headers) -> list[tuple[bytes, bytes]]:
    """A request's headers with Accept-Encoding as one word that nobody can mistake."""
    headers = list(headers)
    word = b"gzip" if takes_gzip(field(headers, b"accept-encoding")) else b"identity"
    return [*(pair for pair in headers if pair[0].lower() != b"accept-encoding"), (b"accept-encoding", word)]


async def whole(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    """An answer's message with status and headers, and its body, however many parts it came in."""
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
