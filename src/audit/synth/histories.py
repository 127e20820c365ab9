"""What is noted of a child's feeding, care and health, before its gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.anthropometry_rules import DAYS_PER_MONTH, STUNTED_BELOW
from audit.reference.sample_registers import rates
from audit.synth.families import true_haz_of
from audit.synth.people import MONTHS_REGISTERED, People

__all__ = ["draw_histories"]

_RECORDED_DAYS = 45  # the list is filled in within so many days before the day
_FED_FROM_MONTHS, _DEWORMED_FROM_MONTHS = 6, 12
_EARLY_MONTHS, _USUAL_MONTHS = (3, 6), (6, 8)  # first complementary food: from, below
_COMORBIDITIES = ("jantung", "tb", "saraf", "talasemia", "ginjal", "sindrom")


def draw_histories(people: People, on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Children on the list: ``child_no`` and columns of ``audit.schemas.people.CHILD_HISTORY``, known where asked.

    Missing: what is not asked at the age (complementary food below six months, worm medicine below twelve).
    """
    frame, r = people.frame, rates()
    under_five = (frame["birth_date"] > on - pd.DateOffset(months=MONTHS_REGISTERED)).to_numpy()
    no = np.flatnonzero(under_five & (rng.random(len(frame)) < r["history_listed"]))
    child, n = frame.iloc[no].reset_index(drop=True), len(no)
    day = on - pd.to_timedelta(rng.integers(0, _RECORDED_DAYS, n), unit="D")
    day = pd.DatetimeIndex(np.maximum(day.to_numpy(), child["birth_date"].to_numpy()))
    months = (day - pd.DatetimeIndex(child["birth_date"])).days.to_numpy() / DAYS_PER_MONTH
    fed, dewormable = months >= _FED_FROM_MONTHS, months >= _DEWORMED_FROM_MONTHS
    poorly_fed = child["poor_complementary_feeding"].to_numpy(dtype=bool)
    return pd.DataFrame(
        {
            "child_no": no,
            "recorded_on": day,
            "birth_gestation_weeks": child["gestation_weeks"],
            "early_breastfeeding": _yes(rng.random(n) < r["early_breastfeeding"]),
            "exclusive_breastfeeding": _yes(~child["not_exclusively_breastfed"].to_numpy(dtype=bool), fed),
            "complementary_from_months": np.where(fed, _food_from(poorly_fed, rng), np.nan),
            "animal_protein": _yes(~poorly_fed | (rng.random(n) < r["animal_protein_if_poorly_fed"]), fed),
            "meals_enough": _yes(~poorly_fed | (rng.random(n) < r["meals_if_poorly_fed"]), fed),
            "immunised_for_age": _yes(~child["incomplete_immunisation"].to_numpy(dtype=bool)),
            "vitamin_a": _yes(rng.random(n) < r["vitamin_a_known"], fed),
            "dewormed": _yes(rng.random(n) < r["dewormed"], dewormable),
            "recent_illness": _illness(child["frequent_diarrhoea"].to_numpy(dtype=bool), dewormable, rng),
            "comorbidity": _comorbidity(true_haz_of(people, on)[no] < STUNTED_BELOW, rng),
            "development": _one_of(
                n, {"meragukan": r["development_doubtful"], "penyimpangan": r["development_deviant"]}, "sesuai", rng
            ),
            "caregiver": _one_of(
                n,
                {
                    "nenek_kakek": r["cared_for_by_grandparent"],
                    "ayah": r["cared_for_by_father"],
                    "lain": r["cared_for_by_other"],
                },
                "ibu",
                rng,
            ),
            "parenting_class": _yes(rng.random(n) < r["parenting_class"]),
        }
    )


def _yes(values: np.ndarray, asked: np.ndarray | None = None) -> pd.Series:
    out = pd.Series(values, dtype="boolean")
    return out if asked is None else out.where(asked)


def _food_from(poorly: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    early = poorly & (rng.random(len(poorly)) < rates()["food_early_if_poorly_fed"])
    return np.where(early, rng.integers(*_EARLY_MONTHS, len(poorly)), rng.integers(*_USUAL_MONTHS, len(poorly))).astype(
        float
    )


def _illness(diarrhoea: np.ndarray, old: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    r, n = rates(), len(diarrhoea)
    has = (
        np.where(diarrhoea, "diare", ""),
        np.where(rng.random(n) < r["respiratory_infection"], "ispa", ""),
        np.where(old & (rng.random(n) < r["worms"]), "cacingan", ""),
    )
    return np.array([";".join(filter(None, codes)) for codes in zip(*has, strict=True)], dtype=object)


def _comorbidity(stunted: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    r, n = rates(), len(stunted)
    chance = np.where(stunted, r["comorbidity"] * r["comorbidity_if_stunted"], r["comorbidity"])
    return np.where(
        rng.random(n) < chance, np.array(_COMORBIDITIES, dtype=object)[rng.integers(0, len(_COMORBIDITIES), n)], ""
    )


def _one_of(n: int, shares: dict[str, float], otherwise: str, rng: np.random.Generator) -> np.ndarray:
    words = np.array([*shares, otherwise], dtype=object)
    return words[np.searchsorted(np.cumsum(list(shares.values())), rng.random(n))]
