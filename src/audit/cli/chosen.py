"""Which audits or reports a verb is about: params files, the districts of a plan, a folder or its short name."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import ParamsError
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.params import AuditParams
    from audit.pipeline.project import Project

__all__ = ["add_choice", "add_plan", "add_rehash", "chosen_audits", "report_folder", "two_reports"]

_CYCLE = re.compile(r"20\d\d-\d")


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


def report_folder(name: str, project: Project) -> Path:
    """A folder as it is written, below ``reports``, or by the code of its district: ``64.74/2025-2``."""
    written = Path(name).resolve()
    if written.is_dir():
        return written
    below = project.root / "reports" / name
    code, _, cycle = name.partition("/")
    by_code = sorted((project.root / "reports").glob(f"{code}-*/{cycle}")) if _CYCLE.fullmatch(cycle) else []
    return by_code[0] if len(by_code) == 1 else below if below.is_dir() else written


def two_reports(old: str, new: str, project: Project) -> tuple[Path, Path]:
    """The folders of two reports; the second may be another cycle of the first: ``64.74/2025-1`` and ``2025-2``."""
    first = report_folder(old, project)
    return first, first.with_name(new) if _CYCLE.fullmatch(new) else report_folder(new, project)
