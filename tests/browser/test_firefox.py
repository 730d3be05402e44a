"""The application taking the place of the page, in another browser."""

import pytest

from tests.browser import firefox as driven
from tools import firefox

# The line that is looked at in both trees, and how far from the top it stands.
SEEN = "Equipment can be photographed."
STILL = "document.getElementById('still').shadowRoot"
PLACE = """(() => { const tree = document.getElementById('still')?.shadowRoot ?? document.getElementById('root');
  return [...tree.querySelectorAll('.ci-prose')].find(each => each.textContent.startsWith('%s'))
    .getBoundingClientRect().top })()"""


def test_the_application_takes_the_place_of_the_page_in_firefox(app_url: str):
    path = firefox.find()
    if path is None:
        pytest.skip("there is no Firefox here: tools/firefox.py --install gets Debian's where root can")
    with driven.opened(path) as tab:
        tab.goto(f"{app_url}/losses")
        tab.wait_for("document.getElementById('still')?.shadowRoot.querySelector('.late')")
        before = tab.evaluate(
            f"(() => {{ const tree = {STILL}, from = {PLACE % SEEN};"
            "dispatchEvent(new PointerEvent('pointerdown')); scrollTo(0, from + scrollY - 300);"
            "tree.querySelector('summary').focus({ preventScroll: true });"
            f"return {PLACE % SEEN} }})()"
        )
        tab.evaluate("dispatchEvent(new PointerEvent('pointerup'))")
        tab.wait_for("!document.getElementById('still')")
        assert abs(tab.evaluate(PLACE % SEEN) - before) <= 1
        assert tab.evaluate("document.activeElement.localName") == "summary"
        ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
        assert len(ids) == len(set(ids)) and tab.evaluate("document.querySelectorAll('h1').length") == 1
