"""The village scorecard of a quarter: five packages by person, by service and by desa, with their denominators.

As the forms have it, percent = Y over all to whom a service applies (reference/domain.md 4.1). What nobody noted stays
in that denominator, so that a share is "recorded as received" and cannot rise by leaving forms empty; how much is not
known stands beside it, and with it the most that the share can be. Nobody in the denominator: no share, not 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.programme.quarter import Quarter
from audit.programme.scorecard_states import (
    NO,
    NO_STANDARD,
    NOT_APPLICABLE,
    UNKNOWN,
    UNKNOWN_IF_APPLICABLE,
    YES,
    scorecard_states,
)
from audit.reference.areas import Areas
from audit.reference.scorecard_groups import RECEIPT, STANDARD, service_partition
from audit.reference.service_packages import TARGETS, PackageSet, StandardSet
from audit.results import Cell, CountTable, LineList, Partition, RateTable
from audit.survey import count_table, rate_table
from audit.survey.snapshot import area_leaves

__all__ = ["Scorecard", "scorecard"]

_RECEIVED = {
    YES: "received",
    NO: "not_received",
    UNKNOWN: "receipt.unknown",
    NOT_APPLICABLE: "not_applicable",
    UNKNOWN_IF_APPLICABLE: "applicable.unknown",
}
_JUDGED = {
    YES: "to_standard",
    NO: "below_standard",
    UNKNOWN: "standard.unknown",
    NOT_APPLICABLE: "standard.not_due",
    UNKNOWN_IF_APPLICABLE: "standard.due_unknown",
    NO_STANDARD: "standard.none",
}
_PERSON = ("person_id", "target", "stage", "household_id", "area_code")


@dataclass(frozen=True)
class Scorecard:
    """One quarter. ``states`` and ``judged``: rows of ``people``, columns by service (``scorecard_states``).

    ``received``: recorded as received over all to whom it applies; ``unknown``: what nobody noted, of the same;
    ``to_standard``: of those by whom a standard is due. Each in the district, each kecamatan, each desa and the unknown
    parts, by service, by target (``mother``, ``child``) and in all (``pairs``). ``persons``: shares of each person;
    ``missing``: the services that each child should have had and did not, and those that nobody noted.
    """

    quarter: Quarter
    packages: PackageSet
    standards: StandardSet | None
    people: pd.DataFrame
    states: pd.DataFrame
    judged: pd.DataFrame
    received: RateTable
    unknown: RateTable
    to_standard: RateTable
    persons: LineList
    missing: LineList


def scorecard(
    people: pd.DataFrame,
    evidence: pd.DataFrame,
    quarter: Quarter,
    packages: PackageSet,
    areas: Areas,
    standards: StandardSet | None = None,
) -> Scorecard:
    """Judge everybody of ``scorecard_people`` by ``receipt_evidence`` and count."""
    states, judged = scorecard_states(people, evidence, quarter, packages, standards)
    pairs = _pairs(people, states, judged, quarter, packages, areas)
    places = (None, *(a.code for a in areas.kecamatan), *(a.code for a in areas.desa), *areas.unknown_parts)
    levels = ("pairs", *TARGETS, *(service.id for service in packages.services))
    cells = [Cell.of(quarter.id, area=place, service=level) for level in levels for place in places]
    service = service_partition(packages)

    def rate(id: str, by: Partition, numerator: str, denominator: str) -> RateTable:
        def counts(id: str, level: str) -> CountTable:
            wanted = [cell.replace(by.attribute, level) for cell in cells]
            return count_table(id, pairs, wanted, (areas.partition, service, by))

        return rate_table(id, counts(id, numerator), counts(f"{id}.of", denominator), interval=False)

    return Scorecard(
        quarter,
        packages,
        standards,
        people,
        states,
        judged,
        rate("scorecard_received", RECEIPT, "received", "applicable"),
        rate("scorecard_unknown", RECEIPT, "receipt.unknown", "applicable"),
        rate("scorecard_to_standard", STANDARD, "to_standard", "standard.due"),
        LineList("scorecard_persons", _persons(people, states)),
        LineList("scorecard_missing", _missing(people, states)),
    )


def _pairs(
    people: pd.DataFrame,
    states: pd.DataFrame,
    judged: pd.DataFrame,
    quarter: Quarter,
    packages: PackageSet,
    areas: Areas,
) -> pd.DataFrame:
    """One row a person and service of the own target."""
    area = pd.Categorical(area_leaves(people["area_code"], areas), categories=list(areas.partition.leaves()))
    services = [service.id for service in packages.services]
    parts = []
    for code, service in enumerate(packages.services):
        own = people["target"].eq(service.target).to_numpy(dtype=bool)
        parts.append(
            pd.DataFrame(
                {
                    "period": pd.Categorical.from_codes(
                        np.zeros(own.sum(), dtype=int), dtype=pd.CategoricalDtype([quarter.id])
                    ),
                    "area": area[own],
                    "service": pd.Categorical.from_codes(np.full(own.sum(), code), dtype=pd.CategoricalDtype(services)),
                    "receipt": _levels(states[service.id].to_numpy()[own], _RECEIVED),
                    "standard": _levels(judged[service.id].to_numpy()[own], _JUDGED),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _levels(states: np.ndarray, levels: Mapping[int, str]) -> pd.Categorical:
    codes = states.astype(int) - NO_STANDARD
    names = [levels.get(state, "") for state in range(NO_STANDARD, YES + 1)]
    if not names[0]:
        codes, names = codes - 1, names[1:]
    return pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(names))  # pyright: ignore[reportReturnType] - of texts


def _persons(people: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Counts of each person; ``share`` (0-1) of what applies is recorded, ``most`` is the most it can be."""
    values = states.to_numpy()
    y, t, unknown = ((values == state).sum(axis=1) for state in (YES, NO, UNKNOWN))
    applicable = (y + t + unknown).astype(float)
    of = np.where(applicable > 0, applicable, np.nan)
    return people[list(_PERSON)].assign(
        received=y,
        not_received=t,
        unknown=unknown,
        applicable=applicable.astype(int),
        applicable_unknown=(values == UNKNOWN_IF_APPLICABLE).sum(axis=1),
        share=y / of,
        most=(y + unknown) / of,
    )


def _missing(people: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """Children with at least one service that is missing or not noted, by desa; service ids joined by ";"."""
    values = states.to_numpy()
    names = np.array(states.columns, dtype=object)

    def joined(state: int) -> list[str]:
        kinds, kind = np.unique(values == state, axis=0, return_inverse=True)
        words = [";".join(names[row]) for row in kinds]
        return [words[i] for i in kind.ravel()]

    rows = people[list(_PERSON)].assign(missing=joined(NO), not_noted=joined(UNKNOWN))
    shown = people["target"].eq("child") & (rows["missing"].ne("") | rows["not_noted"].ne(""))
    rows = rows[shown.to_numpy(dtype=bool)]
    return rows.sort_values(["area_code", "person_id"], na_position="last", ignore_index=True)
