"""Who is registered in a month and who comes to be weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.sample_registers import MASS_WEIGHINGS, DistrictSpec, rates
from audit.synth.people import MONTHS_REGISTERED, People
from audit.synth.places import Places

__all__ = ["Registered", "attend", "registered"]

_HOME_VISIT_DAYS = 6  # a home visit follows posyandu day within a week
_SUNDAY = 6


@dataclass(frozen=True)
class Registered:
    """The children under five of one month: their numbers, posyandu day and age in months on it."""

    month: pd.Period
    child: np.ndarray
    day: pd.DatetimeIndex
    months_old: np.ndarray


def registered(people: People, places: Places, month: pd.Period) -> Registered:
    """Everybody born by posyandu day of a month and not yet five on it: the S of SKDN."""
    frame = people.frame
    day = month.start_time + pd.to_timedelta(places.posyandu["day"].to_numpy()[frame["posyandu_no"]] - 1, unit="D")
    birth = pd.DatetimeIndex(frame["birth_date"])
    inside = _inside(birth, day)
    return Registered(
        month,
        np.flatnonzero(inside),
        day[inside],
        (day[inside] - birth[inside]).days.to_numpy() / DAYS_PER_MONTH,
    )


def _inside(birth: pd.DatetimeIndex, day: pd.DatetimeIndex) -> np.ndarray:
    return np.asarray((birth <= day) & (day < birth + pd.DateOffset(months=MONTHS_REGISTERED)))


def attend(
    spec: DistrictSpec, people: People, places: Places, months: list[pd.Period], rng: np.random.Generator
) -> pd.DataFrame:
    """Draw the visits of some months: everybody's in a mass weighing or a ``monthly`` district, else one puskesmas'.

    Returns ``child_no`` and ``visit_date``, by month. The intercept of attendance is solved so that the expected D/S of
    February and of August of the last year is that of ``spec``; other months lie lower by the vitamin A effect.
    """
    r = rates()
    effect = places.desa["attendance_effect"].to_numpy()
    monthly = (places.desa["puskesmas"] == places.monthly_puskesmas).to_numpy()
    desa_no = people.frame["desa_no"].to_numpy()
    target = dict(zip(MASS_WEIGHINGS, (spec.attendance_february.value, spec.attendance_august.value), strict=True))
    year = max(months).year
    intercept = {
        m: _intercept(_slope(here := registered(people, places, pd.Period(f"{year}-{m:02d}", "M")), effect, desa_no), p)
        for m, p in target.items()
    }
    ordinary = intercept[MASS_WEIGHINGS[0]] - r["attendance_vitamin_a_month"]
    parts = []
    for month in months:
        here = registered(people, places, month)
        chance = _expit(intercept.get(month.month, ordinary) + _slope(here, effect, desa_no))
        comes = rng.random(len(chance)) < chance
        if month.month not in target and not spec.monthly:
            comes &= monthly[desa_no[here.child]]
        later = np.where(
            rng.random(len(chance)) < r["home_visit"], rng.integers(1, _HOME_VISIT_DAYS + 1, len(chance)), 0
        )
        day = here.day + pd.to_timedelta(later, unit="D")
        day += pd.to_timedelta((day.day_of_week == _SUNDAY).astype(np.int64), unit="D")
        comes &= _inside(pd.DatetimeIndex(people.frame["birth_date"])[here.child], day)
        parts.append(pd.DataFrame({"child_no": here.child[comes], "visit_date": day[comes]}))
    return pd.concat(parts, ignore_index=True)


def _slope(here: Registered, effect: np.ndarray, desa_no: np.ndarray) -> np.ndarray:
    return rates()["attendance_by_age"] * here.months_old + effect[desa_no[here.child]]


def _expit(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def _intercept(slope: np.ndarray, target: float) -> float:
    """Intercept at which the mean chance is ``target``; the mean rises with it, so bisection is enough."""
    low, high = -20.0, 20.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if _expit(middle + slope).mean() < target else (low, middle)
    return (low + high) / 2
