"""The workbook of one expert read back: what was reviewed as entries, and every cell that could not be taken.

Each row carries the code of case, discipline and reader, so that nothing moves to another case or another reader. Of a
case that an expert left empty nothing is taken: it stays "belum ditelaah".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from audit.reference.causes import causes
from audit.register.case_answers import read_answer
from audit.register.case_entries import Said, entries_of
from audit.register.filled_form import FormSheet
from audit.register.heard import Hearing, Place, ReadCases
from audit.register.review_layout import (
    ADVICE_COLUMNS,
    CAUSE_FIELDS,
    CONFIRMED,
    REVIEW,
    REVIEW_FIELDS,
    ROW,
    cause_id,
    may_confirm,
    review_field,
    reviewer,
)
from audit.register.review_sheets import OpenReviews
from audit.register.text import clean
from audit.results import Sentence
from audit.schemas import CASES, CAUSES, RECOMMENDATIONS, REVIEWS
from audit.store.entries import current

__all__ = ["read_reviews"]

SOURCE_SYSTEM = "telaah_pakar"
_WHERE = ("institution", "mode")  # may be filled in beforehand, so alone they are no review
_KEYS = ("case_id", "discipline", "reader", "addressee", "review_id", "cause_code", "level")  # written along


def read_reviews(form: OpenReviews, entries: pd.DataFrame, *, on: date, until: date | None = None) -> ReadCases:
    """Read the workbook of an expert against the entries of its cycle.

    The role is the discipline, the day that of the review; ``on`` stands where a row has none, and a day after
    ``until`` (``on`` where that is not given) is not believed. Cells that nobody changed say nothing, an emptied cell
    takes its earlier answer back, a deleted row or column does not. A cause without yes or no counts as found; its
    level is that of the codebook.
    """
    cases = current(entries, CASES)
    before = current(entries, REVIEWS)
    reader = _Reader(form, cases, before, on, until or on)
    for sheet in form.reviews:
        reader.read_sheet(sheet)
    for sheet in form.causes:
        reader.read_causes(sheet)
    said = reader.agreed()
    seen = form.meta.known if form.meta else ()
    new = entries_of(said, entries, source_system=SOURCE_SYSTEM, seen=seen)
    after = current(pd.concat([entries, new], ignore_index=True), REVIEWS)
    told = sum(one.field not in _KEYS for one in said)
    return ReadCases(new, told, tuple(reader.rejected), tuple(reader.findings(after)))


class _Reader(Hearing):
    def __init__(self, form: OpenReviews, cases: pd.DataFrame, reviews: pd.DataFrame, on: date, until: date) -> None:
        super().__init__(form.meta)
        self.form, self.on, self.until = form, on, until
        self.begun = set(reviews.loc[reviews["reviewed_on"].notna(), "review_id"])
        self.groups: Mapping[str, str] = dict(zip(cases["case_id"], cases["group"].fillna(""), strict=True))
        self.numbers = dict(zip(cases["case_id"], cases["case_no"].astype("string").fillna(""), strict=True))
        self.days: dict[str, date] = {}
        self.met: set[str] = set()

    # --- the sheet of cases -------------------------------------------------------------------------------------------

    def read_sheet(self, sheet: FormSheet) -> None:
        for row in sheet.rows:
            review = clean(sheet.cell(row, REVIEW))
            who = self.known(sheet, row, REVIEW, review)
            if who is None or not self.is_itself(sheet, row, REVIEW, review, ("case_no",)):
                continue
            self.met.add(review)
            self.read_row(sheet, row, review, *who)

    def read_row(self, sheet: FormSheet, row: int, review: str, case: str, discipline: str, reader: str) -> None:
        day = self.day(sheet, row)
        self.days[review] = day
        who, key = (discipline, day), (REVIEW, review)
        told = False
        for column in (name for name in REVIEW_FIELDS if name in sheet.columns and name not in _WHERE):
            asked, at = review_field(column), (REVIEWS.name, review)
            if column == "reviewed_on" and self.is_ahead(sheet, row):
                self.reject(sheet, row, column, "tanggal_belum_tiba", asked)
                continue
            told |= self.hear(sheet, row, column, asked, key, at, who) is not None
        for column in (name for name in ADVICE_COLUMNS if name in sheet.columns):
            told |= self.advise(sheet, row, column, review, case, discipline, who)
        if CONFIRMED in sheet.columns and may_confirm(self.groups[case], discipline, reader):
            at = (CASES.name, case, CONFIRMED)
            told |= self.hear(sheet, row, CONFIRMED, review_field(CONFIRMED), key, at, who) is not None
        if told or review in self.begun:
            for column in (name for name in _WHERE if name in sheet.columns):
                self.hear(sheet, row, column, review_field(column), key, (REVIEWS.name, review), who)
        if told:
            self.along(sheet, row, REVIEW, review, who)

    def along(self, sheet: FormSheet, row: int, column: str, review: str, who: tuple[str, date]) -> None:
        """What belongs to every review that says something: whose it is."""
        case, discipline, reader = review.split(":")
        more = {"case_id": case, "discipline": discipline, "reader": reader}
        self.write(sheet, row, column, REVIEWS.name, review, more, who)

    def advise(
        self, sheet: FormSheet, row: int, column: str, review: str, case: str, discipline: str, who: tuple[str, date]
    ) -> bool:
        """One recommendation; emptied, all of it is taken back."""
        addressee = ADVICE_COLUMNS[column]
        record, asked = f"{review}:{addressee}", review_field(column)
        before = self.cells.get((REVIEW, review, column))
        at = (RECOMMENDATIONS.name, record, "text")
        value = self.hear(sheet, row, column, asked, (REVIEW, review), at, who)
        more = {"case_id": case, "discipline": discipline, "addressee": addressee}
        if value is not None:
            self.write(sheet, row, column, RECOMMENDATIONS.name, record, more, who)
        elif before is not None and at in self.heard:
            self.write(sheet, row, column, RECOMMENDATIONS.name, record, dict.fromkeys(more), who)
        return value is not None

    # --- the sheet of causes ------------------------------------------------------------------------------------------

    def read_causes(self, sheet: FormSheet) -> None:
        for row in sheet.rows:
            place = clean(sheet.cell(row, ROW))
            review = place.rpartition(":")[0]
            asked = review_field("cause_code")
            before = self.cells.get((ROW, place, "cause_code"))
            if "cause_code" not in sheet.columns:
                continue
            code, reason = read_answer(sheet.cell(row, "cause_code"), asked)
            told = [name for name in CAUSE_FIELDS if name in sheet.columns and clean(sheet.cell(row, name))]
            if code is None and before is None and not reason and not told:
                continue
            who = self.known(sheet, row, ROW, review)
            if who is None or not self.is_itself(sheet, row, ROW, place, ("case_no",)):
                continue
            if reason or (code is None and told and before is None):
                self.reject(sheet, row, "cause_code", reason or "penyebab_kosong", asked)
                continue
            discipline = who[1]
            by = (discipline, self.days.get(review, self.on))
            if before is not None and code != before:
                self.take_back(sheet, row, cause_id(review, before), by)
            if code is not None:
                self.read_cause(sheet, row, place, review, code, by, again=code == before)

    def read_cause(
        self, sheet: FormSheet, row: int, place: str, review: str, code: str, who: tuple[str, date], *, again: bool
    ) -> None:
        record, told = cause_id(review, code), not again
        for name in (name for name in CAUSE_FIELDS if name in sheet.columns):
            asked = review_field(name)
            value, reason = read_answer(sheet.cell(row, name), asked)
            if reason:
                self.reject(sheet, row, name, reason, asked)
                continue
            if name == "present" and value is None:
                value = "y"
            if again and self.meta is not None and value == self.cells.get((ROW, place, name)):
                continue
            if value is not None or again:
                self.keep(Said(CAUSES.name, record, name, value, *who), Place(sheet, row, name, asked))
                told = True
        if told:
            case = review.partition(":")[0]
            more = {"review_id": review, "case_id": case, "cause_code": code, "level": causes()[code].level}
            more |= {} if "present" in sheet.columns else {"present": "y"}
            self.write(sheet, row, ROW, CAUSES.name, record, more, who)
            self.along(sheet, row, ROW, review, who)

    def take_back(self, sheet: FormSheet, row: int, record: str, who: tuple[str, date]) -> None:
        names = [name for name in CAUSES.names if name != "cause_id"]
        self.write(sheet, row, ROW, CAUSES.name, record, dict.fromkeys(names), who)

    # --- rows ---------------------------------------------------------------------------------------------------------

    def known(self, sheet: FormSheet, row: int, column: str, review: str) -> tuple[str, str, str] | None:
        """Case, discipline and reader of a row; ``None`` where this workbook was not given out for them (said)."""
        who = reviewer(review)
        given = self.meta is None or any(record.startswith(review) for _, record in self.identities)
        if who is None or who[0] not in self.groups or not given:
            self.reject(sheet, row, column, "telaah_tak_dikenal")
            return None
        return who

    def day(self, sheet: FormSheet, row: int) -> date:
        """The day of a review, that of reading where none is written or believed."""
        return self.on if self.is_ahead(sheet, row) else self.written_day(sheet, row) or self.on

    def is_ahead(self, sheet: FormSheet, row: int) -> bool:
        day = self.written_day(sheet, row)
        return day is not None and day > self.until

    def written_day(self, sheet: FormSheet, row: int) -> date | None:
        if "reviewed_on" not in sheet.columns:
            return None
        value, _ = read_answer(sheet.cell(row, "reviewed_on"), review_field("reviewed_on"))
        return date.fromisoformat(value) if value else None

    def write(
        self, sheet: FormSheet, row: int, column: str, table: str, record: str, values: Mapping[str, str | None],
        who: tuple[str, date],
    ) -> None:  # fmt: skip
        for name, value in values.items():
            self.keep(Said(table, record, name, value, *who), Place(sheet, row, column, review_field(name)))

    # --- the whole ----------------------------------------------------------------------------------------------------

    def findings(self, reviews: pd.DataFrame) -> Iterator[Sentence]:
        """About the file; and which cases were written about but still wait for a day or a signature."""
        if self.meta is None:
            yield Sentence("case_form.meta_changed" if self.form.meta_changed else "case_form.no_meta", {})
        own = reviews[reviews["review_id"].isin(self.met)]
        content = own[["risk", "referral_needed", "dissent"]].notna().any(axis=1)
        dated = own["reviewed_on"].notna() & own["signed"].fillna(False)
        waiting = own.loc[content.to_numpy(dtype=bool) & ~dated.to_numpy(dtype=bool), "case_id"]
        if len(waiting):
            cases = ", ".join(sorted((self.numbers[case] for case in waiting), key=lambda n: (len(n), n)))
            yield Sentence("expert.unsigned", {"n": len(waiting), "cases": cases})
