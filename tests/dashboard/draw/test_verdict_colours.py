"""One colour for one meaning: a verdict's is nothing else's, and pages and previews have the same."""

import re

import pytest

from dashboard import settings
from dashboard.draw.palette import DARK, LIGHT, NO_VERDICT, VERDICTS, Palette

PROPERTIES = {"supported": "yes", "contradicted": "no", "disputed": "part", "uncertain": "maybe"}
# How far two colours are apart in OKLab, times 100: about 2 can just be told, 5 is another colour beside it.
APART = 6.5
# Which rules may have a verdict's colour: those of its own name.
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def apart(one: str, other: str) -> float:
    return 100 * sum((a - b) ** 2 for a, b in zip(oklab(one), oklab(other), strict=True)) ** 0.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("verdict", VERDICTS)
def test_no_line_and_no_word_of_a_chart_has_a_verdicts_colour(theme: Palette, verdict: str) -> None:
    colours = {*theme.lines.values(), *theme.texts.values(), theme.ink}
    near = {colour: apart(VERDICTS[verdict], colour) for colour in colours}
    assert {colour: far for colour, far in near.items() if far < APART} == {}


def test_verdicts_are_apart_from_each_other_and_white_signs_are_read_on_them() -> None:
    named = list(VERDICTS.values())
    assert min(apart(one, other) for at, one in enumerate(named) for other in named[:at]) > 10
    for colour in named:
        red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
        assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


def test_pages_and_previews_have_the_same_colours() -> None:
    said = dict(re.findall(r"--ci-(\w+): (#[0-9a-f]{6})", settings.LOOK))
    assert {verdict: said[name] for verdict, name in PROPERTIES.items()} == VERDICTS and said["none"] == NO_VERDICT


def test_only_rules_of_a_verdict_have_its_colour() -> None:
    uses = [(rule[0].strip(), rule[1]) for rule in RULE.findall(settings.LOOK) if "var(--ci-" in rule[1]]
    for verdict, name in PROPERTIES.items():
        found = [selector for selector, body in uses if f"var(--ci-{name})" in body]
        assert found and [selector for selector in found if f".ci-{verdict}" not in selector] == []
    assert [colour for colour in VERDICTS.values() if settings.LOOK.count(colour) != 1] == []
