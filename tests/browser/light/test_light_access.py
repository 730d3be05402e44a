"""axe, which knows the rules of accessibility, finds nothing to complain of on light pages."""

from collections.abc import Callable, Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ARTICLE = "weakness-2025-03"
ADDRESSES = (
    f"c/casualties?article={ARTICLE}",
    f"c/key-rate?article={ARTICLE}&events=on&periods=on&from=nonsense",
    "c/inflation?show=table&article=sample-2026-08",
    "c/diplomacy",
    "c/nato-map",
    "c/second-world-war",
    "c/attacks",
    "c/support-largest-donors",
    "c/key-rate?from=1999-01-01&to=1999-12-31",
    "claim/casualties-850k",
    "claim/trump-talks",
    "claim/kremlin-desperate",
    "claim/sample-key-rate-13",
    "c/casualties?embed=1",
    "c/nato-map?embed=1&from=nonsense",
    "c/nothing",
    "claim/nothing",
    "nothing",
)
# What axe knows of colours: all that another theme can change.
OF_COLOURS = ("color-contrast", "link-in-text-block")
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]


def violations(page: Page, rules: Sequence[str] = ()) -> list[tuple[str, str, list[str]]]:
    """What axe complains of: (rule, how grave, elements). Without `rules` by all: those of WCAG 2 at levels A and AA,
    and what axe holds to be good practice."""
    found = Axe().run(page, options={"runOnly": list(rules)} if rules else None).response["violations"]
    return [(each["id"], each["impact"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing(page: Callable[..., Page], address: str):
    opened = page()
    opened.goto(f"/{address}")
    for width, theme in LOOKS:
        opened.set_viewport_size({"width": width, "height": 900})
        opened.emulate_media(color_scheme=theme)
        # Of a theme there are colours; all else was looked at in the one before.
        assert violations(opened, OF_COLOURS if theme == "dark" else ()) == [], (width, theme)
