"""Can these measurements be believed, and what does each check do to the results?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from audit.disclosure.released import ShownCheck
from audit.reference.areas import UNKNOWN
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import count_cell, hidden_cell, text_cell
from audit.report.view import NONE, View
from audit.results import Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["posyandu_name", "quality_scorecard"]

PREFIX = "scorecard."
_WORST_FIRST: tuple[Status, ...] = ("error", "poor", "fair", "good", "not_assessable")
_DIGITS = {"percent": 1, "score": 1, "z": 2, "ratio": 2, "p": 3, "index": 4}
_COLUMN = {"weight": "weight_kg", "lenhei": "lenhei_cm", "muac": "muac_cm"}  # of what digits are
_INDICES = ("haz", "waz", "whz")


def quality_scorecard(context: ReportContext) -> Block:
    """Every check of WHO-UNICEF and SMART on the newest month; by kecamatan and posyandu in the restricted edition."""
    return make_block(context, "quality_scorecard", "mutu", "table", _build)


def _build(view: View) -> Content | None:
    checks = sorted(view.checks(PREFIX), key=lambda c: _WORST_FIRST.index(c.status))
    if not checks:
        return None
    month = view.month(view.context.month)
    noted = [c for c in checks if c.status in ("error", "poor", "fair")]
    rest = [c for c in checks if c not in noted]
    parts = [("noted", noted, False), ("rest", rest, bool(noted))]
    tables = [_table(view, name, found, month, long=long) for name, found, long in parts if found]
    assessed = sum(c.status != "not_assessable" for c in checks)
    kind = "some" if noted else "none"
    return Content(
        view.words(f"report.quality_scorecard.title_{kind}", n=len(noted), of=assessed),
        reading=view.words("report.quality_scorecard.reading", month=month),
        source=source_line(view),
        tables=(*tables, *_places(view, month)),
    )


def _table(view: View, name: str, checks: Sequence[ShownCheck], month: str, *, long: bool) -> Table:
    heads = ("check", "rating", "value", "n", "meaning")
    columns = tuple(
        Column(h, view.words(f"report.quality_scorecard.{h}"), "end" if h in ("value", "n") else "start") for h in heads
    )
    rows = tuple(
        Row(
            (
                text_cell(_name(view, check.id.removeprefix(PREFIX))),
                text_cell(_rating(view, check.status)),
                _value(view, check),
                count_cell(view, check.n, hidden=check.hidden),
                text_cell(view.spoken(check.meaning)),
            )
        )
        for check in checks
    )
    notes = (view.words("report.mark.hidden"),) if any(c.hidden for c in checks) else ()
    return Table(view.words(f"report.quality_scorecard.caption_{name}", month=month), columns, rows, notes, long)


def _rating(view: View, status: str) -> str:
    return view.words(f"report.quality_scorecard.rating.{status}")


def _name(view: View, id: str) -> str:
    """The check in words: ``sd.haz`` is a kind and what it looks at."""
    kind, _, of = id.partition(".")
    what = view.label("index", of) if of in _INDICES else view.label("column", _COLUMN.get(of, of)) if of else ""
    return view.words(f"report.quality_scorecard.check.{kind}", what=what)


def _value(view: View, check: ShownCheck) -> TableCell:
    if check.hidden:
        return hidden_cell()
    if check.value is None:
        return text_cell(NONE)
    digits = _DIGITS[check.unit]
    if check.unit == "percent":
        return TableCell(view.percent(check.value / 100, digits), check.value / 100)
    smallest = 10.0**-digits
    tiny = check.unit == "p" and check.value < smallest
    value = f"< {view.number(smallest, digits)}" if tiny else view.number(check.value, digits)
    return TableCell(view.words(f"report.quality_scorecard.unit.{check.unit}", value=value), check.value)


def _places(view: View, month: str) -> tuple[Table, ...]:
    """Kecamatan and posyandu where something should be looked at, by code: never ranked, never public."""
    lines = view.lines("scorecard_places")
    if lines is None:
        return ()
    columns = tuple(Column(h, view.words(f"report.quality_scorecard.{h}"), "start") for h in ("place", "poor", "fair"))
    rows = tuple(
        Row(
            (
                text_cell(posyandu_name(view, *str(subject).partition("/")[::2])),
                text_cell(_names(view, found, "poor")),
                text_cell(_names(view, found, "fair")),
            )
        )
        for subject, found in lines.rows.groupby("subject", sort=True)
        if found["status"].eq("poor").any()
    )
    if not rows:
        return ()
    caption = view.words("report.quality_scorecard.caption_places", month=month)
    return (Table(caption, columns, rows, (view.words("report.quality_scorecard.note_places"),), long=True),)


def _names(view: View, found: pd.DataFrame, status: Status) -> str:
    names = [_name(view, str(id)) for id in found.loc[found["status"].eq(status), "check"]]
    return "; ".join(names) or NONE


def posyandu_name(view: View, code: str, posyandu: str) -> str:
    """A posyandu with its desa, or the area itself where no posyandu is named."""
    if not posyandu:
        return view.area(code)
    name = view.words("report.quality_scorecard.no_posyandu") if posyandu == UNKNOWN else posyandu
    return f"{view.area(code)}, {name}"
