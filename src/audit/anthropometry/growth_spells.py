"""When a child was stunted, wasted or underweight: stretches of measurements in a row below the cut-off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan
from types import MappingProxyType

from audit.anthropometry.growth_series import GrowthPoint, GrowthSeries
from audit.reference.anthropometry_rules import STUNTED_BELOW, UNDERWEIGHT_BELOW, WASTED_BELOW

__all__ = ["SPELLS", "Spell", "spells"]

_Rule = tuple[Callable[[GrowthPoint], float], float]
_RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        "stunted": (lambda point: point.judged.haz, STUNTED_BELOW),
        "wasted": (lambda point: point.whz, WASTED_BELOW),
        "underweight": (lambda point: point.waz, UNDERWEIGHT_BELOW),
    }
)
SPELLS = tuple(_RULES)


@dataclass(frozen=True, slots=True)
class Spell:
    """From the first to the last of some measurements in a row that were below, in days of age as judged.

    ``n``: how many; between two of them nobody measured. ``lasts``: the last measurement of all is among them.
    """

    kind: str
    from_day: int
    to_day: int
    n: int
    lasts: bool


def spells(series: GrowthSeries) -> tuple[Spell, ...]:
    """Every spell of a child, by kind (``SPELLS``) and age.

    Of believed measurements with a z of that index; one that is missing or flagged neither begins nor ends a spell.
    """
    found: list[Spell] = []
    for kind, (of, below) in _RULES.items():
        known = [(max(p.judged.day, 0), of(p)) for p in series.points if p.believed and not isnan(of(p))]
        run: list[int] = []
        for day, z in [*known, (0, below)]:
            if z < below:
                run.append(day)
            elif run:
                found.append(Spell(kind, run[0], run[-1], len(run), lasts=run[-1] == known[-1][0]))
                run = []
    return tuple(found)
