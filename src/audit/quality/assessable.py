"""Whether anything may be concluded about an area, and if not, why not: the one answer that everybody uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from audit.reference.statistics import COVERAGE_ASSESSABLE
from audit.results import Cell, CheckResult, RateTable, Sentence

__all__ = ["Assessment", "Reason", "assessable", "focus_status", "heaping_sentence"]

Reason = Literal["coverage_unknown", "coverage_low", "heaping"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether an area can be assessed, with every reason against it (``rows.not_assessable.<reason>``)."""

    area_code: str
    reasons: tuple[Reason, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


def assessable(
    area_code: str, *, month: str, district: str, coverage: RateTable, heaping: CheckResult | None = None
) -> Assessment:
    """Say whether routine figures of an area in a month bear a conclusion.

    Parameters
    ----------
    area_code : a desa, a kecamatan or the district itself (``district``).
    coverage : D/S of ``programme.coverage``; an area without a denominator is "coverage_unknown", one under 80 %
        "coverage_low".
    heaping : of ``cutoff_heaping``; an alarm of the area or of one inside it is "heaping". Without it nothing is said
        about heaping, which clears nobody.

    An area that is not assessable is "belum dapat dinilai", never "bukan lokus": see ``focus_status``.
    """
    place = Cell.of(month, area=None if area_code == district else area_code)
    cells = coverage.numerator.cells
    share = coverage.values[cells.index(place)] if place in cells else None
    reasons: list[Reason] = []
    if share is None:
        reasons.append("coverage_unknown")
    elif share < COVERAGE_ASSESSABLE:
        reasons.append("coverage_low")
    if heaping is not None and any(code == area_code or code.startswith(f"{area_code}.") for code in _alarms(heaping)):
        reasons.append("heaping")
    return Assessment(area_code, tuple(reasons))


def focus_status(assessment: Assessment, *, is_focus: bool) -> Literal["focus", "not_focus", "not_assessable"]:
    """Status of an area as a focus (lokus) of the programme; no answer where it cannot be assessed."""
    if not assessment.ok:
        return "not_assessable"
    return "focus" if is_focus else "not_focus"


def heaping_sentence(heaping: CheckResult) -> Sentence:
    """All that the public edition says of heaping at the cut-off: one sentence about the district, without a place.

    Which areas gave the alarm stands in the restricted edition, for the health office, which has a drawn sample
    measured again first.
    """
    if heaping.table is None or heaping.status in ("not_assessable", "error"):
        return Sentence("rows.heaping_not_assessable")
    return Sentence("rows.heaping_found" if _alarms(heaping) else "rows.heaping_not_found")


def _alarms(heaping: CheckResult) -> list[str]:
    """Areas with an alarm, for children lifted over the cut-off or, where tested, lowered under it."""
    table = heaping.table
    if table is None:
        return []
    alarms = [table[column].eq(True) for column in table if str(column).startswith("alarm")]
    areas = table["area_code" if "area_code" in table else heaping.subject]
    return areas[np.logical_or.reduce(alarms)].astype(str).tolist()
