"""Corrections: values that changed since we read the same answer differently, by day, and what it did to verdicts."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("corrections", ctx))
