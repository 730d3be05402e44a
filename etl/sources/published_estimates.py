"""Dated estimates of losses by governments, NATO, researchers and media, as listed by The Economist.

Answer `published`: CSV, one row per estimate, unsorted, dates day first, thousands commas in quotes, low, high and
point in three columns of which one to three are filled; persons, cumulative since 24 February 2022. The entity is who
said it, and for sums of British monthly averages `uk_mod_months`. `published_on` is our kept table: on which day a
listed estimate was published (rows without figures; the day is empty where it was looked for and not found),
statements that the list lacks (rows with figures), and what was said where the list prints it otherwise (rows with
figures and `corrects`).

Left out: Lostarmour, a pro-Russian site, whose figure the list has only from a press report.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from etl.parsing.answer import Answer
from etl.parsing.observations import Observation, day, tidy
from etl.parsing.x_posts import post_number, posted_on

LIST = "https://github.com/TheEconomist/the-economist-ukraine-war-dead-and-wounded-estimates"
FIRST = dt.date(2022, 2, 24)
PARTY = "ignore for chart, data from warring parties"
LISTED = ["date", "estimate_low", "estimate_high", "estimate", "type", "source", "source_url", "country", PARTY]
KEPT = [
    *("date", "source", "country", "type", "low", "high", "point"),
    *("published_on", "basis", "verified", "url", "note", "corrects"),
]
SERIES = {
    ("casualties", "russia"): "casualties_published_russia",
    ("deaths", "russia"): "deaths_published_russia",
    ("casualties", "ukraine"): "casualties_published_ukraine",
    ("deaths", "ukraine"): "deaths_published_ukraine",
}
EXCLUDED = {"Lostarmour"}
ENTITIES = {
    "Armed Forces of Ukraine": "ua_armed_forces",
    "BBC Russia": "bbc_russian",
    "CIA": "us_cia",
    "CSIS": "csis",
    "Dutch Military Intelligence and Security Service (MIVD)": "nl_mivd",
    "Dutch Military Intelligence and Security Service (MIVD; note, timing clarified via email)": "nl_mivd",
    "Excess deaths estimate (D. Kobak)": "kobak",
    "French foreign minister": "fr_foreign_ministry",
    "IISS": "iiss",
    "Mediazona; Meduza": "mediazona_meduza",
    "Mediazona; Meduza (cumulative)": "mediazona_meduza",
    "NATO Military Committee chair Bauer": "nato_officials",
    "NATO nations (via NYT)": "nato_nations",
    "NATO officials (via WP)": "nato_officials",
    "NATO officials (via media24)": "nato_officials",
    "Norwegian Defense Intelligence": "no_intelligence",
    "Office of the President of Ukraine": "ua_president_office",
    "Pentagon leak": "us_leaked_documents",
    "President of Ukraine": "ua_president",
    "Russian Ministry of Defense": "ru_mod",
    "The Centre for Strategic and International Studies": "csis",
    "The Memory Book": "memory_book",
    "UAlosses": "ualosses",
    "UK Foreign ministry": "uk_mod",
    "UK Ministry of Defence": "uk_mod",
    "UK MoD": "uk_mod",
    "UK MoD (cumulative, month-by-month file)": "uk_mod_months",
    "UK MoD Defence Intelligence": "uk_mod",
    "UK armed forces minister Pollard, House of Commons": "uk_mod",
    "US DoD": "us_defence",
    "US Sec of Def": "us_defence",
    "US intelligence services": "us_intelligence",
    "US officials (via NYT)": "us_officials",
    "US officials (via The Economist)": "us_officials",
    "Ukrainian estimate (leak via WSJ)": "ua_estimate_leaked",
    "Western intelligence agencies (via WSJ)": "western_intelligence",
    "Yurii Butosov": "butusov",
    "senior NATO official": "nato_officials",
}
# Under "UK MoD" the list also has what the daily averages of this graph add up to, month by month. The averages are the
# Ukrainian General Staff's; what the Ministry says in words is its own.
GRAPH = ("UK MoD", 1876584633103507960)
MISDATED = {
    ("2022-04-23", "NATO officials (via WP)"): (
        dt.date(2022, 3, 23),
        "The list prints 23 April 2022; the page it cites and AP have March.",
    ),
    ("2024-01-16", "Armed Forces of Ukraine"): (
        dt.date(2024, 2, 6),
        "The list prints 16 January 2024; the page it cites is of 6 February, the day of this figure.",
    ),
    ("2024-01-01", "Mediazona; Meduza"): (
        dt.date(2024, 2, 24),
        "The list prints 1 January 2024; what was published on 24 February put 75,000 at the end of 2023, and 83,000 "
        "at the day itself if losses had gone on as before.",
    ),
}
UNDATED = "The day of publication was not found."
UNREAD = "the date in the address; the page was not read"
# How a day in the kept table was found; further words come after a colon.
FOUND = {
    *("the date of the page", "the page, which names the day", "the date in the address of the page", UNREAD),
    *("a press report of that day", "press reports of that day"),
    *("a press report that names the day", "press reports that name the day"),
    *("the post’s number, which encodes it, and a press report", "the date in the address"),
}
LATE = "dated {}, after its publication; placed on the day of publication"
ADDRESS_DAY = re.compile(r"(?<!\d)(20\d\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


class Statement(NamedTuple):
    """One estimate as printed: `cells` holds low, high and point; `place` is where it stands, for error messages."""

    place: str
    date: dt.date
    source: str
    country: str
    type: str
    cells: dict[str, str]
    url: str
    remark: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What identifies a listed estimate in the kept table."""
        return self.date.isoformat(), self.source, self.country, self.type


