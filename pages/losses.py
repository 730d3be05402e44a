"""Losses: soldiers and equipment of both sides, by who counts and what is counted."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("losses", ctx))
