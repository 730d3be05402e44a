"""Ground and people: what the war has meant for civilians, and where those who fled have gone."""

from dashboard.context import context
from dashboard.panel import with_claims
from dashboard.prose import heading, prose

ctx = context()

heading(
    "Ground and people",
    "What the war has done to people who are not soldiers: those killed and injured, as far as it could be verified, "
    "and those who had to leave their homes.",
)
prose(
    "United Nations monitors verify civilian deaths one by one, on both sides of the front. Their counts are a "
    "minimum, and they grow for years: look at how far the newest report of a month lies above an earlier one. Where "
    "fighting was heavy and nobody could go and ask, as in Mariupol, many deaths are still to be verified. Do not "
    "read a missing month as a quiet one."
)
with_claims(ctx, "civilians-killed")
prose(
    "One month of the first spring stands far above all others, so the months after that spring follow once more, on a "
    "scale of their own."
)
with_claims(ctx, "civilians-killed-later")
with_claims(ctx, "civilians-injured")
prose(
    "By year and in total, the same count. The total grows with every death verified, also with those of long ago, so "
    "its growth within a month is not the number of people killed in that month."
)
with_claims(ctx, "civilians-killed-by-year")
with_claims(ctx, "civilians-total")
prose(
    "Refugees are counted where they have a legal status, at the end of each year. Compare a country with itself and "
    "only as long as it counts in the same way. Russia’s number fell almost to nothing within a year, evidently "
    "because it was counted otherwise; do not conclude that these people left Russia. The total falls for the same "
    "reason."
)
with_claims(ctx, "refugees-hosts")
with_claims(ctx, "refugees-total")
prose(
    "During a year there are figures of UNHCR’s portal, quoted here from pages that named them. Counting changed "
    "twice, so they do not make one line."
)
with_claims(ctx, "refugees-recorded")
prose(
    "Most people who fled at first stayed inside Ukraine. How many live there away from home is known from surveys and "
    "registrations alone. People displaced inside the country and refugees abroad are different groups at one moment, "
    "but over time the same person may belong to both: do not add figures of different days."
)
with_claims(ctx, "displaced")
