"""Read the columns of a survey's table into fields, and account for every row and cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from audit.anthropometry.age import AgeUnit
from audit.reference import import_rules as rules
from audit.reference import survey_formats as known
from audit.register.codes import read_measure, read_sex
from audit.register.numbers import read_number
from audit.register.result import COLUMNS, SET_ASIDE, typed
from audit.register.survey_records import SURVEY, SurveyRecords, SurveySummary
from audit.register.survey_table import SurveyTable
from audit.register.text import Cell, Unread, clean, each_once, fold, is_missing
from audit.results import Sentence

__all__ = [
    "Field",
    "Read",
    "Reading",
    "SurveyFormat",
    "amount",
    "muac",
    "oedema",
    "posture",
    "sampling_weight",
    "sex",
    "word",
]

Read = tuple[Any, str]
Reader = Callable[[Cell], Read]
CODE = "kode_hilang"
_CHILD = ("sex", "age", "weight", "lenhei", "oedema", "muac")
_OEDEMA = {"y": "y", "yes": "y", "ya": "y", "1": "y", "n": "n", "no": "n", "tidak": "n", "2": "n", "0": "n"}


def word(cell: Cell) -> Read:
    """A name or a code as text."""
    return (None if is_missing(cell) else clean(cell)), ""


def sex(cell: Cell) -> Read:
    """``m`` or ``f``, also from 1 and 2, which in surveys are boys and girls."""
    return read_sex(cell)


def posture(cell: Cell) -> Read:
    """``l`` or ``h``."""
    return read_measure(cell)


def oedema(cell: Cell) -> Read:
    """``y`` or ``n``; 1 is yes whether no is 2 or 0."""
    if is_missing(cell):
        return None, ""
    found = _OEDEMA.get(fold(cell))
    return found, "" if found else "edema_tak_dikenal"


def amount(limits: tuple[float, float], unit: str, *, scale: float = 1.0, codes_from: float | None = None) -> Reader:
    """A reader of measures in ``unit``: divided by ``scale``, from ``codes_from`` on a code, outside ``limits`` none.

    Nobody weighs or measures 0: that is listed too.
    """

    def read(cell: Cell) -> Read:
        q = read_number(cell)
        if q.value is None:
            return None, q.reason
        if q.unit not in ("", unit):
            return None, "satuan_lain"
        if codes_from is not None and q.value >= codes_from:
            return None, CODE
        value = q.value if scale == 1.0 else round(q.value / scale, 6)
        return (value, "") if limits[0] <= value <= limits[1] else (None, "di_luar_batas")

    return read


def muac(cell: Cell) -> Read:
    """Circumference in cm; from 60 on the number is millimetres."""
    q = read_number(cell)
    if q.value is None:
        return None, q.reason
    if q.unit not in ("", "cm", "mm"):
        return None, "satuan_lain"
    value = q.value / rules.MM_PER_CM if q.unit == "mm" or q.value >= known.MUAC_MM_FROM else q.value
    return (value, "") if rules.MUAC_CM[0] <= value <= rules.MUAC_CM[1] else (None, "di_luar_batas")


def sampling_weight(cell: Cell) -> Read:
    """A weight of at least 0."""
    q = read_number(cell)
    if q.value is None:
        return None, q.reason
    return (q.value, "") if q.value >= 0 and not q.unit else (None, "di_luar_batas")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the survey: the columns that may hold it by folded name (the first there counts), and its reader.

    ``kind`` says what a label of a code means: of a "number" it makes the value a code for something missing, of a
    "group" it is the group's name, of a "code" it says nothing.
    """

    name: str
    columns: tuple[str, ...]
    read: Callable[[Cell], Read] = word
    kind: Literal["number", "code", "group"] = "code"


@dataclass(frozen=True, slots=True)
class SurveyFormat:
    """A format: by which columns it is known (one of each set), its fields, the columns its ages need, its rules.

    ``ages`` gives the age of each row and the unit. ``leave`` gives each row's reason to be set aside, "" for none.
    ``check`` refuses a file whose units are not those of the format (``InputError``).
    """

    id: str
    needs: tuple[frozenset[str], ...]
    fields: tuple[Field, ...]
    age_columns: tuple[str, ...]
    ages: Callable[[Reading, Mapping[str, list[Any]]], tuple[list[float | None], AgeUnit]]
    more_columns: tuple[str, ...] = ()
    leave: Callable[[Reading], list[str]] = lambda reading: [""] * len(reading)
    check: Callable[[Reading], None] = lambda reading: None
    notes: Callable[[Reading], tuple[Sentence, ...]] = lambda reading: ()

    @property
    def columns(self) -> frozenset[str]:
        """Folded names of every column that is looked for."""
        return frozenset((*(c for f in self.fields for c in f.columns), *self.age_columns, *self.more_columns))

    def fits(self, table: SurveyTable) -> bool:
        """Whether a table has a column of each set."""
        return all(not names.isdisjoint(table.names) for names in self.needs)


