"""``aks import``: read exports, say at once who needs a doctor, account for each row, write tidy records.

Workbooks of the programme are read by their sheets: one file of records a sheet, persons as they are named. Of a file
of boundaries it says how its outlines and the areas of the district match.
"""

from __future__ import annotations

import argparse
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from audit.cli.output import say, say_json
from audit.errors import OutputError, ParamsError
from audit.language import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, the district they belong to, and where the records go."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text("cli.import_files"))
    parser.add_argument("--district", required=True, metavar="CODE", help=text("cli.import_district"))
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help=text("cli.import_out"))


def run(args: argparse.Namespace) -> int:
    """Read every file before anything is written, and write everything before anything is replaced."""
    from audit.pipeline.outlines import summary
    from audit.pipeline.urgent import refer_at_import
    from audit.pipeline.vault_files import URGENT_WORKBOOK
    from audit.reference.areas import areas_of
    from audit.register import read_visits, write_set_aside
    from audit.register.boundaries import read_boundaries
    from audit.register.boundary_files import SUFFIXES
    from audit.register.programme_book import read_programme_book
    from audit.register.programme_file import is_programme_book

    names = [path.name for path in args.files]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ParamsError("cli.import_twice", file=twice)
    areas = areas_of(args.district)
    maps = {path.name: read_boundaries(path, areas) for path in args.files if path.suffix.lower() in SUFFIXES}
    rest = [path for path in args.files if path.name not in maps]
    books = {path.name: read_programme_book(path, areas) for path in rest if is_programme_book(path)}
    results = {path.name: read_visits(path, district=args.district) for path in rest if path.name not in books}
    people, lines = 0, []
    with _all_or_none(args.out) as folder:
        if results:
            people, key = refer_at_import(results, args.district, folder / URGENT_WORKBOOK)
            lines.append(text("cli.import_urgent", n=people, path=(args.out / URGENT_WORKBOOK).as_posix()))
            lines += [text("cli.run_key_made", path=str(key.path))] if key.made else []
        if rest:
            write_set_aside({**results, **books}, folder / "disisihkan.xlsx")
        tables = {name: result.records for name, result in results.items()}
        tables |= {f"{name}.{table}": rows for name, book in books.items() for table, rows in book.records.items()}
        for name, rows in tables.items():
            rows.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
    read = {path.name: results.get(path.name) or books[path.name] for path in rest}
    seen = {name: [text(s.id, **s.values) for s in summary(found, areas)] for name, found in maps.items()}
    facts: dict[str, object] = {name: asdict(result.summary) for name, result in read.items()}
    if say_json(args, facts | seen | ({URGENT_WORKBOOK: people} if results else {})):
        return 0
    told = [text("cli.import_done", **asdict(r.summary) | {"file": name}) for name, r in results.items()]
    told += [text(book.summary.sentence.id, **book.summary.sentence.values) for book in books.values()]
    told += [sentence for sentences in seen.values() for sentence in sentences]
    say([*lines[:1], *told, *lines[1:]])
    return 0


@contextmanager
def _all_or_none(out: Path) -> Generator[Path, None, None]:
    """Give a folder whose files move into ``out`` when the block ends well; other files there stay as they are."""
    import shutil

    from audit.store import owner_only, owner_only_within, writing

    made = not out.exists()
    partial = out / ".partial"
    with writing(out):
        try:
            partial.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise OutputError("cli.import_not_a_folder", name=out.name) from error
        try:
            owner_only(out)
            yield partial
            owner_only_within(partial)
            for file in sorted(partial.iterdir()):
                file.replace(out / file.name)
        except BaseException:
            shutil.rmtree(out if made else partial, ignore_errors=True)
            raise
        partial.rmdir()
