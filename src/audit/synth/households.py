"""What the family data collection notes of families, before its gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.sample_registers import rates
from audit.synth.families import DAYS_A_YEAR, Families
from audit.synth.places import Places

__all__ = ["draw_households"]

_RECORDED_DAYS = (75, 180)  # before the day: collected in spring
_RANKS, _POOR_RANKS = 10, 4
_FERTILE_YEARS = (15, 50)  # of the wife: 15-49 (reference/domain.md 2)
_TOO_YOUNG_YEARS, _TOO_OLD_YEARS, _TOO_MANY = 20, 35, 3  # reference/domain.md 2
_SOURCE, _VERSION = "DTSEN", "2025 triwulan 2"


def draw_households(families: Families, places: Places, on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """One row a family, in its order: columns of ``audit.schemas.people.HOUSEHOLDS``, all known."""
    from scipy.special import ndtr

    frame, r, n = families.frame, rates(), len(families.frame)
    desa_no = frame["desa_no"].to_numpy()
    age = (on - frame["mother_birth_date"]).dt.days.to_numpy() / DAYS_A_YEAR
    rank = np.minimum(np.floor(ndtr(frame["wealth"].to_numpy()) * _RANKS), _RANKS - 1) + 1
    mean_km = np.where(places.desa["remote"].to_numpy()[desa_no], r["distance_remote"], r["distance_near"])
    return pd.DataFrame(
        {
            "recorded_on": on - pd.to_timedelta(rng.integers(*_RECORDED_DAYS, n), unit="D"),
            "welfare_rank": rank,
            "welfare_source": _SOURCE,
            "welfare_version": _VERSION,
            "safe_water": ~frame["unsafe_water"].to_numpy(dtype=bool),
            "healthy_latrine": ~frame["no_proper_sanitation"].to_numpy(dtype=bool),
            "liveable_house": rng.random(n)
            < np.where(rank <= _POOR_RANKS, r["liveable_house"], r["liveable_house_other"]),
            "smoke_at_home": frame["household_smoker"].to_numpy(dtype=bool),
            "members": frame["children"].to_numpy() + rng.integers(2, 5, n),
            "under_fives": frame["under_fives"].to_numpy(),
            "fertile_couple": (age >= _FERTILE_YEARS[0]) & (age < _FERTILE_YEARS[1]),
            "mother_too_young": age < _TOO_YOUNG_YEARS,
            "mother_too_old": age > _TOO_OLD_YEARS,
            "births_too_close": frame["close"].to_numpy(dtype=bool),
            "children_too_many": frame["children"].to_numpy() > _TOO_MANY,
            "modern_contraception": rng.random(n) < r["modern_contraception"],
            "health_insurance": rng.random(n) < r["insured"],
            "assistance": _assistance(rank, rng),
            "adults_in_work": rng.integers(0, 4, n),
            "distance_km": np.round(rng.exponential(mean_km), 1),
        }
    )


def _assistance(rank: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Codes joined by ";", "" where none: mostly for the lowest ranks, some for others."""
    r = rates()
    share = np.where(rank <= _POOR_RANKS, r["assistance_poor"], r["assistance_other"])
    has = [np.where(rng.random(len(rank)) < share, code, "") for code in ("pkh", "bpnt", "pbi")]
    return np.array([";".join(filter(None, codes)) for codes in zip(*has, strict=True)], dtype=object)
