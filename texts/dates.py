"""The dates and periods that a text names, each with its place: "7 March 2025", "Q3", "the week to 5 March 2025"."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from texts.numbers.words import CARDINALS

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
W = r"(?:[ \u00a0\t]|\r?\n(?:> ?)?){1,3}"
NAMES = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?![a-z])(?:\.(?=,? ?\d|[,)]| [a-z]))?"
MONTH = rf"(?:{MONTHS}|{SHORT})"
D = r"(?:0?[1-9]|[12]\d|3[01])"
DAY = rf"{D}(?!\d)(?:st|nd|rd|th)?"
TENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty"
    "|fifty|sixty|seventy|eighty|ninety"
)
YEAR_WORDS = (
    rf"(?i:(?:twenty|nineteen|eighteen)[ -](?:oh[ -]\w{{3,5}}|(?:{TENS})(?:-(?:one|two|three|four|five|six"
    rf"|seven|eight|nine))?))"
)
Y = r"(?:1[89]|20)\d\d"
YEAR = rf"(?:{Y}|{YEAR_WORDS})"
# What may not stand behind a year or a day: it is a number then.
END = (
    r"(?![\w½¼¾]|[.,]\d| ?(?:%|per ?cent\b|percent|pc\b|(?:thousand|million|billion|trillion|bn|mn|trn)\b"
    r"|k?m\b|sq\b|km²)"
    r"|[ -](?:men|people|soldiers|troops|civilians|casualties|drones|missiles|tanks|kilomet|square|tonnes"
    r"|hours|roubles|dollars|euros|persons|refugees|hectares|barrels)\b)"
)
ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}
COUNT = {**CARDINALS}
A_DAY = rf"(?:{DAY}{W}(?:of{W})?{MONTH}(?:,?{W}{YEAR}{END})?|{MONTH}{W}{DAY}(?:,?{W}{YEAR}{END})?)"
DATES = re.compile(
    rf"(?P<ending>\b(?i:the|a){W}(?P<long>(?:\w{{1,9}}{W})?(?:weeks?|fortnights?|months?|quarters?|years?"
    rf"|days?)){W}(?:that{W})?(?P<way>to|ending|ended|through|up to|of|from|beginning"
    rf"|starting){W}(?:on{W})?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?{W})?(?:the end of "
    rf")?(?P<until>{A_DAY}|\d{{4}}-\d\d-\d\d|(?:(?:end|mid|early|late)-)?{MONTH}{W}{YEAR}{END}))"
    r"|(?P<iso>(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w-]))"
    rf"|(?P<days>\b{DAY}(?:{W}?[-–—]{W}?|{W}(?:to|and){W}){DAY}{W}{MONTH}(?:,?{W}{YEAR}{END})?"
    rf"|\b{MONTH}{W}{DAY}[-–—]{DAY}(?:,?{W}{YEAR}{END})?(?![\d%]))"
    rf"|(?P<day>(?<![\w.,-])\b{DAY}{W}(?:of{W})?{MONTH}(?:,?{W}{YEAR}{END})?(?![a-z])"
    rf"|\b{MONTH}{W}{DAY}(?:,{W}{YEAR}{END}|{W}{YEAR}{END})?{END}(?![\d:]))"
    rf"|(?P<months>\b{MONTH}(?:{W}?[-–—]{W}?|{W}(?:to|and|through){W}){MONTH}{W}{YEAR}{END})"
    rf"|(?P<month>\b{MONTH}(?:{W}of)?,?{W}{YEAR}{END})"
    rf"|(?P<part>\b(?:[QH][1-4]|[1-4]Q|[12]H)(?:{W}(?:of{W})?{Y}{END})?(?!\w)|\b{Y}[ -]?[QH][1-4]\b"
    rf"|\b(?i:(?:the{W})?(?:first|second|third|fourth|last|final){W}(?:quarter|half){W}of{W}{Y}){END}"
    rf"|\b(?i:(?:the{W})?(?:first|last){W}(?:two|three|four|five|six|seven|eight|nine|ten"
    rf"|eleven){W}months{W}of{W}{Y}){END})"
    r"|(?P<numeric>(?<![\w./-])\d{1,2}(?P<stroke>[/.-])\d{1,2}(?P=stroke)(?:\d{4}|\d\d)(?![\w/]|[.-]\d))"
    rf"|(?P<years>(?<![\w.,$€£¥₽-])(?P<since>{Y})[-–/](?P<to>{Y}|\d\d)(?![\w%]|[.,]\d|[-–/]\d))"
    rf"|(?P<decade>(?<![\w.,])(?:1[89]|20)\d0s\b)"
    rf"|(?P<year>(?<![\w.,$€£¥₽])(?<![A-Z]-){Y}{END}|\b{YEAR_WORDS}\b(?!{W}(?:per|million|thousand|people)))"
    rf"|(?P<bare>\b(?:{MONTHS.replace('March|', '').replace('May|', '')})\b|(?<=[( ])(?:{SHORT})(?=[),;]| ?$)"
    rf"|(?i:(?<=in )|(?<=since )|(?<=by )|(?<=until )|(?<=of )|(?<=during )|(?<=last )|(?<=this )|(?<=early )"
    rf"|(?<=late )|(?<=mid-)|(?<=in\n)|(?<=for )|(?<=from )|(?<=to )|(?<=and )|(?<=till )|(?<=before )"
    rf"|(?<=after )|(?<=next )|(?<=mid )|(?<=between )|(?<=\())(?:March|May)\b)"
)


@dataclass(frozen=True)
class Dated:
    """A date of a text. `period`: as ISO writes days and months, with Q3 and H1, two with a stroke; "" if open.

    `whole`: it has a year itself; else one was found in the sentence, or from the day of writing.
    """

    start: int
    end: int
    text: str
    period: str
    whole: bool = True


@dataclass(frozen=True)
class Parts:
    """Year, if said, and the month and day that a date's words give."""

    year: int | None
    month: int
    day: int = 0


