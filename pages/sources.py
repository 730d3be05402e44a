"""Sources: who is alive; who publishes, on whose side, under which terms, how far it reaches, what it feeds."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("sources", ctx))
