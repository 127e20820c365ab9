"""The worksheet of BKKBN read by mapping: an Excel file of one case, or one row a case as exported forms have it.

Our own workbook is an option, no condition. What no item holds is kept as a note of the case; identity is never kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from audit.errors import InputError
from audit.reference.areas import Areas
from audit.reference.worksheet_items import NOTES, WorksheetItem, worksheet_items
from audit.register.case_answers import answer_field, coded_field, read_answer, source_field
from audit.register.case_entries import Said, entries_of
from audit.register.case_form import item_id
from audit.register.dates import DateOrder, count_orders
from audit.register.grid import Sheet, letter
from audit.register.heard import ReadCases, Rejected
from audit.register.list_fields import ListField
from audit.register.official_mapping import OfficialMapping
from audit.register.open_file import open_file
from audit.register.text import Cell, clean, fold, is_missing
from audit.schemas import CASES, ITEMS
from audit.store.entries import current

__all__ = ["is_official", "read_official"]

SOURCE_SYSTEM = "kka_bkkbn"
_QUESTIONS = 3  # so many known ones make a sheet a worksheet
_UNKNOWN = "9"  # as on the blank worksheet: "not known"
_YES = {"1": "y", "2": "n"}
_NUMBERED = re.compile(r"\(?(\d{1,2})\)?\s*[.):-]?\s+(?=\D)(.+)", re.DOTALL)  # "1. Ya"
_LEADING = re.compile(r"^\s*(?:\d{1,3}|[a-z])[.)]\s*", re.IGNORECASE)  # numbers before questions


def is_official(path: Path, mapping: OfficialMapping) -> bool:
    """Whether a file has a sheet with questions of the official worksheet."""
    _, sheets = open_file(path)
    return any(True for sheet in sheets for _ in _sheets_cases(sheet, mapping, path.name))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question of one case: as written and folded, its answer, the source beside it, and where they stand."""

    label: str
    question: str
    cell: Cell
    source: Cell
    sheet: str
    place: str


def read_official(
    path: Path, mapping: OfficialMapping, entries: pd.DataFrame, *, areas: Areas, role: str, on: date
) -> ReadCases:
    """Read one file of official worksheets against the entries of its cycle.

    A case is known by its number in the cycle (or its code), and must lie in the desa that the sheet names. What
    differs from what others wrote stands beside it as a conflict; an earlier reading of the same worksheet is replaced.
    Raises ``InputError`` (exit 11) where the file is no such worksheet.
    """
    _, sheets = open_file(path)
    found = [case for sheet in sheets for case in _sheets_cases(sheet, mapping, path.name)]
    if not found:
        raise InputError("case_form.not_official", file=path.name)
    reader = _Reader(mapping, current(entries, CASES), areas, role, on)
    reader.order = _order(found)
    for case in found:
        reader.read(case)
    own = entries.loc[entries["source_system"].eq(SOURCE_SYSTEM), "entry_id"]
    known = set(zip(entries["table"], entries["record_id"], entries["field"], strict=True))
    said = [one for one in reader.said if one.field in ("value", "data_source", "status") or one.at not in known]
    new = entries_of(said, entries, source_system=SOURCE_SYSTEM, seen=set(own))
    answers = sum(one.field in ("value", "status") for one in reader.said)
    return ReadCases(new, answers, tuple(reader.rejected), ())


def _order(cases: Sequence[Sequence[_Asked]]) -> DateOrder:
    """Day before month unless only the other order fits the file; "" where both occur."""
    seen = count_orders(asked.cell for case in cases for asked in case)
    if seen["mdy"] and seen["dmy"]:
        return ""
    return "mdy" if seen["mdy"] else "dmy"