def dates(text: str) -> list[Dated]:
    """Every date in order; one without a year has "????" in its place."""
    return [found for match in DATES.finditer(text) if (found := _dated(match)) is not None]


def settled(found: Dated, year: int | None, written: dt.date | None, *, ahead: bool = False) -> Dated:
    """A date without a year, with that of its sentence, or the nearest to the day of writing; open without either.

    `ahead`: the sentence speaks of what is to come.
    """
    if found.whole:
        return found
    if year is not None:
        return replace(found, period=found.period.replace("????", str(year)))
    if written is None:
        return replace(found, period="")
    years = [written.year - 1, written.year, written.year + 1]
    tried = [found.period.replace("????", str(each)) for each in years]
    days = [(abs((first - written).days), first <= written or ahead, said) for said in tried if (first := _first(said))]
    if len(found.period) < len("????-12-31"):
        days = [each for each in days if each[1]] or days
    return replace(found, period=min(days)[2]) if days else replace(found, period="")


def _first(period: str) -> dt.date | None:
    said = period.partition("/")[0]
    try:
        if "Q" in said or "H" in said:
            return dt.date(int(said[:4]), (int(said[-1]) - 1) * (3 if "Q" in said else 6) + 1, 1)
        return dt.date.fromisoformat(said if len(said) > 7 else f"{said}-01")
    except ValueError:
        return None


def _dated(match: re.Match[str]) -> Dated | None:
    said = match.group()
    name = next(name for name, part in match.groupdict().items() if part is not None)
    period = READERS[name](match)
    if period is None:
        return None
    start = match.start()
    if name == "ending" and match.string[:start].endswith(("over ", "compared with ")):
        # Prices are compared with those of a year before: what is told is the month.
        start, said, period = match.start("until"), match["until"], _told(_parts(match["until"])) or ""
    return Dated(start, match.end(), said, period, whole="????" not in period)


def _parts(said: str) -> Parts:
    """Of a day or month with a name."""
    year = _year(said)
    month = re.search(MONTH, said)
    rest = said.replace(month.group(), " ", 1) if month else said
    day = re.search(rf"(?<!\d)({D})(?:st|nd|rd|th)?(?!\d)", rest)
    return Parts(year, NAMES[month.group()[:3].lower()] if month else 0, int(day[1]) if day else 0)


def _year(said: str) -> int | None:
    if found := re.search(rf"(?<!\d){Y}(?!\d)", said):
        return int(found.group())
    found = re.search(YEAR_WORDS, said)
    if not found:
        return None
    first, *rest = re.split(r"[ -]", found.group().lower())
    century = {"twenty": 20, "nineteen": 19, "eighteen": 18}[first]
    return century * 100 + sum(COUNT.get(word, 0) for word in rest)


def _told(parts: Parts) -> str:
    """A day or a month; open for the 31st of a month that has none."""
    year = "????" if parts.year is None else f"{parts.year}"
    if not parts.day:
        return f"{year}-{parts.month:02}"
    if parts.day > calendar.monthrange(parts.year or 2024, parts.month)[1]:
        return ""
    return f"{year}-{parts.month:02}-{parts.day:02}"


def _day(match: re.Match[str]) -> str | None:
    return _told(_parts(match.group()))


