"""The command line of the write side: build | seed | status | refresh | repair | article."""

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from etl import clock
from etl.building.build import BuildError, build, current, unfinished_articles
from etl.declared import catalogue
from etl.declared.catalogue import CatalogueError
from etl.drafting import article_commands
from etl.learning import seed
from etl.learning.repair import repair
from etl.learning.run import Request
from etl.parsing.answer import SourceError
from etl.reporting import progress, status
from etl.store import COMMAND, DATA, SEED, builds_dir
from etl.vocabulary import counted

EXAMPLES = f"""examples:
  {COMMAND} build                  make the database file from seed, log and declarations
  {COMMAND} seed --from RECORDED   replay recorded answers through the parsers into data/seed/
  {COMMAND} refresh                ask every publisher for what is new, and make a build of it
  {COMMAND} refresh economist bis  only these
  {COMMAND} refresh --from DIR     from answers in DIR/<source>/<file> instead of the publishers
  {COMMAND} refresh bis --accept   take what is doubted of it, or held back, as true
  {COMMAND} refresh --log data/seed    let what was learned ship with the program
  {COMMAND} repair bis             take out of its log what lies on a day to come, or cannot be read
  {COMMAND} status                 who is alive: the state of each source, and what to do
  {COMMAND} article draft TEXT --published 2025-03-07 -o FILE    begin an article's file from its text
  {COMMAND} article check FILE --text TEXT     what is wrong with it, or each claim with its verdicts
  DATA_DIR=/srv/indicators {COMMAND} build     keep what is written elsewhere
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0 when all is well, 1 when data was refused, 2 for a mistake in command or catalogue."""
    parser = argparse.ArgumentParser(
        prog=COMMAND, description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="make the build, unless it is there already")
    fetched = commands.add_parser(
        "refresh",
        help="ask the publishers for what is new, then build",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    fetched.add_argument("sources", nargs="*", metavar="SOURCE", help="only these; by default every proven one")
    fetched.add_argument("--from", dest="replay", type=Path, help="answers in a folder instead of the publishers")
    fetched.add_argument("--accept", action="store_true", help="take what is doubted of the sources named as true")
    fetched.add_argument("--log", type=Path, help="where what is learned is appended; by default DATA_DIR/log")
    fetched.add_argument("--json", action="store_true", help="one JSON object on standard output, all else beside it")
    mended = commands.add_parser("repair", help="take out of a log what lies on a day to come, or cannot be read")
    mended.add_argument("sources", nargs="*", metavar="SOURCE", help="only the logs of these; by default all of them")
    mended.add_argument("--log", type=Path, help="the folder of logs; by default DATA_DIR/log")
    told = commands.add_parser("status", help="say who is alive: the state of each source, and which build is served")
    told.add_argument("--json", action="store_true", help="as one JSON object")
    from_recorded = commands.add_parser("seed", help="replay recorded answers into data/seed/")
    from_recorded.add_argument("--from", dest="folder", type=Path, required=True, help="the folder of recordings")
    _article_commands(commands.add_parser("article", help="check an article's file, or draft one from a text"))
    chosen = parser.parse_args(arguments)
    if chosen.command == "article":
        return _article(chosen)
    try:
        if chosen.command == "seed":
            return _seed(chosen.folder)
        if chosen.command == "refresh":
            request = Request(chosen.sources, chosen.log, chosen.replay, chosen.accept)
            return progress.show_refresh(request, as_json=chosen.json)
        if chosen.command == "repair":
            return repair(chosen.sources, chosen.log)
        if chosen.command == "status":
            return _status(chosen.json)
        made = build()
        for said in catalogue.left_out(unfinished_articles(made.path)):
            print(said, file=sys.stderr)
        print(f"{'built' if made.new else 'nothing to build; served is'} {made.path}")
    except CatalogueError as error:
        print(f"The declarations have problems; nothing was built:\n{error}", file=sys.stderr)
        return 2
    except (BuildError, SourceError) as error:
        print(f"Refused; the last build stays:\n{error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"A file cannot be read or written; the last build stays:\n{error}", file=sys.stderr)
        return 1
    return 0


def _article_commands(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    checked = actions.add_parser("check", help="validate an article's file and print each claim with its verdicts")
    checked.add_argument("file", type=Path, metavar="FILE")
    checked.add_argument("--text", type=Path, help="the article's text: quotes, places and figures are held against it")
    drafted = actions.add_parser(
        "draft", help="find the sentences with figures, and write a draft for a person to finish"
    )
    drafted.add_argument("text", type=Path, metavar="TEXT")
    drafted.add_argument("--published", type=dt.date.fromisoformat, metavar="DAY", help="like 2025-03-07")
    drafted.add_argument("--title", default="")
    drafted.add_argument("-o", "--output", type=Path, help="a new file; by default the draft is printed")


def _article(chosen: argparse.Namespace) -> int:
    """Returns 0 when all is well, 1 for problems in the article, 2 for files that cannot be read or written."""
    try:
        if chosen.action == "check":
            return article_commands.check_article(chosen.file, chosen.text)
        return article_commands.draft_article(chosen.text, chosen.output, chosen.published, chosen.title)
    except CatalogueError as error:
        print(f"The declarations have problems:\n{error}", file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(f"Not read or written: {error}", file=sys.stderr)
        return 2


def _seed(folder: Path) -> int:
    if not folder.is_dir():
        print(f"{folder} is not a folder of recordings", file=sys.stderr)
        return 2
    SEED.mkdir(exist_ok=True)
    for source, count in seed.replay(catalogue.load(), folder, SEED).items():
        print(f"{source}: {counted(count, 'row')} appended")
    (DATA / "LICENCES.md").write_text(seed.licences(catalogue.load()), encoding="utf-8")
    return 0


def _status(as_json: bool) -> int:
    path, today = current(), clock.today()
    if as_json:
        print(json.dumps(status.status_json(path, today), ensure_ascii=False))
    elif path:
        print(status.status_text(path, today))
    else:
        print(f"no build below {builds_dir()}; run: {COMMAND} build", file=sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
