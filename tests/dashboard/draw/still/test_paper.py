import pytest

from dashboard.draw.palette import LIGHT
from dashboard.draw.still.map import cut
from dashboard.draw.still.paper import Fill, Paper, Pen, Sign, Type, area, markup, part, signs, stroke, strokes, words

BLUE, PAGE = LIGHT.lines["blue"], LIGHT.page


def sheet() -> Paper:
    return Paper(LIGHT, 13)


def test_steps_are_told_in_tenths_from_place_to_place() -> None:
    found = sheet()
    stroke(found, [(1, 2), (1.5, 2), (1.5, 12.04), (1.52, 12.04), (0, 0)], Pen(BLUE, 2))
    path = '<path d="M1 2h.5v10l-1.5-12" fill="none" stroke="#0b5cb0" stroke-width="2" stroke-linejoin="round"/>'
    assert markup(found) == path


def test_lines_of_one_kind_are_one_path_that_begins_anew_for_each() -> None:
    found = sheet()
    strokes(found, [[(0, 0), (1, 1)], [], [(5, 5), (5, 6)]], Pen(BLUE, dash=3, opacity=0.5))
    assert markup(found).startswith('<path d="M0 0l1 1m4 4v1" ')
    assert markup(found).endswith(' stroke-dasharray="3 3" opacity="0.5"/>')


def test_a_ring_is_closed_and_what_is_none_is_left_out() -> None:
    found = sheet()
    area(found, [[(0, 0), (4, 0), (4, 4)], [(9, 9), (8, 8)], [(10, 10), (12, 10), (12, 12)]], Fill(BLUE))
    # After its end a ring is where it began.
    assert markup(found) == '<path d="M0 0h4v4zm10 10h2v2z" fill="#0b5cb0"/>'
    area(found, [[(9, 9), (8, 8)]], Fill(BLUE))
    assert markup(found).count("<path") == 1


@pytest.mark.parametrize(
    ("sign", "data"),
    [
        ("circle", "M6 10a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"),
        ("cross", "M6 14l8-8m-8 0l8 8"),
        ("dash", "M6 10h8"),
        ("up", "M10 6l-4 8h8z"),
        ("down", "M10 14l4-8h-8z"),
        ("diamond", "M10 15.7l3.4-5.7l-3.4-5.7l-3.4 5.7z"),
    ],
)
def test_a_sign_stands_around_its_place(sign: Sign, data: str) -> None:
    found = sheet()
    signs(found, [], sign, 8, Fill(BLUE, Pen(PAGE)))
    assert markup(found) == ""
    signs(found, [(10, 10)], sign, 8, Fill(BLUE, Pen(PAGE)))
    fill = "none" if sign in ("cross", "dash") else BLUE
    assert markup(found).startswith(f'<path d="{data}" fill="{fill}" stroke="{PAGE}"')


def test_signs_of_a_kind_are_one_path() -> None:
    found = sheet()
    signs(found, [(10, 10), (20, 12)], "circle", 4, Fill(BLUE))
    circle = "a2 2 0 1 0 4 0a2 2 0 1 0 -4 0"
    assert markup(found) == f'<path d="M8 10{circle}m10 2{circle}" fill="#0b5cb0"/>'


def test_all_in_a_part_is_moved_and_enlarged() -> None:
    found = sheet()
    inner = part(part(found, 10, 20, 2), 5, 5, 2)
    stroke(inner, [(0, 0), (1, 0)], Pen(BLUE, 1, dash=3))
    words(inner, (1, 1), "a < b\n\0", Type(BLUE, 13, "right", "bold", halo=True))
    line, text = markup(found).split(">", 1)
    assert line.startswith('<path d="M20 30h4"') and 'stroke-width="4"' in line and '"12 12"' in line
    assert text.startswith('<text x="24" y="34" fill="#0b5cb0" text-anchor="end" font-size="52" font-weight="bold"')
    assert text.endswith('stroke-width="4" paint-order="stroke" stroke-linejoin="round">a &lt; b  </text>')


def test_a_shape_is_cut_to_the_picture() -> None:
    square = [(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)]
    assert set(cut(square, 10, 10)) == {(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 5.0)}
    # Of one around all of it the picture remains.
    assert set(cut(square, 3, 3)) == {(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (0.0, 3.0)}
    assert cut([(x - 20, y) for x, y in square], 10, 10) == [] == cut([], 10, 10)
