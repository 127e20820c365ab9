"""Propose the mapping of a table that nothing else reads: from the names of its columns and from what stands in them.

A guess is sure where name and contents agree and nothing else could be meant. No cell of a person enters a guess: only
names of columns, codes of sex and posture that are known as such, and numbers that stand for "no value".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from audit.errors import InputError
from audit.reference import import_rules as rules
from audit.reference import survey_formats as known
from audit.register.codes import read_label, read_measure, read_sex
from audit.register.dates import read_date
from audit.register.flat_file import open_flat
from audit.register.grid import Body, Sheet
from audit.register.identity import read_nik
from audit.register.mapping_words import Named, named
from audit.register.numbers import read_lenhei, read_number, read_weight, read_z
from audit.register.odk_export import joined
from audit.register.text import Cell, Unread, clean, fold, is_missing

__all__ = ["Guess", "Suggestion", "suggest_mapping"]

_LOOKED_AT = 5000  # rows
_FITS, _SURE = 0.8, 0.98  # of the filled cells
_FEW = 12  # different codes; more are no code of sex or posture
_AREA = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}")
_SENTINELS = frozenset((-9.0, -99.0, -999.0, 99.9, 99.99, 999.0, 999.9, 999.99, 9994.0, 9995.0, 9996.0, 9997.0, 9998.0,
                        9999.0))  # fmt: skip
_USUAL = {"weight": (1.5, 30.0), "length": (40.0, 130.0)}  # ours: nearly all children under six, kg and cm
_MEDIAN = {"weight": (6.0, 20.0), "length": (60.0, 115.0)}
_MALE, _FEMALE = re.compile(r"^(male|laki|boy|lelaki|putra)"), re.compile(r"^(female|perempuan|girl|wanita|putri)")
_FIRST_MONTH = "2000-01"
_INDICES = ("haz", "waz", "whz")


@dataclass(frozen=True, slots=True)
class Guess:
    """One part of the mapping: its columns, codes, unit or fixed value, why (an id of the catalogue), and how sure."""

    part: str
    columns: tuple[str, ...]
    why: str
    sure: bool
    codes: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed mapping: its guesses, and the parts that a mapping needs but no column was found for."""

    file: str
    sheet: str | None
    guesses: tuple[Guess, ...]
    absent: tuple[str, ...]

    def of(self, part: str) -> Guess | None:
        """The guess of a part."""
        return next((guess for guess in self.guesses if guess.part == part), None)


@dataclass(frozen=True, slots=True)
class _Column:
    label: str
    says: Named | None
    cells: Sequence[Cell]

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if not isinstance(cell, Unread) and not is_missing(cell)]

    def share(self, reads: Callable[[Cell], bool]) -> float:
        """Share of the filled cells that read so; 0 where none is filled."""
        counts = Counter(self.filled)
        whole = sum(counts.values())
        return sum(n for cell, n in counts.items() if reads(cell)) / whole if whole else 0.0

    @property
    def numbers(self) -> list[float]:
        found = (read_number(cell).value for cell in self.filled)
        return sorted(value for value in found if value is not None)


def suggest_mapping(path: str | Path) -> Suggestion:
    """Propose which column of a flat file holds what (csv, xlsx, xls, HTML, Parquet, .dta, .sav, an export of ODK).

    Raises ``InputError`` : the file cannot be read; no row names two columns that are known; there is no row below.
    """
    path = Path(path)
    _, sheets = open_flat(path)
    found = [_columns(sheet) for sheet in (*sheets, *joined(sheets)[0]) if not sheet.hidden]
    best = max(found, key=lambda columns: len({c.says.part for c in columns if c.says}), default=[])
    if sum(column.says is not None for column in best) < 2:
        raise InputError("mapping.no_names", file=path.name)
    if not any(column.filled for column in best):
        raise InputError("register.no_rows", file=path.name)
    sheet = next(s.name for s, columns in zip((*sheets, *joined(sheets)[0]), found, strict=False) if columns is best)
    guesses = _guesses(best)
    parts = {guess.part for guess in guesses}
    absent = [part for part in ("child", "sex") if part not in parts]
    absent += [] if parts & {"weight", "length"} else ["weight"]
    absent += [] if parts & {"birth_date", "age"} else ["age"]
    return Suggestion(path.name, sheet, tuple(guesses), tuple(absent))


def _columns(sheet: Sheet) -> list[_Column]:
    """The columns below the row that names the most that are known; a name that stands twice cannot be mapped."""
    rows = list(islice(sheet.rows, rules.HEADER_SEARCH_ROWS))
    scores = [sum(named(clean(c)) is not None for c in row if isinstance(c, str) and clean(c)) for row in rows]
    if not any(scores):
        return []
    top = scores.index(max(scores))
    body = Body(sheet, top + 1)
    labels = [clean(cell) for cell in rows[top]]
    return [
        _Column(label, named(label), body.column(j)[:_LOOKED_AT])
        for j, label in enumerate(labels)
        if label and labels.count(label) == 1
    ]


