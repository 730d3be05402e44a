"""Economy: interest, prices, the wealth fund, the rouble, oil and the federal budget of Russia."""

from dashboard.context import context
from dashboard.panel import with_claims
from dashboard.prose import heading, prose

ctx = context()

heading(
    "Economy",
    "What the war costs Russia’s economy has no single measure. These are the ones the article names, and those "
    "around them, as published by Russia’s own institutions and by others who repeat or price them.",
)
prose(
    "The key rate is what the central bank charges banks. It says how hard the bank leans against rising prices, not "
    "what a loan costs."
)
with_claims(ctx, "key-rate")
prose(
    "Rosstat publishes price changes by month, from which the change on a year is chained here; the Bank of Russia "
    "prints its own. They are two publishers of one statistic."
)
with_claims(ctx, "inflation")
prose(
    "The National Wealth Fund has a liquid part, in yuan and gold, that can be spent, and a part invested in shares, "
    "bonds and loans. Whether it is running down depends on which of them is meant, and in which currency."
)
with_claims(ctx, "wealth-fund")
with_claims(ctx, "wealth-fund-roubles")
prose("Oil and gas pay a large share of the federal budget, so the oil price and the rouble move it.")
with_claims(ctx, "budget")
with_claims(ctx, "budget-balance")
with_claims(ctx, "national-defence")
with_claims(ctx, "brent")
with_claims(ctx, "rouble")
