"""Our own routes without Streamlit, to be served within seconds."""

from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.web.head import Head
from dashboard.web.routes import routes

ROUTES = routes()
app = Starlette(routes=ROUTES, middleware=[Middleware(Head, routes=ROUTES)])
