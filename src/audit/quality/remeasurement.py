"""Two-phase verification: whom to measure again on both sides of the cut-off, and the prevalence that follows.

First phase: every child of the register with a HAZ. Second phase: all of them near the cut-off and a random tenth of
the others, measured again by trained people who do not see the earlier height. Where only short children are measured
again, errors downwards are mended and errors upwards are not: prevalence falls with nothing but chance at work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import ceil, sqrt

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from audit.anthropometry import zscores
from audit.quality.measurement_error import bias, tem_of_pairs
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.measurement_error_rules import (
    NEAR_CUTOFF,
    ONE_SIDED_P,
    ONE_SIDED_RATIO,
    RANDOM_SHARE,
    REMEASURE_WITHIN_DAYS,
    SMALLEST_DRAW,
    TEM_WITHIN_DAYS,
)
from audit.results import Cell, CheckResult, CountTable, CountValue, Partition, Sentence, Status
from audit.survey.intervals import wilson

__all__ = [
    "DesignWeightedPrevalence",
    "Sides",
    "design_weighted_prevalence",
    "draw",
    "measured_again",
    "remeasurement",
    "sides",
    "strata",
    "with_second",
]

STRATA = ("low", "near_short", "near_not_short", "high")
_NEAR = STRATA[1:3]


def strata(haz: ArrayLike) -> np.ndarray:
    """Strata of the first measurement: below the band, in it and short, in it and not short, above it.

    ``haz`` is rounded to two decimals; the band is [-2.5, -1.5), cut at -2. ``ValueError`` where one is missing.
    """
    values = np.asarray(haz, float)
    if np.isnan(values).any():
        raise ValueError("a HAZ is missing")
    bounds = (NEAR_CUTOFF[0], STUNTED_BELOW, NEAR_CUTOFF[1])
    return np.array(STRATA, dtype=object)[np.searchsorted(bounds, values, side="right")]


def draw(children: pd.DataFrame, *, as_of: date, inputs: str) -> pd.DataFrame:
    """Draw who is measured again: all near the cut-off, a random tenth (at least two) of each side beyond.

    Parameters
    ----------
    children : ``child_id`` and ``haz``, one row a child with a plausible HAZ; its order does not matter.
    as_of, inputs : the day of the audit and the key of its inputs; the same two draw the same children.

    Returns
    -------
    DataFrame by child_id, those drawn only: child_id, stratum, probability (of having been drawn). Raises
    ``ValueError`` where a HAZ is missing or a child stands twice. Children whose HAZ is implausible are no part of the
    draw: all of them are to be measured again anyway.
    """
    frame = children[["child_id", "haz"]].sort_values("child_id", ignore_index=True)
    if frame["child_id"].duplicated().any():
        raise ValueError("a child stands twice")
    seed = int.from_bytes(sha256(f"{as_of.isoformat()}|{inputs}".encode()).digest())
    rng = np.random.default_rng(seed)
    frame["stratum"] = strata(frame["haz"])
    frame["probability"] = 0.0
    chosen: list[int] = []
    for stratum in STRATA:
        rows = np.flatnonzero(frame["stratum"].eq(stratum))
        n = len(rows) if stratum in _NEAR else min(len(rows), max(SMALLEST_DRAW, ceil(RANDOM_SHARE * len(rows))))
        if n:
            frame.loc[rows, "probability"] = n / len(rows)
            chosen += rng.choice(rows, n, replace=False).tolist()
    return frame.loc[sorted(chosen), ["child_id", "stratum", "probability"]].reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class DesignWeightedPrevalence:
    """Share of stunted children (0-1) among ``n``: as first measured, and as measuring all again would have given.

    ``weighted``, ``se``, ``low``, ``high`` are ``None`` where a stratum with children in it has none measured again
    (``unreached``): then nothing may be concluded about it.
    """

    n: int
    measured_again: int
    raw: float
    weighted: float | None
    se: float | None
    low: float | None
    high: float | None
    unreached: tuple[str, ...]


def design_weighted_prevalence(first: ArrayLike, again: ArrayLike, drawn: ArrayLike) -> DesignWeightedPrevalence:
    """Prevalence of stunting among all children, from the first HAZ of all and the second HAZ of those drawn.

    Parameters
    ----------
    first, again, drawn : one value a child: HAZ of the register; HAZ when measured again, nan where not; whether the
        child was drawn. Second measurements of children who were not drawn are passed over: somebody chose them.

    The stratified two-phase (Horvitz-Thompson) estimator, sum of N_h/N times the share of stratum h, which equals the
    difference estimator since the first class is the same throughout a stratum; variance with finite-population
    correction. Sources: Cochran, Sampling Techniques, 3rd ed. 1977, chapters 5 and 12; Sarndal, Swensson and Wretman,
    Model Assisted Survey Sampling 1992, chapter 9. The interval recovers each stratum's variance from its Wilson limits
    (Zou and Donner, Stat Med 2008;27:1693-1702), so that a stratum without a single changed class does not count as
    certain. Drawn children who were not reached are taken to be like those of their stratum who were. The second
    measurement counts as it is: its own error stays in. Raises ``ValueError`` where nobody was measured.
    """
    haz, second = np.asarray(first, float), np.asarray(again, float)
    if not len(haz):
        raise ValueError("nobody was measured")
    reached = np.asarray(drawn, bool) & ~np.isnan(second)
    of = strata(haz)
    raw, estimate, variance, down, up = float((haz < STUNTED_BELOW).mean()), 0.0, 0.0, 0.0, 0.0
    unreached: list[str] = []
    for stratum in STRATA:
        size, seen = int((of == stratum).sum()), second[reached & (of == stratum)]
        if not size:
            continue
        interval = wilson(int((seen < STUNTED_BELOW).sum()), len(seen))
        if interval is None:
            unreached.append(stratum)
            continue
        share, weight, left = float((seen < STUNTED_BELOW).mean()), size / len(haz), 1 - len(seen) / size
        estimate += weight * share
        variance += weight**2 * left * share * (1 - share) / max(len(seen) - 1, 1)
        down += weight**2 * left * (share - interval[0]) ** 2
        up += weight**2 * left * (interval[1] - share) ** 2
    n, again_n = len(haz), int(reached.sum())
    if unreached:
        return DesignWeightedPrevalence(n, again_n, raw, None, None, None, None, tuple(unreached))
    low, high = max(0.0, estimate - sqrt(down)), min(1.0, estimate + sqrt(up))
    return DesignWeightedPrevalence(n, again_n, raw, estimate, sqrt(variance), low, high, ())


@dataclass(frozen=True, slots=True)
class Sides:
    """How many children on either side of the cut-off, within half a z of it, were measured again.

    ``one_sided`` warns that the short ones were and the others were not; ``p`` is ``None`` where one side is empty.
    """

    short: int
    short_again: int
    others: int
    others_again: int
    p: float | None
    one_sided: bool


def sides(first: ArrayLike, again: ArrayLike) -> Sides:
    """Compare who was measured again below and above the cut-off.

    ``first`` is the first HAZ of each child, ``again`` whether it was measured again. Only children in [-2.5, -1.5)
    count: those far below are measured again for good reasons. A silent comparison does not show that measuring again
    was even-handed: few children give it little power.
    """
    from scipy.stats import fisher_exact

    of, done = strata(first), np.asarray(again, bool)
    short, others = of == "near_short", of == "near_not_short"
    counts = [int(x.sum()) for x in (short, short & done, others, others & done)]
    n_short, short_again, n_others, others_again = counts
    if not (n_short and n_others):
        return Sides(*counts, p=None, one_sided=False)
    table = np.array([[short_again, n_short - short_again], [others_again, n_others - others_again]])
    p = float(fisher_exact(table, alternative="greater").pvalue)
    uneven = others_again / n_others < ONE_SIDED_RATIO * short_again / n_short
    return Sides(*counts, p=p, one_sided=uneven and p < ONE_SIDED_P)


def measured_again(visits: pd.DataFrame) -> pd.DataFrame:
    """From the visits themselves: the first of each child and whether another followed within a fortnight.

    ``visits`` holds child_id, visit_date, seq and haz; visits without a HAZ are left out. Returns child_id, haz (of the
    first visit), again, by child_id: what :func:`sides` takes. For one month or campaign; over a year the first visit
    is the oldest one.
    """
    known = visits.dropna(subset=["haz"]).sort_values(["child_id", "visit_date", "seq"])
    per_child = known.groupby("child_id", sort=True)
    known = known.assign(days=(known["visit_date"] - per_child["visit_date"].transform("first")).dt.days)
    later = known[per_child.cumcount() > 0]
    soon = set(later.loc[later["days"] <= REMEASURE_WITHIN_DAYS, "child_id"])
    first = per_child[["haz"]].first().reset_index()
    return first.assign(again=first["child_id"].isin(soon))


def with_second(register: pd.DataFrame, measured: pd.DataFrame) -> pd.DataFrame:
    """Put the second measurement beside the first: what :func:`remeasurement` takes.

    Parameters
    ----------
    register : child_id, sex, birth_date, visit_date, haz, lenhei_cm, drawn: every child with a plausible first HAZ.
    measured : child_id, visit_date, lenhei_cm, measure of the second measurement, one row a child.

    A second HAZ that WHO flags as implausible is left out: ``doubtful`` is True for the child, whose reading is to be
    looked up. Children who are not in the register are left out; count them beforehand.
    """
    second = measured.rename(columns={"visit_date": "again_date", "lenhei_cm": "lenhei_again_cm"})
    rows = register.merge(second, on="child_id", how="left", validate="one_to_one")
    age = (rows["again_date"] - rows["birth_date"]).dt.days.astype("float64")
    z = zscores(
        sex=rows["sex"], age=age, age_unit="days", lenhei=rows["lenhei_again_cm"], measure=rows["measure"]
    )  # fmt: skip
    rows["doubtful"] = (rows["lenhei_again_cm"].notna() & z["haz"].isna()) | z["haz_flag"].fillna(False).astype(bool)
    rows["haz_again"] = z["haz"].where(~rows["doubtful"])
    rows["lenhei_again_cm"] = rows["lenhei_again_cm"].where(~rows["doubtful"])
    rows["days_apart"] = (rows["again_date"] - rows["visit_date"]).dt.days
    return rows


def remeasurement(month: str, rows: pd.DataFrame) -> CheckResult:
    """What measuring again says about the prevalence of a month, and about the heights themselves.

    Parameters
    ----------
    rows : one row a child of the register with a plausible HAZ: ``haz``, ``lenhei_cm``, ``drawn``, and of the second
        measurement ``haz_again``, ``lenhei_again_cm``, ``days_apart`` (missing where there was none).

    ``value`` is the design-weighted prevalence in percent, "good" where its interval holds the prevalence as first
    measured, else "poor"; ``None`` and "not_assessable" where a stratum was not reached, or where those measured again
    are short children alone: then the figure would fall without anything having changed. ``table`` (one row, restricted
    edition) has the figures behind it; TEM and bias (cm, second minus first) only of readings at most ten days apart.
    """
    found = design_weighted_prevalence(rows["haz"], rows["haz_again"], rows["drawn"])
    by_side = sides(rows["haz"], rows["haz_again"].notna())
    soon = rows[rows["days_apart"].abs() <= TEM_WITHIN_DAYS]
    error = tem_of_pairs(soon["lenhei_cm"], soon["lenhei_again_cm"])
    status, says = _judged(found, by_side)
    counts = _counts(month, rows)
    again = Cell.of(month, remeasurement="measured_again")
    figures = {
        "n": found.n, "measured_again": found.measured_again, "raw": found.raw, "weighted": found.weighted,
        "se": found.se, "low": found.low, "high": found.high, "unreached": ";".join(found.unreached),
        "tem_cm": error.tem, "tem_percent": error.percent, "tem_n": error.n,
        "bias_cm": bias(soon["lenhei_again_cm"], soon["lenhei_cm"]), "one_sided": by_side.one_sided, "p": by_side.p,
    }  # fmt: skip
    return CheckResult(
        id="remeasurement",
        subject=month,
        status=status,
        value=None if status == "not_assessable" or found.weighted is None else 100 * found.weighted,
        unit="percent",
        n=found.measured_again,
        meaning=Sentence(f"remeasurement.{says}", {"n": CountValue(again, counts[again])}),
        tables=(counts,),
        table=pd.DataFrame([figures]),
    )


def _judged(found: DesignWeightedPrevalence, by_side: Sides) -> tuple[Status, str]:
    if by_side.one_sided:
        return "not_assessable", "one_sided"
    if found.low is None or found.high is None:
        return "not_assessable", "unreached"
    return ("good", "agrees") if found.low <= found.raw <= found.high else ("poor", "differs")


def _counts(month: str, rows: pd.DataFrame) -> CountTable:
    """Drawn children: measured again or not reached; of the former, short or not. They are no share of everybody."""
    drawn, again = rows["drawn"].astype(bool), rows["haz_again"].notna()
    short = rows["haz_again"] < STUNTED_BELOW
    levels = {
        "drawn": drawn,
        "measured_again": drawn & again,
        "not_reached": drawn & ~again,
        "short_again": drawn & again & short,
        "not_short_again": drawn & again & ~short,
    }
    below = {"drawn": ("measured_again", "not_reached"), "measured_again": ("short_again", "not_short_again")}
    cells = tuple(Cell.of(month, remeasurement=level) for level in levels)
    sizes = tuple(int(members.sum()) for members in levels.values())
    return CountTable("remeasurement", cells, sizes, (Partition("remeasurement", below),))
