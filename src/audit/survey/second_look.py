"""Two prevalences of a register beside each other: what may be said once chance and the children not measured count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from audit.reference.area_statistics import UNMEASURED_RATIOS
from audit.survey.change import Change, Estimate, change

__all__ = ["Compared", "SecondVerdict", "second_look"]

SecondVerdict = Literal["naik", "turun", "belum", "bergantung"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference with the limits of chance, and those within which the children not measured may move it.

    ``moved_low`` and ``moved_high`` (proportions, -1 to 1) are ``None`` where everybody counted was to be counted.
    ``verdict``: as of ``change``, or "bergantung" where chance leaves a direction and the children not measured do not.
    """

    change: Change
    moved_low: float | None
    moved_high: float | None
    verdict: SecondVerdict


def second_look(
    first: Estimate,
    second: Estimate,
    *,
    coverages: tuple[float, float] | None = None,
    same_place: bool,
) -> Compared:
    """Compare two prevalences, and say of a direction only what half or twice as much among the unmeasured leaves.

    ``coverages``: measured over registered (0-1) of each, ``None`` where nobody is measured (services). In the same
    place children not measured are taken to differ from the measured ones alike both times; in two places each may
    differ in its own way. Raises what ``change`` raises. A sensitivity analysis: no interval has both in it. Not for
    the same children followed one by one; for them the limits of chance are too wide. Source of the ratios:
    ``reference.area_statistics``.
    """
    found = change(first, second)
    if coverages is None:
        return Compared(found, None, None, found.verdict)
    before, after = (_among_all(e.proportion, c) for e, c in zip((first, second), coverages, strict=True))
    pairs = (
        [(ratio, ratio) for ratio in UNMEASURED_RATIOS]
        if same_place
        else [(one, other) for one in UNMEASURED_RATIOS for other in UNMEASURED_RATIOS]
    )
    differences = [after(other) - before(one) for one, other in pairs]
    low, high = min(*differences, found.difference), max(*differences, found.difference)
    sure = found.verdict == "belum" or low > 0 or high < 0
    return Compared(found, low, high, found.verdict if sure else "bergantung")


def _among_all(measured: float, coverage: float) -> Callable[[float], float]:
    """Prevalence among all children by how often those not measured have it, relative to the measured ones."""
    share = min(coverage, 1.0)
    return lambda ratio: measured * share + min(measured * ratio, 1.0) * (1 - share)
