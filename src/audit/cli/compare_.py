"""``aks compare``: a second opinion on two cycles or two districts, with ranges, in words that do not over-claim."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from audit.cli.chosen import two_reports
from audit.cli.output import say, say_json
from audit.language import text

if TYPE_CHECKING:
    from audit.pipeline.comparison import Comparison, Pair, Side

_LEAST = 0.05  # percentage points that one digit still shows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two reports, the earlier first."""
    parser.add_argument("first", metavar="A", help=text("cli.diff_old"))
    parser.add_argument("second", metavar="B", help=text("cli.diff_new"))


def run(args: argparse.Namespace) -> int:
    """Print each figure of both; raise ``InputError`` for what is no whole report."""
    from audit.pipeline import find_project
    from audit.pipeline.comparison import comparison
    from audit.pipeline.differences import read_report
    from audit.pipeline.recover import recover_reports

    project = find_project()
    recover_reports(project)
    folders = two_reports(args.first, args.second, project)
    names = [project.shown(folder) for folder in folders]
    (old, old_rows), (new, new_rows) = (read_report(folder, name) for folder, name in zip(folders, names, strict=True))
    found = comparison(old, new, old_rows, new_rows)
    if not say_json(args, {"first": names[0], "second": names[1]} | asdict(found)):
        say(_lines(names, found))
    return 0


def _lines(names: list[str], found: Comparison) -> Iterator[str]:
    yield text("compare.title", first=names[0], second=names[1])
    if not found.pairs:
        yield text("compare.nothing")
        return
    for pair in found.pairs:
        yield f"- {_named(pair)}: {_said(pair, found)}"
    yield text("compare.before_reading")
    yield from (f"- {line}" for line in _cautions(found))


def _named(pair: Pair) -> str:
    """What the figure is of, as a report calls it."""
    note = dict(part.split("=", 1) for part in pair.note.split("; ") if "=" in part)
    if pair.indicator == "indicators":
        id = next(iter(note)).removeprefix("indicator.")
        return text(f"indicator.name.{id}")
    if pair.indicator == "stunted_by_group":
        return text("compare.name.group", group=text(f"group.age.{note['age']}"))
    return text(f"compare.name.{next(iter(note)) if pair.indicator == 'faltering' else pair.indicator}")


def _said(pair: Pair, found: Comparison) -> str:
    sides = [_side(side) for side in (pair.first, pair.second)]
    if pair.found is None:
        why = "withheld" if None in (pair.first.estimate, pair.second.estimate) else "coverage_unknown"
        return text(f"compare.{why}", first=sides[0], second=sides[1])
    of = "cycle" if found.same_place else "district"
    change = pair.found.change
    difference, low, high = (_points(share) for share in (change.difference, change.low, change.high))
    measured = "" if pair.found.moved_low is None else "_measured"
    verdict = text(f"compare.{of}_{pair.found.verdict}{measured}")
    return text(
        "compare.pair", first=sides[0], second=sides[1], difference=difference, low=low, high=high, verdict=verdict
    )


def _points(share: float) -> str:
    """Percentage points, with a second digit where one alone would say that there is nothing."""
    from audit.language import number

    points = 100 * share
    return number(points, 1 if abs(points) >= _LEAST else 2)


def _period(period: str) -> str:
    from audit.report.indicator_rows import period_words

    return period_words(period, "id")


def _side(side: Side) -> str:
    from audit.language import percent

    if side.estimate is None:
        return text("compare.hidden", period=_period(side.period))
    low, high = side.estimate.limits()
    return text(
        "compare.side", period=_period(side.period), percent=percent(side.estimate.proportion), low=percent(low),
        high=percent(high),
    )  # fmt: skip


def _cautions(found: Comparison) -> Iterator[str]:
    """What must be known before any of the lines is believed."""
    from audit.language import number, percent
    from audit.reference.area_statistics import UNMEASURED_RATIOS
    from audit.reference.statistics import COVERAGE_ASSESSABLE

    yield text(
        "compare.chance", n=sum(pair.found is not None for pair in found.pairs), k=max(1, round(found.by_chance))
    )
    yield text("compare.same_children" if found.same_place else "compare.other_children")
    if not found.same_season:
        yield text("compare.season", first=_period(found.months[0]), second=_period(found.months[1]))
    coverages = [text("compare.unknown") if c is None else percent(c) for c in found.coverages]
    sides = {"first": coverages[0], "second": coverages[1]}
    if found.low_coverage:
        yield text("compare.low_coverage", limit=percent(COVERAGE_ASSESSABLE, 0), **sides)
    else:
        yield text("compare.coverage", **sides)
    low, high = (number(ratio, 1) for ratio in UNMEASURED_RATIOS)
    yield text("compare.unmeasured", low=low, high=high)
    if any(pair.found and pair.found.moved_low is None for pair in found.pairs):
        yield text("compare.records")
    if not found.same_method:
        yield text("compare.method")
    yield text("compare.no_cause")
