"""Heights that pile up at the cut-off: are children entered so that they are just not stunted?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from audit.quality.cutoff_tests import moved, step_p, within
from audit.quality.one_visit import one_visit
from audit.quality.rounding import Rounding
from audit.quality.smooth_counterfactual import counterfactual, lattice
from audit.quality.spike import spike_p
from audit.reference.heaping_rules import (
    CUTOFF_Z,
    HUNDREDTHS,
    LEAST_CHILDREN,
    LEFT_OUT,
    PLACEBO_CUTOFFS_Z,
    SIDE_WINDOWS,
    SPIKE_P,
    HeapingIndex,
)
from audit.reference.statistics import FALSE_DISCOVERIES
from audit.results import CheckResult, Sentence, Status
from audit.survey.false_discoveries import benjamini_hochberg

__all__ = ["cutoff_heaping", "heaping_at_levels", "placebo_cutoffs"]

Found = Literal["pile", "gap", "lowered", "none", "not_assessable"]
_RATING: dict[Found, Status] = {
    "pile": "poor",
    "gap": "fair",
    "lowered": "fair",
    "none": "good",
    "not_assessable": "not_assessable",
}
_PERCENT = 100


def cutoff_heaping(
    visits: pd.DataFrame, *, by: str = "area_code", index: HeapingIndex = "haz", seed: int = 0
) -> CheckResult:
    """Test every area for children lifted over -2 SD, and for the mirror, children lowered under it.

    Parameters
    ----------
    visits : the rows of one district and one period, see ``one_visit`` for the columns; one visit a child is used.
    by : the column that names the areas of one level (kecamatan, desa, posyandu, month or team); call once a level.
    index : "haz", "waz" or "whz".
    seed : draws the visit of a child that has several; without such children it changes nothing.

    Returns
    -------
    CheckResult whose ``value`` is the percentage of tested areas with an alarm, n the children used, and ``table`` one
    row an area, sorted by its name:

    n, n_above, n_below : children; in [-2.00, -1.90); in [-2.10, -2.00).
    moved, moved_low, moved_high : children beyond the expected ones in [-2.00, -1.60), with a 95 % interval.
    p, q, alarm : one-sided for "lifted"; q by Benjamini and Hochberg over these areas; alarm where q < 0.05.
    p_spike, q_spike : for a spike on the smallest height that is not stunted. Silence there clears nobody.
    verdict : "pile" (alarm, q_spike < 0.05 and p_spike < 0.001: "menumpuk tepat di batas"), "gap" (alarm without such a
        spike: one-sided re-measurement or rounding up: look at re-measurement first; nothing need have been fudged),
        "" (no alarm, or not tested).
    prevalence, prevalence_if_restored : share (0-1) below -2, and as it would be with the moved children back.
    p_lowered, q_lowered, moved_lowered, moved_lowered_low, moved_lowered_high, alarm_lowered : the mirror.
    placebo_p : smallest p of the same test at -3, -2.5, -1.5 and -1, times four: it should not be small.

    An area of fewer than 30 children is not tested: p, q and what follows from them are missing, never "clean".

    Missing z-scores and flagged ones are left out; rows without an area count for the district's shape alone.
    ``benchmarks/cutoff_heaping.py`` measures false alarms, power and coverage. Names of areas are for the
    restricted edition; the public one has the sentence alone. Not a proof of fraud, not a ranking, not for
    repeated rows of a child taken as independent, and no ground to call an area clean.

    Raises ``KeyError`` for columns that are absent.
    """
    (areas,) = _areas(one_visit(visits, [by], index, seed), [by])
    return _result(_judged(_figures(areas, by)), by, index, len(areas.children))


def heaping_at_levels(
    visits: pd.DataFrame, by: Sequence[str], *, index: HeapingIndex = "haz", seed: int = 0
) -> CheckResult:
    """Test the areas of several levels as one family of tests.

    For what is said of a whole district: a false discovery rate of its own at each level would let more than one honest
    district in twenty be alarmed somewhere. ``by`` names a column a level, the widest first; otherwise as
    ``cutoff_heaping``, whose table this one is with ``level`` (the column) and ``name`` (of the area) in place of the
    area's column, and the q-values over the areas of all levels.
    """
    children = one_visit(visits, by, index, seed)
    levels = zip(by, _areas(children, by), strict=True)
    table = pd.concat((_figures(areas, "name").assign(level=level) for level, areas in levels), ignore_index=True)
    return _result(_judged(table), "name", index, len(children))


def placebo_cutoffs(
    visits: pd.DataFrame, *, by: str = "area_code", index: HeapingIndex = "haz", seed: int = 0
) -> pd.DataFrame:
    """Run the same test where nobody gains by a step: one row an area and placebo cut-off.

    Arguments as for ``cutoff_heaping``. Columns: ``by``, cutoff (z), p, q (over the areas of that cut-off). What fires
    here as well is a ragged distribution, not the cut-off of stunting. Missing for areas of fewer than 30 children.
    """
    (areas,) = _areas(one_visit(visits, [by], index, seed), [by])
    placebo = np.where(areas.enough, _placebo_p(areas), np.nan)
    return pd.concat(
        [
            pd.DataFrame({by: areas.names, "cutoff": cutoff, "p": p, "q": benjamini_hochberg(p)})
            for cutoff, p in zip(PLACEBO_CUTOFFS_Z, placebo, strict=True)
        ],
        ignore_index=True,
    )


@dataclass(frozen=True, slots=True)
class _Areas:
    """Children with the number of their area; those without one have a last number of their own, no area's."""

    children: pd.DataFrame
    unit: np.ndarray
    names: pd.Index
    rounding: Rounding | None

    @property
    def hundredths(self) -> np.ndarray:
        return self.children["hundredths"].to_numpy()

    @property
    def n(self) -> np.ndarray:
        return np.bincount(self.unit, minlength=len(self.names) + 1)[:-1]

    @property
    def enough(self) -> np.ndarray:
        return self.n >= LEAST_CHILDREN

    def near(self, cutoff: int) -> tuple[np.ndarray, np.ndarray]:
        """Counts by area and hundredth from the cut-off, and their rounding factors; the last row is no area."""
        units = len(self.names) + 1
        counts = lattice(self.unit, self.hundredths, units, cutoff)
        if self.rounding is None:
            return counts, np.ones(counts.shape)
        return counts, self.rounding.factor(self.unit, units, cutoff)


