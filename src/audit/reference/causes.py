"""Codebook of causes of risk, with the level of UNICEF's framework of 2020 and the chapter of ICD-10 where it is sure.

Source: UNICEF Conceptual Framework on Maternal and Child Nutrition, 2020 (immediate: diets, care; underlying: food,
practices, services; enabling: governance, resources, norms); ICD-10 (WHO, version 2019). ``direct``, ``indirect`` and
``basic`` are the three levels of the worksheets. The list itself is ours, after reference/domain.md 1.6 and the panels'
published reports; a code is never given another meaning: the version counts up when codes are added.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

__all__ = ["CODEBOOK_VERSION", "LEVELS", "CauseCode", "causes"]

CODEBOOK_VERSION = 1
Level = Literal["direct", "indirect", "basic"]
LEVELS: tuple[Level, ...] = ("direct", "indirect", "basic")


@dataclass(frozen=True, slots=True)
class CauseCode:
    """One cause; what it is called stands in the catalogue (``cause.<code>``). Empty where there is no sure mapping."""

    code: str
    level: Level
    unicef_2020: str
    icd10: str
    confidence: Literal["H", "M", "L"]


@cache
def causes() -> Mapping[str, CauseCode]:
    """Every cause by its code, in the order of reading: direct, indirect, basic."""
    text = (files("audit.reference") / "tables" / "causes.csv").read_text(encoding="utf-8")
    rows = [CauseCode(**cast("dict[str, str]", row)) for row in csv.DictReader(io.StringIO(text))]  # pyright: ignore[reportArgumentType]
    return MappingProxyType({row.code: row for row in rows})
