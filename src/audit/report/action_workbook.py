"""``tindak-lanjut.xlsx``: what each office still has to do, the overdue first, with room to note how far it has come.

Restricted: people typed the words, and a plan may be about a single case. Nothing of it is read back: what became of a
promise goes into the workbook of the next forum.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from audit.language import has, text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.report.form_workbook import FIRST_ROW, Form, form_workbook

__all__ = ["ACTION_WORKBOOK", "ActionBook", "write_action_workbook"]

ACTION_WORKBOOK = "tindak-lanjut.xlsx"
_TOPIC = "action_list"
_COLUMNS = ("office", "what", "kind", "area", "due_on", "days_late", "state", "money", "progress", "done_on", "note")
_WIDTHS = {
    "office": 24, "what": 42, "kind": 13, "area": 15, "due_on": 12, "days_late": 9, "state": 13, "money": 13,
    "progress": 13, "done_on": 12, "note": 22,
}  # fmt: skip
_TO_FILL = ("progress", "done_on", "note")
_COUNTS = ("office", "open", "overdue", "no_day")
_PROGRESS = ("not_started", "running", "done", "cancelled")  # words: ``rtl.plan.state``
_SUMMED_UP = "promise."  # tasks that count promises; the promises themselves stand in the list
_CLOSED = ("done", "cancelled")
_MAY = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


@dataclass(frozen=True)
class ActionBook:
    """Rows of ``sector_task_list`` and ``forum_promises_list`` (``None`` where a run has none), places, and today."""

    tasks: pd.DataFrame | None
    promises: pd.DataFrame | None
    areas: Areas
    as_of: date


def write_action_workbook(path: Path, book: ActionBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written.

    Offices stand in the order of their names, those without a name last; of each the overdue come first, then by day.
    """
    rows = sorted(_rows(book, language), key=_order)
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"{_TOPIC}.guide_{i}", language) for i in range(1, 5)], topic=_TOPIC)
        _offices(form, rows)
        _actions(form, rows)


def _rows(book: ActionBook, language: Language) -> Iterator[dict[str, Any]]:
    known: set[str] = set()
    for row in [] if book.tasks is None else book.tasks.to_dict("records"):
        if not str(row["task_id"]).startswith(_SUMMED_UP):
            known.add(str(row["task_id"]))
            kind, state = text(f"sectors.kind.{row['kind']}", language), text(f"sectors.state.{row['state']}", language)
            yield _row(row, row["what"], row["named"], kind, state, _said(row["money"]), book, language)
    for row in [] if book.promises is None else book.promises.to_dict("records"):
        if row["state"] not in _CLOSED and str(row["promise_id"]) not in known:
            state, money = text(f"rtl.plan.state.{row['state']}", language), f"rtl.plan.mechanism.{row['mechanism']}"
            paid = text(money, language) if has(money, language) else ""
            kind = text(f"{_TOPIC}.promise", language)
            yield _row(row, row["activity"], row["office"], kind, state, paid, book, language)


def _row(
    row: Mapping[Hashable, Any], what: object, office: object, kind: str, state: str, money: str, book: ActionBook,
    language: Language,
) -> dict[str, Any]:  # fmt: skip
    due = None if pd.isna(row["due_on"]) else pd.Timestamp(row["due_on"]).date()
    place = None if pd.isna(row["area_code"]) else book.areas.by_code.get(str(row["area_code"]))
    late = 0 if due is None else (book.as_of - due).days
    return {
        "office": _said(office) or text("sectors.nobody", language),
        "unnamed": not _said(office),
        "what": _said(what) or text(f"{_TOPIC}.no_words", language),
        "kind": kind,
        "area": place.name if place else "",
        "due_on": due,
        "days_late": late if late > 0 else None,
        "state": state,
        "money": money,
    }


def _said(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()


def _order(row: Mapping[str, Any]) -> tuple[object, ...]:
    due = row["due_on"]
    return row["unnamed"], row["office"].casefold(), row["days_late"] is None, due is None, due or date.max, row["what"]


def _offices(form: Form, rows: list[dict[str, Any]]) -> None:
    """How much is open of each office. Counts of tasks, for planning a meeting; no measure of an office."""
    by_office: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_office.setdefault(row["office"], []).append(row)
    counts = [(office, len(own), sum(map(_late, own)), sum(map(_undated, own))) for office, own in by_office.items()]
    cells = pd.DataFrame(counts, columns=list(_COUNTS))
    form.table("offices", _COUNTS, cells, topic=_TOPIC, widths={"office": 46}).set_portrait()


def _late(row: Mapping[str, Any]) -> bool:
    return row["days_late"] is not None


def _undated(row: Mapping[str, Any]) -> bool:
    return row["due_on"] is None


def _actions(form: Form, rows: list[dict[str, Any]]) -> None:
    sheet = form.sheet("actions", _COLUMNS, topic=_TOPIC, read_back=False)
    for j, column in enumerate(_COLUMNS):
        sheet.set_column(j, j, _WIDTHS[column])
    for i, row in enumerate(rows, start=FIRST_ROW):
        for j, column in enumerate(_COLUMNS):
            if column in _TO_FILL:
                sheet.write_blank(i, j, None, form.filled_day if column == "done_on" else form.filled)
            else:
                form.cell(sheet, i, j, row[column])
    last = FIRST_ROW + len(rows) - 1
    if rows:
        words = [text(f"rtl.plan.state.{state}", form.language) for state in _PROGRESS]
        at = _COLUMNS.index("progress")
        rule = {"validate": "list", "source": words, "error_type": "warning", "error_title": form.words("check_title"),
                "error_message": text(f"{_TOPIC}.check", form.language)}  # fmt: skip
        sheet.data_validation(FIRST_ROW, at, last, at, rule)
        sheet.autofilter(1, 0, last, len(_COLUMNS) - 1)
    else:
        sheet.write_string(FIRST_ROW, 0, form.words("no_rows"))
    sheet.protect(options=_MAY)
    sheet.freeze_panes(FIRST_ROW, 2)
