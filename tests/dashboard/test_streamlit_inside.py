"""What dashboard/streamlit_inside.py takes for granted: which test fails says what to look at in a new Streamlit."""

import re
from functools import cache
from pathlib import Path

import pytest
import streamlit
from streamlit.web.server.starlette import starlette_app, starlette_auth_routes, starlette_routes

from dashboard import settings, streamlit_inside
from tests.test_layout import ROOT, files

STATIC = Path(streamlit.__file__).parent / "static"
PAGE = (STATIC / "index.html").read_text(encoding="utf-8")
# A name in its document, in our styles and in what is looked for in a browser.
NAME = re.compile(r"\b(?:st[A-Z]\w+|data-test-[\w-]+|dataset\.test\w+)")
HERE = ("dashboard/streamlit_inside.py", "dashboard/streamlit.css")


@cache
def scripts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "static" / "js").glob("*.js")))


def named() -> dict[str, set[str]]:
    """{name in Streamlit's document: the files of ours that know it}, without this one."""
    found: dict[str, set[str]] = {}
    for path in files():
        if path.suffix in (".py", ".css", ".js", ".html") and path != Path(__file__):
            for match in NAME.finditer(path.read_text(encoding="utf-8")):
                found.setdefault(match[0], set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_every_address_of_its_own_passes_as_it_is() -> None:
    reserved = [*starlette_app._RESERVED_ROUTE_PREFIXES, *(f"/{path.name}" for path in STATIC.glob("*.*"))]
    reserved.append(f"/{starlette_routes.BASE_ROUTE_APP_STATIC}/picture.png")
    names = [name for name in vars(starlette_auth_routes) if name.startswith("_ROUTE_")]
    reserved += [f"/{getattr(starlette_auth_routes, name)}" for name in names]
    assert len(names) == 3, "sign-in has other addresses: look at ADDRESSES and FILES"
    missed = [path for path in reserved if not streamlit_inside.answers(path) and path != "/index.html"]
    assert missed == [], "Streamlit answers more addresses, which we would call missing: look at ADDRESSES and FILES"


def test_no_page_of_ours_is_taken_for_an_address_of_its_own() -> None:
    assert [page.name for page in settings.PAGES if streamlit_inside.answers(f"/{page.name}")] == []
    assert streamlit_inside.answers("/losses/_stcore/health") and not streamlit_inside.answers("/favicon.ico")


@pytest.mark.parametrize(
    "tag", ["<title>", "</title>", "</head>", "</body>", "<noscript>", "</noscript>", '<div id="root">']
)
def test_the_page_that_it_sends_has_each_tag_that_is_filled(tag: str) -> None:
    assert PAGE.count(tag) == 1, f"Streamlit's index.html has {tag} otherwise than once: look at streamlit_inside.page"


def test_its_styles_stand_in_the_head_so_that_ours_come_after_them() -> None:
    assert 'rel="stylesheet"' in PAGE.partition("</head>")[0], "its styles come later: look at streamlit_inside.page"
    assert 'rel="stylesheet"' not in PAGE.partition("</head>")[2]


def test_a_page_is_filled_without_a_word_of_its_own_lost() -> None:
    filled = streamlit_inside.edited_page(PAGE.encode(), r"A \1 & B", "<meta>", "words", "<style></style>").decode()
    assert r"<title>A \1 & B</title>" in filled and "<noscript>words</noscript>" in filled
    assert "<meta></head>" in filled and '<style></style><div id="root"></div>' in filled
    assert '<html lang="en">' in filled and "<script>{const MAIN" not in filled
    kept = streamlit_inside.edited_page(PAGE.encode(), "A", "", "", "").decode()
    assert "enable JavaScript" in kept and kept == re.sub("<title>.*?</title>", "<title>A</title>", PAGE)


def test_behind_a_page_that_stands_already_all_that_brings_the_application_waits_in_a_template() -> None:
    filled = streamlit_inside.edited_page(PAGE.encode(), "A", "", "", "<style></style>", "<i>still</i>").decode()
    assert '<i>still</i><style></style><div id="root"></div>' in filled and "}</script></body>" in filled
    waiting = re.findall('<template class="ci-application">(.*?)</template></head>', filled, re.DOTALL)
    assert len(waiting) == 1, "what brings the application lies elsewhere: look at BRINGING"
    addresses = re.findall(r'(?:src|href)="\./static/[^"]+"', PAGE)
    assert sorted(re.findall(r'(?:src|href)="[^"]+"', waiting[0])) == sorted(addresses) and len(addresses) > 3
    drawing = streamlit_inside.NAMES["DRAWING"]
    assert "/static/" not in filled.replace(waiting[0], "").replace(drawing, "") and filled.count(drawing) == 1
    assert waiting[0].count("</script>") == 1 and 'rel="stylesheet"' in waiting[0]


def test_its_scripts_and_styles_change_their_names_with_their_content() -> None:
    names = [path.name for kind in ("js", "css") for path in (STATIC / "static" / kind).iterdir()]
    unmarked = [name for name in names if not re.search(r"\.[\w-]{8}\.(?:js|css)$", name)]
    assert len(names) > 100 and unmarked == [], "a file may change under its name: look at dashboard/web/static.py"
    assert {Path(name).suffix for name in names} == set(streamlit_inside.KINDS)
    assert f'src=".{streamlit_inside.SCRIPTS}js/' in PAGE, "its scripts lie elsewhere: look at SCRIPTS"


def test_a_chart_waits_for_its_place_to_have_a_width() -> None:
    found = [
        path
        for path in (STATIC / "static" / "js").glob("*.js")
        if streamlit_inside.UNMEASURED.search(path.read_bytes())
    ]
    assert [path.name.split(".")[0] for path in found] == ["PlotlyChart"], (
        "a chart is drawn when its place is measured, by another script: look at UNMEASURED"
    )
    assert streamlit_inside.NAMES["DRAWING"] == f"./static/js/{found[0].name}"
    before = found[0].read_bytes()
    after = streamlit_inside.edited_script(before)
    assert len(after) == len(before) + 2 and b">0?" in after[-300:]
    assert streamlit_inside.edited_script(after) == after
    assert streamlit_inside.edited_script(b"no chart") == b"no chart"


@pytest.mark.parametrize("name", sorted(named()))
def test_its_document_has_every_name_that_we_know(name: str) -> None:
    known = ", ".join(sorted(named()[name]))
    # The word itself first: a search for a boundary stops at each letter of some megabytes.
    assert re.search(rf"{name}(?<=\b{name})\b", scripts()), f"Streamlit calls nothing {name} any more: look at {known}"


def test_one_module_and_its_styles_know_names_of_its_document() -> None:
    assert len(named()) > 5
    assert {path for paths in named().values() for path in paths if not path.startswith("tests/")} == set(HERE)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("history.pushState", "a run writes the address otherwise: look at streamlit.js"),
        ("addEventListener(`popstate`", "Back is followed otherwise, and so are links: look at streamlit.js"),
        ("st-key-", "an element with a key has another class: look at streamlit.css"),
        ("notRunning", "nothing says that a run has ended: look at ENDED"),
        ("CONNECTED", "nothing says that a run can be asked for: look at CONNECTED"),
    ],
)
def test_its_scripts_do_what_ours_wait_for(words: str, where: str) -> None:
    assert words in scripts(), where
