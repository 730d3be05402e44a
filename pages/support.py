"""Support: what governments set aside for Ukraine, by kind, group and donor, against promises, and where it is from."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("support", ctx))