# By key, the statement of the kept table and its cells.
KeptTable = dict[tuple[str, str, str, str], tuple[Statement, dict[str, str]]]


def parse(files: dict[str, bytes]) -> pd.DataFrame:
    """Series {casualties,deaths}_published_{russia,ukraine} (persons, one day each), the publisher as entity.

    `vintage` is the day of publication: from the kept table; else from the number of the post; else from the date in
    the address, which makes the row unverified. Where none of them tells it the row is unverified and has no vintage of
    its own, so that it counts as known from the day on which it was recorded. Raises SourceError.
    """
    listed, kept = (Answer("published_estimates", file, files) for file in ("published", "published_on"))
    table = _kept(kept)
    statements = list(_listed(listed))
    known = {statement.key for statement in statements}
    added = [s for s, _ in table.values() if any(s.cells.values()) and s.key not in known]
    statements = [_as_said(s, table) for s in statements if s.source not in EXCLUDED]
    rows = [_row(listed, s, *_published(listed, s, table)) for s in statements]
    return tidy(rows + [_row(kept, s, *_published(kept, s, table)) for s in added])


def _listed(answer: Answer) -> Iterator[Statement]:
    for line, cells in answer.rows(LISTED):
        place = f"row {line}"
        if cells[PARTY] not in ("", "yes"):
            raise answer.refused(f"{place}, {PARTY}", f"unknown mark {cells[PARTY]!r}")
        address, _, remark = cells["source_url"].partition(" ")
        if not address.startswith(("http://", "https://")):
            address, remark = LIST, "the list gives no address for it; this one is the list’s own"
        if cells[PARTY]:
            remark = "; ".join(filter(None, (remark, "the list marks it as data of a party to the war")))
        yield Statement(
            place=place,
            date=answer.date(cells["date"], f"{place}, date", "%d/%m/%Y", since=FIRST),
            source=cells["source"],
            country=cells["country"],
            type=cells["type"],
            cells={"low": cells["estimate_low"], "high": cells["estimate_high"], "point": cells["estimate"]},
            url=address,
            remark=remark,
        )


def _as_said(s: Statement, table: KeptTable) -> Statement:
    """The listed estimate, with the figures of the page itself where the list prints them otherwise."""
    kept, cells = table.get(s.key, (s, {}))
    return s._replace(cells=kept.cells) if cells.get("corrects") else s


