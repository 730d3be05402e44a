"""Ground and people: territory, attacks from the air, alerts, fires and deaths in events."""

from dashboard.context import context
from dashboard.panel import with_claims
from dashboard.prose import heading, prose

ctx = context()

heading(
    "Ground and people",
    "Where the front stands, what is fired at Ukraine from the air, and how violence shows in sirens, in fires and in "
    "deaths. Each is seen from one angle only: maps, one side’s reports, sirens, satellites.",
)
prose(
    "The area under Russian control is an assessment from maps. Crimea and parts of Donbas were held before the "
    "invasion and are included. Do not read a line that hardly moves as a quiet front: many people may die over a few "
    "villages."
)
with_claims(ctx, "area")
with_claims(ctx, "area-share")
prose(
    "A month’s change is small beside the whole, so it has a chart of its own. It is a net of gains and losses, and a "
    "correction of the map looks like a movement. Do not draw it on into the future."
)
with_claims(ctx, "area-change")
prose(
    "What is fired at Ukraine is counted by its Air Force, a party to the war. Look at the kinds: drones are cheap and "
    "many, some of them decoys; missiles are few and heavier. Do not compare their numbers as if they weighed the same."
)
with_claims(ctx, "attacks")
with_claims(ctx, "missiles")
prose(
    "How many were stopped is the same party’s claim, and its way of counting changed twice, as the notes say. What "
    "was launched and not stopped did not all hit, and what was stopped may still have fallen on someone. Look at how "
    "differently the kinds fare: by this count most drones and cruise missiles are stopped, and few ballistic ones."
)
with_claims(ctx, "drones-stopped")
with_claims(ctx, "cruise-missiles-stopped")
with_claims(ctx, "ballistic-missiles-stopped")
prose(
    "Sirens say how often, and how long, people were told to take shelter. An alert is a warning, not an attack. Look "
    "at hours beside numbers: many short alerts and a few long ones are different lives. The line below each chart "
    "says where these data end; the end of the lines is not the end of the alerts."
)
with_claims(ctx, "alerts")
with_claims(ctx, "alert-hours")
prose(
    "Fires that satellites see are a rough measure of fighting that does not rest on what either side reports. They "
    "follow the weather first: clouds hide them, and dry summers make more. Do not compare winter with summer, nor the "
    "first years with later ones."
)
with_claims(ctx, "war-fires")
prose(
    "Researchers in Uppsala count deaths of soldiers and civilians that a report ties to an event. It is a strict "
    "count and a low one, since many deaths at a long front are never reported so. It says where people died, not for "
    "which side. Do not set it beside the losses of one army."
)
with_claims(ctx, "deaths-in-events")
