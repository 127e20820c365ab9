"""How far is the target, and what may come? Surveys, the target, and a fan of the trend or scenarios in its place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.figures.target_fan import FanPoint, FanRow, FanWords, ScenarioLine, fan_top, target_fan
from audit.report.sections.charts import with_chart
from audit.report.tables import text_cell
from audit.report.target_words import (
    free_number,
    goal_of,
    goal_words,
    points_of,
    spoken_notes,
    spoken_target,
    target_title,
)
from audit.report.view import NONE, View

__all__ = ["fan_of", "scenarios_of", "target_outlook"]

ID = "target_outlook"


def target_outlook(context: ReportContext) -> Block:
    """Published surveys by year with their intervals, the target, and what may come: never a routine figure."""
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    title = target_title(view)
    if title is None:
        return None
    points, fan, scenarios, goal = points_of(view), fan_of(view), scenarios_of(view), goal_of(view)
    kind = "fan" if fan else "scenarios"
    cut = bool(fan) and max(row.high95 for row in fan) > fan_top(points, fan, goal)
    reading = [view.words(f"target_block.reading_{kind}"), *_hollow(view, points, scenarios)]
    reading += [view.words("target_block.reading_cut")] if cut else []
    said = (*spoken_target(view), " ".join(spoken_notes(view)))
    alt = view.words(f"target_block.alt_{kind}", title=title)
    content = Content(
        title,
        subtitle=view.words("target_block.subtitle"),
        reading=" ".join(reading),
        source=_sources(view, points, goal is not None),
        paragraphs=tuple(words for words in said if words),
        tables=(*([_surveys(view, points)] if points else []), *_ahead(view, fan, scenarios)),
    )
    words = FanWords(
        goal=view.words("target_block.goal_mark", target=goal_words(view), year=str(goal[0])) if goal else "",
        **{name: view.words(f"target_block.{name}") for name in ("middle", "half", "nearly_all")},
    )
    return with_chart(
        view,
        content,
        lambda paper: target_fan(
            f"{ID}-{view.edition}", points, fan=fan, scenarios=scenarios, goal=goal, words=words, alt=alt,
            tick=view.tick, paper=paper,
        ),
        alt=alt,
        drawable=bool(points),
    )  # fmt: skip


def _hollow(view: View, points: tuple[FanPoint, ...], scenarios: tuple[ScenarioLine, ...]) -> Iterator[str]:
    """What hollow marks and grey areas mean, where the chart has any."""
    if any(p.hollow for p in points):
        yield view.words("target_block.reading_told_apart")
    if any(s.low != s.high for s in scenarios):
        yield view.words("target_block.reading_told_apart_newest")


def fan_of(view: View) -> tuple[FanRow, ...]:
    """The fan of the trend by year; empty where none may be drawn."""
    names = FanRow._fields[1:]
    return tuple(
        FanRow(int(str(f.values["year"])), *(free_number(f, name) or 0.0 for name in names))
        for f in view.findings("target_ahead.")
    )


def scenarios_of(view: View) -> tuple[ScenarioLine, ...]:
    """Lines from the newest survey on, the slowest first."""
    newest = points_of(view)[-1:]
    told = [p.value for p in points_of(view) if newest and p.year == newest[0].year]
    lines: list[ScenarioLine] = []
    for pace, rows in groupby(view.findings("target_scenario."), key=lambda f: free_number(f, "pace") or 0.0):
        found = list(rows)
        label = view.words("target_block.pace", pace=view.tick(pace))  # at the end of its line: short
        years = (newest[0].year, *(int(str(f.values["year"])) for f in found))
        low, high = (tuple(free_number(f, end) or 0.0 for f in found) for end in ("low", "high"))
        lines.append(ScenarioLine(label, years, (min(told), *low), (max(told), *high)))
    return tuple(lines)


def _sources(view: View, points: tuple[FanPoint, ...], goal: bool) -> str:
    names = list(dict.fromkeys(p.source for p in points))
    id = "sources_goal" if goal else "sources"
    return view.words(f"target_block.{id}", surveys=view.join(names)) if names else ""


def _surveys(view: View, points: tuple[FanPoint, ...]) -> Table:
    """What the marks stand for; an en dash where nobody knows the precision."""
    heads = ("source", "percent", "between")
    columns = tuple(Column(h, view.words(f"target_block.{h}"), "start" if h == "source" else "end") for h in heads)
    rows = tuple(
        Row((text_cell(_source(view, p)), text_cell(view.percent(p.value)), text_cell(_between(view, p.low, p.high))))
        for p in points
    )
    return Table(view.words("target_block.surveys_caption"), columns, rows)


def _source(view: View, point: FanPoint) -> str:
    return view.words("target_block.told_apart", source=point.source) if point.hollow else point.source


def _between(view: View, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return NONE
    return f"{view.number(low * 100, 1)}\N{EN DASH}{view.percent(high)}"


def _ahead(view: View, fan: tuple[FanRow, ...], scenarios: tuple[ScenarioLine, ...]) -> tuple[Table, ...]:
    """The fan, or the scenarios, by year; folded away."""
    if fan:
        heads = ("year", "middle", "half", "nearly_all")
        columns = tuple(Column(h, view.words(f"target_block.{h}"), "start" if h == "year" else "end") for h in heads)
        rows = tuple(
            Row(
                (
                    text_cell(str(r.year)),
                    text_cell(view.percent(r.middle)),
                    text_cell(_between(view, r.low50, r.high50)),
                    text_cell(_between(view, r.low95, r.high95)),
                )
            )
            for r in fan
        )
        return (Table(view.words("target_block.fan_caption"), columns, rows, long=True),)
    if not scenarios:
        return ()
    columns = (
        Column("year", view.words("target_block.year"), "start"),
        *(Column(f"pace{i}", line.label) for i, line in enumerate(scenarios)),
    )
    rows = tuple(
        Row((text_cell(str(year)), *(text_cell(_told(view, s.low[i], s.high[i])) for s in scenarios)))
        for i, year in enumerate(scenarios[0].years)
    )
    caption = view.words("target_block.scenario_caption", paces=view.join([s.label for s in scenarios]))
    return (Table(caption, columns, rows, long=True),)


def _told(view: View, low: float, high: float) -> str:
    return view.percent(low) if low == high else _between(view, low, high)
