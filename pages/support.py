"""Support: what governments set aside for Ukraine, by kind, group and donor, against promises, and where it is from."""

from dashboard.documents.support import support
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, support(ctx))
