"""``aks import``: read exports, say at once who needs a doctor, account for each row, write tidy records.

Workbooks of the programme are read by their sheets: one file of records a sheet, persons as they are named. Of a file
of boundaries it says how its outlines and the areas of the district match. ``--survey`` reads surveys of children,
``--suggest`` proposes the mapping of a table that nothing else reads.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from audit.cli.output import say, say_json
from audit.cli.whole_folder import whole_folder
from audit.errors import ParamsError
from audit.language import text

_GROUPS = ("area", "region", "wealth", "education", "other")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, the district they belong to, and where the records go; or a survey; or a table to be mapped."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text("cli.import_files"))
    parser.add_argument("--district", metavar="CODE", help=text("cli.import_district"))
    parser.add_argument("--out", type=Path, metavar="DIR", help=text("cli.import_out"))
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--survey", action="store_true", help=text("cli.import_survey"))
    kind.add_argument("--suggest", action="store_true", help=text("cli.import_suggest"))
    parser.add_argument("--by", action="append", choices=_GROUPS, default=[], help=text("cli.import_by"))


def run(args: argparse.Namespace) -> int:
    """Read every file before anything is written, and write everything before anything is replaced."""
    if args.suggest:
        from audit.cli.import_suggest import suggest

        return suggest(args)
    needed = ("out",) if args.survey else ("district", "out")
    if absent := [f"--{name}" for name in needed if getattr(args, name) is None]:
        raise ParamsError("cli.usage_required", verb="aks import", names=", ".join(absent))
    names = [path.name for path in args.files]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ParamsError("cli.import_twice", file=twice)
    if args.survey:
        from audit.cli.import_survey import import_surveys

        return import_surveys(args)
    return _registers(args)


def _registers(args: argparse.Namespace) -> int:
    from audit.pipeline.outlines import summary
    from audit.pipeline.urgent import refer_at_import
    from audit.pipeline.vault_files import URGENT_WORKBOOK
    from audit.reference.areas import areas_of
    from audit.register import read_visits, write_set_aside
    from audit.register.boundaries import read_boundaries
    from audit.register.boundary_files import SUFFIXES
    from audit.register.opensid_scorecard import is_scorecard, read_scorecard
    from audit.register.programme_book import read_programme_book
    from audit.register.programme_file import is_programme_book

    areas = areas_of(args.district)
    maps = {path.name: read_boundaries(path, areas) for path in args.files if path.suffix.lower() in SUFFIXES}
    rest = [path for path in args.files if path.name not in maps]
    books = {path.name: read_programme_book(path, areas) for path in rest if is_programme_book(path)}
    cards = {path.name: read_scorecard(path) for path in rest if is_scorecard(path)}
    registers = [path for path in rest if path.name not in {**books, **cards}]
    results = {path.name: read_visits(path, district=args.district) for path in registers}
    people, lines = 0, []
    with whole_folder(args.out) as folder:
        if results:
            people, key = refer_at_import(results, args.district, folder / URGENT_WORKBOOK)
            lines.append(text("cli.import_urgent", n=people, path=(args.out / URGENT_WORKBOOK).as_posix()))
            lines += [text("cli.run_key_made", path=str(key.path))] if key.made else []
        if rest:
            write_set_aside({**results, **books, **cards}, folder / "disisihkan.xlsx")
        tables = {name: result.records for name, result in results.items()}
        tables |= {f"{name}.{table}": rows for name, book in books.items() for table, rows in book.records.items()}
        tables |= {f"{name}.kartu-skor": card.records for name, card in cards.items()}
        for name, rows in tables.items():
            rows.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
    read = {**results, **books, **cards}
    seen = {name: [text(s.id, **s.values) for s in summary(found, areas)] for name, found in maps.items()}
    facts: dict[str, object] = {path.name: asdict(read[path.name].summary) for path in rest}
    if say_json(args, facts | seen | ({URGENT_WORKBOOK: people} if results else {})):
        return 0
    told = [text("cli.import_done", **asdict(r.summary) | {"file": name}) for name, r in results.items()]
    told += [
        text(book.summary.sentence.id, **book.summary.sentence.values) for book in [*books.values(), *cards.values()]
    ]
    told += [sentence for sentences in seen.values() for sentence in sentences]
    say([*lines[:1], *told, *lines[1:]])
    return 0
