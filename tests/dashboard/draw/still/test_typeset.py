import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from resvg_py import svg_to_bytes

from dashboard.draw.still.typeset import FILES, LEADING, SIGNS, Face, broken, fitted, text_width

PLAIN = st.text(st.sampled_from("abc lmW.,’ "), max_size=120)
ATTRIBUTES = {"sans": "", "bold": ' font-weight="bold"', "serif": ' font-family="Liberation Serif"'}


@pytest.mark.parametrize("face", FILES)
@pytest.mark.parametrize("text", ["Hunted AVATARS, To 11.4 %", "Наступление H", "11 ₽H"])
def test_a_text_is_as_wide_as_it_is_drawn(face: Face, text: str) -> None:
    drawn = f'<text y="60" font-size="50"{ATTRIBUTES[face]}>{text}</text>'
    root = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="80" font-family="Liberation Sans">'
    files = [str(file) for file in (*FILES.values(), SIGNS)]
    picture = svg_to_bytes(svg_string=f"{root}{drawn}</svg>", skip_system_fonts=True, font_files=files)
    with Image.open(io.BytesIO(picture)) as image:
        left, _, right, _ = image.getchannel("A").getbbox()
    # The first and the last letter have a little room beside them.
    assert left >= 0 and text_width(text, 50, face) - 5 < right <= text_width(text, 50, face) + 1


def test_a_character_that_a_face_lacks_has_the_width_of_a_box() -> None:
    assert text_width("\ue000\ue001", 10) == 2 * text_width("\ue000", 10) > 0


@given(PLAIN, st.integers(60, 400), st.sampled_from([20, 26]))
def test_lines_are_no_wider_than_asked_and_nothing_is_lost(text: str, width: int, size: int) -> None:
    lines = broken(text, width, size)
    assert all(text_width(line, size) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(PLAIN, st.integers(60, 400), st.integers(30, 120))
def test_a_text_takes_no_more_height_than_it_has(text: str, width: int, height: int) -> None:
    lines, size = fitted(text, width, (30, 24, 20), height)
    assert len(lines) * size * LEADING <= max(height, 20 * LEADING)
    assert all(text_width(line, size) <= width for line in lines)
    whole = " ".join(text.split(" ")).strip()
    assert "".join(lines).replace(" ", "") == whole.replace(" ", "") or lines[-1].endswith("…")


def test_the_largest_size_that_fits_is_taken() -> None:
    assert fitted("short", 400, (30, 20), 40) == (["short"], 30)
    assert fitted("a longer text here", 200, (30, 20), 26) == (["a longer text here"], 20)
