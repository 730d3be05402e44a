"""Ground and people: territory, attacks from the air, alerts and deaths; civilians, refugees and the displaced."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("ground", ctx))
