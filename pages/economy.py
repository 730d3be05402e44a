"""Economy: prices, the wealth fund, reserves, oil and gas, trade, the federal budget and the rouble of Russia."""

from dashboard.documents.economy import economy
from dashboard.ui.context import context
from dashboard.ui.document import draw

ctx = context()
draw(ctx, economy(ctx))
