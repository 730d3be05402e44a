"""What a refresh shows: a line for each source while it runs, then a table; plain lines where there is no terminal."""

import json
import os
import sys
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl import states
from etl.building.build import current, unfinished_articles
from etl.declared.catalogue import CatalogueError, left_out
from etl.declared.shapes import Source
from etl.history import Outcome, Result, Run, with_source
from etl.learning.run import Busy, Request, Watcher, refresh_all
from etl.reporting import notify, status
from etl.states import State

REFUSAL = "What was refused lies in raw/<source>; docs/refreshing.md, “When a source is refused”, says what to do."
WORDS = {
    Outcome.FRESH: "[green]fresh[/]",
    Outcome.UNCHANGED: "unchanged",
    Outcome.REFUSED: "[red]refused[/]",
    Outcome.UNREACHABLE: "[yellow]unreachable[/]",
}


def show_refresh(request: Request, *, as_json: bool = False) -> int:
    """Run a refresh and show it, and tell NOTIFY when it went wrong. Returns 0 when all is well, 1 when a source was
    refused or not reached, rows were held back or no build could be made, 2 for an unknown source, a missing folder or
    nothing named to accept. Raises CatalogueError and OSError. `as_json`: one JSON object is all of standard output,
    and what is shown goes to standard error."""
    out = sys.stderr if as_json else sys.stdout
    # Every line whole, however narrow the terminal of a log is.
    console = Console(file=out, width=None if out.isatty() else 200)
    if request.replay is not None and not request.replay.is_dir():
        print(f"{request.replay} is not a folder of answers", file=sys.stderr)
        return 2
    if request.accept and not request.names:
        print("--accept takes what is doubted of a source: name it, refresh SOURCE --accept", file=sys.stderr)
        return 2
    try:
        finished = _shown(console, request)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except Busy as error:
        print(error, file=sys.stderr)
        return 1
    except (CatalogueError, OSError) as error:
        _notify(notify.failed(error))
        raise
    except KeyboardInterrupt:
        print("\nInterrupted: what was accepted is kept, and the last build stays.", file=sys.stderr)
        # Answers still under way would keep the interpreter waiting; nothing of them has been written.
        os._exit(130)
    console.print(result_table(finished))
    for result in finished.results:
        held_back = [f"held back: {said}" for said in result.held_back]
        accepted = [f"accepted: {said}" for said in result.accepted]
        for said in filter(None, (result.problem, *held_back, *accepted, *result.remarks)):
            console.print(with_source(result.source, said), markup=False, highlight=False)
    if any(result.outcome == Outcome.REFUSED for result in finished.results):
        console.print(REFUSAL, markup=False, highlight=False)
    if finished.problem:
        console.print(f"No build was made, the last one stays: {finished.problem}", markup=False, highlight=False)
    for said in left_out(unfinished_articles(served) if (served := current()) else {}):
        print(said, file=sys.stderr)
    for said in state_lines(finished):
        console.print(said, markup=False, highlight=False)
    console.print(f"served is {finished.build or 'nothing'}", markup=False, highlight=False)
    if as_json:
        print(json.dumps(_object(finished), ensure_ascii=False))
    _notify(notify.trouble_message(finished))
    return 0 if finished.well else 1


def _notify(text: str) -> None:
    if trouble := notify.untold(text):
        print(trouble, file=sys.stderr)


def _object(finished: Run) -> dict[str, Any]:
    """The refresh for programs: when it was in UTC, what each source came to, and the state of each after it."""
    return {
        "at": f"{finished.at.isoformat()}Z",
        "well": finished.well,
        "problem": finished.problem,
        "results": [asdict(result) for result in finished.results],
    } | status.status_json(current(), finished.at.date())


def _shown(console: Console, request: Request) -> Run:
    """The refresh, told while it runs."""
    if not console.is_terminal:
        told = Watcher(done=lambda result: console.print(result_line(result), markup=False))
        return refresh_all(request, watcher=told)
    columns = SpinnerColumn(finished_text=" "), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        tasks = {}

        def begun(source: Source) -> None:
            tasks[source.id] = bar.add_task(source.id, total=1)

        def done(result: Result) -> None:
            bar.update(tasks[result.source], completed=1, description=f"{result.source}: {WORDS[result.outcome]}")

        return refresh_all(request, watcher=Watcher(begun, done))


def state_lines(finished: Run) -> list[str]:
    """Who is alive after a refresh: those that answered and are silent, and how many sources are in which state."""
    build = current()
    found = status.states_of(build, finished.at.date()) if build else []
    asked = {result.source for result in finished.results}
    silent = [one for one in found if one.state == State.SILENT and one.source in asked]
    told = [f"{one.source}: silent, nothing newer than {one.newest}; {one.remedy}" for one in silent]
    return [*told, f"sources: {states.state_tally(found)}"] if found else []


def result_line(result: Result) -> str:
    """One source in a plain line."""
    rows = (
        f", {result.new} new, {result.changed} changed, {result.gone} gone" if result.outcome == Outcome.FRESH else ""
    )
    held = f", {len(result.held_back)} held back" if result.held_back else ""
    return f"{result.source}: {result.outcome}{rows}{held} ({result.seconds} s)"


def result_table(finished: Run) -> Table:
    """What every source came to."""
    shown = Table(title=f"Refresh of {finished.at:%Y-%m-%d %H:%M} UTC", title_justify="left", box=None, pad_edge=False)
    for heading in ("source", "result"):
        shown.add_column(heading)
    for heading in ("new", "changed", "gone"):
        shown.add_column(heading, justify="right")
    for heading in ("newest period", "seconds", "answered by"):
        shown.add_column(heading, justify="right" if heading == "seconds" else "left")
    for one in finished.results:
        hosts = ", ".join(dict.fromkeys(url.split("/")[2] if "://" in url else url for url in one.mirrors))
        counts = [str(count or "") for count in (one.new, one.changed, one.gone)]
        result = WORDS[one.outcome] + (f", [yellow]{len(one.held_back)} held back[/]" if one.held_back else "")
        shown.add_row(one.source, result, *counts, one.newest, f"{one.seconds:.1f}", hosts)
    return shown
