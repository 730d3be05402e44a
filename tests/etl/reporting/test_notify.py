"""Who is told that a refresh went wrong, by which words, and that nothing secret is told with them."""

import datetime as dt
import json
import shlex
import sys
from pathlib import Path

import pytest
import requests

from etl.history import Outcome, Result, Run
from etl.reporting import notify
from tests.etl import endpoint as play
from tests.etl.endpoint import Endpoint

AT = dt.datetime(2026, 11, 29, 5, 31)
SECRET = "T0K3N"


def run(*results: Result, problem: str = "") -> Run:
    return Run(AT, "b.duckdb", problem, results)


def test_what_went_wrong_is_told_once_each() -> None:
    bad = (
        Result("a", Outcome.REFUSED, problem="a: file, no column"),
        Result("b", Outcome.UNREACHABLE, problem="no answer"),
        Result("c", Outcome.FRESH),
        Result("d", Outcome.FRESH, held_back=("d_series: 8 after 80",)),
    )
    assert notify.trouble_message(run(*bad, problem="too few rows")).splitlines() == [
        "Conflict Indicators: the refresh of 2026-11-29 05:31 UTC needs somebody.",
        "a: file, no column",
        "b: no answer",
        "d: held back: d_series: 8 after 80",
        "No build was made, the last one stays: too few rows",
        "python -m etl status says what to do.",
    ]


def test_a_refresh_that_went_well_is_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    assert notify.trouble_message(run(Result("c", Outcome.FRESH))) == ""
    monkeypatch.setenv("NOTIFY", "no-such-program")
    assert notify.untold("") == ""
    assert "no-such-program" in notify.untold("words")
    monkeypatch.setenv("NOTIFY", " ")
    assert notify.untold("words") == ""
    monkeypatch.delenv("NOTIFY")
    assert notify.untold("words") == ""


def test_a_webhook_gets_the_words_as_chat_services_read_them(endpoint: Endpoint) -> None:
    url = endpoint.at(f"/hooks/{SECRET}", play.status(204))
    assert notify.untold("a ‘b’\nc", url) == ""
    (asked,) = endpoint.asked
    assert (asked.method, asked.headers["content-type"]) == ("POST", "application/json")
    words = "a ‘b’\nc"
    assert json.loads(asked.body) == {"text": words, "content": words, "allowed_mentions": {"parse": []}}


def test_words_too_long_for_a_chat_are_cut(endpoint: Endpoint) -> None:
    assert notify.untold("x" * 5000, endpoint.at("/hook", play.status(200))) == ""
    said = json.loads(endpoint.asked[0].body)["content"]
    assert len(said) < 2000 and said.endswith("x …")


@pytest.mark.parametrize("code", [302, 404, 500])
def test_a_webhook_that_does_not_take_it_is_told_without_its_address(endpoint: Endpoint, code: int) -> None:
    trouble = notify.untold("words", endpoint.at(f"/hooks/{SECRET}", play.status(code)))
    assert trouble == f"NOTIFY: 127.0.0.1: answered {code}"
    assert len(endpoint.asked) == 1


def test_a_webhook_that_is_not_there_is_told_without_its_address(endpoint: Endpoint) -> None:
    # Nobody listens at port 1; an address that is none is not even tried.
    assert notify.untold("words", f"http://127.0.0.1:1/{SECRET}") == "NOTIFY: 127.0.0.1: no connection"
    assert notify.untold("words", f"https://[{SECRET}") == "NOTIFY: the webhook: no connection"


def test_a_webhook_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def post(url: str, *, timeout: int, **_: object) -> None:
        raise requests.ReadTimeout(f"{url} after {timeout}")

    monkeypatch.setattr(requests, "post", post)
    assert (
        notify.untold("words", f"https://chat.example.org/{SECRET}")
        == "NOTIFY: chat.example.org: no answer within 10 s"
    )


def python(code: str, *arguments: object) -> str:
    return shlex.join([sys.executable, "-c", code, *map(str, arguments)])


def test_a_command_reads_the_words(tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    """As `mail -s 'Conflict Indicators' you@example.org` does; a quoted argument is one, and no shell reads it."""
    code = "import sys; open(sys.argv[1], 'w').write(sys.argv[2] + sys.stdin.read()); print('sent')"
    assert notify.untold("a\nb", python(code, tmp_path / "mail", "$HOME; two words: ")) == ""
    assert (tmp_path / "mail").read_text() == "$HOME; two words: a\nb\n"
    assert capfd.readouterr() == ("", "")


def test_a_command_that_fails_is_told_by_its_name_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = Path(sys.executable).name
    assert notify.untold("words", python("raise SystemExit(3)", SECRET)) == f"NOTIFY: {name} ended with 3"
    there = tmp_path / "none"
    assert notify.untold("words", f"{there} {SECRET}") == "NOTIFY: none cannot be run: No such file or directory"
    assert notify.untold("words", f"mail '{SECRET}").startswith("NOTIFY is neither an address nor a command: ")
    monkeypatch.setattr(notify, "ENDED", 0)
    assert notify.untold("words", python("input(); input()", SECRET)) == f"NOTIFY: {name} did not end within 0 s"
