"""The list of urgent referrals, as it comes back: which step of which referral was taken, when, by whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from audit.language import text
from audit.reference.referral_rules import NOT_ARRIVED, OUTCOMES
from audit.register.case_entries import Said, entries_of
from audit.register.filled_form import FilledForm, FormSheet, open_form
from audit.register.text import fold
from audit.results import Sentence
from audit.schemas import REFERRALS
from audit.store.entries import current, written

__all__ = [
    "FILLED_COLUMNS",
    "REFERRAL",
    "WRITER_COLUMNS",
    "UrgentForm",
    "is_urgent_form",
    "read_urgent",
    "urgent_entries",
]

REFERRAL = "referral_id"
FILLED_COLUMNS = (
    "told", "told_on", "referred_on", "arrived_on", "not_arrived", "diagnosed_on", "diagnosis", "treated_on",
    "treatment", "referred_back_on", "closed_on", "outcome",
)  # fmt: skip
WRITER_COLUMNS = ("filled_role", "filled_on")
_SEEN_COLUMN = "seen_entry"  # lists written before the hidden sheet named its audit had the known entries there
SOURCE = "rujuk-segera.xlsx"
NOT_SAID = "tidak_disebut"  # whoever filled a list in and did not say in which role
_CHOICES = {"not_arrived": NOT_ARRIVED, "outcome": OUTCOMES}
_DTYPES = dict(REFERRALS.columns)


@dataclass(frozen=True, slots=True)
class UrgentForm:
    """``answers``: referral, column and value as entries write it ("" where the cell is empty), in the order of rows.

    ``places`` says where each referral stands; ``seen`` are the entries that the writer knew, ``None`` where that sheet
    is gone. ``role`` is "" and ``filled_on`` ``None`` where nobody said so. ``wrong``: one sentence an entry that could
    not be read.
    """

    file: str
    answers: tuple[tuple[str, str, str], ...]
    places: Mapping[str, tuple[str, str]]
    seen: frozenset[str] | None
    role: str
    filled_on: date | None
    wrong: tuple[Sentence, ...]


def is_urgent_form(form: FilledForm) -> bool:
    """Whether a workbook that came back is this list: by its columns, whatever its sheets are called by now."""
    return any(_is_list(sheet) for sheet in form.sheets)


def read_urgent(path: Path) -> UrgentForm:
    """Read a list that came back; columns that were deleted and rows that were added without a code say nothing.

    Raises ``InputError`` (exit 11) where the file is no workbook or not this list.
    """
    form = open_form(path)
    form.with_columns(REFERRAL)
    answers: list[tuple[str, str, str]] = []
    places: dict[str, tuple[str, str]] = {}
    for sheet in filter(_is_list, form.sheets):
        for row in sheet.rows:
            referral = form.words(sheet, row, REFERRAL)
            said = [(column, _value(form, sheet, row, column)) for column in FILLED_COLUMNS if column in sheet.columns]
            if not referral:
                if any(value for _, value in said):
                    form.say("urgent.no_referral", sheet, row, REFERRAL)
                continue
            if referral in places:
                form.say("urgent.twice", sheet, row, REFERRAL)
                continue
            places[referral] = (sheet.name, sheet.place(row, REFERRAL))
            answers.extend((referral, column, value) for column, value in said if value is not None)
    role, filled_on = _writer(form)
    return UrgentForm(form.file, tuple(answers), places, _seen(form), role, filled_on, tuple(form.wrong))


def urgent_entries(form: UrgentForm, entries: pd.DataFrame, *, day: date) -> tuple[pd.DataFrame, tuple[Sentence, ...]]:
    """What a list that came back adds to the entries (``ENTRIES``), and the sentences about what must be mended.

    A cell that says what it said when the list was written adds nothing; an empty one takes back what stood there, but
    only where it is known that something did. Where it is not known what the list said when it was written, a value
    that was ever written adds nothing, since a newer one may have taken its place, and any other stands beside what is
    there until a person decides. Reading a list twice adds nothing. ``day`` stands in where nobody said when the list
    was filled in, the role ``tidak_disebut`` where nobody said in which.
    """
    known = set(current(entries, REFERRALS)["referral_id"])
    strange = [id for id in form.places if id not in known]
    wrong = [Sentence("urgent.unknown_referral", _place(form.places[id])) for id in strange]
    seen = frozenset[str]() if form.seen is None else form.seen
    stood = _values(current(entries[entries["entry_id"].isin(seen)], REFERRALS))
    old = _ever(entries) if form.seen is None else set()
    said = [
        Said(REFERRALS.name, id, column, value or None, form.role or NOT_SAID, form.filled_on or day)
        for id, column, value in form.answers
        if id in known and value != stood.get((id, column), "") and (id, column, value) not in old
    ]
    if said and not (form.role and form.filled_on):
        wrong.append(Sentence("urgent.no_writer", {"file": form.file}))
    return entries_of(said, entries, source_system=SOURCE, seen=seen), (*form.wrong, *wrong)


def _seen(form: FilledForm) -> frozenset[str] | None:
    """The entries that stood when the list was written; ``None`` where nothing says so any more."""
    if form.meta is not None:
        return form.meta.known
    sheets = [sheet for sheet in form.sheets if _SEEN_COLUMN in sheet.columns]
    return frozenset(form.words(sheet, row, _SEEN_COLUMN) for sheet in sheets for row in sheet.rows) if sheets else None


def _ever(entries: pd.DataFrame) -> set[tuple[str, str, str]]:
    """Every value that anybody has written of a referral: record, field, value."""
    own = entries.loc[entries["table"].eq(REFERRALS.name), ["record_id", "field", "value"]].dropna()
    return set(own.itertuples(index=False, name=None))


def _is_list(sheet: FormSheet) -> bool:
    return REFERRAL in sheet.columns and any(column in sheet.columns for column in FILLED_COLUMNS)


def _value(form: FilledForm, sheet: FormSheet, row: int, column: str) -> str | None:
    """A cell as entries write it, "" where it is empty, ``None`` where it cannot be read (which is said)."""
    before = len(form.wrong)
    if column in _CHOICES:
        value = form.choice(sheet, row, column, _options(column)) or ""
    elif column.endswith("_on"):
        day = form.day(sheet, row, column)
        value = "" if day is None else f"{day:%Y-%m-%d}"
    else:
        value = form.words(sheet, row, column)
    return value if len(form.wrong) == before else None


def _options(column: str) -> dict[str, str]:
    """Codes by how they may be written: the code itself, and its words in both languages."""
    options: dict[str, str] = {}
    for code in _CHOICES[column]:
        words = (code.replace("_", " "), code, *(text(f"urgent.{column}.{code}", lang) for lang in ("id", "en")))
        options |= {fold(word): code for word in words}
    return options


def _writer(form: FilledForm) -> tuple[str, date | None]:
    """Who filled the list in, by role, and when; the first row that says something counts."""
    for sheet in form.sheets:
        if not set(WRITER_COLUMNS) <= set(sheet.columns):
            continue
        for row in sheet.rows:
            role, day = form.words(sheet, row, "filled_role"), form.day(sheet, row, "filled_on")
            if role or day is not None:
                return role, None if day is None else day.date()
    return "", None


def _values(referrals: pd.DataFrame) -> dict[tuple[str, str], str]:
    """What each cell of the list said, as entries write it."""
    found: dict[tuple[str, str], str] = {}
    for column in FILLED_COLUMNS:
        values = written(referrals[column], _DTYPES[column])
        found |= {
            (id, column): value for id, value in zip(referrals["referral_id"], values, strict=True) if pd.notna(value)
        }
    return found


def _place(at: tuple[str, str]) -> dict[str, str]:
    return {"sheet": at[0], "cell": at[1]}
