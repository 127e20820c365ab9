"""How cases are chosen: parts of the score, their published weights, and what gives each part its full value.

Source and confidence stand in the table. Weights are shares of one; a district may set its own in params.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

__all__ = ["PARTS", "SELECTION_RULES", "SelectionRules", "selection_rules"]

PARTS = ("severity", "no_improvement", "risks", "comorbidity", "area_burden")  # in the order of reading
SELECTION_RULES = "selection_practice_2026"


@dataclass(frozen=True, slots=True)
class SelectionRules:
    """One versioned way to choose.

    ``severity_z``: height-for-age at which severity is 0 and 1. ``strong_risks``, ``risks``: numbers that give 1.
    ``change_days``: days between two heights from which their change counts. ``one_matter``: rules that together
    count once. ``random_from``: from so many cases on at least one is drawn by lot.
    """

    id: str
    title: Mapping[str, str]
    source: str
    confidence: str
    weights: Mapping[str, float]
    severity_z: tuple[float, float]
    strong_risks: int
    risks: int
    change_days: int
    comorbidity: tuple[str, ...]
    one_matter: tuple[tuple[str, ...], ...]
    per_group: Mapping[str, int]
    random_share: float
    random_from: int
    near_misses: int


@cache
def selection_rules() -> SelectionRules:
    """Return the rules that the package holds."""
    text = (files("audit.reference") / "tables" / f"{SELECTION_RULES}.yaml").read_text(encoding="utf-8")
    row: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    row |= {name: MappingProxyType(row[name]) for name in ("title", "weights", "per_group")}
    row |= {name: tuple(row[name]) for name in ("severity_z", "comorbidity")}
    row["one_matter"] = tuple(tuple(rules) for rules in row["one_matter"])
    return SelectionRules(**row)
