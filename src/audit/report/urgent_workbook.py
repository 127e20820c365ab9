"""``terbatas/rujuk-segera.xlsx``: who needs a doctor now, and cells for each step until the case is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from audit.language import number, text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.referral_rules import NOT_ARRIVED, OPEN_DAYS, OUTCOMES
from audit.reference.rule_sets import Rule, RuleSet
from audit.register.case_layout import FormMeta
from audit.register.urgent_form import FILLED_COLUMNS, REFERRAL, WRITER_COLUMNS
from audit.report.form_workbook import FIRST_ROW, Form, form_workbook
from audit.report.rule_words import value_words
from audit.results import Finding, Sentence

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["rule_words", "write_urgent"]

_WHO = ("name", "parent_name", "nik", "birth_date", "group", "desa", "posyandu", "puskesmas")
_WHAT = ("rule", "value", "found_on", "measure_again", "days_open")
_COLUMNS = ("turn", *_WHO, *_WHAT, *FILLED_COLUMNS, REFERRAL)
_WIDE = {"name": 26, "parent_name": 22, "nik": 18, "posyandu": 20, "rule": 44, "not_arrived": 20, "diagnosis": 24,
         "treatment": 24, "outcome": 20, "turn": 20, "value": 16, "measure_again": 16, REFERRAL: 18}  # fmt: skip
_CHOICES = {"not_arrived": NOT_ARRIVED, "outcome": OUTCOMES}
_SPARE_ROWS = 3  # cells of the sheet that says who filled the list in
_MAY = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


def write_urgent(
    path: Path,
    rows: pd.DataFrame,
    identities: pd.DataFrame,
    *,
    rules: RuleSet,
    areas: Areas,
    puskesmas: Mapping[str, str] | None = None,
    meta: FormMeta | None = None,
    doubts: Sequence[Finding] = (),
    wrong: Sequence[Sentence] = (),
    language: Language = "id",
) -> None:
    """Write the list, in the order of ``rows`` (``cases.referrals.worklist``). Restricted: it names people.

    ``identities`` are those of the vault (``store.IDENTITIES``); somebody who is not there keeps the code alone.
    ``puskesmas`` by desa. ``meta`` says of which audit the list is and knows the entries that stand now: with them a
    list that comes back late replaces nothing that its writer did not know. ``doubts`` are days that do not follow each
    other, ``wrong`` cells of earlier lists that could not be read. A cell in yellow is to be filled in; known answers
    stand there already.

    Raises ``OutputError`` (exit 17) where the file cannot be written.
    """
    who = identities.drop_duplicates("child_id", keep="last").set_index("child_id")
    who = who.reindex(rows["person_id"]).reset_index(drop=True)
    with form_workbook(path, language) as form:
        sheet = _list_sheet(form, len(rows))
        shown = rows.reset_index(drop=True)
        for i, (row, person) in enumerate(zip(shown.to_dict("records"), who.to_dict("records"), strict=True)):
            words = _words(row, person, rules, areas, puskesmas or {}, language)
            for j, column in enumerate(_COLUMNS):
                if column in FILLED_COLUMNS:
                    _fill_in(form, sheet, FIRST_ROW + i, j, row[column], column)
                else:
                    form.cell(sheet, FIRST_ROW + i, j, words[column])
        form.lines("guide", [text(f"urgent.guide_{i}", language, days=OPEN_DAYS) for i in range(1, 7)])
        _writer(form)
        if doubts or wrong:
            numbers = {id: i + FIRST_ROW + 1 for i, id in enumerate(shown[REFERRAL])}
            form.wrong_entries((*_doubts(doubts, numbers, language), *wrong))
        if meta is not None:
            form.remember(meta)


def _list_sheet(form: Form, rows: int) -> Worksheet:
    sheet = form.sheet("urgent", _COLUMNS, topic="urgent")
    sheet.freeze_panes(FIRST_ROW, 2)
    for j, column in enumerate(_COLUMNS):
        if column in _WIDE:
            sheet.set_column(j, j, _WIDE[column])
    last = FIRST_ROW + max(rows, 1) - 1
    sheet.autofilter(FIRST_ROW - 1, 0, last, len(_COLUMNS) - 1)
    for column, codes in _CHOICES.items():
        j = _COLUMNS.index(column)
        words = [text(f"urgent.{column}.{code}", form.language) for code in codes]
        sheet.data_validation(FIRST_ROW, j, last, j, {"validate": "list", "source": words, "error_type": "warning"})
    sheet.protect(options=_MAY)
    return sheet


def _fill_in(form: Form, sheet: Worksheet, i: int, j: int, value: Any, column: str) -> None:
    look = form.filled_day if column.endswith("_on") else form.filled
    if pd.isna(value):
        sheet.write_blank(i, j, None, look)
    elif column.endswith("_on"):
        sheet.write_datetime(i, j, pd.Timestamp(value).to_pydatetime(), look)
    elif column in _CHOICES:
        sheet.write_string(i, j, text(f"urgent.{column}.{value}", form.language), look)
    else:
        sheet.write_string(i, j, str(value), look)


def _words(
    row: Mapping[Any, Any],
    person: Mapping[Any, Any],
    rules: RuleSet,
    areas: Areas,
    puskesmas: Mapping[str, str],
    language: Language,
) -> dict[str, object]:
    """The cells that nobody fills in."""
    code = "" if pd.isna(row["area_code"]) else str(row["area_code"])
    area = areas.by_code.get(code)
    group = "unknown" if pd.isna(row["group"]) else row["group"]
    return {
        "turn": text(f"urgent.turn.{_turn(row)}", language, days=OPEN_DAYS),
        **{name: _plain(person.get(name)) for name in ("name", "parent_name", "nik", "posyandu")},
        "birth_date": person.get("birth_date"),
        "group": text(f"urgent.group.{group}", language),
        "desa": area.name if area else "",
        "puskesmas": puskesmas.get(code, ""),
        "rule": rule_words(rules[row["rule_id"]], language),
        "value": _value(row, rules, language),
        "found_on": row["found_on"],
        "measure_again": text("urgent.measure_again", language) if _is_yes(row["measure_again"]) else "",
        "days_open": row.get("days_open"),
        REFERRAL: str(row[REFERRAL]),
    }


def rule_words(rule: Rule, language: Language) -> str:
    """A rule of urgency in words, with the bound that this district uses."""
    bound = rule.asks.bound
    if isinstance(bound, float):
        shown = number(bound, _decimals(bound), language=language)
    else:
        shown = value_words(str(bound), "", language)
    return text(f"urgent.rule.{rule.id}", language, bound=shown)


def _decimals(bound: float) -> int:
    return 0 if bound.is_integer() else len(repr(bound).partition(".")[2])


def _turn(row: Mapping[Any, Any]) -> str:
    if row.get("late"):
        return "late"
    if not row.get("open", True):
        return "closed"
    return "new" if row.get("step", "found") == "found" else "going"


def _value(row: Mapping[Any, Any], rules: RuleSet, language: Language) -> str:
    """What was measured, with its unit; a number keeps the decimals that it was kept with."""
    value = str(row["value"])
    if value in ("y", "n"):
        return text(f"urgent.answer.{value}", language)
    unit = rules[row["rule_id"]].unit
    try:
        figure = float(value)
    except ValueError:
        return value_words(value, "", language)
    shown = number(figure, len(value.partition(".")[2]), language=language)
    return f"{shown} {'SD' if unit == 'z' else unit}".strip()


def _writer(form: Form) -> None:
    sheet = form.sheet("writer", WRITER_COLUMNS, topic="urgent")
    sheet.set_column(0, 0, 40)
    for i in range(FIRST_ROW, FIRST_ROW + _SPARE_ROWS):
        sheet.write_blank(i, 0, None, form.filled)
        sheet.write_blank(i, 1, None, form.filled_day)
    sheet.protect(options=_MAY)


def _doubts(doubts: Sequence[Finding], numbers: Mapping[str, int], language: Language) -> list[Sentence]:
    """The sentences of days to look up, with the row of the list in place of the code."""
    return [
        Sentence(
            doubt.sentence.id,
            {"row": numbers[str(doubt.values["referral"])]}
            | {name: text(str(doubt.values[name]), language) for name in ("step", "before") if name in doubt.values},
        )
        for doubt in doubts
        if doubt.values["referral"] in numbers
    ]


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_yes(value: Any) -> bool:
    return bool(pd.notna(value) and value)
