"""Alliance: NATO and its border, defence spending, the plans and their dates, and the diplomacy around the article."""

from dashboard.ui.context import context
from dashboard.ui.panel import with_claims
from dashboard.ui.prose import heading, prose

ctx = context()

heading(
    "Alliance",
    "Who belongs to NATO, what its members and their neighbours spend on defence, and what governments said and did "
    "around the article.",
)
prose("Membership counts countries on the day their accession took effect.")
with_claims(ctx, "nato-members")
with_claims(ctx, "nato-map")
with_claims(ctx, "nato-russia-border")
prose(
    "Military spending as a share of the economy says how much a country turns to its forces, not how strong they "
    "are. Ukraine’s share is so much higher that it has a chart with Russia alone."
)
with_claims(ctx, "military-spending")
with_claims(ctx, "military-spending-ukraine")
with_claims(ctx, "military-spending-dollars")
prose(
    "NATO publishes its members’ shares in its own definition, so they differ from the ones above. Its newest years "
    "are estimates, and each edition revises the one before: a figure from one edition and a figure from another do "
    "not show a rise or a fall. A share also grows when the economy shrinks. NATO’s own tables could not be read for "
    "this; what is held comes from copies and press reports, and what was not read on its own page is marked so."
)
with_claims(ctx, "nato-share-of-gdp")
with_claims(ctx, "nato-share-2025-members")
with_claims(ctx, "nato-share-2024-edition")
prose(
    "Plans are announced, backed and agreed on different days, by different bodies, and none of these days is the day "
    "on which money is spent."
)
with_claims(ctx, "defence-plans")
prose(
    "ReArm Europe, the European Commission’s plan, is a proposal: room for national budgets, and loans raised "
    "together. It stands here beside what EU governments spend on defence in a year. A plan over several years and the "
    "spending of one year are different things."
)
with_claims(ctx, "rearm-europe")
with_claims(ctx, "eu-defence-spending")
with_claims(ctx, "eu-defence-spending-countries")
with_claims(ctx, "eu-defence-investment")
prose("Claims about talks and statements are tested by dated events. Each has its own source.")
with_claims(ctx, "diplomacy")
