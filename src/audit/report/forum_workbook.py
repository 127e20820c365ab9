"""The workbook that a forum fills in: who came by office, what was agreed, what changes in older plans.

Restricted: plans may be about a single case. Older plans stand there to be read; yellow cells are to be filled in, and
an empty one changes nothing, so that two copies never undo each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.register.case_layout import FormMeta
from audit.register.forum_form import AGREEMENT_COLUMNS, ATTENDANCE_COLUMNS, CHANGE_COLUMNS, MEETING_COLUMNS, options
from audit.report.form_workbook import FIRST_ROW, Form, form_workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write_forum_workbook"]

_OFFICES, _AGREEMENTS = 30, 40  # empty rows; a forum of the audit rarely has more
_SHOWN = ("rtl_id", "activity", "actor", "due_on", "state")
_CHOSEN = ("activity_kind", "group", "mechanism", "role", "sector", "status")
_DAYS = ("held_on", "due_on", "new_due_on", "done_on", "approved_on")
_MAY = {"format_columns": True, "sort": True, "autofilter": True}


def write_forum_workbook(
    path: Path,
    *,
    meeting: str,
    plans: pd.DataFrame,
    language: Language = "id",
    held_on: datetime | None = None,
    meta: FormMeta | None = None,
) -> None:
    """Write the workbook of one forum.

    Parameters
    ----------
    meeting : its id, e.g. ``2025-2-diseminasi_1``; ids of new plans begin with it.
    plans : of ``cases.plan_states``; done and cancelled ones are left out, overdue ones come first.
    meta : of which audit it is; without it whoever reads the form back must say so.

    Raises ``OutputError`` (exit 17) where the file cannot be written.
    """
    open_plans = plans[~plans["state"].isin(["done", "cancelled"])].reset_index(drop=True)
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"forum.guide_{i}", language) for i in range(1, 6)])
        sheet = form.sheet("meeting", MEETING_COLUMNS, topic="forum")
        sheet.write_string(FIRST_ROW, 0, meeting, form.body)
        if held_on is None:
            sheet.write_blank(FIRST_ROW, 1, None, form.filled_day)
        else:
            sheet.write_datetime(FIRST_ROW, 1, held_on, form.filled_day)
        lists = _lists(form)
        sheet = form.sheet("attendance", ATTENDANCE_COLUMNS, topic="forum")
        _to_fill(form, sheet, ATTENDANCE_COLUMNS, 0, _OFFICES, lists)
        sheet = form.sheet("agreements", AGREEMENT_COLUMNS, topic="forum")
        for i in range(_AGREEMENTS):
            sheet.write_number(FIRST_ROW + i, 0, i + 1, form.body)
        _to_fill(form, sheet, AGREEMENT_COLUMNS[1:], 1, _AGREEMENTS, lists)
        sheet = form.sheet("changes", (*_SHOWN, *CHANGE_COLUMNS), topic="forum")
        for i, row in enumerate(open_plans.to_dict("records"), start=FIRST_ROW):
            for j, column in enumerate(_SHOWN):
                form.cell(
                    sheet, i, j, text(f"rtl.plan.state.{row[column]}", language) if column == "state" else row[column]
                )
        _to_fill(form, sheet, CHANGE_COLUMNS, len(_SHOWN), len(open_plans), lists)
        if meta is not None:
            form.remember(meta)


def _lists(form: Form) -> dict[str, str]:
    """Write the words of every choice on a sheet of their own; returns the range of each by column."""
    sheet = form.book.add_worksheet(text("forum.sheet.lists", form.language))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    ranges = {}
    for j, column in enumerate(_CHOSEN):
        words = _words(column, form.language)
        sheet.set_column(j, j, 40)
        for i, word in enumerate(words):
            sheet.write_string(i, j, word, form.body)
        letter = chr(ord("A") + j)
        ranges[column] = f"='{text('forum.sheet.lists', form.language)}'!${letter}$1:${letter}${len(words)}"
    sheet.protect()
    return ranges


def _words(column: str, language: Language) -> list[str]:
    topic = {"activity_kind": "rtl.kind", "group": "review.level.group", "mechanism": "rtl.plan.mechanism",
             "role": "forum.role", "sector": "rtl.plan.sector", "status": "forum.status"}[column]  # fmt: skip
    return [text(f"{topic}.{id}", language) for id in dict.fromkeys(options(column).values())]


def _to_fill(
    form: Form, sheet: Worksheet, columns: Sequence[str], first: int, rows: int, lists: dict[str, str]
) -> None:
    for j, column in enumerate(columns, start=first):
        for i in range(rows):
            sheet.write_blank(FIRST_ROW + i, j, None, form.filled_day if column in _DAYS else form.filled)
        if rows and column in lists:
            rule = {"validate": "list", "source": lists[column], "error_type": "warning"}
            sheet.data_validation(FIRST_ROW, j, FIRST_ROW + rows - 1, j, rule)
    sheet.protect(options=_MAY)
