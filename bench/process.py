"""Code run in a process of its own, with its seconds and its peak memory."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from bench.server import ROOT

# Prints its seconds, its peak memory in MB, what the body said, and the seconds that it kept a processor busy.
WRAP = """
import json, resource, time
started, said = time.perf_counter(), None
{body}
used = resource.getrusage(resource.RUSAGE_SELF)
busy = used.ru_utime + used.ru_stime
print(json.dumps([time.perf_counter() - started, used.ru_maxrss / 1024, said, busy]))
"""


class Measured(NamedTuple):
    """`said`: what the code left in a variable of that name. `busy`: seconds of processor time, imports included."""

    seconds: float
    megabytes: float
    said: object
    busy: float


def measured(body: str, root: Path = ROOT, **environment: str) -> Measured:
    """Run code at `root`. Raises CalledProcessError with its output when it fails."""
    answer = subprocess.run(
        [sys.executable, "-c", WRAP.format(body=body.strip())],
        cwd=root,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Measured(*json.loads(answer.stdout.splitlines()[-1]))
