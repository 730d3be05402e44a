"""The words of change ("rose to", "down by", "from 16 to 21"), and of records ("lowest since 2019")."""

import re

from texts.figure import ChangeKind, Direction, Extreme

UP = (
    "rose|rises?|risen|rising|grew|grows?|grown|growing|increas(?:e|es|ed|ing)|climb(?:s|ed|ing)?|jump(?:s|ed"
    "|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|gain(?:s|ed|ing)?|raised?|raises"
    "|raising|lift(?:s|ed|ing)?|up|expand(?:s|ed)?|add(?:s|ed)?|swell(?:s|ed)?|swollen|advanc(?:e|es|ed)"
    "|leapt|leaps?|rocketed|accelerat(?:es|ed)|quicken(?:s|ed)|higher|more|dearer|strengthen(?:s|ed)"
    "|rebound(?:s|ed)|recovered|boost(?:s|ed)?|mounted|hike[ds]?"
)
DOWN = (
    "fell|falls?|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|sank|sinks?|sunk"
    "|slid|slides?|shrank|shrinks?|shrunk|shrinking|slip(?:s|ped)?|plung(?:e|es|ed|ing)"
    "|plummet(?:s|ed)|cuts?|cutting|lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing|tion)|down|contract(?:s|ed)"
    "|eas(?:es|ed)|dip(?:s|ped)?|tumbl(?:es|ed)|slow(?:s|ed)|weaken(?:s|ed)|retreat(?:s|ed)|dwindl(?:es|ed)"
    "|crash(?:es|ed)|cheaper|fewer|less|collaps(?:es|ed)|halv(?:es|ed)|slash(?:es|ed)|shed|trimm(?:s|ed)"
    "|recede[ds]?"
)
MOVES = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\b")
NEUTRAL = re.compile(
    r"\b(?:went|goes|gone|moved?s?|changed?s?|swung|shift(?:s|ed)|adjust(?:s|ed)|revised|difference)\b"
)
TO = re.compile(
    r"\b(?:to(?: reach)?|into|reach(?:es|ed|ing)?|hit(?:s|ting)?|touch(?:es|ed)|stands? at|to have|to spend"
    r"|and is now|and now|now at|to (?:just|about|around|some|only|nearly|almost|over|under|more than|less "
    r"than|at least|a|an|the|around)+)(?: (?:just|about|around|only|some|nearly|almost|over|a|an|the|more than"
    r"|less than|at least))?$"
)
FROM = re.compile(r"\bfrom(?: (?:just|about|around|only|some|nearly|almost|over|a|an|the|its|more than|less than))?$")
BY = re.compile(
    r"\bby(?: (?:just|about|around|only|some|nearly|almost|over|a|an|the|more than|less than|at least|as much "
    r"as|up to|another|further))?$"
)
# With these "up" and "down" say no change.
PHRASAL = re.compile(
    r"\b(?:sho?o?t|shooting|guns?|gunned|knock\w*|br[io]\w*ng?|brought|ma[dk]e|makes|making|adds?|added|set"
    r"|put|signs?|signed|sign|ends?|ended|gave|gives?|t[oa]ke?o?k?|pick\w*|call\w*|bl[eo]w\w*|broken?"
    r"|follow\w*|hand\w*|wro?i?te|tied|backed|end|rounded|clean\w*|laid|lie|stood) (?:up|down)\b"
    r"|\bup to\b(?! (?:now|then))|\bfallen\b(?= \w+s\b)|\badd up to\b|\bcuts? off\b"
)
GOAL = re.compile(
    r"\b(?:is|are|was|were|agree[ds]?|plan\w*|pledged|promised|wants?|aims?|due|hopes?|vowed|intends?|must) "
    r"(?:[\w]+ ){0,5}to (?:have|spend|number|field|hold|reach)(?: (?:a|about|some|at least))?$"
)
YEARLY = re.compile(
    r"^ ?(?:y/y|yoy|year[- ]on[- ]year|(?:compared with|on) a year (?:earlier|before)|on the year|over the year)\b"
)
CLAUSE = re.compile(
    r"[;:]|, (?:while|but|and (?!then|by)|whereas|although|which)|\b(?:while|but|whereas|although)\b|(?<!\d), "
    r"(?!from|down|up|to|by|then)"
)
MOVED_AFTER = re.compile(
    r"^ ?(?:\w+ )?(?P<how>up|down|higher|lower|dearer|cheaper|rise|increase|jump|gain|growth|fall|drop|cut"
    r"|decline|decrease|reduction|surge|hike|slump|more|less|fewer)\b(?! (?:than any))"
)
UP_AFTER = ("up", "higher", "dearer", "rise", "increase", "jump", "gain", "growth", "surge", "hike", "more")
REACHED = re.compile(
    r"\b(?:reach(?:es|ed|ing)?|hit(?:s|ting)?|touch(?:es|ed)|will be|climb to)(?: (?:a|an|the|about|around"
    r"|some|nearly|almost|just|over|more than|up to))*$"
)
LEVEL = re.compile(r"^(?:\W|\w+\W){0,3}(?:high|low)\b")
HIGHEST = (
    "highest|(?<!at )most|largest|biggest|greatest|strongest|fastest|peak|dearest|longest|steepest|heaviest"
    "|deadliest|worst|record high|best|sharpest"
)
LOWEST = "lowest|fewest|weakest|smallest|slowest|cheapest|record low|shortest|mildest"
RECORD = re.compile(
    rf"(?<![\w-])(?:(?P<high>{HIGHEST})|(?P<low>{LOWEST})|(?P<record>(?:a |an |its |their |new )?(?:all-time "
    rf"|record )(?P<end>high|low)?))\b"
    r"(?=[^,;.]{0,60}?(?:\bsince\b|\bon record\b|\bever\b|\bof all time|\bof the (?:year|war|century)|\bin "
    r"(?:\w+ ){0,2}(?:years|months|decades)|\bof any\b|\bof all\b|\byet\b|\bso far\b)|[^,;.]{0,12}\.?$)"
)
MORE_THAN_ANY = re.compile(
    r"\b(?:(?P<up>more|higher|larger|greater)|(?P<down>less|lower|fewer|smaller)) than (?:any|in any|all|every"
    r"|at any)\b"
)


