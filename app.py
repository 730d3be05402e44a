"""The server: `streamlit run app.py` starts everything."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import streamlit as st
from starlette.middleware import Middleware

from dashboard import settings
from dashboard.web.document import warm_pictures
from dashboard.web.head import Head
from dashboard.web.routes import routes
from dashboard.web.static import Packed


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Build if need be and draw the overview once before the first reader comes, so that none waits for it."""
    from dashboard.ui.warm import warm

    await anyio.to_thread.run_sync(warm)
    await anyio.to_thread.run_sync(warm_pictures)
    # Streamlit collects garbage after every run: what is loaded by now stays, and need not be looked at each time.
    gc.collect()
    gc.freeze()
    yield


# A setting that leads nowhere is told at the start, not to a reader.
settings.report_to()
ROUTES = routes()
MIDDLEWARE = [Middleware(Packed), Middleware(Head, routes=ROUTES)]
app = st.App(
    Path(__file__).resolve().parent / "dashboard" / "ui" / "routed.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=lifespan,
)

if __name__ == "__main__":
    app.run()
