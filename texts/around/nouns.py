"""Nouns that are counted, with their units, and the words that are none."""

from collections.abc import Sequence

from texts.numbers.words import listed
from texts.tokens import Token

PERSONS = listed(
    "soldier soldiers troops people person persons civilian civilians casualty casualties refugee refugees "
    "death deaths dead killed "
    "wounded injured men women children personnel serviceman servicemen servicewomen lives displaced "
    "russians ukrainians "
    "inhabitants residents pensioners recruits volunteers prisoners fighters officers workers employees "
    "staff students pupils "
    "teachers doctors nurses medics patients miners passengers voters migrants conscripts victims losses "
    "mercenaries pows "
    "captives evacuees returnees orphans widows marines sailors pilots crew policemen guards journalists "
    "citizens adults boys "
    "girls homeless jobless unemployed fatalities injuries koreans germans poles population respondents "
    "firefighters engineers "
    "farmers settlers villagers townspeople families' reservists veterans deserters detainees hostages "
    "protesters spectators "
    "staffers members' bodies fallen infantrymen paratroopers guardsmen operators rescuers paramedics "
    "tourists guests youths "
    "teenagers babies men's exiles idps internees missing invalids amputees draftees mobilised immigrants "
    "emigrants applicants "
    "drivers sappers gunners officials diplomats parents mothers fathers sons daughters professors "
    "scientists commuters britons "
    "americans europeans belarusians moldovans crimeans muscovites strong crewmen survivors combatants "
    "non-combatants servicepeople"
)
ITEMS = listed(
    "tank tanks vehicles aircraft helicopters guns howitzers launchers planes jets warplanes bombers boats "
    "ships warships submarines vessels "
    "armoured systems tractors carriers apcs ifvs mortars batteries radars armour bulldozers interceptors "
    "trawlers frigates corvettes "
    "fpv equipment tankers pieces trucks humvees drones' lorries' cars' gunboats minesweepers"
)
LAUNCHES = listed("missile missiles drone drones rockets shaheds uavs projectiles")
COUNTRIES = listed("countries nations states members allies governments")
COUNTED = ("persons", "countries", "launches", "items", "alerts", "fires", "hours")
UNIT_OF = (
    dict.fromkeys(PERSONS, "persons")
    | dict.fromkeys(ITEMS, "items")
    | dict.fromkeys(LAUNCHES, "launches")
    | dict.fromkeys(COUNTRIES, "countries")
    | {
        "alert": "alerts",
        "alerts": "alerts",
        "sirens": "alerts",
        "fires": "fires",
        "blazes": "fires",
        "raids": "alerts",
        "alarms": "alerts",
    }
    | {"yuan": "bn_cny"}
)
# What is done to, or by, the one thing that it can be.
DOERS = dict.fromkeys(
    listed(
        "fled died perished feeds fed employs employed employing hosts hosted houses housed killed killing "
        "injured injuring wounded wounding serve served "
        "enlisted drowned deserted emigrated evacuated recruited hospitalised conscripted mobilised"
    ),
    "persons",
) | dict.fromkeys(listed("fired launched intercepted downed"), "launches")
PREPOSITIONS = frozenset(
    listed(
        "about above across after against along among around as at before behind below beneath beside between "
        "beyond by despite down "
        "during except for from in inside into like near of off on onto out outside over past per since than "
        "through throughout to "
        "toward towards under until up upon via with within without amid alongside"
    )
)
GOING_ON = frozenset(
    listed(
        "a an and or but nor yet so if when while whereas because though although which who whom whose that this "
        "these those there here "
        "then now later earlier again already still also too only just even alone each every both either neither "
        "not never ever more "
        "less fewer most last next ago today yesterday tomorrow altogether overall together respectively instead "
        "it he she they we i you "
        "them him us me its their his her our the so-called compared versus all had has have is are was were be "
        "been being will would could should may might must can "
        "did does do"
    )
)
VERBS = frozenset(
    listed(
        "came come comes went goes go got get gets gave give gives took take takes made make makes left leave "
        "stood stand stands fell "
        "rose grew sank held hold lay lie ran run saw see said say says told sent set sold lost won wore began "
        "begin became become "
        "found kept knew known led met paid put read sat slept spent thought understood wrote seen gone given "
        "taken done shown born "
        "fled hit cut broke died die live lives' lived remain remains need needs want wants speak think"
    )
)
UNIONS = frozenset(
    listed("union union's party club parliament team gang church syndicate chamber crew council committee")
)
# Drones that are made, sent or flown at the front are none of an attack.
MADE = frozenset(
    listed(
        "delivered built produced bought donated supplied ordered manufactured fpv purchased assembled donate "
        "deliver produce"
    )
)
LISTED = frozenset(
    listed(
        "tally identified confirmed registry lost mediazona bbc fallen dead killed obituaries soldiers deaths "
        "soldiers' memorial casualties"
    )
)


def noun_unit(name: str, every: Sequence[Token]) -> str:
    """The unit in which a noun is counted, in a sentence; empty where no series tells it."""
    bare = name.removesuffix("'s").removesuffix("'")
    unit = UNIT_OF.get(bare, "")
    if bare in ("members", "allies", "states"):
        words = {token.low for token in every}
        return "persons" if bare == "members" and words & UNIONS else unit
    if unit == "launches" and any(token.low in MADE for token in every):
        return "items" if any(token.low == "fpv" for token in every) else ""
    if bare in ("points", "point") and any(token.low == "index" for token in every):
        return "index"
    if bare == "names":
        return "persons" if any(token.low in LISTED for token in every) else ""
    return unit