def _guesses(columns: Sequence[_Column]) -> list[Guess]:
    sex, posture = _sex(columns), _coded(columns, "posture", read_measure)
    measures = [guess for part in ("weight", "length") if (guess := _measure(columns, part)) is not None]
    time = _time(columns)
    births = next((guess for guess in time if guess.part == "birth_date"), None)
    found = [_child(columns, births), sex, *measures, posture, *time, _area(columns)]
    found += [_named_part(columns, "posyandu"), *(_index(columns, index) for index in _INDICES)]
    found += [_label(columns, index) for index in _INDICES]
    found += [_date(columns, "entry_date")]
    found += [_missing(column) for guess in measures for column in columns if column.label in guess.columns]
    return [guess for guess in found if guess is not None]


def _of(columns: Sequence[_Column], *parts: str) -> list[_Column]:
    """Columns whose names speak of these parts, the most usual name first."""
    spoken = [column for column in columns if column.says is not None and column.says.part in parts]
    return sorted(
        spoken, key=lambda column: (parts.index(column.says.part), column.says.rank) if column.says else (0, 0)
    )


def _sure(column: _Column, share: float) -> bool:
    return column.says is not None and column.says.sure and share >= _SURE


def _child(columns: Sequence[_Column], births: Guess | None) -> Guess | None:
    """An intact NIK; else the file's own id, with the household's where children are numbered within it; else names."""
    for column in _of(columns, "nik"):
        if column.share(lambda cell: read_nik(cell)[1] == "ok") >= _SURE and len(column.filled) == len(column.cells):
            return Guess("child", (column.label,), "nik", sure=True)
    ids, households = _of(columns, "child"), _of(columns, "household")
    if ids:
        own = ids[0]
        few = len(set(map(clean, own.filled))) * 5 < len(own.filled)
        if few and households:
            return Guess("child", (households[0].label, own.label), "id_in_household", sure=False)
        return Guess("child", (own.label,), "id", sure=False)
    names = _of(columns, "name")
    if names and births is not None:
        return Guess("child", (names[0].label, *births.columns), "name_and_birth", sure=False)
    return Guess("child", (names[0].label,), "name", sure=False) if names else None


def _sex(columns: Sequence[_Column]) -> Guess | None:
    guess = _coded(columns, "sex", lambda cell: read_sex(cell, numbers=False))
    if guess is not None:
        return guess
    for column in _of(columns, "sex") or [c for c in columns if c.says is None and _MALE.match(fold(c.label))]:
        codes = set(map(clean, column.filled))
        if codes == {"1", "2"}:
            return Guess("sex", (column.label,), "sex_1_2", sure=False, codes={"1": "m", "2": "f"})
    for column in columns:
        said = "m" if _MALE.match(fold(column.label)) else "f" if _FEMALE.match(fold(column.label)) else ""
        if said and set(map(clean, column.filled)) == {"0", "1"}:
            other = {"m": "f", "f": "m"}[said]
            return Guess("sex", (column.label,), "sex_0_1", sure=False, codes={"1": said, "0": other})
    return None


def _coded(columns: Sequence[_Column], part: str, read: Callable[[Cell], tuple[str | None, str]]) -> Guess | None:
    """A column of codes that are known; without its name only where every code is a word."""
    spoken = _of(columns, part)
    for column in (*spoken, *(column for column in columns if column.says is None)):
        codes = {clean(cell): read(cell)[0] for cell in column.filled}
        known_codes = {code: meaning for code, meaning in sorted(codes.items()) if meaning}
        words = column in spoken or all(len(code) > 1 for code in codes) or (part == "sex" and set(codes) == {"L", "P"})
        if len(codes) > _FEW or len(set(known_codes.values())) < (1 if column in spoken else 2) or not words:
            continue
        share = column.share(lambda cell: read(cell)[0] is not None)
        if share >= (_FITS if column in spoken else 1.0):
            why = "name_and_codes" if column in spoken else "codes_only"
            return Guess(part, (column.label,), why, sure=_sure(column, share), codes=known_codes)
    return None


