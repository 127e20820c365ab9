"""``laporan-isian.xlsx``: every cell of a worksheet that was not taken: its place, why, and what to write instead."""

from __future__ import annotations

from pathlib import Path

from audit.language import has, number, text
from audit.language.catalogue import Language
from audit.register.heard import ReadCases, Rejected
from audit.register.list_fields import ListField
from audit.report.form_workbook import FIRST_ROW, form_workbook

__all__ = ["write_answers_report"]

_COLUMNS = {"place": 26, "column": 28, "written": 30, "reason": 60, "advice": 60}
_MANY_WORDS = 12  # so many are named; the whole list is in the workbook


def write_answers_report(path: Path, file: str, read: ReadCases, *, language: Language = "id") -> None:
    """Write what came of reading ``file``. Restricted: it repeats what people wrote.

    Raises ``OutputError`` (exit 17) where it cannot be written.
    """
    counts = text("case_form.report_counts", language, file=file, answers=read.answers, rejected=len(read.rejected))
    lines = [counts, *(text(one.id, language, **one.values) for one in read.findings)]
    if not read.rejected:
        lines.append(text("case_form.report_none", language))
    with form_workbook(path, language) as form:
        form.lines("summary", lines, topic="case_form")
        sheet = form.sheet("rejected", tuple(_COLUMNS), topic="case_form")
        for j, width in enumerate(_COLUMNS.values()):
            sheet.set_column(j, j, width)
        for i, one in enumerate(read.rejected, start=FIRST_ROW):
            row = (f"{one.sheet}!{one.cell}", one.column, one.written, _reason(one, language), _advice(one, language))
            for j, words in enumerate(row):
                sheet.write_string(i, j, words, form.body)
        if read.rejected:
            sheet.autofilter(1, 0, FIRST_ROW + len(read.rejected) - 1, len(_COLUMNS) - 1)


def _reason(one: Rejected, language: Language) -> str:
    own = f"case_form.reason.{one.reason}"
    return text(own if has(own, language) else f"register.reason.{one.reason}", language)


def _advice(one: Rejected, language: Language) -> str:
    asked = one.field
    if asked is None:
        return text("case_form.advice.row", language)
    kind = asked.kind
    if asked.limits:
        low, high = (_plain(limit, language) for limit in asked.limits)
        return text(f"case_form.advice.{'whole' if kind == 'whole' else 'number'}", language, low=low, high=high)
    if kind in ("code", "codes"):
        return text(f"case_form.advice.{kind}", language, words="; ".join(_words(asked)))
    return text(f"case_form.advice.{'any_number' if kind == 'number' else kind}", language)


def _words(asked: ListField) -> list[str]:
    """One word a code: the first spelling that is not the code itself."""
    words: dict[str, str] = {}
    for word, code in (asked.words or {}).items():
        words.setdefault(code, word)
    return list(words.values())[:_MANY_WORDS]


def _plain(limit: float, language: Language) -> str:
    digits = 0 if float(limit).is_integer() else len(str(limit).partition(".")[2])
    return number(limit, digits, language=language)
