"""Finding a browser: one that does not start is never used, and the message says which and what to do."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tools import chromium

# Any program that starts and says its version passes for a browser here.
WORKING = sys.executable


@pytest.fixture
def stub(tmp_path: Path) -> str:
    """What some systems install in a browser's place: it starts, says where to get one, and fails."""
    if os.name == "nt":
        pytest.skip("stubs of this kind are shell scripts")
    path = tmp_path / "chromium"
    path.write_text("#!/bin/sh\necho 'install the snap' >&2\nexit 1\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The browsers on this machine, by name: none but those a test adds, and CHROMIUM is not set."""
    names: dict[str, str] = {}
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", names.get)
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: names.get("playwright"))
    return names


def test_the_one_that_chromium_names_is_used(installed: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", WORKING)
    assert chromium.find() == WORKING


def test_a_spoilt_chromium_is_named_and_nothing_else_is_tried(
    installed: dict, stub: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed["chromium"] = WORKING
    monkeypatch.setenv("CHROMIUM", stub)
    with pytest.raises(chromium.NoBrowser) as caught:
        chromium.find()
    assert str(caught.value) == f"CHROMIUM names {stub}, which does not start"


@pytest.mark.parametrize("text", [None, "no program"])
def test_a_path_that_is_no_program_is_named(
    installed: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    path = tmp_path / "browser"
    if text:
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("CHROMIUM", str(path))
    with pytest.raises(chromium.NoBrowser, match=r"CHROMIUM names .*browser, which does not start"):
        chromium.find()


def test_a_stub_is_passed_over(installed: dict, stub: str) -> None:
    installed |= {"chromium": stub, "google-chrome": WORKING}
    assert chromium.find() == WORKING


def test_playwrights_own_is_the_last_resort(installed: dict, stub: str) -> None:
    installed |= {"chromium": stub, "playwright": WORKING}
    assert chromium.find() == WORKING


def test_without_a_usable_one_the_message_says_how_to_get_one_and_what_was_found(installed: dict, stub: str) -> None:
    installed["chromium"] = stub
    with pytest.raises(chromium.NoBrowser) as caught:
        chromium.find()
    assert str(caught.value).endswith(f"found, but it does not start: {stub}")
    assert "playwright install chromium" in str(caught.value)


def test_the_command_prints_the_path(installed: dict, capsys: pytest.CaptureFixture) -> None:
    installed["chromium"] = WORKING
    assert chromium.main([]) == 0
    assert capsys.readouterr().out == f"{WORKING}\n"


def test_the_command_without_a_browser_ends_with_1(
    installed: dict, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chromium.main([]) == 1
    # Installing fails, as it does without a network.
    tried: list[str] = []
    monkeypatch.setattr(chromium, "install", lambda: tried.append("install"))
    assert chromium.main(["--install"]) == 1
    assert tried == ["install"]
    found = capsys.readouterr()
    assert found.out == "" and found.err.count("no usable Chromium was found") == 2


def test_installing_is_only_tried_when_there_is_none(installed: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "install", lambda: installed.update({"chromium": WORKING}))
    assert chromium.main(["--install"]) == 0
    monkeypatch.setattr(chromium, "install", lambda: pytest.fail("there was one already"))
    assert chromium.main(["--install"]) == 0


def test_an_unknown_argument_ends_with_2(capsys: pytest.CaptureFixture) -> None:
    assert chromium.main(["--instal"]) == 2
    assert "python tools/chromium.py --install" in capsys.readouterr().err