def _kept(answer: Answer) -> KeptTable:
    table = {}
    for line, cells in answer.rows(KEPT):
        place = f"row {line}"
        if cells["verified"] not in ("stored page", "not found"):
            raise answer.refused(f"{place}, verified", f"unknown word {cells['verified']!r}")
        if cells["corrects"] not in ("", "yes"):
            raise answer.refused(f"{place}, corrects", f"unknown word {cells['corrects']!r}")
        if not cells["published_on"] and cells["verified"] != "not found":
            raise answer.refused(f"{place}, published_on", "is empty, though the page was read: say not found")
        if cells["published_on"] and cells["basis"].partition(": ")[0] not in FOUND:
            known = ", ".join(sorted(FOUND))
            unknown = f"{cells['basis']!r} is no way to find a day: name one of {known}, or leave the day empty"
            raise answer.refused(f"{place}, basis", unknown)
        if cells["published_on"] and (cells["basis"] == UNREAD) != (cells["verified"] == "not found"):
            raise answer.refused(f"{place}, verified", "a page that was not read is not found, and any other was read")
        s = Statement(
            place=place,
            date=answer.date(cells["date"], f"{place}, date"),
            source=cells["source"],
            country=cells["country"],
            type=cells["type"],
            cells={name: cells[name] for name in ("low", "high", "point")},
            url=cells["url"],
            remark=cells["note"],
        )
        if s.key in table:
            raise answer.refused(place, f"{', '.join(s.key)} stands twice")
        table[s.key] = s, cells
    return table


def _published(answer: Answer, s: Statement, table: KeptTable) -> tuple[dt.date | None, str, str]:
    """The day of publication, the status that follows from how it is known, and how it is known, in words."""
    if s.key in table:
        kept, cells = table[s.key]
        if not cells["published_on"]:
            return None, "unverified", _sentences(UNDATED, cells["basis"], kept.remark)
        date = answer.date(cells["published_on"], f"{kept.place} of published_on, published_on")
        status = "estimate" if cells["verified"] == "stored page" else "unverified"
        why = f"Day of publication: {cells['basis']}."
        return date, status, why if kept is s else _sentences(why, kept.remark)
    if post := post_number(s.url):
        return posted_on(post), "estimate", "Day of publication: the post’s number."
    if found := ADDRESS_DAY.search(s.url):
        date = answer.date("-".join(found.group(1, 3, 4)), f"{s.place}, source_url")
        return date, "unverified", f"Day of publication: {UNREAD}."
    return None, "unverified", UNDATED


def _sentences(*parts: str) -> str:
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts if part)


def _dated(s: Statement) -> tuple[dt.date, str]:
    return MISDATED.get((s.date.isoformat(), s.source), (s.date, ""))


def _row(answer: Answer, s: Statement, published: dt.date | None, status: str, how: str) -> Observation:
    if s.source not in ENTITIES:
        raise answer.refused(f"{s.place}, source", f"{s.source!r} is not known")
    if (s.type, s.country) not in SERIES:
        raise answer.refused(f"{s.place}, type, country", f"{s.type!r}, {s.country!r} is not known")
    low, high, value = (
        answer.count(text, f"{s.place}, {name}", thousands=",") if text else None for name, text in s.cells.items()
    )
    if low is high is value is None:
        raise answer.refused(s.place, "no estimate in any of the three columns")
    date, note = _dated(s)
    late = published is not None and date > published
    return Observation(
        SERIES[s.type, s.country],
        "uk_mod_months" if (s.source, post_number(s.url)) == GRAPH else ENTITIES[s.source],
        day(min(date, published) if published else date),
        value,
        low=low,
        high=high,
        status=status,
        note=_sentences(f"listed as {s.source}", note, how, s.remark, LATE.format(date) if late else ""),
        url=s.url,
        vintage=dt.datetime.combine(published, dt.time()) if published else None,
    )