def _sheets_cases(sheet: Sheet, mapping: OfficialMapping, file: str) -> Iterator[list[_Asked]]:
    """The cases of a sheet: one a row below a row of questions, or a single one with a question a row."""
    name = sheet.name or file
    for i, row in enumerate(sheet.rows):
        heads = [_folded(cell) for cell in row]
        if sum(map(mapping.knows, heads)) >= _QUESTIONS:
            for n, cells in zip(sheet.numbers[i + 1 :], sheet.rows[i + 1 :], strict=True):
                if not all(map(is_missing, cells)):
                    yield list(_across(row, heads, cells, n, name))
            return
    down = list(_down(sheet, mapping, name))
    if sum(mapping.knows(asked.question) for asked in down) >= _QUESTIONS:
        yield down


def _across(row: Sequence[Cell], heads: Sequence[str], cells: Sequence[Cell], n: int, name: str) -> Iterator[_Asked]:
    for j, cell in enumerate(cells[: len(heads)]):
        if heads[j]:
            yield _Asked(clean(row[j]), heads[j], cell, "", name, f"{letter(j)}{n}")


def _down(sheet: Sheet, mapping: OfficialMapping, name: str) -> Iterator[_Asked]:
    """Question by question; the answer stands under "jawaban", else in the next cell that holds anything."""
    answer = source = None
    for n, cells in zip(sheet.numbers, sheet.rows, strict=True):
        words = [_folded(cell) for cell in cells]
        if mapping.answer & set(words):
            answer = next(j for j, word in enumerate(words) if word in mapping.answer)
            source = next((j for j, word in enumerate(words) if word in mapping.source), None)
            continue
        at = next((j for j, word in enumerate(words) if mapping.knows(word) or mapping.part(word)), None)
        if at is None:
            at = next((j for j, word in enumerate(words) if re.search("[a-z]", word)), None)
        if at is None:
            continue
        under = answer if answer is not None and not mapping.part(words[at]) else None
        beside = (j for j in range(at + 1, len(cells)) if not is_missing(cells[j]) and clean(cells[j]) != ":")
        j = under if under is not None else next(beside, None)
        if j is not None and j < len(cells) and j != at:
            told = cells[source] if source is not None and source < len(cells) else ""
            yield _Asked(clean(cells[at]), words[at], cells[j], told, name, f"{letter(j)}{n}")


def _folded(cell: Cell) -> str:
    """A question without its number and its unit in brackets."""
    if not isinstance(cell, str) or is_missing(cell):
        return ""
    return fold(_LEADING.sub("", clean(cell)).partition("(")[0])


