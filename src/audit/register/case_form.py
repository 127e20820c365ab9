"""The workbook of cases read back: what people changed as entries, and every cell that could not be taken.

Read by the names of columns; position, order, checks and colours are not trusted. A row is taken only where its case is
known and its identity cells are still those of that case, so that answers never move to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from audit.reference.worksheet_items import NOTES, WorksheetItem, worksheet_items
from audit.register.case_answers import answer_field, coded_field, plan_field, read_answer, source_field
from audit.register.case_entries import Said, entries_of
from audit.register.case_layout import (
    CASE_COLUMNS,
    PLAN_FIELDS,
    PLANS,
    source_column,
)
from audit.register.case_sheets import OpenCases
from audit.register.filled_form import FormSheet
from audit.register.heard import Hearing, Place, ReadCases
from audit.register.list_fields import ListField
from audit.register.text import clean, holds, is_missing
from audit.results import Sentence
from audit.schemas import CASES, FOLLOW_UPS, ITEMS
from audit.store.entries import current

__all__ = ["item_id", "read_cases"]

SOURCE_SYSTEM = "kertas_kerja"
_BESIDE = ("data_source", "case_id", "group", "area_code")  # written along with an answer


def item_id(case_id: str, item: str) -> str:
    """The record of one item of one case."""
    return f"{case_id}:{item}"


def read_cases(form: OpenCases, entries: pd.DataFrame, *, role: str, on: date, until: date | None = None) -> ReadCases:
    """Read a workbook of cases against the entries of its cycle.

    ``role`` and ``on`` stand where a row does not say who filled it in and when; a row dated after ``until`` (``on``
    where that is not given) is not believed. Cells that nobody changed say nothing. Of a row that stands twice, cells
    that agree are taken, the others rejected. An emptied cell takes its earlier answer back; a deleted column or row
    does not.
    """
    cases = current(entries, CASES)
    reader = _Reader(form, cases, role, on, until or on)
    for sheet in form.cases:
        reader.read_sheet(sheet)
    for sheet in form.plans:
        reader.read_plans(sheet)
    said = reader.agreed(beside=("data_source",))
    seen = form.meta.known if form.meta else ()
    known = {(str(r.table), str(r.record_id), str(r.field)) for r in entries.itertuples(index=False)}
    new = entries_of(_with_keys(said, known), entries, source_system=SOURCE_SYSTEM, seen=seen)
    return ReadCases(
        new, sum(one.field not in _BESIDE for one in said), tuple(reader.rejected), tuple(reader.findings())
    )


def _with_keys(said: list[Said], known: set[tuple[str, str, str]]) -> Iterator[Said]:
    """What was said, and for a new record which case it belongs to."""
    for one in said:
        yield one
        if one.table == ITEMS.name and one.value is not None and one.field == "value":
            case, _, code = one.record_id.rpartition(":")
            for name, value in (("case_id", case), ("item_code", code)):
                if (one.table, one.record_id, name) not in known:
                    yield Said(one.table, one.record_id, name, value, one.role, one.filled_on)


class _Reader(Hearing):
    def __init__(self, form: OpenCases, cases: pd.DataFrame, role: str, on: date, until: date) -> None:
        super().__init__(form.meta)
        self.form, self.cases, self.role, self.on, self.until = form, cases, role, on, until
        self.met: set[tuple[str, str]] = set()
        groups = cases[["case_id", "group"]].dropna()
        self.groups: Mapping[str, str] = {record: key for key, record in self.identities if key != PLANS}
        self.groups = self.groups | dict(zip(groups["case_id"], groups["group"], strict=True))
        self.by_folded = {id.casefold(): id for id in self.groups}

    # --- sheets -------------------------------------------------------------------------------------------------------

    def read_sheet(self, sheet: FormSheet) -> None:
        for row in sheet.rows:
            case = self.case_of(sheet, row)
            if case is None:
                continue
            group = self.groups[case]
            if not self.is_itself(sheet, row, group, case, ("case_no", "kecamatan", "desa")):
                continue
            self.met.add((group, case))
            who = self.who(sheet, row)
            items = worksheet_items(group)
            if "status" in sheet.columns:
                self.hear(sheet, row, "status", coded_field("status", "status"), (group, case), (CASES.name, case), who)
            for item in items:
                if item.kind != "shown" and item.code != NOTES:
                    self.read_item(sheet, row, item, case, who)
            if notes := next((item for item in items if item.code == NOTES), None):
                self.read_notes(sheet, row, notes, case, who)

    def read_item(self, sheet: FormSheet, row: int, item: WorksheetItem, case: str, who: tuple[str, date]) -> None:
        """One answer with the place where it was found."""
        record, key = item_id(case, item.code), (self.groups[case], case)
        value = None
        if item.code in sheet.columns:
            value = self.hear(sheet, row, item.code, answer_field(item), key, (ITEMS.name, record, "value"), who)
        column = source_column(item.code)
        if column not in sheet.columns:
            told, changed = item.data_source, False
        else:
            told, reason = read_answer(sheet.cell(row, column), source_field(column))
            if reason and value is not None:
                self.reject(sheet, row, column, reason, source_field(column))
            changed = told != self.cells.get((*key, column))
        answered = value is not None or (*key, item.code) in self.cells
        if told and (value is not None or (changed and answered and self.meta)):
            said = Said(ITEMS.name, record, "data_source", told, *who)
            self.keep(said, Place(sheet, row, column, source_field(column)))

    def read_notes(self, sheet: FormSheet, row: int, item: WorksheetItem, case: str, who: tuple[str, date]) -> None:
        """Notes, and what stands under headers that are not ours, which is kept with them."""
        own = [] if NOTES not in sheet.columns or is_missing(cell := sheet.cell(row, NOTES)) else [clean(cell)]
        known = {i.code for i in worksheet_items(self.groups[case])}
        known |= {source_column(code) for code in known} | set(CASE_COLUMNS)
        more = [
            f"{name}: {clean(sheet.cell(row, name))}"
            for name in sheet.columns
            if name not in known and not is_missing(sheet.cell(row, name))
        ]
        text = "; ".join((*own, *(one for one in more if not own or one not in own[0])))
        self.change(
            sheet, row, NOTES if NOTES in sheet.columns else "case_id", answer_field(item), text or None,
            (self.groups[case], case, NOTES), (ITEMS.name, item_id(case, NOTES), "value"), who,
        )  # fmt: skip

    def read_plans(self, sheet: FormSheet) -> None:
        for row in sheet.rows:
            filled = [name for name in PLAN_FIELDS if name in sheet.columns and not is_missing(sheet.cell(row, name))]
            plan = clean(sheet.cell(row, "rtl_id"))
            if not filled and (PLANS, plan) not in self.identities:
                continue
            if (PLANS, plan) not in self.identities and self.meta is not None:
                self.reject(sheet, row, "rtl_id", "rencana_tak_dikenal")
                continue
            if not self.is_itself(sheet, row, PLANS, plan, ("case_id", "case_no")):
                continue
            self.met.add((PLANS, plan))
            case = self.case_of(sheet, row) if holds(sheet.cell(row, "case_id")) else None
            who, said = self.who(sheet, row), False
            for name in PLAN_FIELDS:
                if name in sheet.columns:
                    asked = plan_field(name, name)
                    value = self.hear(sheet, row, name, asked, (PLANS, plan), (FOLLOW_UPS.name, plan, name), who)
                    said = said or value is not None
            if said and case is not None:
                more = {"case_id": case, "group": self.groups[case], "area_code": self.area(case)}
                for name, value in more.items():
                    if value:
                        one = Said(FOLLOW_UPS.name, plan, name, value, *who)
                        self.keep(one, Place(sheet, row, "case_id", plan_field("activity", "case_id")))

    def area(self, case: str) -> str | None:
        found = self.cases.loc[self.cases["case_id"].eq(case), "area_code"].dropna()
        return str(found.iloc[0]) if len(found) else None

    # --- rows ---------------------------------------------------------------------------------------------------------

    def case_of(self, sheet: FormSheet, row: int) -> str | None:
        """The case of a row; ``None`` where there is none of that code (which is said, if anything was written)."""
        case = self.by_folded.get(clean(sheet.cell(row, "case_id")).casefold())
        if case is None:
            self.reject(sheet, row, "case_id", "kasus_tak_dikenal")
        return case

    def who(self, sheet: FormSheet, row: int) -> tuple[str, date]:
        role, day = self.role, self.on
        fields = {"filled_by": coded_field("filled_by", "filled_by"), "filled_on": _DAY}
        for name, asked in fields.items():
            if name not in sheet.columns:
                continue
            value, reason = read_answer(sheet.cell(row, name), asked)
            if name == "filled_on" and value and date.fromisoformat(value) > self.until:
                value, reason = None, "tanggal_belum_tiba"
            if reason:
                self.reject(sheet, row, name, reason, asked)
            elif value and name == "filled_by":
                role = value
            elif value:
                day = date.fromisoformat(value)
        return role, day

    def findings(self) -> Iterator[Sentence]:
        if self.meta is None:
            yield Sentence("case_form.meta_changed" if self.form.meta_changed else "case_form.no_meta", {})
        gone = [record for key, record in self.identities if key != PLANS and (key, record) not in self.met]
        if gone:
            yield Sentence("case_form.rows_gone", {"n": len(gone), "cases": ", ".join(sorted(gone))})


_DAY = ListField("filled_on", "filled_on", "date", ())
