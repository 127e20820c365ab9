"""Slides 6 to 8: which services have gaps, what was found in cases, and one case that may be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.report.figures.canvas import QUIET
from audit.report.figures.state_grid import COLOURS
from audit.report.indicator_rows import IndicatorRow, indicator_rows, state_at
from audit.report.sections.case_patterns import causes_found
from audit.report.sections.places import source_line
from audit.report.slides.look import BODY, LEFT
from audit.report.slides.pptx_parts import fewer_rows
from audit.report.slides.slide import Box, GridCell, Line, Series, Slide, Words
from audit.report.slides.told import COUNT, Told, chart, grid, unsaid
from audit.report.view import HIDDEN, NONE, enough

__all__ = ["causes", "gaps", "story"]

_ROWS, _BARS, _STORIES, _TERMS = 9, 8, 3, 4  # that a slide holds
_NAME, _TARGET, _PLACE = 2.6, 0.8, 1.05  # shares of the columns of the table of gaps
_MOST = 12  # kecamatan side by side; more would be too small to read from the last row
_TABLE, _UNDER = Box(LEFT, 2.0, BODY.width, 4.2), Box(LEFT, 6.25, BODY.width, 0.6)


def gaps(told: Told) -> Slide:
    """Coverage of the services furthest from their target, by kecamatan in the order of codes, every number printed."""
    view = told.view
    short = sorted(
        (row for row in indicator_rows(view) if row.place and row.gap and row.gap[0] > 0),
        key=lambda row: row.place or (0,),
    )[:_ROWS]
    if not short:
        return unsaid(told, "gaps", told.words("slides.gaps.none_title"), [told.words("slides.gaps.none")])
    codes = [area.code for area in view.context.areas.kecamatan]
    codes = codes if len(codes) <= _MOST else []
    heads = (
        *(told.words(f"slides.gaps.{name}") for name in ("row", "target", "all")),
        *(view.area(code) for code in codes),
    )
    rows = [
        (
            GridCell(view.words(f"indicator.short.{row.indicator.id}"), strong=True),
            GridCell(NONE if row.target is None else view.tick(row.target), end=True),
            *(_cell(told, row, code) for code in (None, *codes)),
        )
        for row in short
    ]
    title = told.title("indicator_gaps")
    shares = (_NAME, _TARGET, *(_PLACE for _ in heads[2:]))
    table = fewer_rows(grid(told, title, heads, rows, shares), _TABLE)
    reading = view.words("indicator_block.grid_reading")
    marked = any(cell.words in (HIDDEN, NONE) for row in rows for cell in row[2:])
    under = [Line(reading), *([Line(told.words("slides.gaps.left_out"))] if marked else [])]
    sources = [str(row.told["source"]) for row in short if row.told.get("source")]
    return Slide(
        "gaps", title, told.words("slides.gaps.subtitle", n=len(table.rows)),
        ((_TABLE, table), (_UNDER, Words(tuple(under), quiet=True))),
        told.notes("gaps", view.words("indicator_block.gap_reading"), view.join(list(dict.fromkeys(sources)))),
    )  # fmt: skip


def _cell(told: Told, row: IndicatorRow, code: str | None) -> GridCell:
    """A percentage on the colour of its state; what is surely short is bold as well."""
    at = row.rows.get(code)
    if at is None or at.hidden or not enough(at):
        return GridCell(HIDDEN if at is not None and at.hidden else NONE, end=True)
    state = state_at(row, at) or ""
    return GridCell(
        told.view.number((at.value or 0.0) * 100), COLOURS.get(state, ""), strong=state == "short", end=True
    )


def causes(told: Told) -> Slide:
    """In how many reviewed cases each cause was found, "k dari n"; hidden ones are neither drawn nor ranked."""
    view = told.view
    found, hidden, n = causes_found(view)
    meaning = view.words("case_block.patterns.reading")
    subtitle = told.words("slides.cases.subtitle", cycle=view.context.cycle)
    if not found or n is None:
        why = told.paragraphs("case_patterns")[:1] or (view.words("case_block.patterns.none"),)
        return _no_causes(told, why, subtitle, meaning)
    drawn = found[:_BARS]
    names = [view.words(f"cause.{code}") for code, _ in drawn]
    title = told.words("slides.cases.title", cause=names[0], k=drawn[0][1], n=n)
    words = {at: view.words("case_block.patterns.of", k=k, n=n) for at, (_, k) in enumerate(drawn)}
    series = Series(told.words("slides.cases.series"), tuple(float(k) for _, k in drawn), QUIET)
    bars = chart(told, title, "bars", names, [series], COUNT, words)
    more = len(found) - len(drawn)
    under = [Line(told.words("slides.cases.more", n=more))] if more else []
    under += [Line(told.words("slides.cases.left_out", n=hidden))] if hidden else []
    parts = ((_TABLE, bars), *(((_UNDER, Words(tuple(under), quiet=True)),) if under else ()))
    return Slide("cases", title, subtitle, parts, told.notes("cases", meaning, source_line(view)))


def _no_causes(told: Told, why: Sequence[str], subtitle: str, meaning: str) -> Slide:
    """Why there are no causes yet, how far the choice of cases is, and what does not wait for it."""
    lines = [Line(words) for words in why]
    lines += [Line(f"{told.title(id)}.") for id in ("urgent_referrals", "case_funnel") if id in told.blocks]
    terms = told.blocks.get("case_selection", {}).get("terms", ())
    lines += [Line(term["meaning"], f"{term['term']}.") for term in terms[:_TERMS]]
    slide = unsaid(told, "cases", told.words("slides.cases.none_title"), (), subtitle=subtitle, meaning=meaning)
    return replace(slide, parts=((BODY, Words(tuple(lines))),))


def story(told: Told) -> Slide:
    """One case in computed words, where the family agreed; no curve of one child is public, and why is said."""
    view = told.view
    stories = told.paragraphs("case_vignettes")
    allowed = bool(view.findings("vignette."))
    subtitle = told.words("slides.story.subtitle")
    if not allowed or not stories:
        why = [*(stories or (view.words("vignette.none"),)), told.words("slides.story.next")]
        return unsaid(
            told,
            "story",
            told.words("slides.story.none_title"),
            why,
            subtitle=subtitle,
            meaning=told.words("slides.story.meaning"),
        )
    reading = str(told.blocks["case_vignettes"]["reading"])
    others = " ".join(stories[1:_STORIES])
    lines = [Line(others, told.words("slides.story.heard"))] if others else []
    lines += [Line(told.words("slides.story.curve"), told.words("slides.story.curve_lead"))]
    words = Words((Line(reading), *lines))
    place = Box(BODY.left, BODY.top + 0.2, BODY.width, BODY.height - 0.4)
    notes = told.notes("story", told.words("slides.story.meaning"), source_line(view))
    return Slide("story", stories[0], subtitle, ((place, words),), notes)
