"""What is known of each woman on the day of an audit: her newest contact, and the group she is in on that day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.cases.newest import last_of_each, newest_rows
from audit.cases.woman_contacts import body_mass_index, episodes
from audit.reference.anthropometry_rules import DAYS_PER_YEAR
from audit.reference.target_groups import BREASTFED_DAYS, LAST_WEEK, NIFAS_DAYS
from audit.register.life import ALIVE, status_on
from audit.schemas import WOMEN

__all__ = ["STALE", "WOMAN_ORIGINS", "woman_facts"]

_NOT_FACTS = (
    "woman_id", "contact_date", "group", "birth_date", "area_code", "posyandu", "household_id", "nik_status",
    "life_status", "life_status_date", "smoke_at_home", "source_system", "source_file", "source_sheet", "source_row",
)  # fmt: skip
_FACTS = tuple(name for name in WOMEN.names if name not in _NOT_FACTS)
# What does not change from a pregnancy to the weeks after it.
_STAYS = ("delivery_date", "height_cm", "chronic_disease", "children_alive", "has_stunted_child", "fetuses")
WOMAN_ORIGINS = {**dict.fromkeys((*_FACTS, "age_years", "bmi"), "visit")}
STALE = "stale"  # no group: her status must be asked for first
_OVER = ""  # no group any more
_DAYS_A_WEEK = 7


def woman_facts(women: pd.DataFrame, *, as_of: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a woman who is alive, lives here, did not refuse and is in a group on the day; and whose status is old.

    ``women`` is canonical (``WOMEN``); contacts after ``as_of`` are not known yet. Her group on the day follows from
    the newest contact: nifas to 42 days after delivery, then busui if she breastfeeds, to two years. A pregnancy beyond
    44 weeks, a wedding that is over, a delivery of which nothing more is known: not asked, but "status perlu
    diperbarui". A woman who does not breastfeed is in no group after 42 days. ``gestation_weeks`` and all else are as
    at the contact; what does not change within a pregnancy may have been noted at an earlier contact of it.
    """
    day = pd.Timestamp(as_of)
    place, ids = pd.factorize(women["woman_id"])
    newest = last_of_each(newest_rows(place, women["contact_date"], day), place, len(ids))
    rows = _remembered(women).iloc[newest[newest >= 0]].set_index("woman_id")
    status = status_on(rows, as_of)
    rows = rows[(status.isna() | status.eq(ALIVE)).fillna(True).to_numpy(dtype=bool)]
    group = _group(rows, day)
    old = group.eq(STALE).to_numpy()
    outdated = pd.DataFrame(
        {
            "person_id": rows.index[old],
            "area_code": rows["area_code"].array[old],
            "group": rows["group"].array[old],
            "reason": (rows["group"] + "_over").array[old],
        }
    )
    rows, group = rows[~group.isin([STALE, _OVER]).to_numpy()], group[~group.isin([STALE, _OVER])]
    frame = pd.DataFrame(
        {
            "person_id": rows.index,
            "group": group.astype("string").array,
            **{name: rows[name].array for name in ("area_code", "household_id", "posyandu", "birth_date")},
            "age_years": np.floor((day - rows["birth_date"]).dt.days / DAYS_PER_YEAR).array,
            "visit_on": rows["contact_date"].array,
            "visit_source": rows["source_system"].fillna(rows["source_file"]).array,
            "contact_smoke_at_home": rows["smoke_at_home"].array,
            "bmi": body_mass_index(rows["weight_kg"], rows["height_cm"]).array,
            **{name: rows[name].array for name in _FACTS},
        }
    )
    return frame, outdated


def _remembered(women: pd.DataFrame) -> pd.DataFrame:
    """Contacts with what stays as it is: noted there, else at an earlier contact since the woman last was a bride, or
    since her pregnancy began."""
    order = women.sort_values(["woman_id", "contact_date"], kind="stable")
    kept = order[list(_STAYS)].groupby([order["woman_id"], episodes(order)]).ffill()
    return women.assign(**{name: kept[name].reindex(women.index) for name in _STAYS})


def _group(rows: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Group of each woman on the day; ``STALE`` where it must be asked for, ``_OVER`` where she is in none."""
    since = (day - rows["contact_date"]).dt.days
    earlier = rows["group"].eq("bumil").fillna(False).astype(bool) & (rows["delivery_date"] < rows["contact_date"])
    born = (day - rows["delivery_date"]).dt.days.where((rows["delivery_date"] <= day) & ~earlier)
    delivered, feeds = born.notna(), rows["breastfeeding"]
    mother = pd.Series(np.where(feeds.eq(True).fillna(False), "busui", STALE), index=rows.index)
    mother = mother.mask(feeds.eq(False).fillna(False).astype(bool), _OVER).mask(born > BREASTFED_DAYS, _OVER)
    mother = mother.mask(born <= NIFAS_DAYS, "nifas")
    weeks = rows["gestation_weeks"].fillna(0) + since / _DAYS_A_WEEK
    undelivered = {
        "catin": (rows["wedding_date"] < day).map({True: STALE, False: "catin"}),
        "bumil": (weeks > LAST_WEEK).map({True: STALE, False: "bumil"}),
        "nifas": (since > NIFAS_DAYS).map({True: STALE, False: "nifas"}),
        "busui": (since > BREASTFED_DAYS).map({True: STALE, False: "busui"}),
    }
    out = pd.Series(STALE, index=rows.index)
    for name, group in undelivered.items():
        own = rows["group"].eq(name).fillna(False).to_numpy(dtype=bool)
        out = out.mask(own, mother.where(delivered, group) if name != "catin" else group)
    return out
