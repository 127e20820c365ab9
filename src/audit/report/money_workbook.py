"""``anggaran.xlsx``: budget lines to look at, lines that lack a tag, and all lines as they were handed in.

Restricted: people typed the names of activities. Nothing of it is read back; a line is mended where it came from.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from audit.language import has, text
from audit.language.catalogue import Language
from audit.report.form_workbook import Form, form_workbook

__all__ = ["write_money_workbook"]

_TOPIC = "money"
_COLUMNS = (
    "year", "opd", "budget_code", "activity", "source", "action", "package", "intervention", "expected",
    "allocated_rupiah", "realised_rupiah", "checks", "untagged_list",
)  # fmt: skip
_WIDTHS = {
    "year": 7, "opd": 18, "budget_code": 17, "activity": 26, "source": 9, "action": 15, "package": 13,
    "intervention": 10, "expected": 10, "allocated_rupiah": 15, "realised_rupiah": 15, "checks": 20,
    "untagged_list": 15,
}  # fmt: skip
_RUPIAH = ("allocated_rupiah", "realised_rupiah")


def write_money_workbook(path: Path, lines: pd.DataFrame, *, language: Language = "id") -> None:
    """Write the workbook from the rows of ``money_lines``, for its owner alone.

    Raises ``OutputError`` (exit 17) where it cannot be written.
    """
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"{_TOPIC}.guide_{i}", language) for i in range(1, 4)], topic=_TOPIC)
        _sheet(form, "checks", lines[lines["checks"].ne("")])
        _sheet(form, "untagged", lines[lines["untagged"].ne("")])
        _sheet(form, "lines", lines)


def _sheet(form: Form, name: str, rows: pd.DataFrame) -> None:
    amount = form.book.add_format({"valign": "top", "num_format": "#,##0", "align": "right", "indent": 1})
    said = [_cells(row, form.language) for row in rows.to_dict("records")]
    cells = {column: [row[column] for row in said] for column in _COLUMNS}
    looks = dict.fromkeys(_RUPIAH, amount) | {"year": form.number}
    form.table(name, _COLUMNS, cells, topic=_TOPIC, widths=_WIDTHS, frozen=4, looks=looks)


def _cells(row: Mapping[Hashable, Any], language: Language) -> dict[str, str | float | None]:
    plain = {name: None if pd.isna(row[name]) else row[name] for name in _COLUMNS if name in row}
    words = {
        name: None if plain[name] is None else _word(f"{prefix}.{plain[name]}", str(plain[name]), language)
        for name, prefix in (
            ("source", "money.source"), ("action", "money.action"), ("package", "packages.package"),
            ("intervention", "money.intervention"), ("expected", "money.intervention"),
        )
    }  # fmt: skip
    said = {
        name: "; ".join(text(f"money.{words_of}.{id}", language) for id in str(row[column]).split(";") if id)
        for name, column, words_of in (("checks", "checks", "check"), ("untagged_list", "untagged", "untagged"))
    }
    numbers = {name: None if pd.isna(row[name]) else float(row[name]) for name in ("year", *_RUPIAH)}
    return plain | words | numbers | said


def _word(id: str, otherwise: str, language: Language) -> str:
    return text(id, language) if has(id, language) else otherwise
