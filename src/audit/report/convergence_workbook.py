"""``konvergensi.xlsx``: target data by desa in the ministry's shape, the yearly review, actions, registers, cadres.

Restricted: figures of a desa are small, and registers hold what people typed. Nothing of it is read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from audit.language import has, month_text, percent, text
from audit.language.catalogue import Language
from audit.reference.areas import UNKNOWN, Areas
from audit.report.form_workbook import Form, form_workbook
from audit.results import RateValue, Sentence

__all__ = ["ConvergenceBook", "write_convergence_workbook"]

_TOPIC = "convergence_list"
_WIDE = {
    "area": 24, "action": 34, "name": 34, "reason": 70, "outputs_missing": 40, "outputs_unproved": 40, "text": 60,
    "opd": 30, "activity": 60, "obliges": 40, "desa_covered": 30, "input": 44, "answer": 40, "decision": 40,
    "obstacle": 50, "owner": 30, "innovation": 34, "evidence_words": 44, "may_copy": 24, "figure": 40, "place": 24,
    "approved_by": 30, "number": 34, "lacking": 50, "framework": 22, "forum": 24, "grades": 16, "indicator": 12,
}  # fmt: skip
_WIDTH = 14
_PLACES = {"area_code": 15, "kecamatan": 20, "desa": 24}
# Sheets after the two of data: whose rows, which columns.
_SHEETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "actions": (
        "convergence_actions",
        ("framework", "year", "name", "state", "planned_from", "planned_to", "finished_on", "days_late",
         "outputs_missing", "outputs_unproved", "evidence", "budget_rupiah", "realised_rupiah", "self_grade",
         "panel_grade"),
    ),
    "attention": ("convergence_attention", ("framework", "year", "action", "reason")),
    "grades": ("convergence_grades", ("framework", "year", "side", "indicator", "grades")),
    "advice": (
        "convergence_recommendations",
        ("recommendation_id", "year", "action", "given_on", "text", "opd", "state"),
    ),
    "plans": ("convergence_plans", ("rtl_id", "activity", "opd", "budget_year", "status")),
    "regulations": (
        "register_regulations",
        ("area", "kind", "number", "dated_on", "obliges", "in_force_until", "desa_covered", "state"),
    ),
    "obstacles": (
        "register_obstacles",
        ("area", "kind", "obstacle", "forum", "owner", "raised_on", "due_on", "days_late", "state"),
    ),
    "consultations": (
        "register_consultations",
        ("area", "forum", "channel", "theme", "given_on", "input", "answer", "answered_on", "decision", "decided_on",
         "days_waiting", "state"),
    ),
    "innovations": (
        "register_innovations",
        ("area", "innovation", "owner", "since", "evidence_words", "may_copy", "state"),
    ),
    "publications": ("register_publications", ("area", "published_on", "place", "figure", "approved_by", "state")),
    "cadres": ("kpm_desa", ("area", "cadres", "level", "lacking")),
}  # fmt: skip


@dataclass(frozen=True)
class ConvergenceBook:
    """Rows of the restricted results of ``results_actions`` by id (those that a run has), and how they are asked for.

    ``columns``: target data in the order of the ministry's site.
    """

    lists: Mapping[str, pd.DataFrame]
    areas: Areas
    columns: tuple[str, ...]


def write_convergence_workbook(path: Path, book: ConvergenceBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written."""
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"{_TOPIC}.guide_{i}", language) for i in range(1, 6)], topic=_TOPIC)
        _table(form, "targets", *_targets(book, language), widths=_PLACES, frozen=len(_PLACES))
        _table(form, "review", *_review(book, language), widths=_PLACES, frozen=len(_PLACES))
        for name, (id, columns) in _SHEETS.items():
            rows = book.lists.get(id)
            if rows is not None and len(rows):
                words = [[_word(book, name, column, row, language) for column in columns] for row in _records(rows)]
                _table(form, name, _labels(columns, language), words, widths=_WIDE, frozen=0)


def _table(
    form: Form,
    name: str,
    labels: Mapping[str, str],
    rows: Sequence[Sequence[Any]],
    widths: Mapping[str, int],
    frozen: int,
) -> None:
    cells = {column: [row[j] for row in rows] for j, column in enumerate(labels)}
    form.table(name, list(labels), cells, topic=_TOPIC, labels=labels, widths=widths, width=_WIDTH, frozen=frozen)


def _labels(columns: Iterable[str], language: Language) -> dict[str, str]:
    return {column: text(f"{_TOPIC}.column.{column}", language) for column in columns}


