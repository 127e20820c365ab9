"""``aks import``: read exports, account for each row, write tidy records."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from audit.cli.output import say, say_json
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, the district they belong to, and where the records go."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text("cli.import_files"))
    parser.add_argument("--district", required=True, metavar="CODE", help=text("cli.import_district"))
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help=text("cli.import_out"))


def run(args: argparse.Namespace) -> int:
    """Read every file before anything is written."""
    from audit.register import read_visits, write_set_aside
    from audit.store import owner_only, writing

    results = {path.name: read_visits(path, district=args.district) for path in args.files}
    with writing(args.out):
        args.out.mkdir(parents=True, exist_ok=True)
        owner_only(args.out)
        for name, result in results.items():
            result.records.to_csv(args.out / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
        write_set_aside(results, args.out / "disisihkan.xlsx")
    if not say_json(args, {name: asdict(result.summary) for name, result in results.items()}):
        say(text("cli.import_done", **asdict(r.summary) | {"file": name}) for name, r in results.items())
    return 0
