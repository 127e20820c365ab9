"""How many, how sure, how many were seen: the four numbers that a speech needs."""

from __future__ import annotations

from audit.disclosure.released import ShownRow
from audit.report.blocks import Block, make_block
from audit.report.certainty import precision_words
from audit.report.content import Card, Content
from audit.report.context import ReportContext
from audit.report.sections.places import producers
from audit.report.view import HIDDEN, NONE, View, enough
from audit.results import Cell

__all__ = ["key_figures"]

_COUNTED = ("eppgbm", "mapped", "registered")  # kinds of sources that these numbers come from


def key_figures(context: ReportContext) -> Block:
    """Four cards about the district in the newest month, with whose figures they are."""
    return make_block(context, "key_figures", "ringkasan", "cards", _build)


def _build(view: View) -> Content | None:
    stunting = _district(view, "stunting", "status", "stunted")
    if stunting is None:
        return None
    cards = [_share(view, stunting), _children(view, stunting)]
    severe = _district(view, "severity", "status", "severely_stunted")
    if severe is not None:
        cards.append(_severe(view, severe))
    coverage = _district(view, "coverage")
    if coverage is not None:
        cards.append(_coverage(view, coverage))
    title = view.words(
        "report.key_figures.title", area=view.context.district_name, month=view.month(view.context.month)
    )
    return Content(title, source=_source(view), cards=tuple(cards))


def _source(view: View) -> str:
    """Who counted, and up to which day; "" where no source is named."""
    named = [source for source in view.context.sources if source.kind in _COUNTED]
    if not named:
        return ""
    values = {"producers": producers(view, _COUNTED), "date": max(source.cut_off for source in named)}
    return view.words("report.source_line", **values)


def _district(view: View, id: str, attribute: str = "", level: str = "") -> ShownRow | None:
    table = view.table(id)
    cell = Cell.of(view.context.month, **({attribute: level} if attribute else {}))
    return next((row for row in table.rows if row.cell == cell), None) if table else None


def _share(view: View, row: ShownRow) -> Card:
    label = view.words("report.key_figures.share")
    if row.value is None or not enough(row):
        return _unsaid(view, label, row)
    range = {"range": view.interval(row), "precision": precision_words(view, row)}
    detail = view.words("report.key_figures.range", **range) if range["precision"] else ""
    return Card(label, view.percent(row.value), detail, "attention")


def _children(view: View, row: ShownRow) -> Card:
    label = view.words("report.key_figures.children")
    if row.numerator is None or row.denominator is None:
        return _unsaid(view, label, row)
    return Card(label, view.number(row.numerator), view.words("report.key_figures.of", n=row.denominator), "attention")


def _severe(view: View, row: ShownRow) -> Card:
    label = view.words("report.key_figures.severe")
    if row.numerator is None:
        return _unsaid(view, label, row)
    return Card(label, view.number(row.numerator), view.words("report.key_figures.examine"), "attention")


def _coverage(view: View, row: ShownRow) -> Card:
    label = view.words("report.key_figures.coverage")
    if row.value is None or row.denominator is None or row.numerator is None:
        return _unsaid(view, label, row)
    detail = view.words("report.key_figures.measured", n=row.numerator, registered=row.denominator)
    return Card(label, view.percent(row.value), detail)


def _unsaid(view: View, label: str, row: ShownRow) -> Card:
    """A card without its number: hidden, or not known."""
    return Card(label, HIDDEN if row.hidden else NONE, view.words("report.key_figures.unsaid"))
