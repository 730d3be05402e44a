"""python -m bench [build] [refresh] [rerun] [browser] [light] [still] [lighthouse]: measure.

Prints each figure beside its bound. Exits with 1 when a bound is exceeded.
"""

import statistics
import sys
import tempfile

from bench import light, lighthouse, refresh, still
from bench.browser import first_charts
from bench.process import measured
from bench.server import rerun, serving, session

ROUNDS = 15
# Each runs in a process of its own.
READ = """
import duckdb
duckdb.execute("CREATE TABLE seed AS FROM read_csv('data/seed/*.csv', union_by_name = true)")
"""
BUILD = """
from etl.building.build import build
build()
"""


def main(chosen: list[str]) -> int:
    """Run the chosen measurements, or all. Returns 0 when every bound is kept, 1 otherwise, 2 for an unknown name."""
    known = {
        "build": build,
        "refresh": refresh.rows,
        "rerun": reruns,
        "browser": browser,
        "light": light.rows,
        "still": still.rows,
        "lighthouse": lighthouse.rows,
    }
    if unknown := set(chosen) - known.keys():
        print(f"unknown measurement {', '.join(sorted(unknown))}; known are {', '.join(known)}", file=sys.stderr)
        return 2
    names = chosen or list(known)
    if "light" in names and not light.HAS_AB:
        print(f"Left out, since ab was not found (Debian’s package apache2-utils): {light.WITH_AB}", file=sys.stderr)
    if "lighthouse" in names and not lighthouse.HAS_NODE:
        print(f"Left out, since Node and npm were not found: {lighthouse.WITH_NODE}", file=sys.stderr)
    print(f"{'measured':<76}{'value':>9}{'bound':>9}", flush=True)
    exceeded = False
    for what, value, bound in (row for name in names for row in known[name]()):
        print(f"{what:<76}{value:>9.2f}{'' if bound is None else bound:>9}", flush=True)
        exceeded |= bound is not None and value > bound
    return int(exceeded)


def build() -> list[tuple[str, float, float | None]]:
    """A build from the seed, against merely reading the seed with DuckDB; medians of five, in turn."""
    pairs = []
    for _ in range(5):
        with tempfile.TemporaryDirectory() as folder:
            pairs.append((measured(BUILD, DATA_DIR=folder), measured(READ)))
    ratio = statistics.median(built.seconds / read.seconds for built, read in pairs)
    memory = max(built.megabytes for built, _ in pairs)
    seconds = statistics.median(built.seconds for built, _ in pairs)
    return [
        ("build from the seed / reading the seed with DuckDB, seconds", ratio, None),
        ("build from the seed, seconds", seconds, None),
        ("build from the seed, peak memory in MB", memory, 230),
    ]


def reruns() -> list[tuple[str, float, float | None]]:
    """A warm rerun of the overview, against a bare page with as many empty charts; medians, in turn."""
    charts = 7
    with (
        serving("app.py") as (ours, _),
        serving("bench/bare_many.py", BARE_CHARTS=str(charts)) as (bare, _),
        session(ours) as our_session,
        session(bare) as bare_session,
    ):
        pairs = [(rerun(our_session), rerun(bare_session)) for _ in range(ROUNDS)]
    own, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return [
        (f"warm rerun of the overview / bare page with {charts} empty charts", own / other, 2),
        ("warm rerun of the overview, milliseconds", 1000 * own, None),
    ]


def browser() -> list[tuple[str, float, float | None]]:
    """First chart and all first-screen charts of the overview in Chromium, against a bare one-chart page."""
    with serving("app.py") as (ours, _), serving("bench/bare_one.py") as (bare, _):
        own, other = first_charts(f"http://localhost:{ours}", f"http://localhost:{bare}")
    first, screen = statistics.median(a for a, _ in own), statistics.median(b for _, b in own)
    one = statistics.median(a for a, _ in other)
    return [
        ("first chart of the overview / bare one-chart page", first / one, 1.3),
        ("all first-screen charts of the overview / bare one-chart page", screen / one, 1.6),
        ("bare one-chart page, seconds", one, None),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
