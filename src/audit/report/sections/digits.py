"""Do the last digits look like measurements?"""

from __future__ import annotations

from typing import Literal

from audit.disclosure.released import ShownCheck, ShownTable
from audit.reference.presentation import EQUAL_DIGIT_SHARE, PILED_DIGIT_SHARE
from audit.reference.statistics import DIGIT_PREFERENCE_CLASSES
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table
from audit.report.context import ReportContext
from audit.report.figures import bars_digits
from audit.report.sections.charts import with_chart
from audit.report.tables import count_cell, text_cell
from audit.report.view import NONE, View

__all__ = ["digit_limits", "height_digits", "spread_of", "weight_digits"]

What = Literal["lenhei", "weight"]
_NAMED = 2  # commonest digits named in a title: whole and half units are the usual pair


def height_digits(context: ReportContext) -> Block:
    """Last digits of lengths and heights."""
    return make_block(context, "height_digits", "mutu", "chart", lambda view: _build(view, "lenhei"))


def weight_digits(context: ReportContext) -> Block:
    """Last digits of weights."""
    return make_block(context, "weight_digits", "mutu", "chart", lambda view: _build(view, "weight"))


def _build(view: View, what: What) -> Content | None:
    check = view.check(f"digits.{what}")
    if check is None or not check.tables or not check.n:
        return None
    table = check.tables[0]
    thing, title, month = view.words(f"report.digits.{what}"), spread_of(view, what), view.month(check.subject)
    alt = view.words("report.digits.alt", title=title)
    content = Content(
        title,
        subtitle=view.words("report.digits.subtitle", what=thing, month=month, n=check.n),
        reading=view.words("report.digits.reading", score=_score(view, check), **digit_limits(view)),
        tables=(_table(view, table, thing, month),),
    )
    return with_chart(
        view,
        content,
        lambda paper: bars_digits(
            f"digits-{what}-{view.edition}",
            table,
            alt=alt,
            percent=lambda p: view.percent(p, 0),
            expected=view.words("report.digits.expected", percent=view.percent(EQUAL_DIGIT_SHARE, 0)),
            axis=view.words("report.digits.axis", what=thing),
            marked=_piled(check),
            paper=paper,
        ),
        alt=alt,
        drawable=True,
    )


def spread_of(view: View, what: What) -> str:
    """How last digits are spread, as title and page one say it; empty without a check."""
    check = view.check(f"digits.{what}")
    if check is None:
        return ""
    piled = [str(d) for d in _piled(check)]
    digits = view.words("report.digits.named", digits=view.join(piled)) if piled else view.words("report.digits.some")
    return view.words(f"report.digits.title_{check.status}", what=view.words(f"report.digits.{what}"), digits=digits)


def _piled(check: ShownCheck) -> list[int]:
    """The commonest digits that stand out, in their own order; none where all are spread well."""
    if check.status not in ("fair", "poor") or not check.tables:
        return []
    counts = [row.numerator or 0 for row in check.tables[0].rows]
    common = sorted(range(len(counts)), key=lambda d: (-counts[d], d))[:_NAMED]
    return sorted(d for d in common if counts[d] >= PILED_DIGIT_SHARE * sum(counts))


def digit_limits(view: View) -> dict[str, str]:
    """Upper bounds of a good and of a fair score, in words."""
    _, good, fair = DIGIT_PREFERENCE_CLASSES
    return {"good": view.number(good), "fair": view.number(fair)}


def _score(view: View, check: ShownCheck) -> str:
    return NONE if check.value is None else view.number(check.value, 1)


def _table(view: View, table: ShownTable, thing: str, month: str) -> Table:
    total = sum(row.numerator or 0 for row in table.rows)
    columns = (
        Column("digit", view.words("report.digits.digit"), "start"),
        Column("n", view.words("report.digits.n")),
        Column("share", view.words("report.digits.share")),
    )
    rows = tuple(
        Row((text_cell(str(d)), count_cell(view, row.numerator), text_cell(view.percent((row.numerator or 0) / total))))
        for d, row in enumerate(table.rows)
    )
    return Table(view.words("report.digits.caption", what=thing, month=month), columns, rows)
