"""``aks export``: what other systems read: growth observations as FHIR, public figures with two systems of codes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from audit.cli.output import say, say_json
from audit.errors import OutputError, ParamsError
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, of which audit or report, and into which file."""
    parser.add_argument("what", choices=list(_KINDS), metavar="|".join(_KINDS), help=text("export.what"))
    parser.add_argument("of", metavar="PARAMS|REPORT", help=text("export.of"))
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=text("export.out"))
    parser.add_argument("--month", action="append", metavar="2025-08", help=text("export.month"))


def run(args: argparse.Namespace) -> int:
    """Write one file, whole or not at all; an existing file is never written over."""
    if (Path(args.of).suffix == ".yaml") != (args.what == "fhir"):
        raise ParamsError(f"export.{args.what}_of", given=args.of)
    if args.out.exists():
        raise OutputError("export.exists", file=args.out.as_posix())
    facts, lines = _KINDS[args.what](args)
    if not say_json(args, facts):
        say(lines)
    return 0


def _fhir(args: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    from audit.pipeline import find_project, load_params
    from audit.pipeline.border import key_for
    from audit.pipeline.fhir import growth_bundle, write_bundle
    from audit.pipeline.prepared import is_prepared
    from audit.pipeline.prepared_tables import load_tables
    from audit.register.consents import refusing_study

    project = find_project()
    params = load_params(Path(args.of).resolve(), root=project.root)
    if not is_prepared(params, project):
        from audit.pipeline.prepare import prepare

        prepare(params, project)
    tables = load_tables(project.interim(params))
    found = growth_bundle(
        tables.children, tables.visits, months=args.month or params.months, secret=key_for(params).secret,
        refused=refusing_study(tables.consents, {"child_id": tables.children}, params.as_of),
    )  # fmt: skip
    write_bundle(found.resources, args.out)
    facts = {"children": found.children, "visits": found.visits, "resources": len(found.resources),
             "left_out": found.left_out, "unbelieved": found.unbelieved}  # fmt: skip
    return facts, [text("export.fhir", file=args.out.as_posix(), **facts), text("export.restricted")]


def _aggregate(args: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    from audit.cli.chosen import report_folder
    from audit.pipeline import find_project
    from audit.pipeline.aggregate import aggregate
    from audit.pipeline.differences import read_report
    from audit.store import whole_file

    if args.month:
        raise ParamsError("export.no_month")
    project = find_project()
    folder = report_folder(args.of, project)
    _, rows = read_report(folder, project.shown(folder))
    table = aggregate(rows)
    with whole_file(args.out) as partial:
        table.to_csv(partial, index=False, encoding="utf-8", lineterminator="\n")
    facts = {
        "figures": len(table),
        "withheld": int(table["disamarkan"].sum()),
        "without_bps": int(table["kode_bps"].isna().sum()),
    }
    return facts, [text("export.aggregate", file=args.out.as_posix(), **facts)]


_KINDS = {"fhir": _fhir, "aggregate": _aggregate}
