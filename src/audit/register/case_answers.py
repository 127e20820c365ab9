"""Answers of a case worksheet: one cell as entries write it, or the reason why it cannot be taken.

Dates are ISO, numbers have a point, yes and no are ``y`` and ``n``, blood pressure is ``120/80``, several codes are
joined by ``;`` ("" for none of them).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from audit.language import text
from audit.language.catalogue import LANGUAGES, Language
from audit.reference.people_lists import LISTS
from audit.reference.worksheet_items import DATA_SOURCES, AnswerKind, WorksheetItem
from audit.register.case_layout import CODES, choices
from audit.register.dates import DateOrder
from audit.register.list_cells import read_cell
from audit.register.list_fields import Kind, ListField, layout
from audit.register.text import Cell, fold
from audit.schemas import FOLLOW_UPS
from audit.schemas.table import DATE, NUMBER, WHOLE, YES

__all__ = [
    "answer_field",
    "as_written",
    "coded_field",
    "listed_field",
    "plan_field",
    "read_answer",
    "source_field",
    "sources",
]

_KINDS: Mapping[AnswerKind, Kind] = {
    "text": "text", "number": "number", "whole": "whole", "date": "date", "pressure": "pressure", "yes": "yes",
    "code": "code", "codes": "codes",
}  # fmt: skip
_PLAN_KINDS: Mapping[str, Kind] = {DATE: "date", NUMBER: "number", WHOLE: "whole", YES: "yes"}
_PLAN_LIMITS: Mapping[str, tuple[float, float]] = {  # ours: of reading
    "output_target": (0, 1e9), "realised_output": (0, 1e9), "ceiling_rupiah": (0, 1e13), "realised_rupiah": (0, 1e13),
    "budget_year": (2018, 2045),
}  # fmt: skip
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_OTHER = "lain"  # what the reader of lists calls a name that is no code
_NO_UNIT = "rank"  # of list fields: a number that no unit may follow


def read_answer(cell: Cell, asked: ListField, *, order: DateOrder = "dmy") -> tuple[str | None, str]:
    """Read one cell: the answer as it is written, ``None`` where there is none, and the reason where it is refused."""
    if asked.name.endswith("_rupiah") and isinstance(cell, str):
        cell = _rupiah(cell)
    value, reason = read_cell(cell, asked, order=order)
    if asked.kind == "codes" and value and _OTHER in value.split(";") and _OTHER not in (asked.words or {}).values():
        return None, "kode_tak_dikenal"
    return (None if value is None else as_written(value, asked.kind)), reason


def _rupiah(cell: str) -> str:
    """An amount without "Rp" and the points between thousands, which no amount of money uses otherwise."""
    text = re.sub(r"^\s*rp\.?\s*|\s*,-\s*$", "", cell, flags=re.IGNORECASE)
    return text.replace(".", "") if _THOUSANDS.fullmatch(text.strip()) else text


def as_written(value: Any, kind: str) -> str:
    """A value of that kind as entries write it."""
    if kind == "pressure":
        return "/".join(_number(part) for part in value)
    if kind == "yes":
        return "y" if value in (True, "y") else "n"
    if kind in ("number", "whole", "rank"):
        return _number(value)
    if kind == "date":
        day = value if isinstance(value, date) else pd.Timestamp(value).date()
        return day.strftime("%Y-%m-%d")
    return str(value)


def _number(value: float) -> str:
    return np.format_float_positional(float(value), trim="-")


@cache
def answer_field(item: WorksheetItem) -> ListField:
    """How the answer of an item is read."""
    words: dict[str, str] = {}
    for language in LANGUAGES:
        words |= {fold(word): code for code, word in item.choices(language).items()}
        words |= {fold(code.replace("_", " ")): code for code in item.choices(language)}
    words |= dict(_spellings(item.code) if item.words else {})
    kind = _KINDS[item.kind]
    return ListField(item.code, item.label(), kind, (), (), item.unit, item.limits, words=words or None)


@cache
def coded_field(name: str, header: str) -> ListField:
    """How a cell of a list of ``CODES`` is read."""
    return listed_field(name, header, CODES[name], lambda language: choices(name, language))


@cache
def source_field(header: str) -> ListField:
    """How the cell that names the source of an answer is read."""
    return listed_field("data_source", header, DATA_SOURCES, sources)


@cache
def sources(language: Language = "id") -> Mapping[str, str]:
    """The word of each source of answers, in order."""
    return {code: text(f"case_form.source.{code}", language) for code in DATA_SOURCES}


def listed_field(
    name: str, header: str, codes: tuple[str, ...], words_of: Callable[[Language], Mapping[str, str]]
) -> ListField:
    """How a cell of one of ``codes`` is read: by the code, or its word in any language."""
    words = {fold(word): code for language in LANGUAGES for code, word in words_of(language).items()}
    words |= {fold(code.replace("_", " ")): code for code in codes}
    return ListField(name, header, "code", (), words=words)


@cache
def plan_field(name: str, header: str) -> ListField:
    """How a cell of a follow-up plan is read."""
    codes = "plan_status" if name == "status" else name
    if codes in CODES:
        asked = coded_field(codes, header)
        return replace(asked, kind="codes") if name == "activity_kind" else asked
    dtype = dict(FOLLOW_UPS.columns)[name]
    return ListField(name, header, _PLAN_KINDS.get(dtype, "text"), (), (), _NO_UNIT, _PLAN_LIMITS.get(name))


def _spellings(code: str) -> Mapping[str, str]:
    """Other words that offices use for the codes of an item that the lists of people hold too."""
    for id in LISTS:
        if (found := layout(id).fields.get(code)) is not None and found.words:
            return found.words
    return {}
