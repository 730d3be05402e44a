"""The dashboard's own server with one route more, the plainest there is: what a cached light page is held against."""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import ROUTES, lifespan  # noqa: E402
from dashboard.web.head import Head  # noqa: E402
from dashboard.web.static import Packed  # noqa: E402


async def plain(_: Request) -> PlainTextResponse:
    """A word."""
    return PlainTextResponse("plain")


routes = [*ROUTES, Route("/plain", plain)]
app = st.App(
    ROOT / "dashboard" / "ui" / "routed.py",
    routes=routes,
    middleware=[Middleware(Packed), Middleware(Head, routes=routes)],
    lifespan=lifespan,
)
