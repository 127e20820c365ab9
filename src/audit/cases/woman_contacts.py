"""What several contacts of a woman have in common: which pregnancy each belongs to, and body mass index."""

from __future__ import annotations

import pandas as pd

from audit.reference.target_groups import LAST_WEEK

__all__ = ["body_mass_index", "episodes"]

_DAYS_A_WEEK, _CM_PER_M = 7, 100


def body_mass_index(weight_kg: pd.Series, height_cm: pd.Series) -> pd.Series:
    """Weight over height squared (kg/m2); missing where either is, or where height is not above 0."""
    metres = height_cm.where(height_cm > 0) / _CM_PER_M
    return weight_kg / metres**2


def episodes(contacts: pd.DataFrame) -> pd.Series:
    """A number for each contact that is the same within one pregnancy and the weeks after it, by woman from 0 on.

    ``contacts`` are canonical (``WOMEN``), by woman and day. A new one begins where a woman becomes a bride or
    pregnant, where gestation is less than at the contact before, and where two contacts in pregnancy lie further apart
    than a pregnancy can last.
    """
    woman, group = contacts["woman_id"], contacts["group"]
    before = group.groupby(woman).shift()
    begins = group.isin(["bumil", "catin"]) & group.ne(before)
    begins |= contacts["gestation_weeks"] < contacts["gestation_weeks"].groupby(woman).shift()
    apart = contacts["contact_date"] - contacts["contact_date"].groupby(woman).shift()
    begins |= group.eq("bumil") & (apart.dt.days > LAST_WEEK * _DAYS_A_WEEK)
    return begins.fillna(False).groupby(woman).cumsum()
