"""``aks lake``: the registers of many districts laid together, and a month or a year of them counted by area."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.chosen import add_plan, chosen_audits
from audit.cli.output import progress_bar, say, say_json
from audit.errors import ParamsError
from audit.language import number, text

if TYPE_CHECKING:
    from audit.pipeline.project import Project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which districts or months."""
    parser.add_argument("what", choices=["build", "summary"], help=text("cli.lake_what"))
    parser.add_argument("which", nargs="*", metavar="PARAMS|2025-08", help=text("cli.lake_which"))
    add_plan(parser)


def run(args: argparse.Namespace) -> int:
    """Lay the districts named or of a plan, all of the project where none is; or count the months named."""
    from audit.pipeline import find_project

    project = find_project()
    return (_build if args.what == "build" else _summary)(args, project, args.which)


def _build(args: argparse.Namespace, project: Project, which: Sequence[str]) -> int:
    from audit.pipeline.lake import build

    args.params = [Path(name) for name in which]
    audits = chosen_audits(args, project, project.params_files)
    with progress_bar(len(audits), args) as told:
        laid = build(audits, project, told)
    if not say_json(args, [asdict(district) for district in laid]):
        say(text("cli.lake_laid", district=d.district, months=len(d.months), visits=number(d.visits)) for d in laid)
    return 0


def _summary(args: argparse.Namespace, project: Project, which: Sequence[str]) -> int:
    from audit.pipeline.lake import months_asked, summarise

    if args.plan or args.district:
        raise ParamsError("cli.lake_whole")
    if not which:
        raise ParamsError("cli.usage_required", verb="aks lake summary", names="2025-08")
    months = sorted({month for asked in which for month in months_asked(project.lake, asked)})
    with progress_bar(len(months), args) as told:
        found = [(summarise(project.lake, month), told(month))[0] for month in months]
    if not say_json(args, [asdict(s) | {"file": project.shown(s.file)} for s in found]):
        say(
            [
                *(
                    text(
                        "cli.lake_summed", month=s.month, file=project.shown(s.file), visits=number(s.visits),
                        children=number(s.children), desa=number(s.areas["desa"]),
                    )
                    for s in found
                ),
                text("cli.lake_restricted"),
            ]
        )  # fmt: skip
    return 0
