"""Couples who are to marry: what is noted of the bride at her contact, before its gaps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.sample_registers import DistrictSpec, rates
from audit.synth.bodies import body, haemoglobin, thinner
from audit.synth.families import DAYS_A_YEAR, Families
from audit.synth.identity import full_names, niks

__all__ = ["draw_couples", "number_brides"]

_CONTACTS_OF_DAYS = 180  # the list holds the contacts of half a year
_WEDDING_AFTER_DAYS = (7, 120)
_TABLETS = (0, 31)  # iron tablets taken before the wedding
_GROOM_YEARS = (19, 60)


def number_brides(spec: DistrictSpec) -> int:
    """Brides of half a year who are on the list."""
    r = rates()
    share = r["marriages"] * r["couples_listed"] * _CONTACTS_OF_DAYS / DAYS_A_YEAR
    return max(round(spec.population.value * share), 4)


def draw_couples(spec: DistrictSpec, families: Families, on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """One contact a bride: ``family_no``, columns of ``audit.schemas.people.WOMEN``, and who the groom is."""
    no, r = families.brides, rates()
    frame, n = families.frame.iloc[no].reset_index(drop=True), len(no)
    wealth, height = frame["wealth"].to_numpy(), frame["mother_height_cm"].to_numpy()
    arm = thinner(wealth, r["arm_low_bride"], rng)
    day = on - pd.to_timedelta(rng.integers(0, _CONTACTS_OF_DAYS, n), unit="D")
    bride_years = (on - frame["mother_birth_date"]).dt.days.to_numpy() / DAYS_A_YEAR
    groom_years = np.clip(rng.normal(bride_years + r["father_older"], r["bride_age_sd"]), *_GROOM_YEARS)
    groom_birth = on - pd.to_timedelta((groom_years * DAYS_A_YEAR).astype(np.int64), unit="D")
    return pd.DataFrame(
        {
            "family_no": no,
            "group": "catin",
            "contact_date": day,
            "height_cm": height,
            "weight_kg": body(arm, height, np.zeros(n), rng),
            "muac_cm": np.round(arm, 1),
            "hb_g_dl": np.round(haemoglobin(wealth, "anaemic_bride", rng), 1),
            "supplement_product": "ttd",
            "supplement_tablets": rng.integers(*_TABLETS, n).astype(float),
            "smoke_at_home": frame["household_smoker"].to_numpy(dtype=bool),
            "wedding_date": day + pd.to_timedelta(rng.integers(*_WEDDING_AFTER_DAYS, n), unit="D"),
            "premarital_check": rng.random(n) < r["premarital_check"],
            "marriage_counselling": rng.random(n) < r["marriage_counselling"],
            "groom_nik": niks(spec.code, groom_birth, female=False),
            "groom_name": full_names(n, "father", rng),
            "groom_birth_date": groom_birth,
        }
    )
