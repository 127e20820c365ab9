"""Slide 5: surveys, the target, and examples of what may come after; never a routine figure."""

from __future__ import annotations

from collections.abc import Sequence

from audit.reference.identity import COLOURS
from audit.report.figures.canvas import BRAND, INK, MUTED
from audit.report.figures.target_fan import FanPoint, FanRow, ScenarioLine
from audit.report.sections.target_outlook import fan_of, scenarios_of
from audit.report.slides.look import BODY, LEFT
from audit.report.slides.slide import Box, Line, Series, Slide, Words
from audit.report.slides.told import SHARE, Told, chart, unsaid
from audit.report.target_words import goal_of, goal_words, points_of

__all__ = ["target"]

_GOAL = COLOURS["attention-words"]
_CHART, _UNDER = Box(LEFT, 2.0, BODY.width, 4.1), Box(LEFT, 6.15, BODY.width, 0.7)


def target(told: Told) -> Slide:
    """How far is the target? Dots for surveys, dashed lines for examples and the target."""
    view, points, goal = told.view, points_of(told.view), goal_of(told.view)
    title = told.title("target_outlook")
    said = told.paragraphs("target_outlook")
    subtitle = view.words("target_block.subtitle")
    if not points:
        return unsaid(told, "target", title, [told.words("slides.target.missing"), *said[:1]], subtitle=subtitle)
    fan, scenarios = fan_of(view), scenarios_of(view)
    years = _years(points, fan, scenarios, goal)
    series = [*_surveys(told, points, years), *_ahead(told, points, fan, scenarios, years)]
    if goal:
        name = told.words("slides.target.line", target=goal_words(view))
        series.append(Series(name, (goal[1],) * len(years), _GOAL, dashed=True, labelled=False))
    lines = chart(told, title, "lines", [str(year) for year in years], series, SHARE)
    reading = view.words("target_block.reading_fan" if fan else "target_block.reading_scenarios")
    source = str(told.blocks.get("target_outlook", {}).get("source", ""))
    under = Words(tuple(Line(words) for words in said[:1]), quiet=True)
    return Slide(
        "target", title, subtitle, ((_CHART, lines), *(((_UNDER, under),) if said else ())),
        told.notes("target", reading, source.partition(": ")[2] or source),
    )  # fmt: skip


def _years(
    points: Sequence[FanPoint], fan: Sequence[FanRow], scenarios: Sequence[ScenarioLine], goal: tuple[int, float] | None
) -> list[int]:
    """Every year from the first survey to the last of anything drawn."""
    years = [p.year for p in points] + [row.year for row in fan] + [y for s in scenarios for y in s.years]
    years += [goal[0]] if goal else []
    return list(range(min(years), max(years) + 1))


def _surveys(told: Told, points: Sequence[FanPoint], years: Sequence[int]) -> list[Series]:
    """What surveys found; of a year that is told in several ways every telling, as a mark of its own."""
    found: dict[int, list[FanPoint]] = {}
    for point in points:
        found.setdefault(point.year, []).append(point)
    most = max(len(same) for same in found.values())
    alone = tuple(found[y][0].value if len(found.get(y, ())) == 1 else None for y in years)
    series = [Series(told.words("slides.target.one"), alone, INK, joined=False, marked=True)]
    for n in range(most if most > 1 else 0):
        told_apart = {y: sorted((p.value for p in same), reverse=True) for y, same in found.items() if len(same) > 1}
        values = tuple(told_apart[y][n] if len(told_apart.get(y, ())) > n else None for y in years)
        name = told.words("slides.target.other")
        series.append(Series(name, values, INK, joined=False, marked=True, hollow=True, below=n > 0, named=n == 0))
    return series


def _ahead(
    told: Told,
    points: Sequence[FanPoint],
    fan: Sequence[FanRow],
    scenarios: Sequence[ScenarioLine],
    years: Sequence[int],
) -> list[Series]:
    """The middle and the half of a fan, or the pace in the middle: two lines where the newest survey is told apart."""
    view, series = told.view, []
    last = points[-1]
    if fan:
        named = (("middle", "middle", True), ("half", "low50", True), ("half", "high50", False))
        for word, name, shown in named:
            at = {last.year: last.value} | {row.year: getattr(row, name) for row in fan}
            colour = BRAND if word == "middle" else MUTED
            values = tuple(at.get(year) for year in years)
            series.append(Series(view.words(f"target_block.{word}"), values, colour, dashed=True, labelled=False,
                                 named=shown))  # fmt: skip
        return series
    for scenario in scenarios[len(scenarios) // 2 :][:1]:  # the pace in the middle; the report has the others
        name = told.words("slides.target.pace", pace=scenario.label)
        ends = [scenario.high] if scenario.low == scenario.high else [scenario.high, scenario.low]
        for n, end in enumerate(ends):
            at = dict(zip(scenario.years, end, strict=True))
            values = tuple(at.get(year) for year in years)
            line = name if n == 0 else told.words("slides.target.low", name=name)
            series.append(Series(line, values, BRAND, dashed=True, labelled=False, named=n == 0))
    return series
