"""From the risk that a team noted to the referral: days, with those who still wait."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.programme.companion_people import Window
from audit.reference.companion_rules import REFERRAL_DAYS
from audit.survey.product_limit import product_limit_median

__all__ = ["median_lag", "risks_found"]


def risks_found(contacts: pd.DataFrame, window: Window) -> pd.DataFrame:
    """One row a person in whom a team noted a risk within the window, from the first such contact on.

    ``contacts`` is canonical (``COMPANION_CONTACTS``). ``person_id``, ``team_id``, ``area_code``, ``group`` and
    ``found_on`` are of that contact; ``referred_on`` is the first referral of that day or later that is known by
    ``as_of``; ``days`` until it or, where there is none, until ``as_of``, NaN where a referral has no day; ``state`` is
    the leaf of ``companion_groups.FOUND_RISK``. A referral from before the risk was noted answers an older one.
    """
    rows = contacts[contacts["person_id"].notna() & contacts["contact_date"].le(window.as_of)]
    rows = rows.sort_values(["person_id", "contact_date", "contact_id"], kind="stable")
    noted = rows["risk_found"].fillna(False).to_numpy(dtype=bool)
    inside = rows["contact_date"].between(window.first, window.last).to_numpy(dtype=bool, na_value=False)
    first = rows[noted & inside].drop_duplicates("person_id").set_index("person_id")
    found = first.rename(columns={"contact_date": "found_on"})[["team_id", "area_code", "group", "found_on"]]
    sent = rows[rows["referred"].fillna(False).to_numpy(dtype=bool) & rows["person_id"].isin(found.index).to_numpy()]
    since = found["found_on"].reindex(sent["person_id"]).to_numpy()
    dated = sent["referred_on"].ge(since) & sent["referred_on"].le(window.as_of)
    undated = sent["referred_on"].isna() & sent["contact_date"].ge(since)
    day = sent[dated.fillna(False).to_numpy(dtype=bool)].groupby("person_id")["referred_on"].min()
    no_day = found.index.isin(sent.loc[undated.fillna(False).to_numpy(dtype=bool), "person_id"])
    found = found.assign(referred_on=day.reindex(found.index))
    referred = found["referred_on"].notna().to_numpy() | no_day
    days = (found["referred_on"].fillna(window.as_of) - found["found_on"]).dt.days.astype("float64")
    long = days.gt(REFERRAL_DAYS).to_numpy()
    state = np.select([referred, long], ["risk_referred", "waiting_long"], "waiting_short")
    return found.assign(
        days=days.mask(no_day & found["referred_on"].isna().to_numpy()), state=state.astype(object)
    ).reset_index()


def median_lag(found: pd.DataFrame) -> float | None:
    """Product-limit median of the days from risk to referral; ``None`` where half have not come that far.

    Rows of ``risks_found``; those whose referral has no day are left out, those still waiting count as waiting.
    """
    rows = found[found["days"].notna().to_numpy()]
    return product_limit_median(rows["days"].to_numpy(), rows["state"].eq("risk_referred").to_numpy())
