"""What is heard late of a run whose address was left changes neither address nor history, nor where one reads."""

from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.pages.test_pages import DONE, PAGES, STILL, topic, visit
from tests.browser.test_links import choose, parameters
from tests.browser.test_reading_on import NEAR, scrolled_to, top

WHO = "quantity=russian-casualties&day=newest&counting=&article=weakness-2025-03&asof="
# As Streamlit does when it hears what a run wrote.
WRITE = "([how, url]) => history[how]({}, '', url)"
# Where the reader is, and how long the history is there.
PLACE = "[location.pathname + location.search, history.length]"


class Line:
    """The line from the server to a page: what comes over it can be held back, and let go in its order."""

    def __init__(self, page: Page) -> None:
        self.waiting: list[str | bytes] | None = None
        page.route_web_socket("**/_stcore/stream", self._joined)

    def _joined(self, socket: WebSocketRoute) -> None:
        self.socket = socket
        server = socket.connect_to_server()
        server.on_message(self._heard)

    def _heard(self, message: str | bytes) -> None:
        if self.waiting is None:
            self.socket.send(message)
        else:
            self.waiting.append(message)

    def hold(self) -> None:
        self.waiting = []

    def until(self, page: Page, words: str) -> None:
        """Wait until these words have come, which are held back."""
        while not any(words.encode() in message for message in self.waiting or () if isinstance(message, bytes)):
            # Hears what has come meanwhile.
            page.evaluate("() => new Promise(requestAnimationFrame)")

    def let_go(self) -> None:
        waiting, self.waiting = self.waiting or [], None
        for message in waiting:
            self.socket.send(message)


def address(page: Page) -> str:
    return page.evaluate("location.pathname + location.search")


def test_what_another_page_wrote_is_passed_over(page: Callable[..., Page]) -> None:
    opened = page()
    visit(opened, "?article=sample-2026-08&asof=2025-08-01", 1)
    before = opened.evaluate(PLACE)
    others = (f"/?{WHO}", f"/who?{WHO}", "/chart?chart=key-rate", "/?asof=2025-03-07", "/?article=weakness-2025-03")
    for other in others:
        for how in ("pushState", "replaceState"):
            opened.evaluate(WRITE, [how, other])
            assert opened.evaluate(PLACE) == before
    # Also when something was chosen here.
    opened.keyboard.press("Shift")
    opened.evaluate(WRITE, ["pushState", f"/?{WHO}"])
    assert opened.evaluate(PLACE) == before
    opened.wait_for_function(DONE, arg=1)
    expect(opened.get_by_test_id("stAlert")).to_have_count(0)
    assert opened.evaluate(PLACE) == before


def test_what_is_chosen_and_what_is_followed_is_written(page: Callable[..., Page]) -> None:
    opened = page()
    visit(opened, "who", PAGES["who"])
    address, length = opened.evaluate(PLACE)
    opened.evaluate(WRITE, ["pushState", f"/who?{WHO}"])
    assert opened.evaluate(PLACE) == [address, length]
    opened.evaluate(WRITE, ["pushState", "/who?asof=2025-08-01"])
    assert opened.evaluate(PLACE) == ["/who?asof=2025-08-01", length + 1]
    opened.keyboard.press("Shift")
    opened.evaluate(WRITE, ["pushState", f"/who?{WHO}"])
    assert opened.evaluate(PLACE) == [f"/who?{WHO}", length + 2]


def test_a_run_that_is_heard_after_back_leaves_reader_and_history_where_they_are(page: Callable[..., Page]) -> None:
    opened = page()
    line = Line(opened)
    visit(opened, "", PAGES[""])
    part = scrolled_to(opened, "casualties")
    before = top(part)
    line.hold()
    part.locator("summary").first.evaluate("summary => summary.parentElement.open = true")
    part.get_by_role("link", name="Who says so").first.evaluate("link => link.click()")
    opened.wait_for_url(lambda url: "/who?" in url)
    line.until(opened, "Who says so · ")
    opened.go_back()
    line.let_go()
    opened.wait_for_function(DONE, arg=PAGES[""])
    opened.wait_for_function(STILL)
    expect(opened.get_by_role("heading", level=1)).to_contain_text("this article said")
    # The article that was read there is kept.
    assert address(opened) in ("/", "/?article=weakness-2025-03") and abs(top(part) - before) <= NEAR
    opened.go_forward()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Who says so")
    assert address(opened).startswith("/who?quantity=russian-casualties")


def test_two_links_followed_quickly_are_two_steps(page: Callable[..., Page]) -> None:
    opened = page()
    line = Line(opened)
    visit(opened, "glossary", 0)
    line.hold()
    topic(opened, "Support")
    line.until(opened, "Support · ")
    topic(opened, "Losses")
    line.let_go()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Losses")
    opened.wait_for_function(DONE, arg=PAGES["losses"])
    assert address(opened) == "/losses"
    opened.go_back()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Support")
    assert address(opened) == "/support"
    opened.go_back()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Glossary")
    assert address(opened) == "/glossary"


def test_a_choice_that_is_heard_after_its_page_was_left_stays_there(page: Callable[..., Page]) -> None:
    opened = page()
    line = Line(opened)
    visit(opened, "chart?chart=key-rate", 1)
    line.hold()
    choose(opened, "Logarithmic")
    line.until(opened, "scale=log")
    opened.get_by_role("link", name="Timeline").first.click()
    opened.wait_for_url("**/timeline")
    line.let_go()
    expect(opened.locator("#reading-lanes")).to_have_count(1)
    opened.wait_for_function(DONE, arg=PAGES["timeline"])
    assert parameters(opened) == {}
    opened.go_back()
    opened.wait_for_function(DONE, arg=1)
    assert address(opened) == "/chart?chart=key-rate"
