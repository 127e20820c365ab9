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
from audit.reference.worksheet_items import worksheet_items
from audit.register.case_form import item_id
from audit.register.case_layout import META_SHEET, PLAN_FIELDS, PLANS, SHEETS, FormMeta, source_column
from audit.report.case_sheets import CaseSheet, PlanSheet, lists_sheet
from audit.report.form_workbook import Form, form_workbook
from audit.schemas import FOLLOW_UPS, ITEMS
from audit.store.entries import current, heads, written

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["BLANK_PLANS", "CaseBook", "write_case_workbook"]

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


@dataclass(frozen=True)
class CaseBook:
    """What a workbook of cases is made of.

    ``cases`` (``CASES``) are those to be filled in, ``identities`` (``store.IDENTITIES``) who they are; ``known`` what
    the data answer (``cases.known_answers``); ``entries`` what was written in this cycle so far. ``folder`` and
    ``cycle`` come back with the workbook and say where it belongs.
    """

    folder: str
    cycle: str
    areas: Areas
    cases: pd.DataFrame
    identities: pd.DataFrame
    known: pd.DataFrame
    entries: pd.DataFrame


def write_case_workbook(path: Path, book: CaseBook, *, language: Language = "id") -> None:
    """Write the workbook of the cases of a cycle. Raises ``OutputError`` (exit 17) where it cannot be written."""
    writer = _Writer(book, language)
    with form_workbook(path, language) as form:
        _lines(form, language)
        writer.identities(form)
        for group, name in SHEETS.items():
            if (cases := book.cases[book.cases["group"].eq(group)]).size:
                writer.group(form, group, name, cases)
        writer.plans(form)
        lists_sheet(form, tuple(g for g in SHEETS if book.cases["group"].eq(g).any()))
        _hidden(form, writer.meta())


def _lines(form: Form, language: Language) -> None:
    sheet = form.book.add_worksheet(text("case_form.sheet.guide", language))
    sheet.set_paper(9)
    sheet.set_column(0, 0, 95)
    sheet.set_footer(f"&L{form.words('restricted')}&R&P / &N")
    for i in range(1, 11):
        sheet.write_string(i - 1, 0, text(f"case_form.guide_{i}", language), form.body)


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

    def meta(self) -> FormMeta:
        shown = heads(self.book.entries)
        return FormMeta(self.book.folder, self.book.cycle, self.cases, self.cells, frozenset(shown["entry_id"]))

    def _given(self, case: Mapping[Hashable, object]) -> dict[str, str]:
        code = case["area_code"] if isinstance(case["area_code"], str) else ""
        desa = self.book.areas.by_code.get(code)
        kecamatan = self.book.areas.by_code.get(code.rpartition(".")[0])
        return {
            "case_no": self.numbers[str(case["case_id"])],
            "kecamatan": kecamatan.name if kecamatan else "",
            "desa": desa.name if desa else "",
            "group": str(case["group"]),
        }

    def identities(self, form: Form) -> None:
        """Who the cases are: the one sheet with names."""
        who = self.book.identities.drop_duplicates("child_id").set_index("child_id")
        sheet = CaseSheet(form, text("case_form.sheet.identity", self.language), _IDENTITY, self.language)
        for i, case in enumerate(self.book.cases.sort_values(["group", "case_no"]).to_dict("records")):
            person = who.loc[case["person_id"]] if case["person_id"] in who.index else pd.Series(dtype=object)
            given = self.given[str(case["case_id"])] | {"case_id": str(case["case_id"])}
            given["group"] = text(f"case_form.group.{case['group']}", self.language)
            for name in _IDENTITY:
                value = given.get(name, person.get(name))
                if name == "birth_date" and pd.notna(value):
                    sheet.day(i, name, pd.Timestamp(value).date())
                elif isinstance(value, str):
                    sheet.text(i, name, value)
        sheet.close(len(self.book.cases))

    def group(self, form: Form, group: str, name: str, cases: pd.DataFrame) -> None:
        """The sheet of one target group."""
        items = worksheet_items(group)
        sheet = CaseSheet.of_items(form, name, items, self.language)
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
        sheet = PlanSheet(form, text("case_form.sheet.plans", self.language), self.language)
        dtypes = dict(FOLLOW_UPS.columns)
        old = {str(row["rtl_id"]): row for row in self.follow_ups.to_dict("records")}
        texts = {name: written(self.follow_ups[name], dtypes[name]) for name in PLAN_FIELDS}
        values = {
            id: {name: None if pd.isna(column.iloc[n]) else str(column.iloc[n]) for name, column in texts.items()}
            for n, id in enumerate(old)
        }
        i = 0
        for case in self.book.cases.sort_values(["group", "case_no"])["case_id"].astype(str):
            own = [id for id, row in old.items() if row["case_id"] == case]
            for id in (*own, *_new_ids(case, own)):
                given = self.given[case] | {"rtl_id": id, "case_id": case}
                self.cases[PLANS, id] = "|".join((case, given["case_no"]))
                for name in PLAN_FIELDS:
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


def _hidden(form: Form, meta: FormMeta) -> None:
    sheet = form.book.add_worksheet(META_SHEET)
    for i, row in enumerate(meta.rows()):
        for j, value in enumerate(row):
            sheet.write_string(i, j, value)
    sheet.very_hidden()
