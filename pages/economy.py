"""Economy: prices, the wealth fund, reserves, oil and gas, trade, the federal budget and the rouble of Russia."""

from dashboard.documents.all import document
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, document("economy", ctx))
