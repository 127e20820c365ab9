"""What do the posyandu measure with, and who was trained?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.quality_scorecard import posyandu_name
from audit.report.tables import count_cell, is_null, text_cell
from audit.report.view import NONE, View

__all__ = ["equipment"]

ID = "equipment"
_ITEMS, _ANSWERS = ("kit_standard", "calibrated", "all_trained"), ("yes", "no", "unknown")
_HEADS = ("place", "kit_standard", "calibrated", "cadres", "rows", "haz_flagged", "contrary_posture", "digit_score")
_WORDS = ("place", "kit_standard", "calibrated", "cadres")


def equipment(context: ReportContext) -> Block:
    """How many posyandu have what they need; each beside the looks of its measurements where it is restricted."""
    return make_block(context, ID, "mutu", "table", _build)


def _build(view: View) -> Content:
    table = view.table("equipment.count")
    if table is None:
        words = (view.words(f"report.{ID}.none"), view.words(f"report.{ID}.how"))
        return Content(view.words(f"report.{ID}.title_none"), paragraphs=words)
    counts = {(row.cell.level("equipment"), row.cell.level("answer")): row.numerator or 0 for row in table.rows}
    of = sum(counts[_ITEMS[0], answer] for answer in _ANSWERS)
    columns = (
        Column("item", view.words(f"report.{ID}.item"), "start"),
        *(Column(answer, view.words(f"report.{ID}.{answer}")) for answer in _ANSWERS),
    )
    rows = tuple(
        Row((text_cell(view.words(f"report.{ID}.{item}")), *(count_cell(view, counts[item, a]) for a in _ANSWERS)))
        for item in _ITEMS
    )
    return Content(
        view.words(f"report.{ID}.title", n=counts["calibrated", "yes"], of=of),
        reading=view.words(f"report.{ID}.reading"),
        tables=(Table(view.words(f"report.{ID}.caption"), columns, rows), *_posyandu(view)),
    )


def _posyandu(view: View) -> tuple[Table, ...]:
    lines = view.lines(ID)
    if lines is None:
        return ()
    columns = tuple(Column(h, view.words(f"report.{ID}.{h}"), "start" if h in _WORDS else "end") for h in _HEADS)
    rows = tuple(Row(_line(view, row)) for row in lines.rows.to_dict("records"))
    note = view.words(f"report.{ID}.note")
    return (Table(view.words(f"report.{ID}.caption_posyandu"), columns, rows, (note,), long=True),)


def _line(view: View, row: Mapping[Hashable, Any]) -> tuple[TableCell, ...]:
    known = [row["cadres_trained"], row["cadres"]]
    trained = [NONE if is_null(n) else view.number(int(n)) for n in known]
    return (
        text_cell(posyandu_name(view, row["area_code"], row["posyandu"])),
        *(text_cell(view.words(f"report.{ID}.{_answer(row[item])}")) for item in ("kit_standard", "calibrated")),
        text_cell(NONE if all(map(is_null, known)) else view.words(f"report.{ID}.of", n=trained[0], of=trained[1])),
        count_cell(view, int(row["rows"])),
        *(text_cell(NONE if is_null(v := row[c]) else view.percent(v)) for c in ("haz_flagged", "contrary_posture")),
        text_cell(NONE if is_null(row["digit_score"]) else view.number(row["digit_score"], 1)),
    )


def _answer(told: bool | None) -> str:
    return "unknown" if is_null(told) else "yes" if told else "no"