def _areas(children: pd.DataFrame, by: Sequence[str]) -> list[_Areas]:
    """The areas of each level, which share what rounding does: it is summed over the smallest parts of them all."""
    units: list[tuple[np.ndarray, pd.Index]] = []
    part = np.zeros(len(children), dtype=np.int64)
    for level in by:
        unit, names = pd.factorize(children[level], sort=True)
        unit = np.where(unit < 0, len(names), unit)
        units.append((unit, pd.Index(names)))
        part = np.unique(part * (len(names) + 1) + unit, return_inverse=True)[1]
    rounding = Rounding(children, part) if "lenhei_cm" in children.columns else None
    return [_Areas(children, unit, names, rounding) for unit, names in units]


def _figures(areas: _Areas, by: str) -> pd.DataFrame:
    """All columns of the table but what depends on how many areas are tested."""
    n, enough, cutoff = areas.n, areas.enough, round(CUTOFF_Z * HUNDREDTHS)
    stunted = np.bincount(areas.unit, weights=areas.hundredths < cutoff, minlength=len(n) + 1)[:-1]
    counts, factor = areas.near(cutoff)
    up, down = _one_side(counts, factor, enough), _one_side(counts[:, ::-1], factor[:, ::-1], enough)
    counts, (width, *_) = counts[:-1], SIDE_WINDOWS
    some = np.maximum(n, 1)
    return pd.DataFrame(
        {
            by: areas.names,
            "n": n,
            "n_above": within(counts, 0, width),
            "n_below": within(counts, -width, 0),
            "moved": up["moved"],
            "moved_low": up["moved_low"],
            "moved_high": up["moved_high"],
            "p": up["p"],
            "p_spike": up["p_spike"],
            "prevalence": stunted / some,
            "prevalence_if_restored": (stunted + up["moved"]) / some,
            "p_lowered": down["p"],
            "moved_lowered": down["moved"],
            "moved_lowered_low": down["moved_low"],
            "moved_lowered_high": down["moved_high"],
            "placebo_p": np.where(enough, _smallest(_placebo_p(areas)), np.nan),
        }
    )


