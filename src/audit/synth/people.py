"""The children of a synthetic register: who they are, where they live, what they are exposed to. All are invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.sample_registers import GROWTH, DistrictSpec, factors, rates
from audit.synth import truth
from audit.synth.identity import full_names, niks, pick
from audit.synth.places import Places

__all__ = ["MONTHS_REGISTERED", "People", "make_people", "posyandu_of"]

MONTHS_REGISTERED = 60  # a child is registered from birth until its fifth birthday
_LOW_BIRTH_WEIGHT_KG = 2.5  # below: low birth weight (domain.md 1, BBLR)
_BIRTH_WEIGHT_KG = (1.2, 4.5)  # invented children stay within
_SIBLING_GAP_DAYS = ((330, 720), (731, 1500))  # birth to birth, below and from 24 months

_PRETERM_WEEKS, _TERM_WEEKS = (33, 37), (37, 42)  # completed weeks of gestation: from, below

Indices = np.ndarray


@dataclass(frozen=True)
class People:
    """Children (one row each, numbered from 0) and what makes them grow, in the same order."""

    frame: pd.DataFrame
    growing: truth.Growing


def make_people(
    spec: DistrictSpec, places: Places, start: pd.Timestamp, end: pd.Timestamp, rng: np.random.Generator
) -> People:
    """Draw everybody registered at any time from ``start`` to ``end``, so that a month holds about the register size.

    ``frame``: child_id, nik, name, mother, father ("" where not written), sex (m, f), birth_date, birth_weight_kg,
    birth_length_cm (not yet), gestation_weeks, household_id, twin, unnamed_at_birth, desa_no, posyandu_no, rt (0 where
    not written), rw, house_no, wealth, and one boolean column a risk factor.
    """
    r = rates()
    first_birth = start - pd.DateOffset(months=MONTHS_REGISTERED)
    days = (end - first_birth).days + 1
    n = round(spec.register_size.value * days / (MONTHS_REGISTERED * DAYS_PER_MONTH))

    births = _births(n, days, rng)
    household, birth = births.household, births.birth
    desa_no = _shared(rng.choice(len(places.desa), n, p=places.desa["share"]), household)
    posyandu_no = _shared(posyandu_of(desa_no, places, rng), household)
    male = rng.random(n) < r["male"]
    desa = places.desa
    rich = truth.wealth(
        _shared(rng.standard_normal(n), household),
        desa["wealth_desa"].to_numpy()[desa_no],
        desa["wealth_kecamatan"].to_numpy()[desa_no],
    )
    exposed = truth.exposures(rich, _factor_noise(n, household, birth, rng))
    exposed[births.younger, _interval_column()] = births.close
    growing = truth.Growing(
        male=male,
        wealth=rich,
        exposed=exposed,
        place=desa["growth_effect"].to_numpy()[desa_no],
        household=_shared(rng.normal(0, GROWTH.household_sd, n), household),
        level=rng.normal(0, GROWTH.child_sd, n),
        slope=rng.normal(0, GROWTH.slope_sd, n),
    )
    has = {f.id: exposed[:, k] for k, f in enumerate(factors())}
    birth_date = first_birth + pd.to_timedelta(births.born, unit="D")
    mother = _shared(full_names(n, "mother", rng), household)
    frame = pd.DataFrame(
        {
            "child_id": [f"{spec.code}-{i:06d}" for i in range(n)],
            "nik": niks(spec.code, birth_date, female=~male),
            "name": _child_names(male, rng),
            "mother": mother,
            "father": np.where(rng.random(n) < r["both_parents"], _shared(full_names(n, "father", rng), household), ""),
            "sex": np.where(male, "m", "f"),
            "birth_date": birth_date,
            "birth_weight_kg": _birth_weight(has["low_birth_weight"], rng),
            "birth_length_cm": np.nan,
            "gestation_weeks": np.where(
                has["preterm"], rng.integers(*_PRETERM_WEEKS, n), rng.integers(*_TERM_WEEKS, n)
            ),
            "household_id": [f"{spec.code}-K{i:06d}" for i in household],
            "twin": births.twin,
            "unnamed_at_birth": rng.random(n) < r["unnamed_infant"],
            "desa_no": desa_no,
            "posyandu_no": posyandu_no,
            "rt": np.where(rng.random(n) < r["rt_rw_known"], _shared(rng.integers(1, 31, n), household), 0),
            "rw": _shared(rng.integers(1, 13, n), household),
            "house_no": _shared(rng.integers(1, 200, n), household),
            "wealth": rich,
            **has,
        }
    )
    return People(frame, growing)


@dataclass(frozen=True)
class _Births:
    """Day of birth, and household and birth named by the number of their first child.

    ``younger`` are the children with an elder sibling here, ``close`` whether less than 24 months lie between.
    """

    born: Indices
    household: Indices
    birth: Indices
    twin: np.ndarray
    younger: Indices
    close: np.ndarray


def _interval_column() -> int:
    return [f.id for f in factors()].index("birth_interval_below_24_months")


def _births(n: int, days: int, rng: np.random.Generator) -> _Births:
    """Draw births evenly; the last children are younger siblings of the first (whose birth moves) and second twins."""
    r = rates()
    born = rng.integers(0, days, n)
    household, birth, twin = np.arange(n), np.arange(n), np.zeros(n, dtype=bool)
    n_twins, n_younger = round(n * r["twin_births"]), round(n * r["younger_sibling"])
    first = rng.permutation(n - n_twins - n_younger)[: n_twins + n_younger]
    first_twins, elder = first[:n_twins], first[n_twins:]
    second_twins, younger = np.arange(n - n_twins, n), np.arange(n - n_twins - n_younger, n - n_twins)

    close = rng.random(n_younger) < factors()[_interval_column()].prevalence
    (near, near_end), (far, far_end) = _SIBLING_GAP_DAYS
    gap = np.where(close, rng.integers(near, near_end, n_younger), rng.integers(far, far_end, n_younger))
    born[younger] = gap + (rng.random(n_younger) * (days - gap)).astype(np.int64)
    born[elder] = born[younger] - gap
    household[younger] = elder
    born[second_twins] = born[first_twins]
    household[second_twins] = birth[second_twins] = first_twins
    twin[second_twins] = twin[first_twins] = True
    return _Births(born, household, birth, twin, younger, close)


def _shared(values: np.ndarray, first: Indices) -> np.ndarray:
    """Give everybody the value of the first child of its household or birth."""
    return values[first]


def _factor_noise(n: int, household: Indices, birth: Indices, rng: np.random.Generator) -> np.ndarray:
    noise = rng.standard_normal((n, len(factors())))
    for k, factor in enumerate(factors()):
        if factor.shared_by == "household":
            noise[:, k] = _shared(noise[:, k], household)
        elif factor.shared_by == "birth":
            noise[:, k] = _shared(noise[:, k], birth)
    return noise


def posyandu_of(desa_no: Indices, places: Places, rng: np.random.Generator) -> Indices:
    """Draw a posyandu of each desa; rows of ``places.posyandu``."""
    number = np.bincount(places.posyandu["desa_no"], minlength=len(places.desa))
    first = np.concatenate([[0], np.cumsum(number)[:-1]])
    return first[desa_no] + (rng.random(len(desa_no)) * number[desa_no]).astype(np.int64)


def _child_names(male: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Three words, or two; children with one full name exist, as they do in every register."""
    n = len(male)
    first = np.where(male, pick("male", n, rng), pick("female", n, rng))
    middle = np.where(male, pick("male", n, rng), pick("female", n, rng))
    three = (rng.random(n) < rates()["three_words"]) & (middle != first)
    return first + np.where(three, " " + middle, "") + " " + pick("last", n, rng)


def _birth_weight(low: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Birth weight in kg to 0.1, below 2.5 exactly where the child has low birth weight."""
    r = rates()
    mean = np.where(low, r["low_birth_weight_mean"], r["normal_birth_weight_mean"])
    drawn = np.round(rng.normal(mean, r["birth_weight_sd"]), 1)
    lowest, highest = _BIRTH_WEIGHT_KG
    return np.where(
        low, np.clip(drawn, lowest, _LOW_BIRTH_WEIGHT_KG - 0.1), np.clip(drawn, _LOW_BIRTH_WEIGHT_KG, highest)
    )
