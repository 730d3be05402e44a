"""Alliance: NATO and its border, defence spending, the plans and their dates, and the diplomacy around the article."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("alliance", ctx))