def _judged(figures: pd.DataFrame) -> pd.DataFrame:
    """The table with q-values over all its areas, and the alarms and verdicts that follow from them."""
    q, q_spike, q_lowered = (benjamini_hochberg(figures[p]) for p in ("p", "p_spike", "p_lowered"))
    alarm = q < FALSE_DISCOVERIES
    spike = (q_spike < FALSE_DISCOVERIES) & (figures["p_spike"] < SPIKE_P)
    return figures.assign(
        q=q,
        alarm=alarm,
        q_spike=q_spike,
        verdict=np.where(alarm, np.where(spike, "pile", "gap"), ""),
        q_lowered=q_lowered,
        alarm_lowered=q_lowered < FALSE_DISCOVERIES,
    )


def _one_side(counts: np.ndarray, factor: np.ndarray, enough: np.ndarray) -> dict[str, np.ndarray]:
    """All figures of one direction by area, missing where there are not ``enough`` children."""
    expected = counterfactual(counts).rounded(factor)
    names = ("p", "p_spike", "moved", "moved_low", "moved_high")
    figures = (step_p(counts, expected), spike_p(counts, expected), *moved(counts, expected))
    return {name: np.where(enough, figure[:-1], np.nan) for name, figure in zip(names, figures, strict=True)}


def _placebo_p(areas: _Areas) -> np.ndarray:
    """Return p by placebo cut-off and area; the neighbourhood of the true cut-off is no part of their shape."""
    rows: list[np.ndarray] = []
    for z in PLACEBO_CUTOFFS_Z:
        away = round((CUTOFF_Z - z) * HUNDREDTHS)
        counts, factor = areas.near(round(z * HUNDREDTHS))
        expected = counterfactual(counts, (LEFT_OUT[0] + away, LEFT_OUT[1] + away)).rounded(factor)
        rows.append(step_p(counts, expected)[:-1])
    return np.stack(rows)


def _smallest(p: np.ndarray) -> np.ndarray:
    """Bonferroni's p of the smallest along the first axis."""
    return np.minimum(len(p) * p.min(axis=0), 1)


def _result(table: pd.DataFrame, by: str, index: HeapingIndex, n: int) -> CheckResult:
    tested = int(table["p"].notna().sum())
    alarms = int((table["alarm"] | table["alarm_lowered"]).sum())
    found, flagged = _found(table)
    return CheckResult(
        id=f"cutoff_heaping.{index}",
        subject=by,
        status=_RATING[found],
        value=_PERCENT * alarms / tested if tested else None,
        unit="percent",
        n=n,
        meaning=Sentence(f"quality.cutoff_{found}", {"areas": tested, "flagged": flagged}),
        table=table,
    )


def _found(table: pd.DataFrame) -> tuple[Found, int]:
    """What the district's sentence says, the weightiest first, and in how many areas."""
    if not table["p"].notna().any():
        return "not_assessable", 0
    areas: dict[Found, int] = {
        "pile": int((table["verdict"] == "pile").sum()),
        "gap": int((table["verdict"] == "gap").sum()),
        "lowered": int(table["alarm_lowered"].sum()),
    }
    for found, n in areas.items():
        if n:
            return found, n
    return "none", 0
