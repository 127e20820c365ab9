"""``kertas-kerja.xlsx``: a sheet a target group with a row a case, filled in beforehand with what the data know.

Restricted: it names people. Yellow cells are to be filled in, white ones come from the data, grey ones are counted.
Layout and names of columns are shared with the reader (``audit.register.case_layout``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from audit.language import text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.slice_rules import PLACES_OF_BRIDES, SliceRole
from audit.reference.worksheet_items import WorksheetItem, worksheet_items
from audit.register.case_form import item_id
from audit.register.case_layout import (
    PLAN_COLUMNS,
    PLAN_FIELDS,
    PLANS,
    SHEETS,
    WHO_COLUMNS,
    FormMeta,
    source_column,
)
from audit.report.case_sheets import CaseSheet, PlanSheet, lists_sheet
from audit.report.form_workbook import Form, form_workbook
from audit.schemas import CASES, FOLLOW_UPS, ITEMS
from audit.store.entries import current, heads, written

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["BLANK_PLANS", "BookScope", "CaseBook", "write_case_workbook"]

BLANK_PLANS = 3  # rows for new plans of each case
_IDENTITY = (
    "case_id",
    "case_no",
    "group",
    "name",
    "nik",
    "parent_name",
    "birth_date",
    "kecamatan",
    "desa",
    "posyandu",
    "rt",
    "rw",
)
_PLACES = ("kecamatan", "desa", "posyandu", "rt", "rw")


@dataclass(frozen=True, slots=True)
class BookScope:
    """For whom a workbook is that holds a part only: ``holder`` in words, the columns of the ``role``, ids of plans."""

    holder: str
    role: SliceRole
    plans: frozenset[str]


@dataclass(frozen=True)
class CaseBook:
    """What a workbook of cases is made of.

    ``cases`` (``CASES``) are those to be filled in, ``identities`` (``store.IDENTITIES``) who they are; ``known`` what
    the data answer (``cases.known_answers``); ``entries`` what was written in this cycle so far. ``folder`` and
    ``cycle`` come back with the workbook and say where it belongs. With a ``scope`` the workbook holds its columns and
    plans alone, and no rows for new plans: two hands would give theirs the same code.
    """

    folder: str
    cycle: str
    areas: Areas
    cases: pd.DataFrame
    identities: pd.DataFrame
    known: pd.DataFrame
    entries: pd.DataFrame
    scope: BookScope | None = None

    def items(self, group: str) -> tuple[WorksheetItem, ...]:
        """What is asked about the cases of a group."""
        every = worksheet_items(group)
        return every if self.scope is None else tuple(i for i in every if i.section in self.scope.role.sections)

    def is_told(self, column: str, group: str) -> bool:
        """Whether a column of identity may be filled in for a case of a group."""
        if self.scope is None:
            return True
        hidden = group == "catin" and column in _PLACES and column not in PLACES_OF_BRIDES
        return column in self.scope.role.identity and not hidden


def write_case_workbook(path: Path, book: CaseBook, *, language: Language = "id") -> None:
    """Write the workbook of the cases of a cycle. Raises ``OutputError`` (exit 17) where it cannot be written."""
    writer, holder = _Writer(book, language), book.scope.holder if book.scope else ""
    with form_workbook(path, language, holder=holder) as form:
        form.lines("guide", _guide(holder, language), topic="case_form")
        writer.identities(form)
        asked = {group: book.items(group) for group in SHEETS if book.cases["group"].eq(group).any()}
        asked = {group: items for group, items in asked.items() if items}
        for group, items in asked.items():
            writer.group(form, group, items)
        if book.scope is None or book.scope.plans:
            writer.plans(form)
        lists_sheet(form, asked)
        form.remember(writer.meta())


def _guide(holder: str, language: Language) -> list[str]:
    if holder:
        return [text(f"case_form.slice_guide_{i}", language, holder=holder) for i in range(1, 7)]
    return [text(f"case_form.guide_{i}", language) for i in range(1, 11)]


class _Writer:
    """Fills the sheets and remembers what it filled in, for the hidden sheet."""

    def __init__(self, book: CaseBook, language: Language) -> None:
        self.book = book
        self.language: Language = language
        self.cases: dict[tuple[str, str], str] = {}
        self.cells: dict[tuple[str, str, str], str] = {}
        self.answers = _by_record(current(book.entries, ITEMS)) if len(book.entries) else {}
        self.follow_ups = current(book.entries, FOLLOW_UPS) if len(book.entries) else FOLLOW_UPS.conform(pd.DataFrame())
        self.data = {
            (str(row.case_id), str(row.item_code)): (str(row.value), str(row.data_source))
            for row in book.known.itertuples(index=False)
        }
        self.numbers = dict(zip(book.cases["case_id"], book.cases["case_no"].astype("string").fillna(""), strict=True))
        self.given = {str(row["case_id"]): self._given(row) for row in book.cases.to_dict("records")}
        role = book.scope.role if book.scope else None
        self.identity = _IDENTITY if role is None else role.identity
        self.plan_fields = PLAN_FIELDS if role is None else tuple(f for f in PLAN_FIELDS if f in role.plans)

    def meta(self) -> FormMeta:
        shown = heads(self.book.entries)
        if self.book.scope is not None:
            shown = shown[self._own(shown)]
        return FormMeta(self.book.folder, self.book.cycle, self.cases, self.cells, frozenset(shown["entry_id"]))

    def _own(self, shown: pd.DataFrame) -> pd.Series:
        """Entries behind the cells of this part: the ids of others could be guessed from what they may say."""
        written = {(CASES.name, case) for _, case in self.cases}
        written |= {(ITEMS.name, item_id(case, column.removesuffix(".source"))) for _, case, column in self.cells}
        written |= {(FOLLOW_UPS.name, plan) for key, plan in self.cases if key == PLANS}
        fields = {CASES.name: {"status"}, ITEMS.name: {"value", "data_source"}, FOLLOW_UPS.name: set(self.plan_fields)}
        rows = zip(shown["table"], shown["record_id"], shown["field"], strict=True)
        mine = [(table, id) in written and field in fields.get(table, ()) for table, id, field in rows]
        return pd.Series(mine, index=shown.index, dtype=bool)

    def _given(self, case: Mapping[Hashable, object]) -> dict[str, str]:
        code = case["area_code"] if isinstance(case["area_code"], str) else ""
        desa = self.book.areas.by_code.get(code)
        kecamatan = self.book.areas.by_code.get(code.rpartition(".")[0])
        group = str(case["group"])
        place = {"kecamatan": kecamatan.name if kecamatan else "", "desa": desa.name if desa else ""}
        told = {name: value if self.book.is_told(name, group) else "" for name, value in place.items()}
        return {"case_no": self.numbers[str(case["case_id"])], **told, "group": group}

    def identities(self, form: Form) -> None:
        """Who the cases are: the one sheet with names."""
        who = self.book.identities.drop_duplicates("child_id").set_index("child_id")
        sheet = CaseSheet(form, text("case_form.sheet.identity", self.language), self.identity, self.language)
        for i, case in enumerate(self.book.cases.sort_values(["group", "case_no"]).to_dict("records")):
            person = who.loc[case["person_id"]] if case["person_id"] in who.index else pd.Series(dtype=object)
            given = self.given[str(case["case_id"])] | {"case_id": str(case["case_id"])}
            given["group"] = text(f"case_form.group.{case['group']}", self.language)
            for name in self.identity:
                value = given.get(name, person.get(name)) if self.book.is_told(name, str(case["group"])) else None
                if name == "birth_date" and pd.notna(value):
                    sheet.day(i, name, pd.Timestamp(value).date())
                elif isinstance(value, str):
                    sheet.text(i, name, value)
        sheet.close(len(self.book.cases))

    def group(self, form: Form, group: str, items: Sequence[WorksheetItem]) -> None:
        """The sheet of one target group."""
        cases = self.book.cases[self.book.cases["group"].eq(group)]
        sheet = CaseSheet.of_items(form, SHEETS[group], items, self.language)
        for i, case in enumerate(cases.sort_values("case_no").to_dict("records")):
            id = str(case["case_id"])
            given = self.given[id]
            self.cases[group, id] = "|".join(given[part] for part in ("case_no", "kecamatan", "desa"))
            for part in ("case_no", "kecamatan", "desa"):
                sheet.text(i, part, given[part])
            sheet.text(i, "case_id", id)
            status = case["status"] if isinstance(case["status"], str) else None
            sheet.coded(i, "status", "status", self.keep((group, id, "status"), status))
            sheet.empty(i, "filled_on", day=True)
            sheet.empty(i, "filled_by")
            empty = 0
            for item in items:
                data, data_source = self.data.get((id, item.code), (None, item.data_source))
                told, told_source = self.answers.get(item_id(id, item.code), (None, None))
                value = data if told is None else told
                if item.kind == "shown":
                    sheet.shown(i, item, value)
                    continue
                empty += value is None
                sheet.answer(
                    i, item, self.keep((group, id, item.code), value), from_data=told is None and data is not None
                )
                source = self.keep((group, id, source_column(item.code)), told_source or data_source)
                sheet.source(i, item, source, from_data=told is None and data is not None)
            sheet.unanswered(i, empty)
        sheet.close(len(cases))

    def keep(self, key: tuple[str, str, str], value: str | None) -> str | None:
        """Remember a cell that is filled in beforehand."""
        if value is not None:
            self.cells[key] = value
        return value

    def plans(self, form: Form) -> None:
        """The sheet of follow-up plans: those that there are, then empty rows for each case."""
        scope = self.book.scope
        columns = [
            c for c in PLAN_COLUMNS if scope is None or c in ("rtl_id", *self.identity, *self.plan_fields, *WHO_COLUMNS)
        ]
        sheet = PlanSheet(form, text("case_form.sheet.plans", self.language), self.language, columns=columns)
        dtypes = dict(FOLLOW_UPS.columns)
        old = {str(row["rtl_id"]): row for row in self.follow_ups.to_dict("records")}
        texts = {name: written(self.follow_ups[name], dtypes[name]) for name in self.plan_fields}
        values = {
            id: {name: None if pd.isna(column.iloc[n]) else str(column.iloc[n]) for name, column in texts.items()}
            for n, id in enumerate(old)
        }
        i = 0
        for case in self.book.cases.sort_values(["group", "case_no"])["case_id"].astype(str):
            own = [id for id, row in old.items() if row["case_id"] == case and (scope is None or id in scope.plans)]
            for id in (*own, *(() if scope else _new_ids(case, own))):
                given = self.given[case] | {"rtl_id": id, "case_id": case}
                self.cases[PLANS, id] = "|".join((case, given["case_no"]))
                for name in self.plan_fields:
                    self.keep((PLANS, id, name), values.get(id, {}).get(name))
                sheet.row(i, given, values.get(id, {}))
                i += 1
        sheet.close(i)


def _new_ids(case: str, taken: Sequence[str]) -> list[str]:
    ids = (f"{case}-r{n:02d}" for n in range(1, len(taken) + BLANK_PLANS + 1))
    return [id for id in ids if id not in taken][:BLANK_PLANS]


def _by_record(items: pd.DataFrame) -> dict[str, tuple[str | None, str | None]]:
    rows = (
        items[["item_id", "value", "data_source"]]
        .astype(object)
        .where(items[["item_id", "value", "data_source"]].notna(), None)
    )
    return {str(id): (value, source) for id, value, source in rows.itertuples(index=False, name=None)}
