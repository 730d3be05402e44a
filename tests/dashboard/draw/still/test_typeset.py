from hypothesis import given
from hypothesis import strategies as st

from dashboard.draw.still.typeset import LEADING, SANS, SERIF, broken, fitted, installed, measure

PLAIN = st.text(st.sampled_from("abc lmW.,’ "), max_size=120)


def test_there_is_always_a_font() -> None:
    assert installed(SANS) and installed(SERIF) and installed(("No Such Font",)) == ()


@given(PLAIN, st.integers(60, 400), st.sampled_from([20, 26]))
def test_lines_are_no_wider_than_asked_and_nothing_is_lost(text: str, width: int, size: int) -> None:
    lines = broken(text, width, size)
    assert all(measure(line, size) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(PLAIN, st.integers(60, 400), st.integers(30, 120))
def test_a_text_takes_no_more_height_than_it_has(text: str, width: int, height: int) -> None:
    lines, size = fitted(text, width, (30, 24, 20), height)
    assert len(lines) * size * LEADING <= max(height, 20 * LEADING)
    assert all(measure(line, size) <= width for line in lines)
    whole = " ".join(text.split(" ")).strip()
    assert "".join(lines).replace(" ", "") == whole.replace(" ", "") or lines[-1].endswith("…")


def test_the_largest_size_that_fits_is_taken() -> None:
    assert fitted("short", 400, (30, 20), 40) == (["short"], 30)
    assert fitted("a longer text here", 200, (30, 20), 26) == (["a longer text here"], 20)
