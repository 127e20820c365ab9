"""Simultaneous receipt: households whose mothers and children all had everything that applied, not an average.

Every package may reach most families and few families all of them: what the convergence of services asks for is the
second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.programme.scorecard import Scorecard
from audit.programme.scorecard_states import NO, UNKNOWN, UNKNOWN_IF_APPLICABLE, YES
from audit.reference.areas import Areas
from audit.reference.scorecard_groups import CONVERGENCE
from audit.results import Cell, LineList, RateTable
from audit.survey import count_table, rate_table
from audit.survey.snapshot import area_leaves

__all__ = ["HouseholdReceipt", "household_receipt"]


@dataclass(frozen=True)
class HouseholdReceipt:
    """``all_received``: households that had everything over households with something that applies, by place.

    ``unknown``: of the same, those that lack nothing for certain but of whom not all is noted. ``packages``: the
    households whose package is complete, by package id, in the district. ``without_household``: people whose household
    nobody noted; they are in no count. ``lines``: households with services missing, for the restricted edition.
    """

    all_received: RateTable
    unknown: RateTable
    packages: dict[str, RateTable]
    without_household: int
    lines: LineList


def household_receipt(found: Scorecard, areas: Areas) -> HouseholdReceipt:
    """Judge every household of a scorecard; its area is that of its first member with one."""
    known = found.people["household_id"].notna().to_numpy()
    people, states = found.people[known], found.states[known]
    ids = people["household_id"]
    places = (None, *(a.code for a in areas.kecamatan), *(a.code for a in areas.desa), *areas.unknown_parts)
    area_code = people.groupby("household_id", sort=True)["area_code"].first()
    leaf = area_leaves(area_code, areas)
    period = found.quarter.id

    def rate(id: str, services: list[str], level: str, at: tuple[str | None, ...]) -> RateTable:
        frame = pd.DataFrame({"period": period, "area": leaf, "convergence": _levels(states[services], ids)})

        def counts(id: str, level: str):
            cells = [Cell.of(period, area=place, convergence=level) for place in at]
            return count_table(id, frame, cells, (areas.partition, CONVERGENCE))

        return rate_table(id, counts(id, level), counts(f"{id}.of", "household"), interval=False)

    every = [service.id for service in found.packages.services]
    of_package = {
        package.id: [service.id for service in found.packages.services if service.package == package.id]
        for package in found.packages.packages
    }
    levels = _levels(states[every], ids)
    missing = states.eq(NO).groupby(ids.to_numpy()).any().reindex(area_code.index)
    words = [
        ";".join(str(name) for name, yes in row.items() if yes)
        for _, row in missing[(levels == "some_missing")].iterrows()
    ]
    lines = pd.DataFrame({"household_id": area_code.index, "area_code": area_code.array})[levels == "some_missing"]
    return HouseholdReceipt(
        rate("household_all_received", every, "all_received", places),
        rate("household_unknown", every, "household.unknown", places),
        {id: rate(f"household_package_{id}", services, "all_received", (None,)) for id, services in of_package.items()},
        int((~known).sum()),
        LineList("household_missing", lines.assign(missing=words).reset_index(drop=True)),
    )


def _levels(states: pd.DataFrame, ids: pd.Series) -> np.ndarray:
    """Level of each household, by its id in order: one thing missing is enough, one thing not noted makes unknown."""
    values = states.to_numpy()
    marks = pd.DataFrame(
        {
            "some": (values == NO).any(axis=1),
            "open": np.isin(values, (UNKNOWN, UNKNOWN_IF_APPLICABLE)).any(axis=1),
            "had": (values == YES).any(axis=1),
        }
    )
    found = marks.groupby(ids.to_numpy(), sort=True).any()
    nothing = np.where(found["had"], "all_received", "household.nothing")
    return np.where(found["some"], "some_missing", np.where(found["open"], "household.unknown", nothing))
