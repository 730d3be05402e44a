"""How publishers are named in a text: after "according to", and short."""

import re

from etl.vocabulary import Side

# Bodies, whose name a sentence puts "the" before; not their plurals ("US intelligence services").
BODY = re.compile(
    r"\b(?:Armed Forces|Staff|Force|Bank|Ministry|Department|Office|President|Agency|Government|Commission|Institute"
    r"|Cent(?:re|er)|Service|Administration|Fund|Organization|Mission|Program|Archives|data set|Memory Book)\b",
    re.IGNORECASE,
)
ESTIMATE = re.compile(r"\bestimate$")
# What a name adds to itself.
ADDED = re.compile(r", | \(")
# How it comes to us, where that is not from itself, and with whom it counts.
PROVENANCE = re.compile(r"\b(?:as (?:listed|copied|quoted)|with) .*$")
# Of several named together with more words than these a newspaper would print the first.
LONGEST = 8
# What it is to the war, which stays: the words of the view speaker in etl/building/verdict.sql.
PARTY = re.compile(r", (?:repeating )?a party to the war$")
# Several publishers named together: a later part with a capital and an "and" ends the list, and is no addition.
TOGETHER = re.compile(r"[^(]+?, [A-Z][^,(]* and [^,(]*[^,( ]")


def publisher_words(publisher: str) -> str:
    """A name as it stands after "according to": "the Bank of Russia", "The Economist", "Oryx", "an own estimate"."""
    first = ADDED.split(publisher)[0]
    if publisher.startswith("A "):
        return f"a {publisher[2:]}"
    if ESTIMATE.search(first):
        return f"{'an' if first[0] in 'AEIOU' else 'a'} {publisher[0].lower()}{publisher[1:]}"
    return f"the {publisher}" if BODY.search(first) and not first.startswith("The ") else publisher


def short_publisher(publisher: str) -> str:
    """A name without what it adds after a comma or in brackets; of several in one name all of them."""
    party = PARTY.search(publisher)
    name = PARTY.sub("", publisher)
    together = TOGETHER.match(name)
    return (together[0] if together else ADDED.split(name)[0]) + (party[0] if party else "")


def printed(publisher: str, whole: bool = True) -> str:
    """A name as a newspaper would print it: short, and, if `whole`, through whom its figures come to us."""
    if publisher.startswith("A "):
        return publisher
    name, through = short_publisher(publisher), provenance(publisher)
    if len(name.split()) > LONGEST:
        name = f"{ADDED.split(name)[0]} and others"
    return f"{name}, {through}" if whole and through and through not in name else name


def provenance(publisher: str) -> str:
    """How a publisher's figures come to us: "as listed by The Economist"; empty where from itself."""
    found = PROVENANCE.search(publisher)
    return found[0] if found else ""


def side_words(side: str) -> str:
    """On whose side a publisher stands: "Russia", "ally of Ukraine", "no side"; empty where it is not known."""
    return "no side" if side == Side.NONE else side


def labelled(publisher: str, party: str) -> str:
    """A name with what it is to the war, in the words that go with its series, where there are some."""
    return f"{publisher}, {party}" if party else publisher
