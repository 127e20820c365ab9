"""The 29 essential indicators of the acceleration of stunting reduction, with their targets: versioned, dated data.

Names, numerators and denominators are words: ``indicator.name.<id>``, ``indicator.numerator.<id>`` and
``indicator.denominator.<id>`` of the catalogue, with ``indicator.group.<group>``, ``indicator.kind.<kind>`` and
``indicator.direction.<direction>``. What the sources leave open stays open here: the kind of three
indicators, the denominator of three, the target of one on which two documents differ.

Sources: SE Mendagri 400.5/8476/SJ of 27 November 2022 (29 essential indicators of Perpres 72/2021); the columns of a
public coverage application, whose count matches; the BKKBN booklet of metadata for what is marked "read"; domain notes
3.3 for targets. Kind: "M" where the indicator stands among the specific or the sensitive ones of the annex of Perpres
72/2021 as it is commonly given (the annex itself was not at hand), "L" where only its definition places it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from audit.errors import ReferenceDataError

__all__ = [
    "FRAMEWORK",
    "FRAMEWORKS",
    "TARGETS_UNTIL",
    "Direction",
    "EssentialIndicator",
    "EssentialTarget",
    "agreed_targets",
    "essential_indicators",
    "essential_targets",
]

FRAMEWORK = "esensial_29_2022"
# Day from which each list counts: that of the circular that names it.
FRAMEWORKS: Mapping[str, str] = MappingProxyType({FRAMEWORK: "2022-11-27"})
# The last year of the targets of Perpres 72/2021 (practice notes, C6). No later document with targets of these
# indicators was found; a district names its own.
TARGETS_UNTIL = 2024

Group = Literal["girls", "couples", "pregnant", "children", "families", "water", "protection"]
Kind = Literal["specific", "sensitive", ""]
Direction = Literal["higher", "lower"]
Unit = Literal["girl", "bride", "couple", "woman", "pregnancy", "child", "family", "household", "group"]
Definition = Literal["read", "name", "open"]
Confidence = Literal["H", "M", "L"]


@dataclass(frozen=True, slots=True)
class EssentialIndicator:
    """One indicator: a percentage of ``unit``.

    ``direction``: whether a higher or a lower figure is better. ``kind`` is "" where the sources leave it open, and so
    is then ``kind_confidence``. ``definition``: numerator and denominator were "read" in a booklet of metadata, follow
    from the "name", or the denominator is "open".
    """

    number: int
    id: str
    group: Group
    kind: Kind
    kind_confidence: Confidence | Literal[""]
    direction: Direction
    unit: Unit
    definition: Definition
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class EssentialTarget:
    """Percent that a ``document`` ("" where none was read) wants an indicator to reach in a year."""

    indicator: str
    year: int
    percent: float
    document: str
    source: str
    confidence: Confidence


@cache
def essential_indicators(framework: str = FRAMEWORK) -> tuple[EssentialIndicator, ...]:
    """Indicators of a list by number. ``ReferenceDataError`` (exit 12) for a list that is not known."""
    return tuple(
        EssentialIndicator(
            number=int(row["number"]),
            id=row["id"],
            group=_one_of(row["group"], get_args(Group)),
            kind=_one_of(row["kind"], get_args(Kind)),
            kind_confidence=_one_of(row["kind_confidence"], ("H", "M", "L", "")),
            direction=_one_of(row["direction"], get_args(Direction)),
            unit=_one_of(row["unit"], get_args(Unit)),
            definition=_one_of(row["definition"], get_args(Definition)),
            source=row["source"],
            confidence=_one_of(row["confidence"], get_args(Confidence)),
        )
        for row in _rows("essential_indicators.csv", framework)
    )


@cache
def essential_targets(framework: str = FRAMEWORK) -> tuple[EssentialTarget, ...]:
    """Targets of the nation as documents give them; an indicator may have several that differ."""
    return tuple(
        EssentialTarget(
            row["indicator"],
            int(row["year"]),
            float(row["percent"]),
            row["document"],
            row["source"],
            _one_of(row["confidence"], get_args(Confidence)),
        )
        for row in _rows("essential_indicator_targets.csv", framework)
    )


@cache
def agreed_targets(framework: str = FRAMEWORK) -> Mapping[str, float]:
    """Targets as proportions (0-1) by indicator, without those on which documents differ: nobody guesses which holds.

    They are the nation's, no district's: where a document of the district sets its own, pass that instead.
    """
    said: dict[str, set[float]] = {}
    for target in essential_targets(framework):
        said.setdefault(target.indicator, set()).add(target.percent)
    return MappingProxyType({id: min(values) / 100 for id, values in said.items() if len(values) == 1})


def _rows(name: str, framework: str) -> list[dict[str, str]]:
    if framework not in FRAMEWORKS:
        raise ReferenceDataError("reference.no_indicators", framework=framework, known=", ".join(FRAMEWORKS))
    text = (files("audit.reference") / "tables" / name).read_text(encoding="utf-8")
    return [row for row in csv.DictReader(io.StringIO(text)) if row["framework"] == framework]


def _one_of(value: str, known: tuple[Any, ...]) -> Any:
    """The value itself: a word that the list does not have is a slip in the table."""
    if value not in known:
        raise ValueError(f"{value!r} is none of {known}")
    return value
