"""Families and the women in them: those of the register's children, and others. All are invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.sample_registers import DistrictSpec, factors, rates
from audit.synth import truth
from audit.synth.identity import family_cards, full_names, niks
from audit.synth.people import MONTHS_REGISTERED, People, posyandu_of
from audit.synth.places import Places

__all__ = ["DAYS_A_YEAR", "Families", "make_families", "true_haz_of"]

DAYS_A_YEAR = 365.25
SHORT_CM = 150.0  # mother_short of the factors is below it (reference/domain.md 1.6: the stricter cut-off)
_TEEN_YEARS, _ADULT_YEARS = (15, 20), (20, 44)  # age at the first birth of the register: from, below
_AGES = (16, 44)  # years of other women
_GROWN_YEARS = (5.1, 10.0)  # of their youngest child: no longer in the register
_FIRST_CARD_YEARS = (0.2, 8.0)  # a family card is issued so long before the first birth of the register
_BETWEEN_OLDER_YEARS = 3  # at least so long between children who are no longer in the register


@dataclass(frozen=True)
class Families:
    """Families, numbered from 0: those of the register's children, then those of brides and of other pregnant women.

    ``frame``: household_id, kk, father, mother, mother_nik, mother_birth_date, mother_height_cm, desa_no, posyandu_no,
    wealth, last_birth (missing without children), children (alive), under_fives, stunted_child, close (the last two
    births), and one boolean column a risk factor as at the last birth. ``of_child`` is the number of the family of each
    child of the register; ``brides`` and ``pregnant`` are the numbers of the others.
    """

    frame: pd.DataFrame
    of_child: np.ndarray
    brides: np.ndarray
    pregnant: np.ndarray


def true_haz_of(people: People, day: pd.Timestamp) -> np.ndarray:
    """True height for age of every child on a day, missing before birth."""
    months = (day - people.frame["birth_date"]).dt.days.to_numpy() / DAYS_A_YEAR * 12
    return np.where(months >= 0, truth.haz(people.growing, np.maximum(months, 0)), np.nan)


def make_families(
    spec: DistrictSpec,
    people: People,
    places: Places,
    *,
    brides: int,
    pregnant: int,
    on: pd.Timestamp,
    rng: np.random.Generator,
) -> Families:
    """Draw the families of the register as they are on a day, and those of other women, without children under five."""
    frame = people.frame
    of_child = pd.factorize(frame["household_id"], sort=True)[0]
    by_birth = frame.assign(family=of_child).sort_values(["family", "birth_date"], kind="stable")
    first, last = by_birth.drop_duplicates("family"), by_birth.drop_duplicates("family", keep="last")
    number = len(first)
    here = np.bincount(of_child, minlength=number)
    young = np.bincount(
        of_child[(frame["birth_date"] > on - pd.DateOffset(months=MONTHS_REGISTERED)).to_numpy()], minlength=number
    )
    stunted = np.bincount(of_child[true_haz_of(people, on) < STUNTED_BELOW], minlength=number) > 0
    age = _age_at_first_birth(first["teen_mother"].to_numpy(), rng)
    born = first["birth_date"].to_numpy() - (age * DAYS_A_YEAR).astype("timedelta64[D]")
    room = np.maximum((age - _TEEN_YEARS[1]) / _BETWEEN_OLDER_YEARS, 0).astype(np.int64)
    older = np.minimum(rng.poisson(rates()["older_children"], len(first)), room)
    factor_ids = [factor.id for factor in factors()]
    known = pd.DataFrame(
        {
            "household_id": first["household_id"].to_numpy(),
            "father": _fathers(first["father"].to_numpy(dtype=object), rng),
            "mother": first["mother"].to_numpy(),
            "mother_birth_date": born,
            "desa_no": first["desa_no"].to_numpy(),
            "posyandu_no": first["posyandu_no"].to_numpy(),
            "wealth": first["wealth"].to_numpy(),
            "last_birth": last["birth_date"].to_numpy(),
            "children": here + older,
            "under_fives": young,
            "stunted_child": stunted,
            "close": last["birth_interval_below_24_months"].to_numpy(),
            **{id: last[id].to_numpy() for id in factor_ids},
        }
    )
    both = pd.concat([known, _others(spec, places, brides, pregnant, on, rng)], ignore_index=True)
    issued = both["last_birth"].fillna(on) - pd.to_timedelta(
        (rng.uniform(*_FIRST_CARD_YEARS, len(both)) * DAYS_A_YEAR).astype(np.int64), unit="D"
    )
    both = both.assign(
        kk=family_cards(spec.code, pd.DatetimeIndex(issued)),
        mother_nik=niks(spec.code, pd.DatetimeIndex(both["mother_birth_date"]), female=True),
        mother_height_cm=_heights(both["mother_short"].to_numpy(dtype=bool), rng),
    )
    others = np.arange(number, number + brides + pregnant)
    return Families(both, of_child, others[:brides], others[brides:])


def _others(
    spec: DistrictSpec, places: Places, brides: int, pregnant: int, on: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    desa, n, r = places.desa, brides + pregnant, rates()
    desa_no = rng.choice(len(desa), n, p=desa["share"])
    rich = truth.wealth(
        rng.standard_normal(n), desa["wealth_desa"].to_numpy()[desa_no], desa["wealth_kecamatan"].to_numpy()[desa_no]
    )
    exposed = truth.exposures(rich, rng.standard_normal((n, len(factors()))))
    bride = np.arange(n) < brides
    years = np.where(
        bride,
        rng.normal(r["bride_age_mean"], r["bride_age_sd"], n),
        rng.normal(r["mother_age_mean"], r["mother_age_sd"], n),
    )
    years = np.where((years < _AGES[0]) | (years > _AGES[1]), rng.uniform(*_TEEN_YEARS, n), years)
    room = np.maximum((years - _TEEN_YEARS[1]) / _BETWEEN_OLDER_YEARS, 0).astype(np.int64)
    several = ~bride & (rng.random(n) >= r["pregnant_first_child"])
    children = np.where(several, np.minimum(rng.integers(1, 5, n), room), 0)
    youngest = on - pd.to_timedelta((rng.uniform(*_GROWN_YEARS, n) * DAYS_A_YEAR).astype(np.int64), unit="D")
    return pd.DataFrame(
        {
            "household_id": [f"{spec.code}-L{i:06d}" for i in range(n)],
            "father": full_names(n, "father", rng),
            "mother": full_names(n, "mother", rng),
            "mother_birth_date": on - pd.to_timedelta((years * DAYS_A_YEAR).astype(np.int64), unit="D"),
            "desa_no": desa_no,
            "posyandu_no": posyandu_of(desa_no, places, rng),
            "wealth": rich,
            "last_birth": youngest.where(children > 0),
            "children": children,
            "under_fives": 0,
            "stunted_child": False,
            "close": False,
            **{factor.id: exposed[:, k] for k, factor in enumerate(factors())},
        }
    )


def _age_at_first_birth(teen: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Years: below twenty exactly where the factor says so."""
    r, n = rates(), len(teen)
    low, high = _ADULT_YEARS
    adult = rng.normal(r["mother_age_mean"], r["mother_age_sd"], n)
    adult = np.where((adult < low) | (adult >= high), rng.uniform(low, r["mother_age_mean"], n), adult)
    return np.where(teen, rng.uniform(*_TEEN_YEARS, n), adult)


def _heights(short: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Centimetres to 0.1, below ``SHORT_CM`` exactly where the factor says so."""
    r = rates()
    low = np.minimum(rng.normal(r["mother_short_mean"], r["mother_short_sd"], len(short)), SHORT_CM - 0.1)
    high = np.maximum(rng.normal(r["mother_tall_mean"], r["mother_tall_sd"], len(short)), SHORT_CM)
    return np.round(np.where(short, low, high), 1)


def _fathers(written: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The name that the register has, else an invented one: the family list always has a head."""
    return np.where(written == "", full_names(len(written), "father", rng), written)
