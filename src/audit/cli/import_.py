"""``aks import``: read exports, say at once who needs a doctor, account for each row, write tidy records."""

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
    from audit.pipeline.urgent import refer_at_import
    from audit.pipeline.vault_files import URGENT_WORKBOOK
    from audit.register import read_visits, write_set_aside

    names = [path.name for path in args.files]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ParamsError("cli.import_twice", file=twice)
    results = {path.name: read_visits(path, district=args.district) for path in args.files}
    with _all_or_none(args.out) as folder:
        people, key = refer_at_import(results, args.district, folder / URGENT_WORKBOOK)
        write_set_aside(results, folder / "disisihkan.xlsx")
        for name, result in results.items():
            result.records.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")
    if say_json(args, {name: asdict(result.summary) for name, result in results.items()} | {URGENT_WORKBOOK: people}):
        return 0
    urgent = text("cli.import_urgent", n=people, path=(args.out / URGENT_WORKBOOK).as_posix())
    done = (text("cli.import_done", **asdict(r.summary) | {"file": name}) for name, r in results.items())
    say([urgent, *done, *([text("cli.run_key_made", path=str(key.path))] if key.made else [])])
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