def _measure(columns: Sequence[_Column], part: str) -> Guess | None:
    """The column of a measure, or numbered readings of it; without a name the only one whose numbers could be it."""
    read = read_weight if part == "weight" else read_lenhei
    fitting = [c for c in _of(columns, part) if _plain(c).share(lambda cell: read(cell)[0] is not None) >= _FITS]
    if fitting:
        readings = [c for c in fitting if c.says and c.says.number]
        if len(readings) > 1 and len(readings) == len(fitting):
            return Guess(part, tuple(c.label for c in readings), "readings", sure=False)
        share = _plain(fitting[0]).share(lambda cell: read(cell)[0] is not None)
        alone = len(fitting) == 1
        return Guess(part, (fitting[0].label,), "name_and_range" if alone else "first_of_several",
                     sure=alone and _sure(fitting[0], share))  # fmt: skip
    low, high = _USUAL[part]
    unnamed = [c for c in columns if c.says is None and _middle(c, part)]
    unnamed = [
        c for c in unnamed if _plain(c).share(lambda cell: low <= (read_number(cell).value or 0) <= high) >= _SURE
    ]
    return Guess(part, (unnamed[0].label,), "range_only", sure=False) if len(unnamed) == 1 else None


def _plain(column: _Column) -> _Column:
    """A column without the numbers that may stand for no value."""
    kept = [cell for cell in column.filled if read_number(cell).value not in (_SENTINELS | {0.0})]
    return _Column(column.label, column.says, kept)


def _middle(column: _Column, part: str) -> bool:
    numbers = _plain(column).numbers
    low, high = _MEDIAN[part]
    return len(numbers) == len(_plain(column).filled) > 0 and low <= numbers[len(numbers) // 2] <= high


def _time(columns: Sequence[_Column]) -> list[Guess]:
    """The one way in which the file tells time: days of visits with births or ages; else a first month to be given."""
    visit, birth, age = _date(columns, "visit_date", "sent"), _date(columns, "birth_date"), _age(columns)
    if visit is not None and (birth is not None or age is not None):
        return [visit, birth or age] if birth or age else []  # pyright: ignore[reportReturnType]
    if age is None:
        return [guess for guess in (visit, birth) if guess is not None]
    return [Guess("first_month", (), "no_visit_date", sure=False, value=_FIRST_MONTH), age]


def _date(columns: Sequence[_Column], *parts: str) -> Guess | None:
    for column in _of(columns, *parts):
        share = max(column.share(lambda cell, o=order: read_date(cell, o)[0] is not None) for order in ("dmy", "mdy"))
        if share >= _FITS:
            sent = column.says is not None and column.says.part == "sent"
            why = "day_sent" if sent else "name_and_dates"
            return Guess(parts[0], (column.label,), why, sure=_sure(column, share) and not sent)
    return None


def _age(columns: Sequence[_Column]) -> Guess | None:
    lengths = next((c for c in _of(columns, "length")), None)
    for column in _of(columns, "age_days", "age_months", "age"):
        numbers = column.numbers
        if not numbers or len(numbers) < _FITS * len(column.filled) or numbers[0] < 0:
            continue
        said = {"age_days": "days", "age_months": "months"}.get(column.says.part if column.says else "")
        if said:
            agrees = (numbers[-1] > known.YOUNG_DAYS) == (said == "days")
            return Guess("age", (column.label,), "name_and_unit", sure=agrees, unit=said)
        if numbers[-1] > known.YOUNG_DAYS:
            return Guess("age", (column.label,), "age_over_120", sure=False, unit="days")
        if lengths is not None and any(value > known.YOUNG_LENGTH_CM for value in _plain(lengths).numbers):
            return Guess("age", (column.label,), "age_and_length", sure=False, unit="months")
    return None


def _area(columns: Sequence[_Column]) -> Guess | None:
    for column in (*_of(columns, "area"), *(column for column in columns if column.says is None)):
        if column.share(lambda cell: _AREA.fullmatch(clean(cell)) is not None) >= _SURE:
            return Guess("area", (column.label,), "area_codes", sure=True)
    return None


def _named_part(columns: Sequence[_Column], part: str) -> Guess | None:
    found = [column for column in _of(columns, part) if column.filled]
    if not found:
        return None
    sure = len(found) == 1 and found[0].says is not None and fold(found[0].label) == part
    return Guess(part, (found[0].label,), "name_only", sure=sure)


def _index(columns: Sequence[_Column], index: str) -> Guess | None:
    for column in _of(columns, index):
        share = column.share(lambda cell: read_z(cell)[0] is not None)
        if share >= _FITS:
            return Guess(f"exported.{index}", (column.label,), "name_and_range", sure=_sure(column, share))
    return None


def _label(columns: Sequence[_Column], index: str) -> Guess | None:
    for column in _of(columns, f"{index}_label"):
        if column.share(lambda cell: read_label(cell)[0] is not None and read_number(cell).value is None) >= _FITS:
            return Guess(f"labels.{index}", (column.label,), "name_only", sure=False)
    return None


def _missing(column: _Column) -> Guess | None:
    counts = Counter(column.numbers)
    values = [value for value in sorted(_SENTINELS) if counts[value]]
    if not values:
        return None
    return Guess("missing", (column.label,), "stands_for_none", sure=False, value=", ".join(f"{v:g}" for v in values))
