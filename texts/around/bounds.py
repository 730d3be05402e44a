"""The words that bound a figure ("more than", "up to", "about"), and those that deny it."""

import re

from texts.figure import Bound

# Longest first, as they stand right before a figure; a few words may stand between.
BEFORE = (
    (
        Bound.AT_LEAST,
        (
            r"never (?:\w+ ){0,2}(?:less|fewer) than|(?:no|not) (?:less|fewer) than|(?:never|not|nor|hardly ever) "
            r"(?:\w+ ){0,3}(?:below|under)|at least|at a minimum|a minimum of|minimum|not below|no ?\w* (?:\w+ "
            r"){0,2}(?:below|under|(?:less|fewer) than)|≥|>=|as little as|at the very least|upwards? from"
        ),
    ),
    (
        Bound.AT_MOST,
        (
            r"(?:no|not|nor|never|none|nobody|no one|neither|cannot|won't|hardly) (?:\w+ ){0,3}(?:more than|over|above"
            r"|exceed(?:s|ed|ing)?|beyond|higher than|pass(?:es|ed)?|top(?:s|ped)?)|(?<!add )(?<!adds )(?<!added )up "
            r"to|at most|at the most|a maximum of|maximum|as much as|as many as|a ceiling of|capped at|≤|<=|up until"
        ),
    ),
    (
        Bound.LESS_THAN,
        (
            r"(?:less|fewer|lower|smaller|younger|shorter|cheaper) than|under|below|nearly|almost|just short of|just "
            r"shy of|short of|shy of|not quite|approaching|nearing|<|close on|virtually|not yet|the best part of"
            r"|within a whisker of|fell below|verging on|pushing"
        ),
    ),
    (
        Bound.MORE_THAN,
        (
            r"(?:more|greater|higher|larger|older|longer|bigger|better|dearer) than|(?:just|well|far|slightly|a little"
            r"|a shade) over|over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of|north of|beyond|(?:has |have "
            r"|had )?(?:surpass(?:es|ed|ing)?|topp?(?:s|ed|ing)?)|(?:has|have|had) passed|passed|passing|>|top"
            r"|outnumber(?:s|ed)?"
        ),
    ),
    (
        Bound.ABOUT,
        (
            r"about|around|some|roughly|approximately|approx\.?|close to|near to|an estimated|an? (?:average|median) "
            r"of about|circa|c\.|ca\.|~|≈|in the region of|in the order of|on the order of|something like|estimated at"
            r"|est\.|more or less|give or take|perhaps|maybe|near|broadly|or so"
        ),
    ),
)
FILLER = r"(?: (?:a total of|the|a|an|another|its|their|half|as|only|just|even|at|of|by|to|than))?"
COMPILED = [(bound, re.compile(rf"(?<![\w-])(?:{words}){FILLER}$")) for bound, words in BEFORE]
AFTER = (
    (
        Bound.AT_LEAST,
        re.compile(
            r"^ ?(?:\+|or more|or above|or higher|or over|and more|and above|and over|and counting|plus\b|upwards|at "
            r"least|at a minimum|(?:\w+ ){1,2}or more|(?:\w+ ){1,2}at least)"
        ),
    ),
    (
        Bound.AT_MOST,
        re.compile(
            r"^ ?(?:at most|at the most|or less|or fewer|or under|or below|maximum|tops|at the outside|(?:\w+ "
            r"){1,2}(?:at most|or less|or fewer))"
        ),
    ),
    (
        Bound.ABOUT,
        re.compile(
            r"^ ?(?:or so|or thereabouts|-odd|odd\b|approximately|give or take|more or less|-ish|(?:\w+ ){1,2}or so\b)"
        ),
    ),
)
# Where a change goes: "above" and "over" behind it are no bounds.
DENIED = re.compile(
    r"(?<!\w)(?:not|isn't|wasn't|aren't|weren't|rather than|instead of|never)(?: (?:by|to|at|from|the|a|an|on"
    r"|for|in))?$"
)
ALONE = re.compile(r"^(?:[^.;!?]{0,80}\bbut\b|,|[^.;!?]{0,40}, (?:as|but|like)\b|[.;!?]|$)")


def bound(before: str, after: str) -> Bound:
    """The bound of a figure, from the words before and behind it in small letters."""
    for side, words in AFTER:
        if words.match(after):
            return side
    near = " ".join(before.split()[-8:])
    for side, words in COMPILED:
        if words.search(near):
            return side
    return Bound.NONE


def denied(before: str, after: str) -> bool:
    """Whether a sentence says that it is not this number: "not 400 a day but 90"."""
    return bool(DENIED.search(before)) and bool(ALONE.match(after) or "not" in before.split()[-2:])
