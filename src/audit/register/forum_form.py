"""What a forum agreed (hasil-forum.xlsx), as it comes back: who came by office, new plans, changes to older plans."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from audit.language import LANGUAGES, text
from audit.reference.follow_up_rules import MECHANISMS, SECTORS, STATUSES, activity_kinds
from audit.reference.rule_sets import GROUPS
from audit.register.filled_form import FilledForm, FormSheet, open_form
from audit.register.rupiah import read_rupiah
from audit.register.text import fold, is_missing
from audit.results import Sentence
from audit.schemas import ATTENDANCE, ENTRIES, FOLLOW_UPS
from audit.store.entries import changes, current

__all__ = [
    "AGREEMENT_COLUMNS",
    "ATTENDANCE_COLUMNS",
    "CHANGE_COLUMNS",
    "FORUM_ROLES",
    "MEETING_COLUMNS",
    "ForumForm",
    "forum_entries",
    "is_forum_form",
    "options",
    "read_forum",
]

FORUM_ROLES = ("ketua", "tim_teknis", "tim_pakar", "opd", "kecamatan", "desa", "mitra")  # reference/domain.md 1.3
MEETING_COLUMNS = ("meeting", "held_on")
ATTENDANCE_COLUMNS = ("office", "role", "sector", "people")
AGREEMENT_COLUMNS = (
    "agreement_no", "activity", "activity_kind", "group", "location", "sector", "actor", "leader", "reporter",
    "resources", "due_on", "output", "output_target", "output_unit", "opd", "mechanism", "money_source", "budget_code",
    "nomenclature", "budget_year", "ceiling_rupiah", "approved_on", "approved_by",
)  # fmt: skip
CHANGE_COLUMNS = (
    "status", "new_due_on", "done_on", "realised_output", "realised_rupiah", "spj_complete", "obstacle", "mechanism",
    "approved_on", "approved_by",
)  # fmt: skip
_SOURCE, _DIGITS = "hasil_forum", 8
_YES = {"ya": "y", "y": "y", "yes": "y", "tidak": "n", "t": "n", "n": "n", "no": "n", "belum": "n", "not_yet": "n"}
_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "activity_kind": ("rtl.kind", tuple(activity_kinds())),
    "group": ("review.level.group", GROUPS),
    "mechanism": ("rtl.plan.mechanism", MECHANISMS),
    "role": ("forum.role", FORUM_ROLES),
    "sector": ("rtl.plan.sector", SECTORS),
    "status": ("forum.status", STATUSES),
}
_DAYS = frozenset({"held_on", "due_on", "new_due_on", "done_on", "approved_on"})
_AMOUNTS = frozenset({"output_target", "realised_output"})
_RUPIAH = frozenset({"ceiling_rupiah", "realised_rupiah"})
_WHOLE = frozenset({"people", "budget_year"})


@dataclass(frozen=True, slots=True)
class ForumForm:
    """``attendance`` and ``agreements`` as rows of ATTENDANCE and FOLLOW_UPS, ``revisions`` as rtl_id and the fields
    that were filled in; ``wrong``: one sentence an entry that could not be read. ``system`` is what entries from this
    form name as their source: the same words give the same.
    """

    meeting: str
    attendance: pd.DataFrame
    agreements: pd.DataFrame
    revisions: pd.DataFrame
    wrong: tuple[Sentence, ...]
    system: str


def read_forum(path: Path) -> ForumForm:
    """Read the workbook of a forum; empty cells say nothing and rows without an office or an activity are left out.

    Ids are made of the meeting and what stands in the row, so that a form read twice says nothing new. Raises
    ``InputError`` (exit 11) where the file is no workbook or not this form.
    """
    form = open_form(path)
    meetings = [
        (form.words(sheet, row, "meeting"), _read(form, sheet, row, "held_on"))
        for sheet in form.with_columns(*MEETING_COLUMNS)
        for row in sheet.rows
    ]
    meeting, held_on = next((pair for pair in meetings if pair[0]), ("forum", None))
    came: dict[str, dict[str, Any]] = {}
    for sheet in form.with_columns(*ATTENDANCE_COLUMNS):
        for row in sheet.rows:
            values = {column: _read(form, sheet, row, column) for column in ATTENDANCE_COLUMNS}
            id = f"{meeting}:{fold(values['office'] or '')}:{values['role'] or ''}"
            if not values["office"]:
                continue
            if id in came:
                form.say("forum.twice", sheet, row, "office")
                continue
            came[id] = {"attendance_id": id, "meeting": meeting, "held_on": held_on, **values}
    agreed: dict[str, dict[str, Any]] = {}
    for sheet in form.with_columns("agreement_no", "activity", "due_on"):
        columns = [column for column in AGREEMENT_COLUMNS[1:] if column in sheet.columns]
        for row in sheet.rows:
            values = {column: _read(form, sheet, row, column) for column in columns}
            if not values["activity"]:
                continue
            number = form.whole(sheet, row, "agreement_no")
            id = f"{meeting}-{number or 0:02d}"
            if number is None or id in agreed:
                form.say("forum.number_twice", sheet, row, "agreement_no")
                continue
            agreed[id] = {"rtl_id": id, **values}
    changed: dict[str, dict[str, Any]] = {}
    for sheet in form.with_columns("rtl_id", "status"):
        columns = [column for column in CHANGE_COLUMNS if column in sheet.columns]
        for row in sheet.rows:
            values = {column: _read(form, sheet, row, column) for column in columns}
            id = form.words(sheet, row, "rtl_id")
            if not any(value is not None for value in values.values()):
                continue
            if not id or id in changed:
                form.say("forum.plan_unknown" if not id else "forum.plan_twice", sheet, row, "rtl_id")
                continue
            new_due = values.pop("new_due_on", None)
            changed[id] = {"rtl_id": id, **values, "due_on": new_due}
    attendance = ATTENDANCE.conform(pd.DataFrame(list(came.values())))
    agreements = FOLLOW_UPS.conform(pd.DataFrame(list(agreed.values())))
    revisions = FOLLOW_UPS.conform(pd.DataFrame(list(changed.values())))
    said = "".join(frame.to_csv(index=False) for frame in (attendance, agreements, revisions))
    digest = hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]
    return ForumForm(meeting, attendance, agreements, revisions, tuple(form.wrong), f"{_SOURCE}:{digest}")


def is_forum_form(form: FilledForm) -> bool:
    """Whether a workbook is this form, by its columns."""
    return any(set(ATTENDANCE_COLUMNS) <= set(sheet.columns) for sheet in form.sheets)


def forum_entries(
    entries: pd.DataFrame, form: ForumForm, *, role: str, filled_on: date
) -> tuple[pd.DataFrame, tuple[Sentence, ...]]:
    """The entries that a form adds to those there are, and a sentence for every plan that it changes but nobody knows.

    An empty cell says nothing, so nothing is taken back: a plan is ended with the status "batal". A form that was read
    before says nothing: what it said must not come back after somebody changed it.
    """
    known = set(current(entries, FOLLOW_UPS)["rtl_id"]) | set(form.agreements["rtl_id"])
    strange = form.revisions[~form.revisions["rtl_id"].isin(known)]
    wrong = tuple(Sentence("forum.plan_not_found", {"plan": str(id)}) for id in strange["rtl_id"])
    if entries["source_system"].eq(form.system).any():
        return entries.iloc[:0], wrong
    parts, so_far = [], entries
    for table, rows in (
        (ATTENDANCE, form.attendance),
        (FOLLOW_UPS, form.agreements),
        (FOLLOW_UPS, form.revisions.drop(strange.index)),
    ):
        new = changes(so_far, table, rows, role=role, filled_on=filled_on, source_system=form.system, only_given=True)
        parts.append(new)
        so_far = pd.concat([so_far, new], ignore_index=True)
    return ENTRIES.conform(pd.concat(parts, ignore_index=True)), wrong


def options(column: str) -> Mapping[str, str]:
    """What people may write in a column of choices, folded, in both languages, and the id itself: word to id.

    The words are ``forum.role.<role>``, ``forum.status.<status>`` and those of plans and groups.
    """
    topic, ids = _CHOICES[column]
    words = {fold(text(f"{topic}.{id}", language)): id for language in LANGUAGES for id in ids}
    return words | {fold(id): id for id in ids}


def _read(form: FilledForm, sheet: FormSheet, row: int, column: str) -> Any:
    """One cell as its column asks for, ``None`` where it says nothing or cannot be read (which is said)."""
    readers: list[tuple[bool, Callable[[], Any]]] = [
        (column in _CHOICES, lambda: form.choice(sheet, row, column, options(column))),
        (column == "spj_complete", lambda: {"y": True, "n": False}.get(form.choice(sheet, row, column, _YES) or "")),
        (column in _DAYS, lambda: form.day(sheet, row, column)),
        (column in _AMOUNTS, lambda: form.number(sheet, row, column, "")),
        (column in _RUPIAH, lambda: _rupiah(form, sheet, row, column)),
        (column in _WHOLE, lambda: None if is_missing(sheet.cell(row, column)) else form.whole(sheet, row, column)),
    ]
    return next((read() for applies, read in readers if applies), form.words(sheet, row, column) or None)


def _rupiah(form: FilledForm, sheet: FormSheet, row: int, column: str) -> float | None:
    cell = sheet.cell(row, column)
    amount = None if is_missing(cell) else read_rupiah(cell)
    if amount is None and not is_missing(cell):
        form.say("forum.no_amount", sheet, row, column)
    return amount