def change(before: str, after: str, text: str, *, multiple: bool) -> tuple[ChangeKind, Direction]:
    """Whether a figure is reached, left, or a difference; and where the change goes. Texts are in small letters.

    `before`, `after`: of its sentence; `text`: the figure's own words; `multiple`: it is in times.
    """
    before = PHRASAL.sub("", before)
    clause = CLAUSE.split(before)[-1] if before else ""
    if multiple:
        return _multiple(before, text, after)
    way = _way(clause) or _way_before(before, clause)
    if FROM.search(before):
        moving = way or _way(before) or _way(after[:60])
        neutral = NEUTRAL.search(before)
        return (ChangeKind.FROM, moving or Direction.NONE) if moving or neutral else (ChangeKind.NONE, Direction.NONE)
    if BY.search(before) and (way or NEUTRAL.search(clause)):
        return ChangeKind.BY, way or Direction.NONE
    behind = MOVED_AFTER.match(after)
    if behind and (
        behind["how"] not in ("more", "less", "fewer", "higher", "lower")
        or re.search(r"% ?$|cent ?$|points?$|pc$|percent$", text)
    ):
        return ChangeKind.BY, Direction.UP if behind["how"] in UP_AFTER else Direction.DOWN
    if YEARLY.match(after):
        return ChangeKind.BY, way or (Direction.DOWN if text[0] in "-–−" or text.startswith("minus") else Direction.UP)
    if GOAL.search(before):
        return ChangeKind.TO, way or Direction.NONE
    if REACHED.search(before):
        return ChangeKind.TO, way or Direction.NONE
    if TO.search(before) and (way or NEUTRAL.search(clause)):
        return ChangeKind.TO, way or Direction.NONE
    if re.search(
        (
            rf"\b(?:{UP}|{DOWN}|raised)(?: (?:by|a further|another|about|some|nearly|almost|just|only|around|over"
            rf"|roughly|more than|less than|at least|of|an estimated|further|in|to))*$"
        ),
        clause,
    ) and not re.search(r"\b(?:more|less|fewer|higher|lower|cheaper|dearer)(?: than)?$", clause):
        return ChangeKind.BY, _way(clause) or Direction.NONE
    return ChangeKind.NONE, Direction.NONE


def _way(words: str) -> Direction | None:
    """Where the last word of change in a clause goes."""
    found = None
    for each in MOVES.finditer(re.sub(r"\b(?:more|less|fewer|higher|lower) than\b|\bup to\b", "", words)):
        if each.group() not in ("more", "less", "fewer"):
            found = Direction.UP if each["up"] else Direction.DOWN
    return found


def _way_before(before: str, clause: str) -> Direction | None:
    """That of the clause before, where this one only goes on: ", from 19 per cent", ", then by 50 points"."""
    return (
        _way(before[-120:])
        if re.search(r"\b(?:from|then|to|by|and|reach)\b", clause) and len(clause.split()) <= 4
        else None
    )


def _multiple(before: str, text: str, after: str) -> tuple[ChangeKind, Direction]:
    if re.search(r"halv", text):
        return ChangeKind.TIMES, Direction.DOWN
    if re.search(r"doubl|tripl|trebl|quadrupl|quintupl", text):
        return ChangeKind.TIMES, Direction.UP
    way = _way(before[-60:]) or _way(after[:30])
    fold = "fold" in text
    compared = re.match(r"^ (?:as|more|higher|larger|bigger|that|what|the|its)\b", after) is not None or text.endswith(
        ("as", "many", "much")
    )
    if fold or way or compared:
        return ChangeKind.TIMES, way or (Direction.UP if fold else Direction.NONE)
    return ChangeKind.NONE, Direction.NONE


def record(sentence: str) -> tuple[Extreme, int]:
    """Which record a sentence speaks of, and one past its words; none and 0 else."""
    if found := RECORD.search(sentence):
        if found["record"]:
            if not found["end"]:
                return Extreme.NONE, 0
            return (Extreme.HIGHEST if found["end"] == "high" else Extreme.LOWEST), found.end()
        return (Extreme.HIGHEST if found["high"] else Extreme.LOWEST), found.end()
    if found := MORE_THAN_ANY.search(sentence):
        return (Extreme.HIGHEST if found["up"] else Extreme.LOWEST), found.end()
    return Extreme.NONE, 0
