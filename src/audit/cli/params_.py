"""``aks params``: check params files, or print their schema."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
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
    parser.add_argument("what", choices=("check", "schema"), metavar="check|schema", help=text("cli.params_what"))
    parser.add_argument("params", nargs="*", type=Path, default=[], metavar="PARAMS", help=text("cli.run_params"))


def run(args: argparse.Namespace) -> int:
    """Check, or print the JSON schema."""
    if args.what == "schema":
        from audit.pipeline.load import schema

        say([json.dumps(schema(), indent=1, ensure_ascii=False)])
        return 0
    from audit.pipeline import find_project, load_params
    from audit.pipeline.outlines import find_outlines

    project = find_project()
    paths = [p.resolve() for p in args.params] or project.params_files
    checked = [load_params(path, root=project.root) for path in paths]
    for params in checked:
        _check_files(params, project)
    doubts = [list(_doubts(params, path, project)) for params, path in zip(checked, paths, strict=True)]
    maps = [[text(s.id, **s.values) for s in find_outlines(params, project).told] for params in checked]
    every = list(zip(checked, doubts, maps, strict=True))
    if not say_json(args, [p.model_dump(mode="json") | {"doubts": told, "maps": seen} for p, told, seen in every]):
        say(sentence for params, told, seen in every for sentence in (*_sentences(params, told), *seen))
    return 0


def _check_files(params: AuditParams, project: Project) -> None:
    """Each source of a real district is there; the sample is made when it is needed."""
    for source in params.sources:
        if not params.sample and not (project.root / source.path).is_file():
            raise InputError("pipeline.no_source", file=source.path, source=source.id)


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
