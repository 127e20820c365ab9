"""Which audits a verb is about: params files, or the districts of a plan."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import ParamsError
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.params import AuditParams
    from audit.pipeline.project import Project

__all__ = ["add_choice", "add_plan", "add_rehash", "chosen_audits"]


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Params files, or a plan and parts of it."""
    parser.add_argument("params", nargs="*", type=Path, metavar="PARAMS", help=text("cli.run_params"))
    add_plan(parser)


def add_plan(parser: argparse.ArgumentParser) -> None:
    """A plan and parts of it."""
    parser.add_argument("--plan", metavar="NAME", help=text("cli.plan_name"))
    parser.add_argument("--district", action="append", metavar="CODE", help=text("cli.plan_district"))


def add_rehash(parser: argparse.ArgumentParser) -> None:
    """Read every file, also those that are as they were when they were last read."""
    parser.add_argument("--rehash", action="store_true", help=text("cli.rehash"))


def chosen_audits(
    args: argparse.Namespace, project: Project, otherwise: Sequence[Path] | None = None
) -> list[AuditParams]:
    """Params of what was named; ``otherwise``: the files where nothing was.

    Raises ``ParamsError`` (exit 10) where nothing is named, or both files and a plan.
    """
    from audit.pipeline.load import load_each
    from audit.pipeline.plans import audits_of

    if args.plan and not args.params:
        return list(audits_of(args.plan, project, args.district or ()))
    paths = [path.resolve() for path in args.params] or otherwise
    if args.plan or args.district or not paths:
        raise ParamsError("params.files_or_plan")
    return load_each(paths, root=project.root)
