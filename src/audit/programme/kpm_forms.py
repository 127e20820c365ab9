"""The forms of the Kader Pembangunan Manusia as rows: 1, 2A, 2B, 2C, 3A, 3B, 4, and who lacks what. Restricted.

Forms 3A, 3B and 4 come out of the scorecard; 1, 2A, 2B and 2C say again what was filed, three months in one row.
Whoever refused the audit is in no list of persons.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from audit.programme.household_receipt import HouseholdReceipt
from audit.programme.quarter import Quarter
from audit.programme.scorecard import Scorecard
from audit.reference.service_packages import ELEMENTS, TARGETS, Target
from audit.results import LineList
from audit.schemas.columns import is_among, places_among

__all__ = [
    "MONTH_MARKS", "availability_form", "child_gaps", "desa_report", "household_gaps", "monthly_form", "recap_form",
]  # fmt: skip

# Of one month: yes, no, nobody noted it.
MONTH_MARKS = ("Y", "T", "-")
_SAID = ("mother_status", "nutrition_status", "growth_mat")
_NOT_FACTS = ("person_id", "month", "pregnancy_month", "delivery_date", *_SAID)


def availability_form(id: str, table: pd.DataFrame, quarter: Quarter) -> LineList:
    """Form 1: ``table`` of ``PackageAvailability``, desa about which anything was noted alone; with ``quarter``."""
    noted = table["available"].ne("package.unknown") | table["not_noted"].str.count(";").lt(len(ELEMENTS) - 1)
    return LineList(id, table[noted.to_numpy(dtype=bool)].assign(quarter=quarter.id).reset_index(drop=True))


def monthly_form(
    id: str, people: pd.DataFrame, form: pd.DataFrame, quarter: Quarter, refused: Collection[str]
) -> LineList:
    """Forms 2A, 2B, 2C: one row a person who is on a form of the quarter, a column a fact: its three months.

    ``people`` have ``person_id`` and ``area_code``. Cells are ``MONTH_MARKS`` side by side; the newest status that was
    written stands beside them.
    """
    rows = form[form["month"].isin(quarter.months).to_numpy(dtype=bool, na_value=False)].sort_values("month")
    own = people[is_among(people["person_id"], rows["person_id"]) & ~is_among(people["person_id"], list(refused))]
    own = own.sort_values(["area_code", "person_id"], na_position="last", ignore_index=True)
    at = places_among(rows["person_id"], own["person_id"])
    rows, at = rows[at >= 0], at[at >= 0]
    month = np.array([quarter.months.index(name) for name in rows["month"]], dtype=np.int64)
    out: dict[str, object] = {"person_id": own["person_id"], "area_code": own["area_code"]}
    for name in [c for c in form.columns if c in _SAID]:
        known = rows[name].notna().to_numpy()
        newest = pd.Series(rows[name].array[known], index=at[known])
        out[name] = newest[~newest.index.duplicated(keep="last")].reindex(range(len(own))).astype("string")
    words = np.array([" ".join((a, b, c)) for a in MONTH_MARKS for b in MONTH_MARKS for c in MONTH_MARKS])
    for name in [c for c in form.columns if c not in _NOT_FACTS and not c.startswith("source_")]:
        marks = np.full((len(own), len(quarter.months)), 2, dtype=np.int64)
        said = rows[name].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
        marks[at, month] = np.where(np.isnan(said), 2, np.where(said > 0, 0, 1))
        out[name] = words[marks @ np.array([9, 3, 1])]
    return LineList(id, pd.DataFrame(out).assign(quarter=quarter.id))


def recap_form(id: str, card: Scorecard, target: Target, refused: Collection[str]) -> LineList:
    """Forms 3A and 3B: one row a person, a column a service (``scorecard_states``), and the person's own share."""
    own = card.people["target"].eq(target).to_numpy(dtype=bool) & ~is_among(card.people["person_id"], list(refused))
    persons = card.persons.rows[own]
    services = [service.id for service in card.packages.of(target)]
    rows = persons[["person_id", "stage", "area_code", "received", "applicable", "share"]]
    rows = pd.concat([rows, card.states.loc[own, services]], axis=1).assign(quarter=card.quarter.id)
    return LineList(id, rows.sort_values(["area_code", "person_id"], na_position="last", ignore_index=True))


def desa_report(id: str, card: Scorecard, desa: Sequence[str]) -> LineList:
    """Form 4: one row a desa that filed, with what was received, not noted and due of mothers, children and both.

    Columns ``<level>_received``, ``_unknown``, ``_due`` and ``_share`` (0-1, missing where nothing is due) for
    ``mother``, ``child`` and ``pairs``.
    """
    out: dict[str, object] = {"area_code": list(desa)}
    for level in (*TARGETS, "pairs"):
        received = card.table("scorecard_received", places=desa, levels=[level])
        unknown = card.table("scorecard_unknown", places=desa, levels=[level])
        out[f"{level}_received"] = list(received.numerator.counts)
        out[f"{level}_unknown"] = list(unknown.numerator.counts)
        out[f"{level}_due"] = list(received.denominator.counts)
        out[f"{level}_share"] = np.array(received.values, dtype="float64")
    return LineList(id, pd.DataFrame(out).assign(quarter=card.quarter.id))


def child_gaps(id: str, card: Scorecard, refused: Collection[str]) -> LineList:
    """Children with a service that they lack or of which nobody noted anything (``Scorecard.missing``)."""
    rows = card.missing.rows
    rows = rows[~is_among(rows["person_id"], list(refused))]
    return LineList(id, rows.drop(columns="target").assign(quarter=card.quarter.id).reset_index(drop=True))


def household_gaps(id: str, card: Scorecard, homes: HouseholdReceipt, refused: Collection[str]) -> LineList:
    """Households in which somebody lacks a service, with their people; none in which anybody refused."""
    people = card.people[card.people["household_id"].notna()]
    left = people.loc[is_among(people["person_id"], list(refused)), "household_id"]
    rows = homes.lines.rows
    rows = rows[~is_among(rows["household_id"], left)]
    members = people.groupby("household_id")["person_id"].agg(";".join)
    rows = rows.assign(people=members.reindex(rows["household_id"]).array, quarter=card.quarter.id)
    return LineList(id, rows.sort_values(["area_code", "household_id"], na_position="last", ignore_index=True))