class _Reader:
    def __init__(self, mapping: OfficialMapping, cases: pd.DataFrame, areas: Areas, role: str, on: date) -> None:
        self.mapping, self.areas, self.role, self.on = mapping, areas, role, on
        self.order: DateOrder = "dmy"
        self.said: list[Said] = []
        self.rejected: list[Rejected] = []
        numbers = cases["case_no"].astype("string")
        rows = list(zip(cases["case_id"], numbers, cases["group"], cases["area_code"], strict=True))
        self.cases = {str(id): (str(group), area) for id, _, group, area in rows}
        self.by_number = {str(no): str(id) for id, no, _, _ in rows if pd.notna(no)}

    def read(self, asked: Sequence[_Asked]) -> None:
        head = {part: one for one in asked if (part := self.mapping.part(one.question)) and not is_missing(one.cell)}
        case = self._case(head, asked)
        if case is None:
            return
        group, _ = self.cases[case]
        who = self._who(head)
        items = {item.code: item for item in worksheet_items(group) if item.kind != "shown"}
        if one := head.get("status"):
            self._say(one, coded_field("status", "status"), (CASES.name, case, "status"), who)
        notes: list[str] = []
        for one in asked:
            if is_missing(one.cell) or self.mapping.is_private(one.question) or self.mapping.part(one.question):
                continue
            item = self.mapping.item(one.question, items)
            if item is not None and item.code != NOTES:
                self._answer(one, item, case, who)
            elif item is not None:
                notes.append(clean(one.cell))
            elif one.question and one.question not in self.mapping.skipped:
                notes.append(f"{one.label}: {clean(one.cell)}")
        if notes:
            self._item(case, NOTES, "; ".join(notes), None, who)

    def _case(self, head: Mapping[str, _Asked], asked: Sequence[_Asked]) -> str | None:
        one = head.get("case_id") or head.get("case_no")
        key = "" if one is None else clean(one.cell).casefold()
        case = key if key in self.cases else self.by_number.get(key.lstrip("0"))
        if case is None:
            self._reject(one or asked[0], "kasus_tak_dikenal")
            return None
        desa = self.areas.by_code.get(str(self.cases[case][1]))
        if (
            (place := head.get("desa"))
            and desa
            and fold(place.cell) not in (fold(desa.name), fold(f"{desa.kind} {desa.name}"))
        ):
            self._reject(place, "kasus_tertukar")
            return None
        return case

    def _who(self, head: Mapping[str, _Asked]) -> tuple[str, date]:
        role, day = self.role, self.on
        if one := head.get("filled_by"):
            told, _ = read_answer(one.cell, coded_field("filled_by", "filled_by"))
            role = told or role
        if one := head.get("filled_on"):
            told, reason = read_answer(one.cell, _DAY, order=self.order)
            if told and date.fromisoformat(told) > self.on:
                told, reason = None, "tanggal_belum_tiba"
            if reason:
                self._reject(one, reason, _DAY)
            day = date.fromisoformat(told) if told else day
        return role, day

    def _answer(self, one: _Asked, item: WorksheetItem, case: str, who: tuple[str, date]) -> None:
        field = answer_field(item)
        value, reason = self._value(one.cell, item, field)
        if reason:
            self._reject(one, reason, field)
        elif value is not None:
            told, wrong = read_answer(one.source, source_field("source"))
            self._item(case, item.code, value, item.data_source if wrong or told is None else told, who)

    def _value(self, cell: Cell, item: WorksheetItem, field: ListField) -> tuple[str | None, str]:
        """An answer in words, as a circled number, or both ("1. Ya")."""
        plain = unicodedata.normalize("NFKC", clean(cell))  # a circled number is a number
        if field.kind in ("yes", "code", "codes"):
            if (numbered := _NUMBERED.fullmatch(plain)) is not None:
                return read_answer(numbered[2], field)
            codes = self.mapping.codes.get(item.code) or (
                _YES if field.kind == "yes" else {str(n): code for n, code in enumerate(item.choices(), start=1)}
            )
            parts = [part.strip() for part in re.split(r"[;,/ ]+", plain) if part.strip()]
            if parts and all(part.isdecimal() for part in parts):
                if parts == [_UNKNOWN]:
                    return None, ""
                if field.kind == "codes" and parts == ["0"]:
                    return "", ""
                if not set(parts) <= set(codes) or (field.kind != "codes" and len(parts) > 1):
                    return None, "kode_tak_dikenal"
                return ";".join(sorted({codes[part] for part in parts})), ""
        return read_answer(cell, field, order=self.order)

    def _item(self, case: str, code: str, value: str, source: str | None, who: tuple[str, date]) -> None:
        record = item_id(case, code)
        told = {"value": value, "data_source": source, "case_id": case, "item_code": code}
        self.said += [Said(ITEMS.name, record, name, text, *who) for name, text in told.items() if text is not None]

    def _say(self, one: _Asked, field: ListField, at: tuple[str, str, str], who: tuple[str, date]) -> None:
        value, reason = read_answer(one.cell, field)
        if reason:
            self._reject(one, reason, field)
        elif value is not None:
            self.said.append(Said(*at, value, *who))

    def _reject(self, one: _Asked, reason: str, field: ListField | None = None) -> None:
        self.rejected.append(Rejected(one.sheet, one.place, one.label, clean(one.cell)[:60], reason, field))


_DAY = ListField("filled_on", "filled_on", "date", ())
