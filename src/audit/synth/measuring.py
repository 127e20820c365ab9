"""What is measured at each visit: true size, then posture, error and rounding by the quality of the desa."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.anthropometry import value_at_z, zscores
from audit.reference.anthropometry_rules import (
    DAYS_PER_MONTH,
    HEIGHT_FROM_DAYS,
    LENGTH_MINUS_HEIGHT_CM,
    STANDING_PLAUSIBLE_FROM_MONTHS,
)
from audit.reference.sample_registers import MASS_WEIGHINGS, rates
from audit.synth import truth
from audit.synth.people import People
from audit.synth.places import Places

__all__ = ["birth_lengths", "measure", "posture_shift", "scored"]

_STANDS_FROM_DAYS = STANDING_PLAUSIBLE_FROM_MONTHS * DAYS_PER_MONTH
_MUAC_FROM_DAYS = 183  # arm circumference and vitamin A from six months
_LENGTH_TABLE_CM = (45.0, 110.0)  # WHO weight for length
_HEIGHT_TABLE_CM = (65.0, 120.0)  # WHO weight for height
_LEAST_WEIGHT_KG = 1.0
_MOST_ROUNDED = 0.95


@dataclass(frozen=True)
class _Size:
    haz: np.ndarray
    length_cm: np.ndarray
    whz: np.ndarray
    weight_kg: np.ndarray


def birth_lengths(people: People) -> np.ndarray:
    """Length at birth to the whole cm, as it is noted at delivery."""
    at_birth = np.zeros(len(people.frame))
    return np.round(value_at_z("haz", people.frame["sex"].to_numpy(), at_birth, truth.haz(people.growing, at_birth)))


def measure(people: People, places: Places, visits: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the visits with what is true and what is written down.

    Added: age_days; true_haz, true_length_cm (in the posture of the age), true_whz, true_weight_kg; measure (l, h, as
    written), wrong_position (measured in the other one); lenhei_cm, weight_kg, muac_cm (missing where not taken);
    vitamin_a; and haz, waz, whz of the written values (WHO, two decimals, missing where WHO gives none).
    """
    r = rates()
    frame, child = people.frame, visits["child_no"].to_numpy()
    sex = frame["sex"].to_numpy()[child]
    days = (visits["visit_date"] - frame["birth_date"].to_numpy()[child]).dt.days.to_numpy()
    quality = places.desa["quality"].to_numpy()[frame["desa_no"].to_numpy()[child]]
    size = _true_size(people, child, sex, days, rng)

    young = days < HEIGHT_FROM_DAYS
    other = rng.random(len(days)) < np.where(young, r["posture_stood_below_24"], r["posture_lay_from_24"])
    stands = young == other
    really_stands = (stands != (rng.random(len(days)) < r["wrong_position"])) & (days >= _STANDS_FROM_DAYS)
    reading = size.length_cm + posture_shift(days, really_stands)
    reading += rng.normal(0, r["length_error_base"] + r["length_error_by_quality"] * (1 - quality))
    weighed = size.weight_kg + rng.normal(0, r["weight_error"], len(days))
    written = visits.assign(
        sex=sex,
        age_days=days,
        true_haz=size.haz,
        true_length_cm=size.length_cm,
        true_whz=size.whz,
        true_weight_kg=size.weight_kg,
        measure=np.where(stands, "h", "l"),
        wrong_position=really_stands != stands,
        lenhei_cm=_rounded(reading, r["length_whole_cm"], r["length_half_cm"], quality, rng),
        weight_kg=_rounded(np.maximum(weighed, _LEAST_WEIGHT_KG), r["weight_whole_kg"], 0.0, quality, rng),
        muac_cm=_muac(sex, days, size.whz, rng),
        vitamin_a=_vitamin_a(visits, days, rng),
    )
    return scored(written)


def posture_shift(days: np.ndarray, stands: np.ndarray) -> np.ndarray:
    """What to add (cm) to the length or height of that age to get the reading of a child who stands, or lies.

    Nobody is measured standing before nine months, whatever is written.
    """
    return LENGTH_MINUS_HEIGHT_CM * (1.0 * (days >= HEIGHT_FROM_DAYS) - 1.0 * (stands & (days >= _STANDS_FROM_DAYS)))


def scored(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with haz, waz and whz of what is written in them: sex, age_days, weight_kg, lenhei_cm, measure."""
    z = zscores(
        sex=rows["sex"].to_numpy(dtype=object),
        age=rows["age_days"].to_numpy(),
        weight=rows["weight_kg"].to_numpy(),
        lenhei=rows["lenhei_cm"].to_numpy(),
        measure=rows["measure"].astype(object).where(rows["measure"].notna(), None).to_numpy(),
    )
    return rows.assign(**{index: z[index].to_numpy() for index in ("haz", "waz", "whz")})


def _true_size(people: People, child: np.ndarray, sex: np.ndarray, days: np.ndarray, rng: np.random.Generator) -> _Size:
    r = rates()
    haz = truth.haz(people.growing.of(child), days / DAYS_PER_MONTH)
    length = value_at_z("haz", sex, days, haz)
    own = rng.normal(r["whz_mean"], r["whz_child_sd"], len(people.frame))
    whz = own[child] + rng.normal(0, r["whz_visit_sd"], len(child))
    weight = np.where(
        days < HEIGHT_FROM_DAYS,
        value_at_z("wfl", sex, np.clip(length, *_LENGTH_TABLE_CM), whz),
        value_at_z("wfh", sex, np.clip(length, *_HEIGHT_TABLE_CM), whz),
    )
    return _Size(haz, length, whz, weight)


def _rounded(
    values: np.ndarray, whole: float, half: float, quality: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Round to 0.1, or to the half or the whole at these mean shares; desa of low quality round to the whole more."""
    r = rates()
    mean_quality = r["desa_quality_a"] / (r["desa_quality_a"] + r["desa_quality_b"])
    to_whole = np.clip(whole + r["rounding_by_quality"] * (mean_quality - quality), 0, _MOST_ROUNDED - half)
    u = rng.random(len(values))
    steps = np.where(u < to_whole, 1.0, np.where(u < to_whole + half, 2.0, 10.0))
    return np.round(values * steps) / steps


def _muac(sex: np.ndarray, days: np.ndarray, whz: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    r = rates()
    z = r["muac_whz"] * whz + rng.normal(0, r["muac_sd"], len(days))
    taken = (rng.random(len(days)) >= r["muac_missing"]) & (days >= _MUAC_FROM_DAYS)
    arm = value_at_z("acz", sex, np.maximum(days, _MUAC_FROM_DAYS), z)
    return np.where(taken, np.round(arm, 1), np.nan)


def _vitamin_a(visits: pd.DataFrame, days: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Capsules are given in February and August from six months."""
    due = visits["visit_date"].dt.month.isin(MASS_WEIGHINGS).to_numpy() & (days >= _MUAC_FROM_DAYS)
    return due & (rng.random(len(days)) < rates()["vitamin_a"])
