"""``aks status``: where the report of each district stands, and what a run would do to it."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from audit.cli.chosen import add_choice, add_rehash, chosen_audits
from audit.cli.output import say, say_json
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Params files or a plan; all params files of the project where none is named."""
    add_choice(parser)
    add_rehash(parser)


def run(args: argparse.Namespace) -> int:
    """Print one line a district."""
    from audit.pipeline import find_project
    from audit.pipeline.known_hashes import KnownHashes
    from audit.pipeline.status import Standing, standing

    def line(s: Standing) -> str:
        reason = s.problem or text(f"cli.reason_{s.reason}")
        return f"{s.district}  {s.cycle}  {s.state or '-':<9} {s.key or '-':<12} {reason}"

    project = find_project()
    known = KnownHashes(project.root, trusted=not args.rehash)
    standings = [standing(params, project, known) for params in chosen_audits(args, project, project.params_files)]
    known.save()
    if not say_json(args, [asdict(s) for s in standings]):
        say(map(line, standings))
    return 0
