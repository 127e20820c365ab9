"""Anaemia of women: one row a woman who is asked, with what is known of the factors of her household and herself."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.cases.rules import AT_RISK, NOT_ASKED, NOT_ASSESSABLE, Screening
from audit.programme.rule_states import worst_state
from audit.reference.risk_outcomes import WOMAN_FACTORS, WOMAN_GROUPS
from audit.risk.child_factors import factor_state, newest_answers, welfare_tenths

__all__ = ["anaemia_rows"]

_FIELD = "hb_g_dl"


def anaemia_rows(screening: Screening, households: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Pregnant women and brides whom the rules of the audit ask for their haemoglobin.

    Whoever a rule finds below its bound is anaemic, so that this figure and that of needs are one; the bound is of the
    rule set (pregnant women 11, brides 12 g/dL, or as the district chose). It is not corrected for altitude or smoking.
    Postpartum women are not asked: no rule gives a bound for them.

    Returns
    -------
    DataFrame: ``woman`` (``bumil``, ``catin``), ``area``, ``pregnant`` (0/1), ``anaemia`` (leaf of ``ANAEMIA``),
    ``anaemic`` (0/1, missing where no plausible haemoglobin is known), and each factor of ``WOMAN_FACTORS`` as an
    ordered Categorical of ``not_present`` and ``present``. Welfare as in ``risk.child_factors``.
    """
    people = screening.people.frame
    rules = [rule.id for rule in screening.rules.rules if rule.asks.field == _FIELD]
    states = worst_state(screening.states[rules])
    asked = people["group"].isin(WOMAN_GROUPS).to_numpy(dtype=bool) & (states != NOT_ASKED)
    rows, states = people[asked].reset_index(drop=True), states[asked]
    home = newest_answers(households, "household_id", "recorded_on", rows["household_id"], pd.Timestamp(as_of))
    rows["welfare_rank"] = welfare_tenths(home)
    known = states != NOT_ASSESSABLE
    anaemic = states == AT_RISK
    return pd.DataFrame(
        {
            "woman": rows["group"].astype(object),
            "area": rows["area"],
            "pregnant": rows["group"].eq("bumil").astype(float),
            "anaemia": np.where(known, np.where(anaemic, "anaemic", "not_anaemic"), "anaemia.unknown"),
            "anaemic": np.where(known, anaemic.astype(float), np.nan),
            **{factor: factor_state(rows, of.asks) for factor, of in WOMAN_FACTORS.items()},
        }
    )
