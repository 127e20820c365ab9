"""``laporan-isian.xlsx``: every cell of a worksheet that was not taken: its place, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from audit.language import has, number, text
from audit.language.catalogue import Language
from audit.register.heard import ReadCases, Rejected
from audit.register.list_fields import ListField
from audit.register.text import fold
from audit.report.form_workbook import FIRST_ROW, form_workbook

__all__ = ["write_answers_report"]

_COLUMNS = {"place": 26, "column": 28, "written": 30, "reason": 60, "advice": 60, "file": 28}
_MANY_WORDS = 12  # so many are named; the whole list is in the workbook


def write_answers_report(path: Path, reads: Mapping[str, ReadCases], *, language: Language = "id") -> None:
    """Write what came of reading some files, by their names. Restricted: it repeats what people wrote.

    Raises ``OutputError`` (exit 17) where it cannot be written.
    """
    lines = [
        line
        for file, read in reads.items()
        for line in (
            text("case_form.report_counts", language, file=file, answers=read.answers, rejected=read.to_mend),
            *(text(one.id, language, **one.values) for one in read.findings),
        )
    ]
    rows = [row for file, read in reads.items() for row in _rows(file, read, language)]
    if not rows:
        lines.append(text("case_form.report_none", language))
    with form_workbook(path, language) as form:
        form.lines("summary", lines, topic="case_form")
        sheet = form.sheet("rejected", tuple(_COLUMNS), topic="case_form")
        for j, width in enumerate(_COLUMNS.values()):
            sheet.set_column(j, j, width)
        for i, row in enumerate(rows, start=FIRST_ROW):
            for j, words in enumerate(row):
                sheet.write_string(i, j, words, form.body)
        if rows:
            sheet.autofilter(1, 0, FIRST_ROW + len(rows) - 1, len(_COLUMNS) - 1)


def _rows(file: str, read: ReadCases, language: Language) -> Iterator[tuple[str, ...]]:
    for one in read.rejected:
        place = f"{one.sheet}!{one.cell}"
        yield place, one.column, one.written, _reason(one, language), _advice(one, language), file
    for one in read.wrong:
        place = f"{one.values['sheet']}!{one.values['cell']}" if "cell" in one.values else ""
        yield place, "", "", text(one.id, language, **one.values), text("case_form.advice.row", language), file


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
    if kind == "code" and (near := get_close_matches(fold(one.written), list(asked.words or {}), n=1)):
        return text("case_form.advice.code_near", language, near=near[0])
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
