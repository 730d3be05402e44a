"""The one way of reading an address's query: what each name says, and a sentence for whatever is ignored."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import parse_qsl

Option = TypeVar("Option", bound=str)
# What every page follows, whatever else its address says.
FOLLOWED = ("article", "asof")
# Their values are lists with commas, so that a list written as the same name many times says the same.
LISTS = ("pick", "series", "events", "verdict", "counting")
# Streamlit reads these itself; they say how a page is framed, not what it shows.
FRAMING = ("embed", "embed_options")
# What mail programs, advertisers and social media add to links: it says nothing of the view, and no reader chose it.
TRACKING = (
    *("fbclid", "fb_action_ids", "fb_action_types", "igshid", "igsh", "si", "twclid", "ttclid", "li_fat_id", "rdt_cid"),
    *(
        "gclid",
        "gclsrc",
        "gbraid",
        "wbraid",
        "dclid",
        "srsltid",
        "msclkid",
        "yclid",
        "ysclid",
        "epik",
        "ref",
        "ref_src",
    ),
    *("ref_url", "mkt_tok", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "_openstat", "cmpid", "spm", "__s"),
)
TRACKERS = ("utm_", "mc_", "pk_", "mtm_", "matomo_", "_ga", "_gl", "hsa_", "_hs", "ss_email_", "__hs", "vgo_")
# So much of a value is repeated, and so many sentences are told one by one: an address can be long.
LONGEST, MOST = 60, 8
# How people type a day; every other way of writing one is refused, since 3/7/2025 is two different days.
DIGITS = re.compile(r"[0-9]{8}")
TYPED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
Query = Mapping[str, str] | Iterable[tuple[str, str]]


def pairs(query: bytes) -> list[tuple[str, str]]:
    """The names and values of a query string, in its order. What is no UTF-8 becomes a mark that says so."""
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True)


def read(
    query: Query, names: Collection[str], renames: Mapping[str, str] | None = None
) -> tuple[dict[str, str], list[str]]:
    """{name: value} for those of `names` that a query gives, and a sentence for each thing in it that was ignored.

    `renames`: {old name: present one}. A name given twice: lists are joined, else the last value counts. Blanks around
    a value are no part of it. A name may be given and empty.
    """
    values: dict[str, list[str]] = {}
    for name, value in query.items() if isinstance(query, Mapping) else query:
        values.setdefault(name, []).append(value.strip())
    given: dict[str, str] = {}
    problems: list[str] = []
    for name, said in values.items():
        present = name if name in names else (renames or {}).get(name, name)
        if present not in names:
            if not passed_over(name):
                problems.append(f"unknown parameter ‘{shortened(name)}’ was ignored")
        elif name != present and (present in values or present in given):
            problems.append(
                f"{parameter_words(name, said[-1])} is the old name of ‘{present}’, "
                "which is also given, and was ignored"
            )
        elif present in LISTS:
            given[present] = ",".join(
                dict.fromkeys(part.strip() for each in said for part in each.split(",") if part.strip())
            )
        else:
            given[present] = said[-1]
            others = dict.fromkeys(each for each in said if each != said[-1])
            problems += [f"{parameter_words(name, each)} was ignored: ‘{name}’ is given again later" for each in others]
    return given, problems


def passed_over(name: str) -> bool:
    """Whether a parameter that no page reads is nothing that a reader need be told of."""
    return name in FRAMING or name.lower() in TRACKING or name.lower().startswith(TRACKERS)


def named_day(name: str, text: str, problems: list[str]) -> dt.date | None:
    """The day that a value names, None without one; what is no day is added to the problems."""
    if not text:
        return None
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        date = None
    # fromisoformat also reads 20250307 and 2025-W10-5; a link has one way of writing a day.
    if date is None or date.isoformat() != text:
        problems.append(f"{parameter_words(name, text)} is not a date like 2025-03-07 and was ignored")
        return None
    return date


def written_day(text: str) -> str:
    """A day as people type it, 20250307 or 7 March 2025, as an address writes it; any other text as it is."""
    words = " ".join(text.split())
    if DIGITS.fullmatch(words):
        return f"{words[:4]}-{words[4:6]}-{words[6:]}"
    for form in TYPED:
        try:
            return dt.datetime.strptime(words, form).date().isoformat()
        except ValueError:
            continue
    return text


def choice(name: str, choices: Sequence[Option], text: str, problems: list[str]) -> Option:
    """The value if it is one of `choices`; their first, the default, when it is empty or ignored."""
    if text and text not in choices:
        offered = ", ".join(filter(None, choices))
        problems.append(f"{parameter_words(name, text)} was ignored: {name} is one of {offered or 'none held'}")
    return next((each for each in choices if each == text), choices[0])


def parameter_words(name: str, value: str) -> str:
    """A parameter as sentences name it: ‘from=yesterday’."""
    return f"‘{shortened(name)}={shortened(value)}’"


def shortened(text: str) -> str:
    """So much of a text that it can stand in a sentence."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def problem_sentences(problems: Sequence[str]) -> list[str]:
    """Problems as sentences, each with its capital and its full stop; the first ones, and how many more there are."""
    more = len(problems) - MOST
    listed = [*problems[:MOST], *([f"and {more} more parts of the address were ignored"] if more > 0 else [])]
    return [f"{problem[:1].upper()}{problem[1:]}." for problem in listed]
