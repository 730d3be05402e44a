"""Somebody is told when a refresh went wrong: NOTIFY is the address of a webhook, or a command that reads the words.

What NOTIFY says may be secret, as the address of a webhook is, so of it no more is ever told than host or program.
"""

import os
import shlex
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import requests

from etl.history import Run, troubles
from etl.store import COMMAND, unplaced

WEBHOOK = ("https://", "http://")
# In seconds: a service that does not answer, and a program that does not end, must not hold the refresh.
ANSWERED, ENDED = 10, 60
# Chat services refuse longer messages: Discord's limit is 2,000 characters.
LONGEST = 1900


def trouble_message(finished: Run) -> str:
    """What went wrong with a refresh, a line each, and where to look; empty when all was well."""
    if finished.well:
        return ""
    lines = [said for one in finished.results for said in troubles(one)]
    lines += [f"No build was made, the last one stays: {finished.problem}"] if finished.problem else []
    head = f"Conflict Indicators: the refresh of {finished.at:%Y-%m-%d %H:%M} UTC needs somebody."
    return unplaced("\n".join([head, *lines, f"{COMMAND} status says what to do."]))


def failed(error: Exception) -> str:
    """What to tell when there was no refresh at all."""
    return f"Conflict Indicators: a refresh failed, and the last build stays.\n{unplaced(str(error))}"


def untold(text: str, target: str | None = None) -> str:
    """Tell `text` to `target`, by default to what NOTIFY says. Returns in words why it could not be told, else nothing.

    Without text or target nobody is told anything. Never raises: the refresh has its own result.
    """
    target = os.environ.get("NOTIFY", "") if target is None else target
    if not text or not target.strip():
        return ""
    return _posted(text, target) if target.startswith(WEBHOOK) else _run(text, target)


def _posted(text: str, url: str) -> str:
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]} …"
    # `text` is what Slack, Mattermost and Teams read, `content` what Discord does; nothing quoted may call anybody.
    body = {"text": text, "content": text, "allowed_mentions": {"parse": []}}
    try:
        status = requests.post(url, json=body, timeout=ANSWERED, allow_redirects=False).status_code
    except requests.Timeout:
        trouble = f"no answer within {ANSWERED} s"
    except (requests.RequestException, ValueError):
        # Its own words would repeat the address.
        trouble = "no connection"
    else:
        trouble = "" if 200 <= status < 300 else f"answered {status}"
    return f"NOTIFY: {_host(url)}: {trouble}" if trouble else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "the webhook"
    except ValueError:
        return "the webhook"


def _run(text: str, command: str) -> str:
    try:
        program, *arguments = shlex.split(command)
    except ValueError as error:
        return f"NOTIFY is neither an address nor a command: {error}"
    name = Path(program).name
    try:
        # What it prints is no part of what the refresh prints.
        done = subprocess.run(
            [program, *arguments],
            input=f"{text}\n",
            encoding="utf-8",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=ENDED,
        )
    except subprocess.TimeoutExpired:
        return f"NOTIFY: {name} did not end within {ENDED} s"
    except OSError as error:
        return f"NOTIFY: {name} cannot be run: {error.strerror}"
    return f"NOTIFY: {name} ended with {done.returncode}" if done.returncode else ""
