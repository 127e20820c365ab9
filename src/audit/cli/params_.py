"""``aks params``: check params files, or print their schema."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from audit.cli.output import say, say_json
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which files."""
    parser.add_argument("what", choices=("check", "schema"), help=text("cli.params_what"))
    parser.add_argument("params", nargs="*", type=Path, metavar="PARAMS", help=text("cli.run_params"))


def run(args: argparse.Namespace) -> int:
    """Check, or print the JSON schema."""
    if args.what == "schema":
        from audit.pipeline.load import schema

        say([json.dumps(schema(), indent=1, ensure_ascii=False)])
        return 0
    from audit.pipeline import find_project, load_params

    project = find_project()
    paths = [p.resolve() for p in args.params] or project.params_files
    checked = [load_params(path, root=project.root) for path in paths]
    if not say_json(args, [p.model_dump(mode="json") for p in checked]):
        say(text("cli.params_good", file=f"{p.district.folder}.yaml") for p in checked)
    return 0
