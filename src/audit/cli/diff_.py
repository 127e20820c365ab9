"""``aks diff``: what differs between two reports.

That they differ is what was asked and no fault: the exit code is 0 either way, and ``--json`` has ``equal``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from audit.cli.chosen import two_reports
from audit.cli.output import say, say_json
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.differences import Differences, FigureChange, FigureChanges, InputChange, Row

LISTED, WIDTH = 20, 100  # lines of each list, unless --all; letters of a value of params
_ARROW = "\N{RIGHTWARDS ARROW}"
_HIDDEN, _NONE = "*", "-"  # as in reports
_KINDS = ("new", "gone", "changed")
_DIGITS = 2  # of a figure that is no percentage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two reports."""
    parser.add_argument("old", metavar="A", help=text("cli.diff_old"))
    parser.add_argument("new", metavar="B", help=text("cli.diff_new"))
    parser.add_argument("--all", action="store_true", help=text("cli.diff_all"))


def run(args: argparse.Namespace) -> int:
    """Print inputs, public figures and files that differ; raise ``InputError`` for what is no whole report."""
    from audit.pipeline import find_project
    from audit.pipeline.differences import compare, read_report
    from audit.pipeline.keys import short
    from audit.pipeline.recover import recover_reports

    project = find_project()
    recover_reports(project)
    old, new = two_reports(args.old, args.new, project)
    names = [project.shown(folder) for folder in (old, new)]
    (before, rows_before), (after, rows_after) = (
        read_report(folder, name) for folder, name in zip((old, new), names, strict=True)
    )
    found = compare(before, after, rows_before, rows_after)
    ends = [
        {"report": name, "state": manifest["state"], "key": short(manifest["run_key"])}
        for name, manifest in zip(names, (before, after), strict=True)
    ]
    if not say_json(args, {"old": ends[0], "new": ends[1], "equal": found.equal} | asdict(found)):
        say(_lines(ends, found, None if args.all else LISTED))
    return 0


def _lines(ends: Sequence[dict[str, str]], found: Differences, most: int | None) -> Iterator[str]:
    yield from (text("cli.diff_report", **end) for end in ends)
    if found.equal:
        yield text("cli.diff_equal")
        return
    if found.state:
        yield text("cli.diff_state", old=found.state[0], new=found.state[1])
    yield text("cli.diff_inputs", n=len(found.inputs))
    yield from _listed([_input(change) for change in found.inputs], most)
    yield from _figures(found.figures, most)
    yield text("cli.diff_files", **asdict(found.public.counts))
    files = [text(f"cli.diff_file_{kind}", file=file) for kind in _KINDS for file in getattr(found.public, kind)]
    yield from _listed(files, most)
    yield text("cli.diff_restricted", **asdict(found.restricted))


def _figures(found: FigureChanges, most: int | None) -> Iterator[str]:
    """The first of them in words, desa only where all are asked for; the others by indicator."""
    hidden = sum(c.new["disamarkan"] and not c.old["disamarkan"] for c in found.changed)
    shown = sum(c.old["disamarkan"] and not c.new["disamarkan"] for c in found.changed)
    yield text("cli.diff_figures", n=len(found.changed), hidden=hidden, shown=shown)
    desa = [c for c in found.changed if c.new["wilayah"]["tingkat"] == "desa"]
    above = [c for c in found.changed if c.new["wilayah"]["tingkat"] != "desa"]
    first, rest = (found.changed, []) if most is None else (above[:most], above[most:] + desa)
    yield from (f"  {_figure(change)}" for change in first)
    yield from _counted([c.new for c in rest], "cli.diff_more_figures")
    yield from _counted(found.new, "cli.diff_figures_new")
    yield from _counted(found.gone, "cli.diff_figures_gone")


def _listed(lines: Sequence[str], most: int | None) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:most])
    if most and len(lines) > most:
        yield "  " + text("cli.diff_more", n=len(lines) - most)


def _counted(rows: Sequence[Row], id: str) -> Iterator[str]:
    """How many, and of which indicators."""
    if rows:
        of = Counter(row["indikator"] for row in rows)
        yield "  " + text(id, n=len(rows), of=", ".join(f"{name} {n}" for name, n in sorted(of.items())))


def _input(change: InputChange) -> str:
    name = f"{text(f'cli.diff_part_{change.part}')}{f' {change.name}' if change.name else ''}"
    if change.withheld:
        return text("cli.diff_withheld", name=name)
    return f"{name}: {_value(change.part, change.old)} {_ARROW} {_value(change.part, change.new)}"


def _value(part: str, value: Any) -> str:
    from audit.pipeline.keys import short

    if part == "sources" and value:
        return text("cli.diff_source", file=value["path"], hash=short(value["sha256"]), n=value["bytes"])
    if value is None:
        return _NONE
    if part in ("params", "python"):
        return shorten(json.dumps(value, ensure_ascii=False), WIDTH, placeholder=" ...")
    return short(str(value))


def _figure(change: FigureChange) -> str:
    old, new = _said(change.old), _said(change.new)
    if old == new:  # to the digits that are printed: then what differs, as it is stored
        old, new = (", ".join(f"{name} {row.get(name)}" for name in change.fields) for row in (change.old, change.new))
    return f"{change.new['id']}  {change.new['wilayah']['nama']}: {old} {_ARROW} {new}"


def _said(row: Row) -> str:
    """A count, a share with its count, or a value in its unit."""
    from audit.language import number, percent

    if row["disamarkan"]:
        return _HIDDEN
    count, of, value = row["pembilang"], row["penyebut"], row["nilai"]
    if count is None:
        return _NONE if value is None else f"{number(value, _DIGITS)} {row['metode'] or ''}".rstrip()
    if value is None or of is None:
        return number(count)
    return text("cli.diff_share", percent=percent(value), n=count, of=of)
