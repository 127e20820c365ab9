"""Which column of a flat file holds what: the mapping that a person writes for a file that is no e-PPGBM export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.anthropometry.age import AgeUnit

__all__ = ["AgeColumn", "CodedColumn", "ColumnMapping"]


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column of codes and what each code means. Codes are compared as text: a cell 1 or 1.0 is the code ``"1"``."""

    column: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AgeColumn:
    """A column of ages.

    Months are turned into whole days as WHO does (x 30.4375, half up), but never into the age group below: 60 months
    are 1,826.25 days, and at 1,826 the child would still count as under five.
    """

    column: str
    unit: AgeUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """Columns by what they hold, each named exactly as in the header of the file.

    ``child``: the columns that together identify a child. ``weight`` (kg) and ``length`` (cm): one column, or repeated
    readings of which the median is taken. ``posture`` means ``l`` or ``h``, ``sex`` means ``m`` or ``f``. ``area`` is a
    Kemendagri code; ``posyandu`` is where children are measured together (the cluster of a study). ``exported`` gives
    the file's own z-scores by index (``{"haz": "laz"}``). ``missing`` gives the numbers of a column that stand for "no
    value" (999.9). ``labels`` gives the file's own classes by index, ``entry_date`` the day on which a row was entered.

    Time is told in exactly one of three ways (``register.mapping`` says what follows from each): ``visit_date`` with
    ``birth_date`` or ``age``; ``period``, whose codes mean months (``"2014-12"``), with ``age``; ``first_month`` with
    ``age``.
    """

    child: tuple[str, ...]
    sex: CodedColumn
    weight: tuple[str, ...] = ()
    length: tuple[str, ...] = ()
    posture: CodedColumn | None = None
    birth_date: str | None = None
    visit_date: str | None = None
    age: AgeColumn | None = None
    period: CodedColumn | None = None
    first_month: str | None = None
    area: str | None = None
    posyandu: str | None = None
    exported: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    entry_date: str | None = None

    def __post_init__(self) -> None:
        if slip := self.slip:
            raise ValueError(slip)

    @property
    def slip(self) -> str:
        """What is wrong with it: "mapping_time", "mapping_measures" or "mapping_missing"; "" where nothing is."""
        births = (self.birth_date is not None, self.age is not None)
        if [self.visit_date, self.period, self.first_month].count(None) != 2:
            return "mapping_time"
        if births not in (((True, False), (False, True)) if self.visit_date else ((False, True),)):
            return "mapping_time"
        if not (self.weight or self.length):
            return "mapping_measures"
        return "" if set(self.missing) <= set(self.columns) else "mapping_missing"

    @property
    def dates(self) -> tuple[str, ...]:
        """The columns that hold dates."""
        return tuple(c for c in (self.birth_date, self.visit_date, self.entry_date) if c is not None)

    @property
    def fields(self) -> Iterator[tuple[str, str]]:
        """Each column with the field that it becomes, in the order of the fields."""
        yield from ((column, "name") for column in self.child)
        yield self.sex.column, "sex"
        for name in ("birth_date", "visit_date", "entry_date"):
            if (column := getattr(self, name)) is not None:
                yield column, name
        if self.age:
            yield self.age.column, "birth_date"
        if self.period:
            yield self.period.column, "visit_date"
        yield from ((column, "weight_kg") for column in self.weight)
        yield from ((column, "lenhei_cm") for column in self.length)
        if self.posture:
            yield self.posture.column, "measure"
        for column, name in ((self.area, "area_code"), (self.posyandu, "posyandu")):
            if column is not None:
                yield column, name
        yield from ((column, f"exported_{index}") for index, column in self.exported.items())
        yield from ((column, f"exported_{index}_label") for index, column in self.labels.items())

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that is read, once."""
        return tuple(dict.fromkeys(column for column, _ in self.fields))
