"""Search: charts, quantities, series, claims, events, words and sources, found by the words a reader types."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("search", ctx))
