"""Support: what governments set aside for Ukraine, by kind, group and donor, against promises, and where it is from."""

from dashboard.documents.pieces import Document, Subject
from dashboard.documents.prose import heading, section
from dashboard.documents.topics.beside import topic_chart


def support(about: Subject) -> Document:
    """The page’s pieces."""
    return (
        heading(
            about,
            "Support",
            "What governments and the EU’s institutions have promised Ukraine and set aside for it, as the Kiel "
            "Institute’s tracker counts it: military, financial and humanitarian aid, in euros.",
        ),
        section(
            about,
            "Groups of donors",
            "The word to watch is “allocated”: set aside for delivery, or delivered. It is less than what was "
            "promised, and it is not what has arrived. Single months jump, since one large package falls into one "
            "month; look at several months together before you see a trend.",
        ),
        topic_chart(about, "support-by-group"),
        section(
            about,
            "Against the size of the economy",
            "A sum favours large economies, and a share of the economy small ones. Neither says by itself who does "
            "enough. The shares set the aid of several years against the output of one, and depend on how weapons "
            "from old stocks are valued. The tracker also divides the aid of the EU’s institutions among its members; "
            "counted so, those that gave little by themselves stand higher.",
        ),
        topic_chart(about, "support-share-of-gdp"),
        topic_chart(about, "support-share-with-eu"),
        topic_chart(about, "support-largest-donors"),
        section(
            about,
            "Donors over time",
            "Who gives has changed. The release first held here lists no new allocation by the United States after "
            "its change of government. Do not conclude that no US equipment arrived afterwards: what was allocated "
            "before is delivered over time, and other members of NATO pay for US equipment for Ukraine. Under the "
            "EU’s institutions only financial and humanitarian aid is listed; the military aid of the EU’s members "
            "stands under the members.",
        ),
        topic_chart(about, "support-donors-over-time"),
        topic_chart(about, "support-by-kind"),
        section(
            about,
            "Promised and allocated",
            "Promises run ahead of allocations, often by years: a loan or a programme over several years is counted "
            "whole in the month in which it was promised. The distance between the two is not a broken promise. In a "
            "single month more can be allocated than was promised, from promises made before.",
        ),
        topic_chart(about, "support-commitments"),
        topic_chart(about, "support-commitments-by-month"),
        section(
            about,
            "Where weapons come from",
            "At first weapons came mostly from the donors’ own stocks, which are quick to send and run down. Later "
            "more was ordered from industry, which takes longer to arrive. Where a government does not say, the "
            "origin is not stated.",
        ),
        topic_chart(about, "support-military-origin"),
    )
