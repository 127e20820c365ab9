"""``aks reproduce``: is a report, made again from what its manifest names, the same to the byte?

0 where it is. Else the table says what differs and the code is 11 where data are missing, so that it could not be made
again, and 18 where it was and bytes differ.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from audit.cli.chosen import report_folder
from audit.cli.output import progress_bar, say, say_json
from audit.errors import InputError, NotReproducedError, OutputError
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.project import Project
    from audit.pipeline.reproduce import Compared, Reproduction

_NONE = "-"
_IN_FULL = ("libraries", "python")  # versions; hashes are shown by their first digits
_MANY = ("libraries", "file")  # told by their number, those that differ by name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A manifest or its report, and where what is made again is kept."""
    parser.add_argument("manifest", metavar="MANIFEST", help=text("cli.reproduce_manifest"))
    parser.add_argument("--out", type=Path, metavar="DIR", help=text("cli.reproduce_out"))


def run(args: argparse.Namespace) -> int:
    """Print one table; raise ``InputError`` or ``NotReproducedError`` where the report is not the same."""
    from audit.pipeline import find_project
    from audit.pipeline.manifest import MANIFEST, read_manifest
    from audit.pipeline.plan import STEPS
    from audit.pipeline.reproduce import reproduce

    project = find_project()
    given = Path(args.manifest)
    report = given.resolve().parent if given.name == MANIFEST else report_folder(args.manifest, project)
    shown = project.shown(report)
    manifest = read_manifest(report)
    if manifest is None:
        raise InputError("pipeline.no_manifest", report=shown)
    with ExitStack() as stack:
        folder = _empty(args.out, project) if args.out else _passing(project, stack)
        told = stack.enter_context(progress_bar(len(STEPS), args))
        found = reproduce(manifest, project, folder, progress=lambda _, step, seconds: told(f"{step} {seconds:.1f} s"))
    differing = [c for c in (*found.inputs, *found.files) if not c.same]
    if not say_json(args, {"report": shown, "equal": found.equal} | asdict(found)):
        say(_lines(shown, found))
    if not found.ran:
        absent = ", ".join(c.name for c in differing if c.part == "sources")
        raise InputError("pipeline.reproduce_no_data", files=absent)
    if not found.equal:
        files = sum(not file.same for file in found.files)
        raise NotReproducedError("pipeline.not_reproduced", report=shown, n=files, of=len(found.files))
    return 0


def _empty(folder: Path, project: Project) -> Path:
    """The folder that was asked for: new or empty, and its owner's alone, for people are in it."""
    from audit.store import owner_only, writing

    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise OutputError("pipeline.reproduce_not_empty", folder=project.shown(folder.resolve()))
        owner_only(folder)
    return folder.resolve()


def _passing(project: Project, stack: ExitStack) -> Path:
    interim = project.root / "data" / "interim"
    interim.mkdir(parents=True, exist_ok=True)
    return Path(stack.enter_context(TemporaryDirectory(prefix="ulang-", dir=interim)))


def _lines(report: str, found: Reproduction) -> Iterator[str]:
    from audit.pipeline.keys import short

    yield text("cli.reproduce_report", report=report, key=short(found.key))
    rows = [(text(f"cli.reproduce_{head}") for head in ("what", "recorded", "here", "result"))]
    rows += [_row(c) for c in _singly(found)]
    rows += [_together(part, found) for part in _MANY if part != "file" or found.ran]
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in cells) for at in range(3)]
    yield from ("  ".join([*map(str.ljust, row, widths), row[3]]) for row in cells)
    ended = "equal" if found.equal else "differs" if found.ran else "not_run"
    yield text(f"cli.reproduce_{ended}")


def _singly(found: Reproduction) -> Iterator[Compared]:
    yield from (c for c in (*found.inputs, *found.files) if c.part not in _MANY or not c.same)


def _together(part: str, found: Reproduction) -> tuple[str, ...]:
    compared = [c for c in (*found.inputs, *found.files) if c.part == part]
    same = sum(c.same for c in compared)
    there = (sum(c.recorded is not None for c in compared), sum(c.here is not None for c in compared))
    return (_part(part), *map(str, there), text("cli.reproduce_same_n", n=same, of=len(compared)))


def _row(c: Compared) -> tuple[str, ...]:
    from audit.pipeline.keys import short

    name = f"{_part(c.part)} {c.name}".rstrip()
    values = (_NONE if v is None else v if c.part in _IN_FULL else short(v) for v in (c.recorded, c.here))
    return (name, *values, text("cli.reproduce_same" if c.same else "cli.reproduce_other"))


def _part(part: str) -> str:
    return text("cli.reproduce_file") if part == "file" else text(f"cli.diff_part_{part}")
