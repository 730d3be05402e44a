"""Method: the words, what is counted, how verdicts come about, the limits, and how to report an error."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("method", ctx))
