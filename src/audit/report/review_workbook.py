"""``telaah-pakar-<discipline>-<reader>.xlsx``: what one expert reads of each case, and room for what the expert says.

Restricted, though it names nobody: cases have numbers. It holds nothing that another reader wrote, so that the second
reader stays blind. Layout and names of columns are shared with the reader (``audit.register.review_layout``).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from audit.language import number, text
from audit.language.catalogue import Language
from audit.reference.causes import causes
from audit.reference.people_lists import NO, YES
from audit.reference.review_rules import EVIDENCE
from audit.reference.worksheet_items import WorksheetItem, worksheet_items
from audit.register.case_answers import sources
from audit.register.case_layout import FormMeta
from audit.register.review_layout import (
    ADVICE_COLUMNS,
    CAUSE_COLUMNS,
    CAUSE_FIELDS,
    CONFIRMED,
    REVIEW,
    REVIEW_COLUMNS,
    REVIEW_FIELDS,
    ROW,
    cause_id,
    may_confirm,
    review_field,
    review_id,
    words_of,
)
from audit.report.case_sheets import CaseSheet, shown_answer
from audit.report.form_workbook import FIRST_ROW, Form, form_workbook
from audit.report.rule_words import rule_label, value_words
from audit.schemas import CASES, CAUSES, RECOMMENDATIONS, REVIEWS
from audit.store.entries import heads

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ReviewBook", "write_review_workbook"]

BLANK_CAUSES = 6  # empty rows for causes of each case
_FACTS = ("case_no", "group", "section", "item", "answer", "source")
_VISITS = ("case_no", "visit_date", "age_months", "weight_kg", "lenhei_cm", "muac_cm", "waz", "haz", "whz", "doubtful")
_Z = ("waz", "haz", "whz")
_CODES = ("cause", "level", "icd10")
_WIDTHS = {
    "case_no": 7, "group": 22, "summary": 26, "risk": 30, "dissent": 26, "institution": 20, "cause_code": 40,
    "evidence": 14, "preventable_by": 26, "section": 22, "item": 44, "answer": 40, "source": 22, "cause": 48,
    "level": 18, "doubtful": 20, **dict.fromkeys(ADVICE_COLUMNS, 26),
}  # fmt: skip
_WIDTH = 12
_HEAD_HEIGHT, _TO_WRITE_HEIGHT = 48, 62  # points; room to write by hand
_SUMMARY = ("age_months", "age_years", "haz", "waz", "whz", "muac_cm", "hb_g_dl", "gestation_weeks")
_DIGITS = {"months": 1, "years": 1, "z": 2}
_LISTS = ("cause_code", "preventable_by", "mode")
_ASKED = ("risk", CONFIRMED, "referral_needed", "dissent", "reviewed_on", "signed", "mode", "cause_code", "present",
          "evidence", "preventable_by")  # fmt: skip
_PROMPTED = {**{name: name for name in _ASKED}, **dict.fromkeys(ADVICE_COLUMNS, "advice")}


@dataclass(frozen=True)
class ReviewBook:
    """What the workbook of one expert is made of.

    ``cases`` (``CASES``) are those to be read, ``facts`` and ``visits`` of ``cases.review_facts``; of ``entries`` only
    what this very reader wrote is shown. ``institution`` and ``mode`` are filled in beforehand, "" where not known.
    ``folder`` and ``cycle`` come back with the workbook and say where it belongs.
    """

    folder: str
    cycle: str
    discipline: str
    reader: str
    cases: pd.DataFrame
    facts: pd.DataFrame
    visits: pd.DataFrame
    entries: pd.DataFrame
    institution: str = ""
    mode: str = ""


def write_review_workbook(path: Path, book: ReviewBook, *, language: Language = "id") -> None:
    """Write the workbook of one expert. Raises ``OutputError`` (exit 17) where it cannot be written."""
    writer = _Writer(book, language)
    with form_workbook(path, language) as form:
        writer.guide(form)
        writer.facts(form)
        writer.visits(form)
        writer.reviews(form)
        writer.causes(form)
        writer.codes(form)
        form.remember(writer.meta())


class _Writer:
    """Fills the sheets and remembers what it filled in, for the hidden sheet."""

    def __init__(self, book: ReviewBook, language: Language) -> None:
        self.book = book
        self.language: Language = language
        self.identities: dict[tuple[str, str], str] = {}
        self.cells: dict[tuple[str, str, str], str] = {}
        self.rows = book.cases.sort_values(["case_no", "case_id"]).to_dict("records")
        self.own = _records(book.entries, REVIEWS.name)
        self.advice = _records(book.entries, RECOMMENDATIONS.name)
        self.found = _records(book.entries, CAUSES.name)
        self.confirmed = _records(book.entries, CASES.name)

    def say(self, name: str, **values: object) -> str:
        return text(f"expert.{name}", self.language, **values)

    def meta(self) -> FormMeta:
        known = heads(self.book.entries)["entry_id"]
        return FormMeta(self.book.folder, self.book.cycle, self.identities, self.cells, frozenset(known))

    def guide(self, form: Form) -> None:
        """Who reads what, and how it is filled in."""
        who = text(f"case_page.discipline.{self.book.discipline}", self.language)
        head = self.say(
            "guide_who", discipline=who, reader=self.say(f"reader.{self.book.reader}"), cycle=self.book.cycle
        )
        lines = [head, *(self.say(f"guide_{i}") for i in range(1, 9))]
        form.lines("guide", lines, topic="expert")

    def _sheet(self, form: Form, name: str, columns: Sequence[str]) -> CaseSheet:
        sheet = CaseSheet(form, self.say(f"sheet.{name}"), columns, self.language, topic="expert")
        for column, j in sheet.at.items():
            sheet.sheet.set_column(j, j, _WIDTHS.get(column, _WIDTH))
        sheet.sheet.set_row(1, _HEAD_HEIGHT)
        return sheet

    # --- to read ------------------------------------------------------------------------------------------------------

    def facts(self, form: Form) -> None:
        """Everything that is known of each case, a row a fact."""
        sheet = self._sheet(form, "facts", _FACTS)
        by_case = dict(tuple(self.book.facts.groupby("case_id", sort=False)))
        i, begins = 0, list[int]()
        for case in self.rows:
            begins.append(FIRST_ROW + i)
            for fact in by_case.get(str(case["case_id"]), self.book.facts.iloc[:0]).to_dict("records"):
                for column, value in self._fact(case, fact).items():
                    sheet.text(i, column, value)
                i += 1
        sheet.sheet.set_h_pagebreaks(begins[1:])
        sheet.close(i)

    def _fact(self, case: Mapping[Hashable, Any], fact: Mapping[Hashable, Any]) -> dict[str, str]:
        given = {"case_no": _number(case), "group": self._group(case)}
        if fact["kind"] == "risk":
            value = value_words(fact["value"], fact["unit"], self.language) or YES
            more = {"section": self.say("section.risk"), "item": rule_label(fact["name"], self.language)}
        else:
            item = _item(str(case["group"]), fact["name"])
            value = self._words(item, fact["value"])
            section = text(f"case_form.section.{item.section}", self.language)
            more = {"section": section, "item": item.label(self.language)}
        known = sources(self.language)
        return given | more | {"answer": value, "source": known.get(fact["source"], fact["source"] or "")}

    def _words(self, item: WorksheetItem, value: str) -> str:
        if item.kind in ("number", "whole", "shown"):
            amount = float(value)
            digits = _DIGITS.get(item.unit, 0 if amount.is_integer() else 1)
            return number(amount, digits, language=self.language)
        if item.kind == "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        return shown_answer(item, value, self.language)

    def visits(self, form: Form) -> None:
        """Every measurement of the children among the cases."""
        rows = self.book.visits
        if rows.empty:
            return
        sheet = self._sheet(form, "visits", _VISITS)
        numbers = {str(case["case_id"]): case for case in self.rows}
        order = rows.assign(place=rows["case_id"].map({id: i for i, id in enumerate(numbers)}))
        order = order[order["place"].notna()].sort_values(["place", "visit_date"])
        for i, row in enumerate(order.to_dict("records")):
            sheet.text(i, "case_no", _number(numbers[str(row["case_id"])]))
            sheet.day(i, "visit_date", row["visit_date"].date())
            sheet.text(i, "doubtful", self.say("doubtful") if row["doubtful"] else "")
            for column in _VISITS[2:-1]:
                value = None if pd.isna(row[column]) else str(row[column])
                sheet.put(i, column, value, "number", "locked_2" if column in _Z else "locked_1")
        sheet.close(len(order))

    # --- to fill in ---------------------------------------------------------------------------------------------------

    def reviews(self, form: Form) -> None:
        """A row a case: what the expert finds and recommends."""
        discipline, reader = self.book.discipline, self.book.reader
        confirms = any(may_confirm(str(case["group"]), discipline, reader) for case in self.rows)
        columns = [name for name in REVIEW_COLUMNS if name != CONFIRMED or confirms]
        sheet = self._sheet(form, "reviews", columns)
        for i, case in enumerate(self.rows):
            id = str(case["case_id"])
            review = review_id(id, discipline, reader)
            self.identities[REVIEW, review] = _number(case)
            given = {
                REVIEW: review,
                "case_no": _number(case),
                "group": self._group(case),
                "summary": self._summary(case),
            }
            for column, value in given.items():
                sheet.text(i, column, value)
            values = {name: self.own.get((review, name)) for name in REVIEW_FIELDS}
            for column, addressee in ADVICE_COLUMNS.items():
                values[column] = self.advice.get((f"{review}:{addressee}", "text"))
            if confirms and may_confirm(str(case["group"]), discipline, reader):
                values[CONFIRMED] = self.confirmed.get((id, CONFIRMED))
            elif confirms:
                sheet.text(i, CONFIRMED, self.say("not_asked"))
            for column, value in values.items():
                if value is not None:
                    self.cells[REVIEW, review, column] = value
                value = value or {"institution": self.book.institution, "mode": self.book.mode}.get(column) or None
                self._put(sheet, i, column, value)
        self._checks(sheet, len(self.rows))
        sheet.sheet.set_column(0, 0, None, None, {"hidden": True})
        for i in range(len(self.rows)):
            sheet.sheet.set_row(FIRST_ROW + i, _TO_WRITE_HEIGHT)
        sheet.sheet.fit_to_pages(2, 0)
        sheet.sheet.repeat_columns(1, 1)
        sheet.sheet.freeze_panes(FIRST_ROW, 3)
        sheet.close(len(self.rows))
        sheet.sheet.activate()

    def causes(self, form: Form) -> None:
        """Rows for the causes of each case: those that this expert named before, then empty ones."""
        sheet = self._sheet(form, "causes", CAUSE_COLUMNS)
        i = 0
        for case in self.rows:
            review = review_id(str(case["case_id"]), self.book.discipline, self.book.reader)
            before = [code for code in causes() if (cause_id(review, code), "cause_code") in self.found]
            for n, code in enumerate([*before, *[None] * BLANK_CAUSES], start=1):
                row = f"{review}:{n:02d}"
                self.identities[ROW, row] = _number(case)
                for column, value in {ROW: row, "case_no": _number(case), "group": self._group(case)}.items():
                    sheet.text(i, column, value)
                record = cause_id(review, code or "")
                values = {"cause_code": code, **{name: self.found.get((record, name)) for name in CAUSE_FIELDS}}
                for column, value in values.items():
                    if value is not None:
                        self.cells[ROW, row, column] = value
                    self._put(sheet, i, column, value)
                i += 1
        self._checks(sheet, i)
        sheet.sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.close(i)

    def _put(self, sheet: CaseSheet, i: int, column: str, value: str | None) -> None:
        kind = review_field(column).kind
        if value is not None and kind == "yes":
            value = YES if value == "y" else NO
        elif value is not None and column == "evidence":
            value = value.replace(";", "")
        elif value is not None and kind == "code":
            value = words_of(column, self.language).get(value, value)
        sheet.put(i, column, value, kind, {"date": "day", "text": "text", "office": "text"}.get(kind, "filled"))

    def _checks(self, sheet: CaseSheet, rows: int) -> None:
        """Lists and prompts; Excel warns and never refuses."""
        for column in sheet.at:
            if column not in _PROMPTED:
                continue
            kind = review_field(column).kind
            if kind == "yes":
                rule: Mapping[str, Any] = {"validate": "list", "source": [YES, NO]}
            elif column in _LISTS:
                rule = {"validate": "list", "source": f"=Daftar_{column}"}
            else:
                rule = {"validate": "any"}
            sheet.check(column, rows, rule, self.say(f"column.{column}"), self.say(f"prompt.{_PROMPTED[column]}"))

    # --- the codebook -------------------------------------------------------------------------------------------------

    def codes(self, form: Form) -> None:
        """Every cause by its level, and the lists that cells choose from."""
        sheet = self._sheet(form, "codes", _CODES)
        for i, (code, cause) in enumerate(causes().items()):
            sheet.text(i, "icd10", cause.icd10)
            sheet.text(i, "level", text(f"case_page.level.{cause.level}", self.language))
            sheet.text(i, "cause", words_of("cause_code", self.language)[code])
        sheet.close(len(causes()))
        last = FIRST_ROW + len(causes())
        form.book.define_name("Daftar_cause_code", f"='{self.say('sheet.codes')}'!$A${FIRST_ROW + 1}:$A${last}")
        lists = form.book.add_worksheet(self.say("sheet.lists"))
        for j, name in enumerate(_LISTS[1:]):
            words = tuple(words_of(name, self.language).values())
            lists.set_column(j, j, 34)
            for i, word in enumerate(words):
                lists.write_string(i, j, word, form.body)
            letter = chr(ord("A") + j)
            form.book.define_name(f"Daftar_{name}", f"='{self.say('sheet.lists')}'!${letter}$1:${letter}${len(words)}")
        letters = [f"{letter}: {self.say(f'evidence.{letter}')}" for letter in EVIDENCE]
        lists.set_column(2, 2, 34)
        for i, line in enumerate(letters):
            lists.write_string(i, 2, line, form.body)
        lists.protect()

    # --- words --------------------------------------------------------------------------------------------------------

    def _group(self, case: Mapping[Hashable, Any]) -> str:
        return text(f"case_form.group.{case['group']}", self.language)

    def _summary(self, case: Mapping[Hashable, Any]) -> str:
        own = self.book.facts[self.book.facts["case_id"].eq(case["case_id"]) & self.book.facts["kind"].eq("item")]
        values = dict(zip(own["name"], own["value"], strict=True))
        items = {item.code: item for item in worksheet_items(str(case["group"]))}
        shown = [name for name in _SUMMARY if name in values and name in items]
        return "; ".join(f"{items[n].label(self.language)} {self._words(items[n], values[n])}" for n in shown)


def _item(group: str, code: str) -> WorksheetItem:
    return next(item for item in worksheet_items(group) if item.code == code)


def _number(case: Mapping[Hashable, Any]) -> str:
    return "" if pd.isna(case["case_no"]) else str(int(case["case_no"]))


def _records(entries: pd.DataFrame, table: str) -> dict[tuple[str, str], str]:
    """What stands in every field of a table, as entries write it, by record and field."""
    own = heads(entries[entries["table"].eq(table)]).sort_values(["filled_on", "entry_id"])
    own = own[own["value"].notna()]
    return {(str(r.record_id), str(r.field)): str(r.value) for r in own.itertuples(index=False)}