def _iso(match: re.Match[str]) -> str | None:
    try:
        return dt.date.fromisoformat(match.group()).isoformat()
    except ValueError:
        return ""


def _days(match: re.Match[str]) -> str | None:
    said = match.group()
    parts = _parts(said)
    month = re.search(MONTH, said)
    days = re.findall(rf"(?<!\d)({D})(?:st|nd|rd|th)?(?!\d)", said.replace(month.group() if month else "", " "))
    ends = [_told(replace(parts, day=int(day))) for day in days[:2]]
    return "" if len(ends) < 2 or "" in ends else f"{ends[0]}/{ends[1]}"


def _months(match: re.Match[str]) -> str | None:
    year = _year(match.group())
    found = [NAMES[each[:3].lower()] for each in re.findall(MONTH, match.group())]
    return f"{year}-{found[0]:02}/{year}-{found[1]:02}" if found[0] < found[1] else f"{year}-{found[1]:02}"


def _part(match: re.Match[str]) -> str | None:
    said = match.group()
    year = _year(said) or "????"
    if short := re.search(r"([QH])([1-4])|([1-4])([QH])", said):
        kind, number = short[1] or short[4], short[2] or short[3]
        return None if kind == "H" and number > "2" else f"{year}-{kind}{number}"
    words = said.lower().split()
    if words[0] == "the":
        words = words[1:]
    if words[2] == "months":
        many = COUNT[words[1]]
        first, last = (1, many) if words[0] == "first" else (13 - many, 12)
        return f"{year}-{first:02}/{year}-{last:02}"
    most = 4 if words[1] == "quarter" else 2
    number = ORDINAL[words[0]] or most
    return None if number > most else f"{year}-{'Q' if most == 4 else 'H'}{number}"


def _numeric(match: re.Match[str]) -> str | None:
    """Open where day and month may be either; with points it is no date in English."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", match.group()))
    year += 2000 if year < 100 else 0
    if min(first, second) < 1 or (first > 12 and second > 12) or max(first, second) > 31:
        return None
    if first == second or max(first, second) > 12:
        day, month = (first, second) if first > 12 or first == second else (second, first)
        return _told(Parts(year, month, day))
    return ""


def _years(match: re.Match[str]) -> str | None:
    first, last = int(match["since"]), match["to"]
    until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if until == first + 1 or until > first:
        return f"{first}/{until}"
    return f"{first}-{int(last):02}" if len(last) == 2 and 1 <= int(last) <= 12 and "-" in match.group() else None


def _ending(match: re.Match[str]) -> str | None:
    """ "The week to 5 March 2025": its days; "the year to July 2025": its months."""
    until, words = match["until"], match["long"].lower().split()
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", until)
    parts = Parts(*(int(part) for part in iso.groups())) if iso else _parts(until)
    if parts.year is None:
        return _told(parts)
    many = COUNT.get(words[0], int(words[0]) if words[0].isdigit() else 1) if len(words) > 1 else 1
    unit = words[-1].removesuffix("s")
    if match["way"] in ("of", "from", "beginning", "starting"):
        if unit != "week" or not parts.day or parts.day > calendar.monthrange(parts.year, parts.month)[1]:
            return _told(parts)
        first = dt.date(parts.year, parts.month, parts.day)
        return f"{first}/{first + dt.timedelta(days=6)}"
    many *= 2 if unit == "fortnight" else 1
    if unit in ("week", "day", "fortnight") and parts.day:
        last = dt.date(parts.year, parts.month, min(parts.day, calendar.monthrange(parts.year, parts.month)[1]))
        first = last - dt.timedelta(days=many * (1 if unit == "day" else 7) - 1)
        return f"{first}/{last}"
    months = min(many * {"month": 1, "quarter": 3, "year": 12}.get(unit, 1), 1200)
    before = parts.year * 12 + parts.month - months
    first_month = f"{before // 12}-{before % 12 + 1:02}"
    last_month = f"{parts.year}-{parts.month:02}"
    return last_month if months == 1 or parts.day else f"{first_month}/{last_month}"


READERS: dict[str, Callable[[re.Match[str]], str | None]] = {
    "ending": _ending,
    "iso": _iso,
    "days": _days,
    "day": _day,
    "months": _months,
    "month": lambda match: _told(replace(_parts(match.group()), day=0)),
    "part": _part,
    "numeric": _numeric,
    "years": _years,
    "decade": lambda match: f"{match.group()[:4]}/{match.group()[:3]}9",
    "year": lambda match: str(_year(match.group())),
    "bare": lambda match: _told(replace(_parts(match.group()), day=0)),
}
