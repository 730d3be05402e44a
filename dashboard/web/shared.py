"""What all our own routes do: let pages of other sites read every answer, and tell programs errors as JSON."""

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, request_response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.address.params import problem_sentences

Endpoint = Callable[[Request], Awaitable[ASGIApp]]

JSON, TEXT = "application/json; charset=utf-8", "text/plain; charset=utf-8"
METHODS = ("GET", "HEAD", "OPTIONS")
# What a page of another site may learn of an answer beside its body.
SHARED = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "accept-ranges, content-disposition, content-length, content-range, etag, "
    "last-modified, retry-after, x-ignored",
}
ASKING = {
    "access-control-allow-methods": "GET, HEAD",
    "access-control-allow-headers": "if-modified-since, if-none-match, if-range, range",
    "access-control-max-age": "86400",
}
PLACES, ENDINGS = ("/api/", "/data/", "/oembed"), (".csv", ".json")


def shared(path: str, endpoint: Endpoint) -> Route:
    """A route that pages of other sites may read."""
    # An application, not a function: Starlette would refuse other methods itself, in words that nobody elsewhere reads.
    # Starlette runs whatever an endpoint answers as an application; its types know only its own responses.
    return Route(path, Shared(request_response(endpoint)))  # type: ignore[arg-type]


class Shared:
    """ASGI middleware: lets pages of other sites read an answer, errors included, and answers when they ask whether."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to whatever the route answers."""
        if scope["method"] == "OPTIONS":
            headers = {**SHARED, **ASKING, "allow": ", ".join(METHODS)}
            await Response(status_code=204, headers=headers)(scope, receive, send)
            return

        worded: list[Message] = []

        async def share(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SHARED)
                if message["status"] >= 400 and headers["content-type"].startswith("text/plain"):
                    worded.append(message)
                    return
            if worded:
                # An error that a library words, of a range that is none, say.
                start = worded.pop()
                body = problem(message["body"].decode().strip().rstrip(".") + ".") if programs else message["body"]
                headers = MutableHeaders(scope=start)
                headers.update({"content-type": JSON if programs else TEXT, "content-length": str(len(body))})
                await send(start)
                message = {**message, "body": body}
            await send(message)

        programs = for_programs(scope["path"])
        app = self.app if scope["method"] in METHODS else _refuse
        await app(scope, receive, share)


def for_programs(path: str) -> bool:
    """Whether programs, not people, ask for what stands at an address: data, and all of PLACES."""
    return path.startswith(PLACES) or path.rstrip("/").lower().endswith(ENDINGS)


def problem(words: str, meant: Sequence[str] = ()) -> bytes:
    """An error as programs are told it: a JSON object with `problem`, and `meant` where there are names like it."""
    told: dict[str, Any] = {"problem": words} | ({"meant": list(meant)} if meant else {})
    # A reader's words stand in it: for a program that takes JSON for a page they are no marks.
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c").encode()


def ignored(problems: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What of an address was ignored, as a header: files and pictures have no other place for it. Of other letters than
    ASCII, and of what might end a header, it has the percent codes."""
    said = " ".join(problem_sentences(problems)).replace("‘", "'").replace("’", "'")
    return (("x-ignored", quote(said, safe=" '=.,:;()/-")),) if problems else ()


def refused(path: str, words: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """An error at an address, never kept: as JSON for programs, else in words."""
    body, media = (problem(words), JSON) if for_programs(path) else (f"{words}\n".encode(), TEXT)
    return Response(body, status, {"cache-control": "no-store", **(headers or {})}, media)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    words = f"{scope['method']} is not answered here: everything is read only."
    await refused(scope["path"], words, 405, {"allow": ", ".join(METHODS)})(scope, receive, send)
