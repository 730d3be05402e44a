"""Ground and people: territory, attacks from the air, alerts and deaths; civilians, refugees and the displaced."""

from dashboard.documents.pieces import Document, Subject
from dashboard.documents.prose import heading, prose, section
from dashboard.documents.topics.beside import topic_chart


def ground(about: Subject) -> Document:
    """The page’s pieces."""
    return (
        heading(
            about,
            "Ground and people",
            "Where the front stands, what is fired at Ukraine from the air, and what the war has done to people who "
            "are not soldiers. Each is seen from one angle only: maps, one side’s reports, sirens, satellites, the "
            "names of the dead.",
        ),
        section(
            about,
            "Territory",
            "The area under Russian control is an assessment from maps. Crimea and parts of Donbas were held before "
            "the invasion and are included. Do not read a line that hardly moves as a quiet front: many people may "
            "die over a few villages.",
        ),
        topic_chart(about, "area"),
        topic_chart(about, "area-share"),
        prose(
            about,
            "A month’s change is small beside the whole, so it has a chart of its own. It is what was gained less "
            "what was given up, and a correction of the map looks like a movement. Do not draw it on into the future.",
        ),
        topic_chart(about, "area-change"),
        section(
            about,
            "Civilians",
            "United Nations monitors verify civilian deaths one by one, on both sides of the front. Their counts are "
            "a minimum, and they grow for years: look at how far the newest report of a month lies above an earlier "
            "one. Where fighting was heavy and nobody could go and ask, as in Mariupol, many deaths are still to be "
            "verified. Do not read a missing month as a quiet one.",
        ),
        topic_chart(about, "civilians-killed"),
        prose(
            about,
            "One month of the first spring stands far above all others, so the months after that spring follow once "
            "more, on a scale of their own.",
        ),
        topic_chart(about, "civilians-killed-later"),
        topic_chart(about, "civilians-injured"),
        prose(
            about,
            "By year and in total, the same count. The total grows with every death verified, also with those of long "
            "ago, so its growth within a month is not the number of people killed in that month.",
        ),
        topic_chart(about, "civilians-killed-by-year"),
        topic_chart(about, "civilians-total"),
        section(
            about,
            "Attacks from the air",
            "What is fired at Ukraine is counted by its Air Force, a party to the war. Look at the kinds: drones are "
            "cheap and many, some of them decoys; missiles are few and heavier. Do not compare their numbers as if "
            "they weighed the same.",
        ),
        topic_chart(about, "attacks"),
        topic_chart(about, "missiles"),
        prose(
            about,
            "How many were stopped is the same party’s claim, and its way of counting changed twice, as the notes "
            "say. What was launched and not stopped did not all hit, and what was stopped may still have fallen on "
            "someone. Look at how differently the kinds fare: by this count most drones and cruise missiles are "
            "stopped, and few ballistic ones.",
        ),
        topic_chart(about, "drones-stopped"),
        topic_chart(about, "cruise-missiles-stopped"),
        topic_chart(about, "ballistic-missiles-stopped"),
        section(
            about,
            "Alerts, fires and deaths in events",
            "Sirens say how often, and how long, people were told to take shelter. An alert is a warning, not an "
            "attack. Look at hours beside numbers: many short alerts and a few long ones are different lives. The "
            "line below each chart says where these data end; the end of the lines is not the end of the alerts.",
        ),
        topic_chart(about, "alerts"),
        topic_chart(about, "alert-hours"),
        prose(
            about,
            "Fires that satellites see are a rough measure of fighting that does not rest on what either side "
            "reports. They follow the weather first: clouds hide them, and dry summers make more. Do not compare "
            "winter with summer, nor the first years with later ones.",
        ),
        topic_chart(about, "war-fires"),
        prose(
            about,
            "Researchers in Uppsala count deaths of soldiers and civilians that a report ties to an event. It is a "
            "strict count and a low one, since many deaths at a long front are never reported so. It says where "
            "people died, not for which side. Do not set it beside the losses of one army.",
        ),
        topic_chart(about, "deaths-in-events"),
        section(
            about,
            "Refugees and the displaced",
            "Refugees are counted where they have a legal status, at the end of each year. Compare a country with "
            "itself and only as long as it counts in the same way. Russia’s number fell almost to nothing within a "
            "year, evidently because it was counted otherwise; do not conclude that these people left Russia. The "
            "total falls for the same reason.",
        ),
        topic_chart(about, "refugees-map"),
        topic_chart(about, "refugees-hosts"),
        topic_chart(about, "refugees-total"),
        prose(
            about,
            "During a year there are figures of UNHCR’s portal, quoted here from pages that named them. Counting "
            "changed twice, so they do not make one line.",
        ),
        topic_chart(about, "refugees-recorded"),
        prose(
            about,
            "Most people who fled at first stayed inside Ukraine. How many live there away from home is known from "
            "surveys and registrations alone. People displaced inside the country and refugees abroad are different "
            "groups at one moment, but over time the same person may belong to both: do not add figures of different "
            "days.",
        ),
        topic_chart(about, "displaced"),
    )