def _records(rows: pd.DataFrame) -> Iterator[Mapping[str, Any]]:
    yield from ({str(name): value for name, value in row.items()} for row in rows.to_dict("records"))


def _targets(book: ConvergenceBook, language: Language) -> tuple[dict[str, str], list[list[Any]]]:
    """The ministry's columns first, in its order, then those that the data know beside them."""
    rows = book.lists["convergence_targets"]
    others = [name for name in rows.columns if name not in book.columns and name != "area_code"]
    names = [*book.columns, *others]
    return _labels((*_PLACES, *names), language), [
        [*_place(book, row["area_code"], language), *(_number(row[n]) for n in names)] for row in _records(rows)
    ]


def _review(book: ConvergenceBook, language: Language) -> tuple[dict[str, str], list[list[Any]]]:
    """Children and stunted children by month, and their share in percent where anybody was measured."""
    rows = book.lists["convergence_review"]
    months = list(dict.fromkeys(name.partition(":")[0] for name in rows.columns if ":" in name))
    heads = _labels(_PLACES, language)
    for month in months:
        said = month_text(month, language=language)
        for part in ("known", "stunted", "share"):
            heads[f"{month}:{part}"] = text(f"{_TOPIC}.review.{part}", language, month=said)
    body = []
    for row in _records(rows):
        cells: list[Any] = [*_place(book, row["area_code"], language)]
        for month in months:
            known, stunted = int(row[f"{month}:known"]), int(row[f"{month}:stunted"])
            cells += [known, stunted, round(stunted / known * 100, 1) if known else None]
        body.append(cells)
    return heads, body


def _place(book: ConvergenceBook, code: str, language: Language) -> tuple[str, str, str]:
    """Code, kecamatan and desa, for a desa; "not known" for what the register does not name."""
    unknown = text(f"{_TOPIC}.unknown", language)
    kecamatan = book.areas.by_code.get(code.rpartition(".")[0])
    desa = book.areas.by_code.get(code)
    within = kecamatan.name if kecamatan is not None and kecamatan.level == "kecamatan" else unknown
    return code, within, desa.name if desa and not code.endswith(UNKNOWN) else unknown


def _word(book: ConvergenceBook, sheet: str, column: str, row: Mapping[str, Any], language: Language) -> Any:
    """One cell: codes in words, dates in words, numbers as numbers; nothing where nothing is known."""
    if column == "reason":
        return _spoken(row["sentence"], language)
    if column in ("area", "desa_covered"):
        said = row["area_code" if column == "area" else column]
        return None if pd.isna(said) else "; ".join(_named(book, code) for code in said.split(";"))
    if column == "lacking" and row["level"] == "not_functioning" and not row["cadres"]:
        return text(f"{_TOPIC}.nobody_serves", language)
    value = row["evidence" if column == "evidence_words" else column]
    if not isinstance(value, str) and pd.isna(value):
        return None
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return _number(value)
    ids = _message(sheet, column, row, value)
    return "; ".join(text(id, language) for id in ids) if ids else value


def _named(book: ConvergenceBook, code: str) -> str:
    return book.areas.by_code[code].name if code in book.areas.by_code else code


def _message(sheet: str, column: str, row: Mapping[str, Any], value: str) -> list[str]:
    """Messages of a cell that holds codes; none where it holds words already."""
    of_state = {"actions": "convergence.state", "advice": "action_block.advice.is"}.get(sheet, f"convergence.{sheet}")
    of_kind = {"regulations": "convergence.regulation_kind", "obstacles": "convergence.obstacle"}.get(sheet, "")
    prefix = {
        "state": of_state, "kind": of_kind, "level": "convergence.kpm", "lacking": "convergence.criterion",
        "outputs_missing": "convergence.output", "outputs_unproved": "convergence.output",
        "side": "convergence.side", "framework": "action_block.framework", "status": "action_block.advice.is",
    }.get(column)  # fmt: skip
    if column == "action":
        return [f"convergence.action.{row['framework']}.{value}"]
    if column == "name":
        return [value] if value.startswith("convergence.action.") else []
    return [f"{prefix}.{code}" for code in value.split(";") if code] if prefix else []


def _spoken(sentence: Sentence, language: Language) -> str:
    """A reason in words; the share of people is said as a percentage."""

    def plain(value: Any) -> Any:
        if isinstance(value, RateValue):
            return "" if value.value is None else percent(value.value, value.digits, language=language)
        return text(value, language) if isinstance(value, str) and "." in value and has(value) else value

    return text(sentence.id, language, **{name: plain(value) for name, value in sentence.values.items()})


def _number(value: Any) -> int | float | None:
    if pd.isna(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
