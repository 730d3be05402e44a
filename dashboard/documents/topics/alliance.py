"""Alliance: NATO and its border, defence spending, the plans and their dates, and the diplomacy around the article."""

from dashboard.documents.pieces import Document, Subject
from dashboard.documents.prose import heading, prose, section
from dashboard.documents.topics.beside import topic_chart


def alliance(about: Subject) -> Document:
    """The page’s pieces."""
    return (
        heading(
            about,
            "Alliance",
            "Who belongs to NATO, what its members and their neighbours spend on defence, and what governments said "
            "and did around the article.",
        ),
        section(
            about,
            "Military spending",
            "Military spending as a share of the economy says how much a country turns to its forces, not how strong "
            "they are.",
        ),
        topic_chart(about, "military-spending"),
        section(
            about,
            "As NATO counts it",
            "NATO publishes its members’ shares in its own definition, so they differ from the ones above. Its newest "
            "years are estimates, and each edition revises the one before: a figure from one edition and a figure "
            "from another do not show a rise or a fall. A share also grows when the economy shrinks. NATO’s own "
            "tables could not be read for this; what is held comes from copies and press reports, and what was not "
            "read on its own page is marked so.",
        ),
        topic_chart(about, "nato-share-of-gdp"),
        topic_chart(about, "nato-share-2025-members"),
        topic_chart(about, "nato-share-2024-edition"),
        prose(about, "Ukraine’s share of military spending is so much higher that it has a chart with Russia alone."),
        topic_chart(about, "military-spending-ukraine"),
        topic_chart(about, "military-spending-dollars"),
        section(about, "Members and borders", "Membership counts countries on the day their accession took effect."),
        topic_chart(about, "nato-members"),
        topic_chart(about, "nato-map"),
        topic_chart(about, "nato-russia-border"),
        section(
            about,
            "Plans for Europe’s defence",
            "Plans are announced, backed and agreed on different days, by different bodies, and none of these days is "
            "the day on which money is spent.",
        ),
        topic_chart(about, "defence-plans"),
        prose(
            about,
            "ReArm Europe, the European Commission’s plan, is a proposal: room for national budgets, and loans raised "
            "together. It stands here beside what EU governments spend on defence in a year. A plan over several "
            "years and the spending of one year are different things.",
        ),
        topic_chart(about, "rearm-europe"),
        topic_chart(about, "eu-defence-spending"),
        topic_chart(about, "eu-defence-spending-countries"),
        topic_chart(about, "eu-defence-investment"),
        section(
            about,
            "Talks and statements",
            "Claims about talks and statements are tested by dated events. Each has its own source.",
        ),
        topic_chart(about, "diplomacy"),
    )
