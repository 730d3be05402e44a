"""The installed command: conflict-indicators serve, and the commands that python -m etl has in a checkout."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# In a wheel the program lies in this package, in a checkout beside it.
ROOT = HERE if (HERE / "app.py").is_file() else HERE.parent
SERVE = """usage: conflict-indicators serve [OPTION ...]

Build if need be and start the dashboard; options are those of streamlit run, like --server.port 8600. Everything else:
"""


def main() -> int:
    """Run the command that the arguments name. Returns its exit code."""
    # Its folders have plain names: they come before any other package that has the same.
    sys.path.insert(0, str(ROOT))
    from etl import __main__ as etl

    arguments = sys.argv[1:]
    if arguments[:1] == ["serve"] and not {"-h", "--help"} & {*arguments}:
        # A build that fails says why and leaves the last good one in place, so the dashboard still starts.
        etl.main(["build"])
        sys.argv = ["streamlit", "run", str(ROOT / "app.py"), *arguments[1:]]
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    if arguments in ([], ["-h"], ["--help"]) or arguments[:1] == ["serve"]:
        print(SERVE)
    if arguments[:1] == ["serve"]:
        return 0
    return etl.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
