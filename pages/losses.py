"""Losses: soldiers and equipment of both sides, by who counts and what is counted."""

from dashboard.documents.losses import losses
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, losses(ctx))
