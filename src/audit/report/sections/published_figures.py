"""Which figures were published before, by whom, and on how many children do they rest?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import PublishedFigure, ReportContext
from audit.report.tables import text_cell
from audit.report.view import NONE, View

__all__ = ["published_figures", "source_name"]

_KINDS = (("survey", ("survei",)), ("routine", ("admin", "cakupan")))
_COLUMNS = ("year", "source", "percent", "children", "note")
_WORDS = ("year", "source", "note")
_PARTED = " ; "  # between addresses of one figure
_CUT = "..."  # in an address whose rest nobody wrote down


def published_figures(context: ReportContext) -> Block:
    """Surveys and routine weighing in two tables, never one line; where sources conflict, both stand."""
    return make_block(context, "published_figures", "situasi", "table", _build)


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
    return Content(
        view.words("report.published_figures.title"),
        reading=view.words("report.published_figures.reading"),
        tables=tables,
    )


def source_name(view: View, figure: PublishedFigure) -> str:
    """The survey or register, with the office that gave a figure of its own."""
    if not figure.said_by:
        return figure.source
    return view.words("report.published_figures.said_by", source=figure.source, office=figure.said_by)


def _table(view: View, id: str, figures: list[PublishedFigure]) -> Table:
    columns = tuple(
        Column(c, view.words(f"report.published_figures.{c}"), "start" if c in _WORDS else "end") for c in _COLUMNS
    )
    rows = tuple(
        Row(
            (
                text_cell(str(p.year)),
                text_cell(source_name(view, p)),
                text_cell(NONE if p.percent is None else f"{view.number(p.percent, _digits(p))}%"),
                text_cell(_children(view, p)),
                text_cell(" ".join(part for part in (_kind(view, p), p.note, _addresses(p.url)) if part)),
            )
        )
        for p in figures
    )
    return Table(view.words(f"report.published_figures.caption_{id}"), columns, rows)


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
