"""Birth dates that were guessed: heights for age then follow the calendar instead of the child.

Source: Larsen, Headey, Masters, Demography 2019;56:707. Where the month of birth is guessed, a child written down for
January was on average born later, is taken for older and looks short, one written down for December looks tall: height
for age climbs from January to December and drops back (0.32 z in 163 surveys). Where ages are guessed in whole years,
it falls from one birthday to the next and jumps up at 24, 36 and 48 months.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH, DAYS_PER_YEAR
from audit.reference.groups import STATUS
from audit.reference.row_rules import BIRTH_AGE_STEPS_MONTHS, STEP_BANDWIDTH_MONTHS
from audit.reference.statistics import CONFIDENCE_LEVEL
from audit.results import Cell, CheckResult, CountTable, Partition, RateTable, Sentence, Status
from audit.survey import count_table, rate_table

__all__ = ["age_steps", "birth_months", "first_days"]

_MONTHS = 12
_DECEMBER, _JANUARY = 12, 1
_LEAST = 2  # values without which there is no spread
_EXPECTED = {"first": _MONTHS / DAYS_PER_YEAR, "first_january": 1 / DAYS_PER_YEAR}
_BIRTH_DAY = Partition(
    "birth_day",
    {
        "": ("known", "birth_day.unknown"),
        "known": ("first", "other_day"),
        "first": ("first_january", "first_other"),
    },
)


def birth_months(month: str, frame: pd.DataFrame) -> CheckResult:
    """Height for age by calendar month of birth: the drop from December to January, and the climb between them.

    Parameters
    ----------
    frame : ``survey.snapshot`` rows; those of ``month`` with a plausible height-for-age count, one a child.

    ``value`` is the gap, mean z of those born in January less that of those born in December. ``table`` has one row a
    month of birth (``of`` "1" to "12": mean z), then "gap" and "climb" (z a month, by least squares), each with ``n
    value low high`` (95 %; missing with fewer than two children). "fair" where the whole interval of the gap lies below
    zero or that of the climb above: seasons can do that too, so it is a reason to look at birth dates, not a proof.
    """
    now = _plausible(frame, month)
    born = now["birth_date"].dt.month
    z = now["haz"].to_numpy(dtype="float64")
    by_month = {m: z[born.eq(m).to_numpy()] for m in range(1, _MONTHS + 1)}
    lines = [(str(m), len(values), *_mean(values)) for m, values in by_month.items()]
    gap = _difference(by_month[_JANUARY], by_month[_DECEMBER])
    climb = _slope(born.to_numpy(dtype="float64"), z)
    lines += [("gap", len(by_month[_DECEMBER]) + len(by_month[_JANUARY]), *gap), ("climb", len(now), *climb)]
    if gap[0] is None:
        status: Status = "not_assessable"
    else:
        status = "fair" if (gap[2] or 0) < 0 or (climb[1] or 0) > 0 else "good"
    return CheckResult(
        id="birth_dates.month",
        subject=month,
        status=status,
        value=gap[0],
        unit="z",
        n=len(now),
        meaning=Sentence(f"rows.birth_months_{status}"),
        tables=(_with_haz(month, now),),
        table=pd.DataFrame(lines, columns=["of", "n", "value", "low", "high"]),
    )


def age_steps(month: str, frame: pd.DataFrame) -> CheckResult:
    """Jumps of height for age at 24, 36 and 48 months, and its fall from one birthday to the next.

    Jumps are those of local straight lines of half a year on both sides. ``table`` has one row a jump: ``of`` (months),
    n, value (z just above less just below), low, high; then "fall", z a month since the last birthday from the age of
    two years on. The three intervals of the jumps are together of 95 % (Bonferroni); all are robust (HC1). ``value`` is
    the largest jump; "fair" where a jump lies wholly above zero or the fall wholly below. At 24 months lying and
    standing taken for each other make a jump too.
    """
    now = _plausible(frame, month)
    months = now["age_days"].to_numpy(dtype="float64") / DAYS_PER_MONTH
    z = now["haz"].to_numpy(dtype="float64")
    older = months >= min(BIRTH_AGE_STEPS_MONTHS)
    fall = _slope(months[older] % _MONTHS, z[older])
    jumps = [(str(at), *_step(months - at, z)) for at in BIRTH_AGE_STEPS_MONTHS]
    table = pd.DataFrame([*jumps, ("fall", int(older.sum()), *fall)], columns=["of", "n", "value", "low", "high"])
    known = [(value, low or 0.0) for _, _, value, low, _ in jumps if value is not None]
    status: Status = "not_assessable"
    if known:
        status = "fair" if any(low > 0 for _, low in known) or (fall[2] or 0) < 0 else "good"
    value = max((value for value, _ in known), default=None)
    return CheckResult(
        id="birth_dates.steps",
        subject=month,
        status=status,
        value=value,
        unit="z",
        n=len(now),
        meaning=Sentence(f"rows.age_steps_{status}"),
        tables=(_with_haz(month, now),),
        table=table,
    )


def first_days(month: str, frame: pd.DataFrame) -> CheckResult:
    """Share of the children measured in a month who were born on the 1st of a month, and on 1 January.

    By chance it would be 12 and 1 of 365.25 days. ``value`` is the percentage born on a 1st; ``table`` has ``of n
    value low high expected`` as proportions (Wilson, 95 %). "fair" where an interval lies wholly above what is
    expected, "poor" where it lies above twice that.
    """
    now = frame[frame["period"].eq(month)]
    rates = _first_day_rates(month, now)
    known = rates.denominator.counts[0]
    expected = list(_EXPECTED.values())
    table = pd.DataFrame(
        {
            "of": list(_EXPECTED),
            "n": rates.numerator.counts,
            "value": rates.values,
            "low": rates.low,
            "high": rates.high,
            "expected": expected,
        }
    )
    share = rates.values[0]
    status: Status = "not_assessable"
    if share is not None:
        over = [low / chance for low, chance in zip(rates.low, expected, strict=True) if low is not None]
        status = "poor" if max(over) > 2 else "fair" if max(over) > 1 else "good"
    return CheckResult(
        id="birth_dates.first_days",
        subject=month,
        status=status,
        value=None if share is None else 100 * share,
        unit="percent",
        n=known,
        meaning=Sentence(f"rows.first_days_{status}"),
        tables=(rates,),
        table=table,
    )


def _first_day_rates(month: str, now: pd.DataFrame) -> RateTable:
    born = now["birth_date"]
    first = born.dt.day.eq(1)
    leaf = np.select(
        [born.isna(), first & born.dt.month.eq(_JANUARY), first],
        ["birth_day.unknown", "first_january", "first_other"],
        default="other_day",
    )
    rows = pd.DataFrame({"period": now["period"], "birth_day": leaf})
    numerator = count_table("birth_days", rows, [Cell.of(month, birth_day=level) for level in _EXPECTED], (_BIRTH_DAY,))
    of = [Cell.of(month, birth_day="known")] * len(_EXPECTED)
    return rate_table("birth_days", numerator, count_table("birth_days.of", rows, of, (_BIRTH_DAY,)))


_Estimate = tuple[float | None, float | None, float | None]  # value, low, high
_NOTHING: _Estimate = (None, None, None)


def _plausible(frame: pd.DataFrame, month: str) -> pd.DataFrame:
    return frame[frame["period"].eq(month) & frame["haz_state"].eq("known") & frame["birth_date"].notna()]


def _with_haz(month: str, plausible: pd.DataFrame) -> CountTable:
    """The children that a check looked at, as a cell: where it is hidden, the check says nothing of it."""
    return CountTable("birth_dates.of", (Cell.of(month, status="haz_known"),), (len(plausible),), (STATUS,))


def _around(value: float, variance: float, level: float = CONFIDENCE_LEVEL) -> _Estimate:
    half = NormalDist().inv_cdf((1 + level) / 2) * sqrt(variance)
    return value, value - half, value + half


def _mean(values: np.ndarray) -> _Estimate:
    return _around(values.mean(), values.var(ddof=1) / len(values)) if len(values) >= _LEAST else _NOTHING


def _difference(a: np.ndarray, b: np.ndarray) -> _Estimate:
    if min(len(a), len(b)) < _LEAST:
        return _NOTHING
    return _around(a.mean() - b.mean(), a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))


def _slope(x: np.ndarray, y: np.ndarray) -> _Estimate:
    if len(np.unique(x)) <= _LEAST:
        return _NOTHING
    return _robust(np.column_stack([np.ones_like(x), x]), y, 1, CONFIDENCE_LEVEL)


def _step(x: np.ndarray, y: np.ndarray) -> tuple[int, float | None, float | None, float | None]:
    """The jump at 0 of two straight lines, each over one bandwidth."""
    near = np.abs(x) < STEP_BANDWIDTH_MONTHS
    x, y, above = x[near], y[near], x[near] >= 0
    if min(len(np.unique(x[above])), len(np.unique(x[~above]))) <= _LEAST:
        return len(x), *_NOTHING
    design = np.column_stack([np.ones_like(x), above, x, x * above])
    level = 1 - (1 - CONFIDENCE_LEVEL) / len(BIRTH_AGE_STEPS_MONTHS)
    return len(x), *_robust(design, y, 1, level)


def _robust(design: np.ndarray, y: np.ndarray, column: int, level: float) -> _Estimate:
    """One coefficient of least squares with its HC1 interval."""
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ design.T @ y
    scores = design * (y - design @ coefficients)[:, None]
    n, k = design.shape
    variance = n / (n - k) * (bread @ (scores.T @ scores) @ bread)[column, column]
    return _around(float(coefficients[column]), float(variance), level)
