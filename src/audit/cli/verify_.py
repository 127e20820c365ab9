"""``aks verify``: is every report as it was made?

A report that is not is a finding, told line by line on standard output; the exit code is then that of an input which
does not hold what it must (11): the report is what the verb reads, and its manifest says what it must hold.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.errors import InputError
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.project import Project
    from audit.pipeline.verify import Verification

_INDEX = "reports/index.html"
_BY_FILE = ("missing", "changed", "unexpected", "signed_later")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Report folders; all of the project where none is named. A public key."""
    parser.add_argument("reports", nargs="*", type=Path, metavar="REPORT", help=text("cli.verify_reports"))
    parser.add_argument("--key", type=Path, metavar="PUBLIC.pem", help=text("cli.verify_key"))


def run(args: argparse.Namespace) -> int:
    """Print one line a report and one for each thing found; raise ``InputError`` where a report is not intact.

    Where no report is named, those that the index lists must be there too, and the index must be as they give it.
    """
    from audit.pipeline import find_project
    from audit.pipeline.index import index_fault, listed_but_gone
    from audit.pipeline.recover import recover_reports
    from audit.pipeline.verify import Verification, verify

    project = find_project()
    recover_reports(project)
    named = [_existing(path.resolve(), project) for path in args.reports]
    folders = named or sorted([*project.reports(), *listed_but_gone(project)])
    found = {project.shown(folder): verify(folder, public_key=args.key) for folder in folders}
    broken = sum(not v.intact for v in found.values())
    fault = "" if named or broken else index_fault(project)
    if fault:
        files = {kind: (_INDEX,) if kind == fault else () for kind in ("missing", "changed")}
        found[_INDEX] = Verification("intact", missing=files["missing"], changed=files["changed"])
    if not say_json(args, [{"report": name, "intact": v.intact} | asdict(v) for name, v in found.items()]):
        say([line for name, v in found.items() for line in _lines(name, v)] or [text("cli.verify_none")])
    if fault:
        raise InputError(f"pipeline.index_{fault}", file=_INDEX)
    if broken:
        raise InputError("pipeline.not_intact", n=str(broken), of=str(len(found)))
    return 0


def _existing(folder: Path, project: Project) -> Path:
    if not folder.is_dir():
        raise InputError("pipeline.no_report", report=project.shown(folder))
    return folder


def _lines(name: str, found: Verification) -> Iterator[str]:
    yield text("cli.verify_intact" if found.intact else "cli.verify_broken", report=name, n=str(found.files))
    if found.manifest != "intact":
        yield "  " + text(f"cli.verify_manifest_{found.manifest}")
    for kind in _BY_FILE:
        for file in getattr(found, kind):
            yield "  " + text(f"cli.verify_file_{kind}", file=file)
    if found.chain in ("changed", "missing"):
        yield "  " + text(f"cli.verify_chain_{found.chain}")
    if found.files or found.signature != "none":
        yield "  " + text(f"cli.verify_signature_{found.signature}")
