"""Simultaneous receipt: households whose mothers and children all had everything that applied, not an average.

Every package may reach most families and few families all of them: what the convergence of services asks for is the
second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.programme.scorecard import Scorecard, joined_names
from audit.programme.scorecard_states import NO, UNKNOWN, UNKNOWN_IF_APPLICABLE, YES
from audit.reference.areas import Areas
from audit.reference.scorecard_groups import household_partition
from audit.results import Cell, CountTable, LineList, RateTable
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


def household_receipt(
    found: Scorecard, areas: Areas, *, places: Sequence[str | None] | None = None
) -> HouseholdReceipt:
    """Judge every household of a scorecard; its area is that of its first member with one.

    ``places`` to count, the district being ``None``; without it every kecamatan, desa and unknown part too.
    """
    known = found.people["household_id"].notna().to_numpy()
    people, values = found.people[known], found.states.to_numpy()[known]
    number, ids = pd.factorize(people["household_id"], sort=True)
    placed = people["area_code"].notna().to_numpy()
    first = pd.Series(people["area_code"].array[placed], index=number[placed])
    area_code = first[~first.index.duplicated()].reindex(range(len(ids)))
    leaf = area_leaves(area_code, areas)
    counted = places or (None, *(a.code for a in areas.kecamatan), *(a.code for a in areas.desa), *areas.unknown_parts)
    services, period = found.packages.services, found.quarter.id

    def of(package: str) -> np.ndarray:
        return np.array([package in ("", service.package) for service in services])

    def rate(id: str, package: str, level: str, at: Sequence[str | None]) -> RateTable:
        by = household_partition(package)
        levels = _levels(values[:, of(package)], number, len(ids))
        frame = pd.DataFrame({"period": period, "area": leaf, by.attribute: levels})

        def counts(id: str, level: str) -> CountTable:
            cells = [Cell.of(period, area=place, **{by.attribute: level}) for place in at]
            return count_table(id, frame, cells, (areas.partition, by))

        return rate_table(id, counts(id, level), counts(f"{id}.of", "household"), interval=False)

    names = [service.id for service in services]
    missing = np.zeros((len(ids), len(names)), dtype=bool)
    for j in range(len(names)):
        missing[number[values[:, j] == NO], j] = True
    lacking = _levels(values, number, len(ids)) == "some_missing"
    lines = pd.DataFrame({"household_id": ids, "area_code": area_code.array, "missing": joined_names(missing, names)})
    packages = [package.id for package in found.packages.packages]
    return HouseholdReceipt(
        rate("household_all_received", "", "all_received", counted),
        rate("household_unknown", "", "household.unknown", counted),
        {id: rate(f"household_package_{id}", id, "all_received", (None,)) for id in packages},
        int((~known).sum()),
        LineList("household_missing", lines[lacking].reset_index(drop=True)),
    )


def _levels(values: np.ndarray, number: np.ndarray, households: int) -> np.ndarray:
    """Level of each household, by its number: one thing missing is enough, one thing not noted makes unknown."""

    def any_of(marks: np.ndarray) -> np.ndarray:
        return np.bincount(number, weights=marks.any(axis=1), minlength=households) > 0

    some = any_of(values == NO)
    unclear = any_of((values == UNKNOWN) | (values == UNKNOWN_IF_APPLICABLE))
    nothing = np.where(any_of(values == YES), "all_received", "household.nothing")
    return np.where(some, "some_missing", np.where(unclear, "household.unknown", nothing))
