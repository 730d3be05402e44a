"""Losses: Russian and Ukrainian soldiers, by who counts and what is counted."""

from dashboard.context import context
from dashboard.panel import with_claims
from dashboard.prose import heading, prose

ctx = context()

heading(
    "Losses",
    "Nobody outside the two armies knows how many soldiers were killed and wounded, and neither army says so freely. "
    "What exists are claims by the parties, estimates by governments and researchers, and names confirmed one by one.",
)
prose(
    "Look at what is counted before you compare. “Killed” is not “killed and wounded”, and the losses that Ukraine’s "
    "General Staff claims are not defined further. Do not conclude from two lines that run together that two sources "
    "agree: the United Kingdom’s figures repeat the General Staff’s."
)
with_claims(ctx, "casualties")
prose(
    "Deaths are fewer and surer. Journalists confirm them name by name, so their count is a lower bound, and it keeps "
    "growing for months long past."
)
with_claims(ctx, "deaths")
with_claims(ctx, "deaths-by-week")
prose(
    "Ukrainian losses are stated rarely, by the Ukrainian side itself, and estimated by others. The points below are "
    "all that is held; between them nothing is drawn."
)
with_claims(ctx, "casualties-ukraine")
with_claims(ctx, "deaths-ukraine")
prose(
    "The article sets Russian casualties beside those of the United States and the United Kingdom in the Second World "
    "War. Killed belongs beside killed, and killed and wounded beside killed and wounded."
)
with_claims(ctx, "second-world-war")
