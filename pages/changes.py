"""What changed: day by day what became known, which values were revised or withdrawn, and which verdicts moved."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("changes", ctx))
