"""Which figures were published before, by whom, and on how many children do they rest?"""

from __future__ import annotations

from dataclasses import replace

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import PublishedFigure, ReportContext
from audit.report.figures import PublishedPoint, published_panel
from audit.report.sections.charts import with_chart
from audit.report.tables import text_cell
from audit.report.view import NONE, View
from audit.survey.change import Change

__all__ = ["published_figures", "source_name"]

ID = "published_figures"
_KINDS = (("survey", ("survei",)), ("routine", ("admin", "cakupan")))
_COLUMNS = ("year", "source", "percent", "children", "note")
_CHANGE = ("from_to", "difference", "between", "verdict")
_WORDS = ("year", "source", "note", "from_to", "verdict")
_PARTED = " ; "  # between addresses of one figure
_CUT = "..."  # in an address whose rest nobody wrote down


def published_figures(context: ReportContext) -> Block:
    """Surveys and routine weighing side by side, never on one line, with a test of change between surveys.

    Where sources conflict, both stand, and in no change.
    """
    return make_block(context, ID, "situasi", "chart", _build)


def _build(view: View) -> Content | None:
    tables = tuple(
        _table(view, id, figures)
        for id, kinds in _KINDS
        if (
            figures := sorted((p for p in view.context.published if p.kind in kinds), key=lambda p: (-p.year, p.source))
        )
    )
    if not tables:
        return None
    changes = view.context.changes
    title = view.words("report.published_figures.title")
    alt = view.words("report.published_figures.alt", title=title)
    groups = _groups(view)
    content = Content(
        title,
        reading=view.words("report.published_figures.reading"),
        paragraphs=_assumed(view, changes),
        tables=(*([_change_table(view, changes)] if changes else []), *tables),
    )
    if not groups:
        return content
    return with_chart(
        view,
        replace(content, subtitle=view.words("report.published_figures.subtitle")),
        lambda paper: published_panel(f"{ID}-{view.edition}", groups, alt=alt, tick=view.tick, paper=paper),
        alt=alt,
        drawable=True,
    )


def _groups(view: View) -> list[tuple[str, list[PublishedPoint]]]:
    """Prevalences of surveys and of routine weighing; coverage is none. Limits are those of the tests."""
    limits = {
        (e.source, e.proportion): e.limits() for change in view.context.changes for e in (change.first, change.second)
    }
    groups: list[tuple[str, list[PublishedPoint]]] = []
    for id, kind in (("survey", "survei"), ("routine", "admin")):
        figures = sorted((p for p in view.context.published if p.kind == kind), key=lambda p: (p.year, p.source))
        points = [
            PublishedPoint(
                view.either(p.source, p.source_en),
                p.percent / 100,
                _percent(view, p),
                *limits.get((p.source, p.percent / 100), ()),
            )
            for p in figures
            if p.percent is not None
        ]
        if points:
            groups.append((view.words(f"report.published_figures.caption_{id}"), points))
    return groups


def _assumed(view: View, changes: tuple[Change, ...]) -> tuple[str, ...]:
    return tuple(view.words(note) for note in dict.fromkeys(change.note for change in changes) if note)


def _change_table(view: View, changes: tuple[Change, ...]) -> Table:
    """One row for two surveys that follow one another: what may be said of the change, in words."""
    columns = tuple(
        Column(c, view.words(f"report.published_figures.{c}"), "start" if c in _WORDS else "end") for c in _CHANGE
    )
    rows = tuple(
        Row(
            (
                text_cell(view.words("report.published_figures.pair", first=c.first.source, second=c.second.source)),
                text_cell(_points(view, c.difference)),
                text_cell(
                    view.words("report.published_figures.limits", low=_points(view, c.low), high=_points(view, c.high))
                ),
                text_cell(
                    view.words(c.message, a=_points(view, c.first.proportion), b=_points(view, c.second.proportion))
                ),
            )
        )
        for c in changes
    )
    return Table(view.words("report.published_figures.caption_changes"), columns, rows)


def _points(view: View, proportion: float) -> str:
    """A proportion in percent or percentage points, without the sign."""
    return view.number(proportion * 100, 1)


def source_name(view: View, figure: PublishedFigure) -> str:
    """The survey or register, with the office that gave a figure of its own."""
    source = view.either(figure.source, figure.source_en)
    if not figure.said_by:
        return source
    return view.words("report.published_figures.said_by", source=source, office=figure.said_by)


def _table(view: View, id: str, figures: list[PublishedFigure]) -> Table:
    columns = tuple(
        Column(c, view.words(f"report.published_figures.{c}"), "start" if c in _WORDS else "end") for c in _COLUMNS
    )
    rows = tuple(
        Row(
            (
                text_cell(str(p.year)),
                text_cell(source_name(view, p)),
                text_cell(_percent(view, p)),
                text_cell(_children(view, p)),
                text_cell(_remarks(view, p)),
            )
        )
        for p in figures
    )
    return Table(view.words(f"report.published_figures.caption_{id}"), columns, rows)


def _remarks(view: View, figure: PublishedFigure) -> str:
    said = (_kind(view, figure), view.either(figure.note, figure.note_en), _addresses(figure.url))
    return " ".join(part for part in said if part)


def _percent(view: View, figure: PublishedFigure) -> str:
    return NONE if figure.percent is None else f"{view.number(figure.percent, _digits(figure))}%"


def _children(view: View, figure: PublishedFigure) -> str:
    if figure.numerator is None:
        return NONE
    if figure.denominator is None:
        return view.number(figure.numerator)
    return view.words("report.published_figures.of", n=figure.numerator, total=figure.denominator)


def _addresses(urls: str) -> str:
    """Addresses as a reader types them; of one that was only noted in part, the site."""
    return _PARTED.join(_address(url) for url in urls.split(_PARTED))


def _address(url: str) -> str:
    address = url.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return address.partition("/")[0] if _CUT in address else address.removesuffix("/")


def _kind(view: View, figure: PublishedFigure) -> str:
    return view.words("report.published_figures.is_coverage") if figure.kind == "cakupan" else ""


def _digits(figure: PublishedFigure) -> int:
    """As many decimals as were published, at least one."""
    return max(1, len(str(figure.percent).partition(".")[2]))
