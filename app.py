"""The server: `streamlit run app.py` starts everything."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import streamlit as st
from starlette.middleware import Middleware

from dashboard import settings
from dashboard.web.head import Head, make_answers
from dashboard.web.routes import routes
from dashboard.web.static import Packed


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Build if need be, and make the overview before the first reader comes, the other pages while there is time."""
    from dashboard.ui.warm import warm

    await anyio.to_thread.run_sync(warm)
    first, *others = settings.PAGES
    await make_answers(app, [first])
    # Streamlit collects garbage after every run: what is loaded by now stays, and need not be looked at each time.
    gc.collect()
    gc.freeze()
    making = asyncio.create_task(make_answers(app, others))
    yield
    making.cancel()


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
