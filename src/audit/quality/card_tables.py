"""Counts of people and measurements behind a scorecard, tied to their cells. None where a posyandu or team is named."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audit.quality.card_rows import Subject
from audit.reference.anthropometry_rules import Index
from audit.reference.groups import HEIGHTS, SEX, STATUS
from audit.reference.quality_rules import AGE_GROUPS, MONTHS_PER_YEAR
from audit.results import Cell, CountTable, Partition, RateTable

__all__ = ["age_table", "digit_table", "flag_table", "given_table", "missing_table", "remainder_table", "sex_table"]

_REMAINDERS = Partition("age_remainder", {"": (*map(str, range(MONTHS_PER_YEAR)), "unknown")})


def _parts(subject: Subject, *own: Partition) -> tuple[Partition, ...]:
    return own if subject.areas is None else (subject.areas, *own)


def _tied(subject: Subject) -> bool:
    """Whether people of this subject are a cell: one named by area and period alone, of a district that is known."""
    return subject.public and subject.period != "" and (subject.area is None or subject.areas is not None)


def _people(id: str, subject: Subject, counts: Mapping[str, int], partition: Partition) -> tuple[CountTable, ...]:
    if not _tied(subject):
        return ()
    cells = tuple(Cell.of(subject.period, area=subject.area, **{partition.attribute: level}) for level in counts)
    return (CountTable(id, cells, tuple(counts.values()), _parts(subject, partition)),)


def sex_table(subject: Subject, boys: int, girls: int) -> tuple[CountTable, ...]:
    """Children by sex."""
    return _people("sex_ratio", subject, {"m": boys, "f": girls}, SEX)


def age_table(id: str, subject: Subject, counts: Mapping[str, int]) -> tuple[CountTable, ...]:
    """Children by levels of ``AGE_GROUPS``."""
    return _people(id, subject, counts, AGE_GROUPS)


def remainder_table(subject: Subject, counts: np.ndarray) -> tuple[CountTable, ...]:
    """Children by completed months modulo 12."""
    return _people("age_heaping", subject, {str(i): int(n) for i, n in enumerate(counts)}, _REMAINDERS)


def flag_table(id: str, subject: Subject, index: Index, flagged: int, given: int) -> tuple[RateTable, ...]:
    """Share of children whose newest z WHO flags, among those who have one: the cells of ``quality.flags``."""
    of = given_table(f"{id}.of", subject, index, given)
    if not of:
        return ()
    attribute = of[0].partitions[-1].attribute
    flags = of[0].cells[0].replace(attribute, "haz_flagged" if index == "haz" else "flagged")
    return (RateTable(id, CountTable(id, (flags,), (flagged,), of[0].partitions), of[0]),)


def given_table(id: str, subject: Subject, index: Index, given: int) -> tuple[CountTable, ...]:
    """Children who have a z at all, plausible or not.

    SMART's flags have no cell of their own: the mean that they are reckoned from is another in every area, so parts
    would not add up to their whole.
    """
    if not _tied(subject):
        return ()
    state = Partition(f"{index}_state", {"": ("given", "missing"), "given": ("known", "flagged")})
    trees = (STATUS, HEIGHTS) if index == "haz" else (state,)
    level = {trees[-1].attribute: "haz_given" if index == "haz" else "given"}
    cell = Cell.of(subject.period, area=subject.area, **level)
    return (CountTable(id, (cell,), (given,), _parts(subject, *trees)),)


def digit_table(id: str, subject: Subject, counts: np.ndarray) -> tuple[CountTable, ...]:
    """Measurements by last digit: no count of people."""
    if not subject.public:
        return ()
    what = id.rpartition(".")[2]
    cells = tuple(Cell.of(subject.period, area=subject.area, **{f"{what}_digit": str(d)}) for d in range(len(counts)))
    return (CountTable(id, cells, tuple(map(int, counts)), personal=False),)


def missing_table(id: str, subject: Subject, column: str, missing: int, measured: int) -> tuple[RateTable, ...]:
    """Measurements without a column: no count of people."""
    if not subject.public:
        return ()
    of = Cell.of(subject.period, area=subject.area, column=column)
    return (
        RateTable(
            id,
            CountTable(id, (of.replace("value", "missing"),), (missing,), personal=False),
            CountTable(f"{id}.of", (of,), (measured,), personal=False),
        ),
    )
