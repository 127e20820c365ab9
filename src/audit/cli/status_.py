"""``aks status``: where the report of each district stands, and what a run would do to it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from audit.cli.output import say, say_json
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Params files; all of the project where none is named."""
    parser.add_argument("params", nargs="*", type=Path, metavar="PARAMS", help=text("cli.run_params"))


def run(args: argparse.Namespace) -> int:
    """Print one line a district."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.status import Standing, standing

    def line(s: Standing) -> str:
        reason = s.problem or text(f"cli.reason_{s.reason}")
        return f"{s.district}  {s.cycle}  {s.state or '-':<9} {s.key or '-':<12} {reason}"

    project = find_project()
    paths = [p.resolve() for p in args.params] or project.params_files
    standings = [standing(load_params(path, root=project.root), project) for path in paths]
    if not say_json(args, [asdict(s) for s in standings]):
        say(map(line, standings))
    return 0
