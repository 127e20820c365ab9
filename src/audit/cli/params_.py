"""``aks params``: check params files, print their schema, or lock a plan of analysis."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.errors import InputError
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.params import AuditParams
    from audit.pipeline.project import Project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which files."""
    parser.add_argument(
        "what", choices=("check", "schema", "lock"), metavar="check|schema|lock", help=text("cli.params_what")
    )
    parser.add_argument("params", nargs="*", type=Path, default=[], metavar="PARAMS", help=text("cli.run_params"))


def run(args: argparse.Namespace) -> int:
    """Check, print the JSON schema, or the lines that lock a plan of analysis."""
    if args.what == "schema":
        from audit.pipeline.load import schema

        say([json.dumps(schema(), indent=1, ensure_ascii=False)])
        return 0
    from audit.pipeline import find_project

    project = find_project()
    paths = [p.resolve() for p in args.params]
    return _lock(args, paths, project) if args.what == "lock" else _check(args, paths, project)


def _check(args: argparse.Namespace, given: Sequence[Path], project: Project) -> int:
    """Params of districts and of extracts; without any, those of all districts."""
    from audit.pipeline import load_params
    from audit.pipeline.outlines import find_outlines
    from audit.pipeline.params_extract import allowed_extract

    extracts = [path for path in given if path.parent == project.extract_params]
    paths = [path for path in given if path not in extracts] if given else project.params_files
    asked = [(path, *allowed_extract(path, project)) for path in extracts]
    checked = [load_params(path, root=project.root) for path in paths]
    for params in checked:
        _check_files(params, project)
    doubts = [list(_doubts(params, path, project)) for params, path in zip(checked, paths, strict=True)]
    maps = [[text(s.id, **s.values) for s in find_outlines(params, project).told] for params in checked]
    every = list(zip(checked, doubts, maps, strict=True))
    rows = [p.model_dump(mode="json") | {"doubts": told, "maps": seen} for p, told, seen in every]
    if not say_json(args, [*rows, *(extract.model_dump(mode="json") for _, extract, _ in asked)]):
        say(sentence for params, told, seen in every for sentence in (*_sentences(params, told), *seen))
        say(
            text("cli.params_extract_good", file=path.name, name=audit.district.name, recipient=extract.recipient)
            for path, extract, audit in asked
        )
    return 0


def _lock(args: argparse.Namespace, given: Sequence[Path], project: Project) -> int:
    """The lines for params, with the hash that the file has today."""
    from audit.pipeline.plan_lock import locked

    locks = [locked(path, project, on=date.today()) for path in given]
    if not say_json(args, [lock.model_dump(mode="json") for lock in locks]):
        for lock in locks:
            say([
                text("cli.params_locked", file=lock.file),
                "analysis_plan:",
                f"  file: {json.dumps(lock.file, ensure_ascii=False)}",
                f"  sha256: {lock.sha256}",
                f"  date: {lock.date}",
            ])  # fmt: skip
    return 0


def _check_files(params: AuditParams, project: Project) -> None:
    """Each source of a real district is there, and a plan of analysis is as it was locked; the sample is made later."""
    from audit.pipeline.plan_lock import require_locked

    for source in params.sources:
        if not params.sample and not (project.root / source.path).is_file():
            raise InputError("pipeline.no_source", file=source.path, source=source.id)
    require_locked(params, project)


def _sentences(params: AuditParams, doubts: Sequence[str]) -> Iterator[str]:
    file = f"{params.district.folder}.yaml"
    yield text("cli.params_good", file=file)
    yield from (text("cli.params_doubt", file=file, doubt=doubt) for doubt in doubts)
    if closed := [source.id for source in params.sources if not source.publishable]:
        yield text("cli.params_closed", sources=", ".join(closed))


def _doubts(params: AuditParams, path: Path, project: Project) -> Iterator[str]:
    from audit.pipeline.plausible import doubts, wrong_percentages

    found = [*doubts(params), *wrong_percentages(params, path, project.root)]
    return (text(doubt.id, **doubt.values) for doubt in found)
