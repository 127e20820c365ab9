"""``aks extract``: de-identified tables for a research partner, or why they may not leave."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.language import percent, text

if TYPE_CHECKING:
    from audit.pipeline.extract import Extracted
    from audit.pipeline.project import Project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The params of the extract."""
    parser.add_argument("params", type=Path, metavar="PARAMS", help=text("cli.extract_params"))


def run(args: argparse.Namespace) -> int:
    """Make the extract and its twin."""
    from audit.pipeline import find_project
    from audit.pipeline.extract import extract

    project = find_project()
    done = extract(args.params.resolve(), project)
    said = {"folder": project.shown(done.folder), "rows": dict(done.rows), "anonymity": dict(done.anonymity)}
    if not say_json(args, said | {"attacks": [asdict(attack) for attack in done.attacks]}):
        say(_sentences(done, project))
    return 0


def _sentences(done: Extracted, project: Project) -> Iterator[str]:
    folder = project.shown(done.folder)
    for table, rows in done.rows.items():
        yield text("cli.extract_table", table=table, rows=rows)
    for table, found in done.anonymity.items():
        yield text("cli.extract_alike", table=table, k=found["k"], classes=found["classes"])
    for attack in done.attacks:
        share, chance = percent(attack.share, 1), percent(attack.most_likely, 0)
        yield text("cli.extract_attacked", knows=", ".join(attack.knows), share=share, chance=chance)
    yield text("cli.extract_made", folder=folder, twin=f"{folder}/twin")
