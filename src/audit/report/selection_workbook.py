"""``pemilihan.xlsx``: who is proposed as a case and why, who comes next, everybody else, and room to change it.

Restricted: it names people. Whoever is not among ``present`` is on no sheet: a list never shows somebody who died.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from audit.cases.selection_frame import Selection, override_id
from audit.cases.selection_reasons import RULE_IDS
from audit.cases.selection_results import criteria
from audit.language import join, percent, text
from audit.language.catalogue import Language
from audit.reference.areas import Areas
from audit.reference.rule_sets import GROUPS
from audit.reference.selection_rules import PARTS
from audit.register.case_layout import FormMeta
from audit.register.selection_form import FILLED_COLUMNS, GIVEN_COLUMNS, WORDS
from audit.report.form_workbook import FIRST_ROW, Form, form_workbook
from audit.results import Sentence

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["SelectionBook", "reason_words", "write_selection_workbook"]

_COLUMNS = ("group", "name", "area", "posyandu", "how", "why", "rank", "score", "threshold", *PARTS, "data_missing",
            *FILLED_COLUMNS, "override_id", *GIVEN_COLUMNS)  # fmt: skip
_WIDTHS = {"name": 26, "area": 22, "posyandu": 18, "why": 70, "override_reason": 40, "override_id": 26, "group": 20}
_WIDTH = 11
_NUMBERS = {"rank": 1, "score": 100, "threshold": 100}  # and by how much they are shown multiplied
_SHARES = frozenset({*PARTS, "data_missing"})


@dataclass(frozen=True)
class SelectionBook:
    """What the workbook is made of.

    ``selection`` holds the people who may stand on a list (``Selection.of``); ``identities`` is ``store.IDENTITIES``;
    ``reasons`` of ``selection_reasons``; ``weights`` and ``random_share`` are those that were used; ``wrong`` says what
    could not be taken from a workbook that came back; ``meta`` of which audit it is.
    """

    selection: Selection
    identities: pd.DataFrame
    areas: Areas
    reasons: Mapping[tuple[str, str], Sequence[Sentence]]
    weights: Mapping[str, float]
    random_share: float
    wrong: tuple[Sentence, ...] = ()
    meta: FormMeta | None = None


def write_selection_workbook(path: Path, book: SelectionBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Every person and group stands in it once.

    Raises ``OutputError`` (exit 17) where the file cannot be written.
    """
    rows = _rows(book, language)
    chosen = rows["chosen_by"].notna()
    following = ~chosen & (rows["near_miss"].eq(True).fillna(False) | rows["override"].notna())
    with form_workbook(path, language) as form:
        _guide(form, book, language)
        _sheet(form, "chosen", rows[chosen], language)
        _sheet(form, "next", rows[following], language)
        _sheet(form, "others", rows[~chosen & ~following], language)
        if book.wrong:
            form.wrong_entries(book.wrong)
        form.book.worksheets()[1].activate()
        if book.meta is not None:
            form.remember(book.meta)


def reason_words(sentence: Sentence, language: Language = "id") -> str:
    """A reason in words, with the names of rules in place of their ids."""
    values: dict[str, object] = dict(sentence.values)
    if RULE_IDS in values:
        names = [text(f"rules.rule.{rule}", language) for rule in str(values[RULE_IDS]).split(";")]
        values[RULE_IDS] = join(names, language=language)
    return text(sentence.id, language, **values)


def _rows(book: SelectionBook, language: Language) -> pd.DataFrame:
    frame = book.selection.frame
    who = book.identities.set_index("child_id")[["name", "posyandu"]]
    by_code = {area.code: area.name for area in book.areas}
    rows = frame.join(who, on="person_id")
    reasons = {f"{person}:{group}": said for (person, group), said in book.reasons.items()}
    rows["override_id"] = override_id(frame)
    rows["given_override"], rows["given_reason"] = rows["override"], rows["override_reason"]
    rows["why"] = [" ".join(reason_words(s, language) for s in reasons.get(id, ())) for id in rows["override_id"]]
    rows["area"] = rows["area_code"].map(by_code).fillna(rows["area_code"])
    rows["how"] = rows["chosen_by"].map({how: text(f"selection.how.{how}", language) for how in _HOW})
    rows["said"] = rows["group"].map({group: text(f"review.level.group.{group}", language) for group in GROUPS})
    place = rows["group"].map(GROUPS.index)
    return rows.assign(place=place).sort_values(["place", "rank"], ignore_index=True)


_HOW = ("score", "random", "override")


def _guide(form: Form, book: SelectionBook, language: Language) -> None:
    def say(name: str, **values: object) -> str:
        return text(f"selection.{name}", language, **values)

    weights = [
        say(
            "guide.weight",
            part=say(f"part.{criterion.id}"),
            weight=percent(criterion.weight, 0, language=language),
            meaning=say(f"meaning.{criterion.id}"),
        )
        for criterion in criteria(book.weights)
    ]
    share = percent(book.random_share, 0, language=language)
    lines = [say("guide.purpose"), say("guide.urgent"), say("guide.score"), *weights, say("guide.lot", share=share)]
    form.lines("guide", [*lines, say("guide.data"), say("guide.override")], topic="selection")


def _sheet(form: Form, name: str, rows: pd.DataFrame, language: Language) -> None:
    sheet = form.sheet(name, _COLUMNS, topic="selection")
    sheet.freeze_panes(FIRST_ROW, 2)
    for j, column in enumerate(_COLUMNS):
        sheet.set_column(j, j, _WIDTHS.get(column, _WIDTH), None, {"hidden": column in GIVEN_COLUMNS})
    share = form.book.add_format({"valign": "top", "num_format": "0%"})
    for j, column in enumerate(_COLUMNS):
        cells = rows["said" if column == "group" else column]
        for i, value in enumerate(cells, start=FIRST_ROW):
            if column in FILLED_COLUMNS:
                _fill_in(form, sheet, (i, j), value, WORDS if column == "override" else {}, language)
            elif pd.isna(value):
                continue
            elif column in _SHARES:
                sheet.write_number(i, j, round(value, 2), share)
            elif column in _NUMBERS:
                sheet.write_number(i, j, round(value * _NUMBERS[column], 1), form.body)
            else:
                sheet.write_string(i, j, str(value), form.body)
    if len(rows):
        last = FIRST_ROW + len(rows) - 1
        at = _COLUMNS.index("override")
        words = [text(f"selection.{word}", language) for word in ("in", "out")]
        sheet.data_validation(FIRST_ROW, at, last, at, {"validate": "list", "source": words})
        sheet.autofilter(1, 0, last, len(_COLUMNS) - 1)
    sheet.protect(options={"format_columns": True, "sort": True, "autofilter": True})


def _fill_in(
    form: Form, sheet: Worksheet, at: tuple[int, int], value: Any, words: Mapping[str, str], language: Language
) -> None:
    if pd.isna(value):
        sheet.write_blank(*at, None, form.filled)
    else:
        shown = text(f"selection.{value}", language) if value in words.values() else str(value)
        sheet.write_string(*at, shown, form.filled)
