"""``siapa-dikunjungi.xlsx``: children not yet stunted in the order to visit them, why, and room for what was found.

Restricted: it names children. Nothing of it is read back. A second sheet holds what each thing that is known adds to a
child's log-odds, exactly: with the average child's they make the risk.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from audit.language import number, text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.visit_rules import RISK_LEVELS
from audit.report.form_workbook import FIRST_ROW, Form, form_workbook
from audit.risk.visit_first import reason_words

if TYPE_CHECKING:
    from xlsxwriter.format import Format

__all__ = ["VisitBook", "write_visit_workbook"]

_TOPIC = "visit_list"
_COLUMNS = (
    "order", "name", "parent_name", "area", "posyandu", "age_months", "haz", "change", "risk_words", "risk", "group",
    "reasons", "visited_on", "found", "child_id",
)  # fmt: skip
_WIDTHS = {
    "order": 7, "name": 20, "parent_name": 17, "area": 15, "posyandu": 14, "age_months": 8, "haz": 9, "change": 17,
    "risk_words": 13, "risk": 8, "group": 13, "reasons": 40, "visited_on": 12, "found": 24, "child_id": 18,
}  # fmt: skip
_PRINTED = len(_COLUMNS) - 1  # the code is for the technical team
_LINED = {"bottom": 4}  # a fine line below each child, so that a row is read across a wide sheet
_ADDS = "adds_"
_HUNDRED = 100


@dataclass(frozen=True)
class VisitBook:
    """What the workbook is made of: rows of ``visit_first`` and ``visit_capacity``, ``store.IDENTITIES``, places."""

    listed: pd.DataFrame
    capacity: pd.DataFrame
    identities: pd.DataFrame
    areas: Areas


def write_visit_workbook(path: Path, book: VisitBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written."""
    known = book.identities.set_index("child_id")[["name", "parent_name", "rt", "rw"]]
    rows = book.listed.join(known, on="child_id")
    with form_workbook(path, language) as form:
        form.lines("guide", _guide(book, language), topic=_TOPIC)
        _children(form, rows, book.areas)
        _contributions(form, rows)


def _guide(book: VisitBook, language: Language) -> list[str]:
    lines = [text(f"{_TOPIC}.guide_{i}", language, n=len(book.listed)) for i in range(1, 7)]
    for row in book.capacity.to_dict("records"):
        share = row["caught"]
        values = {"visits": int(row["visits"]), "months": int(row["months"])}
        if pd.isna(share):
            lines.append(text(f"{_TOPIC}.capacity_unknown", language, **values))
        else:
            lines.append(text(f"{_TOPIC}.capacity", language, share=round(share * _HUNDRED), **values))
    return lines


def _children(form: Form, rows: pd.DataFrame, areas: Areas) -> None:
    sheet = form.sheet("children", _COLUMNS, topic=_TOPIC, read_back=False)
    sheet.print_area(0, 0, FIRST_ROW + max(len(rows), 1) - 1, _PRINTED - 1)
    formats, body = _formats(form), form.book.add_format({"valign": "top", "text_wrap": True} | _LINED)
    for j, column in enumerate(_COLUMNS):
        sheet.set_column(j, j, _WIDTHS[column])
    names = {area.code: area.name for area in areas}
    for i, row in enumerate(rows.to_dict("records"), start=FIRST_ROW):
        cells = _row(row, i - FIRST_ROW + 1, names, form.language)
        for j, column in enumerate(_COLUMNS):
            value, look = cells.get(column), formats.get(column, body)
            if value is None or value == "":
                sheet.write_blank(i, j, None, look)
            elif isinstance(value, str):
                sheet.write_string(i, j, value, look)
            else:
                sheet.write_number(i, j, value, look)
    if len(rows):
        sheet.autofilter(1, 0, FIRST_ROW + len(rows) - 1, len(_COLUMNS) - 1)
    sheet.freeze_panes(FIRST_ROW, 2)


def _formats(form: Form) -> Mapping[str, Format]:
    top = {"valign": "top", "align": "center"} | _LINED
    return {
        "order": form.book.add_format(top),
        "age_months": form.book.add_format(top | {"num_format": "0"}),
        "haz": form.book.add_format(top | {"num_format": "0.00"}),  # -1.97 is not yet stunted; -2.0 would look so
        "risk": form.book.add_format(top | {"num_format": "0%"}),
        "visited_on": form.filled_day,
        "found": form.filled,
    }


def _row(
    row: Mapping[Hashable, Any], order: int, names: Mapping[str, str], language: Language
) -> dict[str, str | float | None]:
    plain = {name: _known(row[name]) for name in ("name", "parent_name", "child_id")}
    risk = float(row["risk"])
    level = next(level for level, least in RISK_LEVELS if risk >= least)
    rt_rw = [f"{name} {part}" for name, part in (("RT", _known(row["rt"])), ("RW", _known(row["rw"]))) if part]
    return plain | {
        "order": order,
        "area": names.get(str(row["area_code"]), ""),
        "posyandu": ", ".join(filter(None, (_known(row["posyandu"]), " ".join(rt_rw)))),
        "age_months": float(int(row["age_months"])),
        "haz": float(row["haz"]),
        "change": _change(row, language),
        "risk_words": text(f"{_TOPIC}.risk.{level}", language, of_100=_of_100(risk, language)),
        "risk": risk,
        "group": text(f"{_TOPIC}.group.{row['group']}", language),
        "reasons": _sentence(reason_words({str(k): v for k, v in row.items()}, language)),
    }


def _known(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _of_100(risk: float, language: Language) -> str:
    """Children like this one who become stunted, of a hundred; "<1" where they are not one."""
    return number(risk * _HUNDRED, 0, language=language) if risk * _HUNDRED >= 1 else "<1"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _change(row: Mapping[Hashable, Any], language: Language) -> str:
    """What was measured: from the oldest to the newest length of the year."""
    change, months = row["haz_change"], row["change_months"]
    if pd.isna(change):
        return text(f"{_TOPIC}.change.unknown", language)
    way = "down" if change < 0 else "up" if change > 0 else "same"
    words = {"z": number(abs(change), 1, language=language), "months": round(months)}
    return text(f"{_TOPIC}.change.{way}", language, **words)


def _contributions(form: Form, rows: pd.DataFrame) -> None:
    """Log-odds: of the average child, what each feature adds, their sum."""
    features = [name.removeprefix(_ADDS) for name in rows.columns if name.startswith(_ADDS)]
    columns = ("order", "child_id", "intercept", *features, "sum")
    labels = {
        column: _sentence(
            text(f"{'model_card.feature' if column in features else f'{_TOPIC}.column'}.{column}", form.language)
        )
        for column in columns
    }
    adds = rows[[_ADDS + feature for feature in features]].rename(columns=lambda name: name.removeprefix(_ADDS))
    cells = adds.assign(
        order=range(1, len(rows) + 1),
        child_id=rows["child_id"],
        intercept=rows["intercept"],
        sum=rows["intercept"] + adds.sum(axis=1),
    )
    looks = dict.fromkeys(columns[2:], form.book.add_format({"valign": "top", "num_format": "0.000"}))
    form.table(
        "contributions", columns, cells, topic=_TOPIC, labels=labels, widths=_WIDTHS, width=13, frozen=2, looks=looks
    )
