"""What a refresh costs: when nothing changed, when everything did, and what a year of them leaves."""

import csv
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import year
from bench.process import Measured, measured
from bench.publishers import DELAY, ETAG, publishers
from bench.server import ROOT
from etl import clock
from etl.declared import catalogue
from etl.declared.catalogue import Catalogue
from etl.learning import answers
from etl.learning.addresses import addresses
from etl.learning.answers import KeptAnswer
from etl.learning.fetch import Version
from etl.store import DATA, SEED
from tests.fixtures import answer

Row = tuple[str, float, float | None]
ROUNDS = 5
BUILD = "from etl.building.build import build\nbuild()"
# When that year is over: what is learned later than now does not count.
BUILD_LATER = "import datetime as dt\nfrom etl.building.build import build\nbuild(now=dt.datetime(2028, 1, 1))"
# Says how many sources came to what.
REFRESH = """
from collections import Counter
from bench.publishers import fetcher
from etl.learning.run import Request, refresh_all
finished = refresh_all(Request({names!r}), fetcher=fetcher({port}))
said = dict(Counter(one.outcome for one in finished.results)) | {{"problem": finished.problem}}
"""


def rows() -> Iterator[Row]:
    """Every measurement, as (what, value, bound)."""
    declared = catalogue.load()
    for measured_in in (unchanged, everything, as_publishers_answer, after_a_year):
        yield from measured_in(declared)


def unchanged(declared: Catalogue) -> list[Row]:
    """Every proven source answers that nothing changed: from the first import to the end, beyond the slowest answer.

    The least of ROUNDS, since other work on the machine only ever adds.
    """
    held, sources = b"held", [source for source in declared.sources if source.files and source.proven]
    with tempfile.TemporaryDirectory() as folder:
        bodies: dict[str, bytes] = {}
        for source in sources:
            urls = {file.name: addresses(file.urls, clock.today())[0][0] for file in source.files}
            state = KeptAnswer(
                held={name: Version(url, ETAG) for name, url in urls.items()},
                sha256=dict.fromkeys(urls, answers.hash_of(held)),
                code=answers.code_of(
                    source.id, {name: (DATA / "tables" / f"{name}.csv").read_bytes() for name in source.tables}
                ),
            )
            answers.keep_answer(Path(folder, "raw", source.id), state, dict.fromkeys(urls, held))
            bodies |= dict.fromkeys(urls.values(), held)
        measured(BUILD, DATA_DIR=folder)
        beyond = []
        for _ in range(ROUNDS):
            with publishers(bodies) as told:
                found = measured(REFRESH.format(names=[], port=told.port), DATA_DIR=folder)
            if found.said != {"unchanged": len(sources), "problem": ""}:
                raise RuntimeError(f"the refresh measured came to {found.said}")
            beyond.append(found.seconds - max(told.seconds))
    return [
        (f"nothing changed, {len(told.asked)} files: seconds beyond the slowest answer", min(beyond), 2),
        (f"of these, answers of one host in turn, {DELAY} s each, at least", _busiest(told.asked) * DELAY, None),
    ]


def everything(declared: Catalogue) -> list[Row]:
    """Every answer is another and every value held is replaced."""
    what, found = _all_changed(declared, moody=False)
    return [
        (f"everything changed, {what}: peak MB", found.megabytes, 500),
        ("everything changed, seconds", found.seconds, None),
    ]


def as_publishers_answer(declared: Catalogue) -> list[Row]:
    """The same from publishers that are slow, redirect, compress, and of which one counts its askers."""
    what, found = _all_changed(declared, moody=True)
    return [
        (f"from slow, busy and redirecting hosts, {what}: peak MB", found.megabytes, 500),
        ("from slow, busy and redirecting hosts, seconds", found.seconds, None),
        ("from slow, busy and redirecting hosts, seconds of processor time", found.busy, None),
    ]


def _all_changed(declared: Catalogue, *, moody: bool) -> tuple[str, Measured]:
    """A refresh of everything in a copy of the program whose seed says otherwise, and in words what came of it.

    Raises RuntimeError when no build could be made of it.
    """
    what, given = _answers(declared)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in ("etl", "texts", "data", "bench"):
            shutil.copytree(
                ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "builds", "log", "raw")
            )
        for path in (copy / "data" / "seed").glob("*.csv"):
            _otherwise(path)
        bodies = {
            url: given[source.id][file.name]
            for source in declared.sources
            if source.id in given
            for file in source.files
            for url in addresses(file.urls, clock.today())[0]
        }
        with publishers(bodies, moody=moody) as told:
            asked = REFRESH.format(names=sorted(given), port=told.port)
            found = measured(asked, copy, DATA_DIR=str(copy / "var"))
    said = found.said
    if not isinstance(said, dict) or said["problem"]:
        raise RuntimeError(f"the refresh went wrong: {said}")
    return f"{said.get('fresh', 0)} of {len(given)} sources fresh ({what})", found


def after_a_year(declared: Catalogue) -> list[Row]:
    """The build from seed and a year's log against the build from the seed alone, medians of three in turn."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "year", "log")
        year.write(declared, SEED, log)
        finer = year.told_finer(SEED / "wealth_fund.csv")
        size = sum(path.stat().st_size for path in log.glob("*.csv")) / 1e6
        pairs = []
        for _ in range(3):
            pair = [measured(BUILD_LATER, DATA_DIR=str(Path(folder, name))) for name in ("year", "today")]
            pairs.append(pair)
            for name in ("year", "today"):
                shutil.rmtree(Path(folder, name, "builds"))
    return [
        (
            f"build after {year.DAYS} daily refreshes / build today",
            statistics.median(a.seconds / b.seconds for a, b in pairs),
            1.3,
        ),
        (f"log after {year.DAYS} daily refreshes, MB", size, 10),
        (f"build after {year.DAYS} daily refreshes, peak MB", max(a.megabytes for a, _ in pairs), None),
        ("wealth fund told with a decimal more: values that changed", finer, 0),
    ]


def _answers(declared: Catalogue) -> tuple[str, dict[str, dict[str, bytes]]]:
    """What is answered, {source: {file: bytes}}: recorded answers in the live format, else the tests' small ones."""
    folder = Path(os.environ.get("RECORDED_DIR", ROOT.parent / "shared" / "sources"))
    live = [source for source in declared.sources if source.files and source.proven]
    if not folder.is_dir():
        return "small answers", {source.id: answer(source.id) for source in live}
    files = {source.id: {file.name for file in source.files} for source in live}
    given = {}
    for entry in sorted(declared.recorded, key=lambda entry: entry.learned):
        if not entry.reader and entry.files.keys() == files.get(entry.source):
            given[entry.source] = {name: (folder / path).read_bytes() for name, path in entry.files.items()}
    return "recorded answers", given


def _otherwise(path: Path) -> None:
    """Make every figure of a seed file another one."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        held = [row | _moved({name: float(row[name]) for name in year.VALUES if row[name]}) for row in reader]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        writer.writerows(held)


def _moved(figures: dict[str, float]) -> dict[str, float]:
    """Other figures; of whole ones whole, since they may be counts."""
    whole = all(figure.is_integer() for figure in figures.values())
    return {name: figure + 1 if whole else figure * 1.001 for name, figure in figures.items()}


def _busiest(urls: list[str]) -> int:
    hosts = [url.split("/")[2] for url in urls]
    return max(map(hosts.count, hosts))