class Reading:
    """One table on its way: its cells, what was set aside of them, and which column became which field."""

    def __init__(self, table: SurveyTable) -> None:
        self.table = table
        self.aside: list[tuple[int, str, str, str]] = []
        self.used: list[tuple[str, str]] = []

    def __len__(self) -> int:
        return len(self.table.body)

    def has(self, *names: str) -> str | None:
        """The first of these columns that the table has."""
        return next((name for name in names if name in self.table.names), None)

    def column(self, name: str, field: str, read: Callable[[Cell], Read], kind: str = "code") -> list[Any]:
        """The values of a column as a field, ``None`` where there is none."""
        labels = self.table.labels.get(name, {})
        cells = self.table.cells(name)

        def one(cell: Cell) -> Read:
            if isinstance(cell, Unread):
                return None, cell.reason
            label = labels.get(cell)
            if label is not None and kind != "code":
                if kind == "number" or fold(label) in known.SAYS_NOTHING:
                    return None, CODE
                return clean(label), ""
            return read(cell)

        found = each_once(cells, one)
        self.used.append((name, field))
        label = self.table.label(name)
        self.aside.extend(
            (n, label, clean(str(labels.get(cell, cell)) if isinstance(cell, Unread) else cell), reason)
            for n, (cell, (_, reason)) in enumerate(zip(cells, found, strict=True))
            if reason
        )
        return [value for value, _ in found]

    def set_aside(self, row: int, name: str, reason: str) -> None:
        """List one cell that was read but does not hold."""
        self.aside.append((row, self.table.label(name), clean(self.table.cells(name)[row]), reason))

    def records(self, form: SurveyFormat) -> SurveyRecords:
        """Read every field, decide each row, close the equation."""
        form.check(self)
        values: dict[str, list[Any]] = {name: [None] * len(self) for name in SURVEY}
        for field in form.fields:
            if name := self.has(*field.columns):
                values[field.name] = self.column(name, field.name, field.read, field.kind)
        values["age"], unit = form.ages(self, values)
        values |= {
            "source_sheet": [self.table.sheet.name] * len(self),
            "source_row": self.table.body.numbers,
            "age_unit": [unit] * len(self),
        }
        frame = pd.DataFrame({name: pd.Series(values[name], dtype=dtype) for name, dtype in SURVEY.items()})
        reasons = self._reasons(frame, form.leave(self))
        kept = frame[[not reason for reason in reasons]].reset_index(drop=True)
        set_aside = typed(self._listed(reasons), SET_ASIDE)
        summary = SurveySummary(
            file=self.table.file,
            form=self.table.form,
            format=form.id,
            rows_read=len(self),
            rows_kept=len(kept),
            rows_set_aside=int(set_aside["scope"].eq("row").sum()),
            cells_set_aside=int(set_aside["scope"].eq("cell").sum()),
            age_unit=unit,
            clusters=len(kept[["strata", "cluster"]].dropna(subset="cluster").drop_duplicates()),
            strata=kept["strata"].nunique(),
            weighted=bool(kept["sw"].notna().any()),
        )
        sheet = self.table.sheet.name
        columns = [(sheet, self.table.label(name), self.table.letter(name), field) for name, field in self.used]
        return SurveyRecords(kept, set_aside, summary, typed(columns, COLUMNS), form.notes(self))

    def _reasons(self, frame: pd.DataFrame, left: Sequence[str]) -> list[str]:
        empty = frame[list(_CHILD)].isna().all(axis=1)
        return [
            "kolom_bergeser" if shifted else reason or ("tanpa_data_anak" if nothing else "")
            for shifted, reason, nothing in zip(self.table.shifted, left, empty, strict=True)
        ]

    def _listed(self, reasons: Sequence[str]) -> list[tuple[object, ...]]:
        sheet, numbers = self.table.sheet.name, self.table.body.numbers
        above = zip(self.table.sheet.rows[: self.table.top], self.table.sheet.numbers, strict=False)
        said = [(number, " ".join(filter(None, map(clean, row)))) for row, number in above]
        listed: list[tuple[object, ...]] = [
            (sheet, n, None, words, "baris_judul", "sheet") for n, words in said if words
        ]
        listed += [(sheet, numbers[n], None, None, reason, "row") for n, reason in enumerate(reasons) if reason]
        listed += [
            (sheet, numbers[n], column, value, reason, "cell")
            for n, column, value, reason in sorted(self.aside)
            if not reasons[n]
        ]
        return listed
