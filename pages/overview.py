"""The article beside the record: its claims in its own order, each with verdict and chart."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("overview", ctx))
