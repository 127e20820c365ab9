"""Couples who are to marry, by kecamatan: registered, in time, Elsimil filled, at risk, assisted.

Never below the kecamatan in public, and never the order of a marriage or of a pregnancy (reference/practice.md R13).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.cases.rules import AT_RISK, NOT_ASSESSABLE, NOT_AT_RISK, Screening
from audit.programme.rule_states import state_levels, worst_state
from audit.reference.areas import Areas
from audit.reference.case_groups import CASE_GROUP
from audit.reference.forum_rules import (
    COUPLE_ASSISTED,
    COUPLE_ELSIMIL,
    COUPLE_NOTICE,
    COUPLE_RISK,
    REGISTERED_MONTHS_AHEAD,
)
from audit.reference.needs import PERSON
from audit.results import Cell, CountTable, LineList
from audit.survey import count_table

__all__ = ["couple_lines", "couple_states", "couple_table"]

_HELP = ("premarital_check", "marriage_counselling")  # as noted at the contact
_SHOWN = (
    (COUPLE_NOTICE, "early"),
    (COUPLE_ELSIMIL, "filled"),
    (COUPLE_RISK, "at_risk"),
    (COUPLE_ASSISTED, "assisted"),
)


def couple_states(
    screening: Screening, women: pd.DataFrame, records: pd.DataFrame, contacts: pd.DataFrame
) -> pd.DataFrame:
    """One row a bride of the screening: ``person_id area area_code wedding_date registered_on`` and her four states.

    ``women``, ``records``, ``contacts`` are canonical (WOMEN, KUA_RECORDS, COMPANION_CONTACTS). Registered on the day
    that the KUA wrote, else on the first contact as a bride; in time where that is three months or more before the
    wedding. Elsimil is known only where the KUA wrote it. At risk by any risk rule; "unknown" where none is met and one
    could not be assessed. Assisted where a contact of a team (TPK) as a bride, a check-up, guidance before the
    marriage, or another service received is on record: no record is not "no". A contact of which nobody wrote the
    target group counts as hers.
    """
    frame = screening.people.frame
    chosen = frame["group"].eq("catin").to_numpy(dtype=bool)
    brides = frame.loc[chosen, ["person_id", "area", "area_code", "wedding_date"]]
    helped = (
        frame.loc[chosen, list(_HELP)].eq(True).fillna(False).any(axis=1)
        | frame.loc[chosen, "received_on"].notna()
        | brides["person_id"].isin(_met(contacts))
    )
    first = women[women["group"].eq("catin").fillna(False)].groupby("woman_id")["contact_date"].min()
    known = records.set_index("person_id")
    written = known["registered_on"].reindex(brides["person_id"])
    registered = written.fillna(first.reindex(brides["person_id"])).to_numpy()
    registered = pd.Series(registered, index=brides.index, dtype="datetime64[s]")
    early = registered + pd.DateOffset(months=REGISTERED_MONTHS_AHEAD) <= brides["wedding_date"]
    told = registered.notna() & brides["wedding_date"].notna()
    filled = known["elsimil_filled"].reindex(brides["person_id"]).astype("boolean").to_numpy(dtype=object)
    ids = [rule.id for rule in screening.rules.rules if rule.kind == "risk"]
    risk = worst_state(screening.states.loc[chosen, ids])
    risk = np.where(risk < NOT_ASSESSABLE, NOT_AT_RISK, risk)
    levels = {AT_RISK: "at_risk", NOT_AT_RISK: "not_at_risk", NOT_ASSESSABLE: "risk.unknown"}
    return brides.assign(
        registered_on=registered,
        **{
            COUPLE_NOTICE.attribute: np.where(told, np.where(early, "early", "late"), "notice.unknown"),
            COUPLE_ELSIMIL.attribute: [_filled(value) for value in filled],
            COUPLE_RISK.attribute: np.asarray(state_levels(risk, levels), dtype=object),
            COUPLE_ASSISTED.attribute: np.where(helped, "assisted", "not_recorded"),
        },
    )


def _met(contacts: pd.DataFrame) -> list[str]:
    """Whom a team met as a bride-to-be."""
    as_bride = contacts["group"].eq("catin") | contacts["group"].isna()
    return list(contacts.loc[as_bride.to_numpy(dtype=bool, na_value=False), "person_id"].dropna().unique())


def _filled(value: object) -> str:
    if value is pd.NA or value is None:
        return "elsimil.unknown"
    return "filled" if value else "not_filled"


def couple_table(couples: pd.DataFrame, period: str, areas: Areas) -> CountTable:
    """``couples``: brides of the district and of each kecamatan, and how many of them are in each shown state.

    Where nobody's Elsimil is known that state is left out: nothing is counted as not filled.
    """
    frame = couples.assign(
        period=period, person="person.known", group="catin", area=couples["area"].astype(object)
    ).astype({"group": object})
    places = (None, *(area.code for area in areas.kecamatan))
    tops = [Cell.of(period, person="person", group="catin", area=place) for place in places]
    by = (PERSON, CASE_GROUP, areas.partition)
    tables = [count_table("people", frame, tops, by)]
    for partition, level in _SHOWN:
        if partition is COUPLE_ELSIMIL and couples[partition.attribute].eq("elsimil.unknown").all():
            continue
        cells = [top.replace(partition.attribute, level) for top in tops]
        tables.append(count_table(level, frame, cells, (*by, partition)))
    cells = tuple(cell for table in tables for cell in table.cells)
    return CountTable(
        "couples", cells, tuple(n for table in tables for n in table.counts), (*by, *(p for p, _ in _SHOWN))
    )


def couple_lines(couples: pd.DataFrame) -> LineList:
    """Restricted: one row a bride with her states, by kecamatan; for the KUA of that kecamatan alone."""
    rows = couples.sort_values(["area_code", "wedding_date", "person_id"], na_position="last", ignore_index=True)
    return LineList("couples_list", rows.drop(columns="area"))
