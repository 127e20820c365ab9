"""The village scorecard of a quarter: five packages by person, by service and by desa, with their denominators.

As the forms have it, percent = Y over all to whom a service applies (reference/domain.md 4.1). What nobody noted stays
in that denominator, so that a share is "recorded as received" and cannot rise by leaving forms empty; how much is not
known stands beside it, and with it the most that the share can be. Nobody in the denominator: no share, not 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from audit.programme.quarter import Quarter
from audit.programme.scorecard_evidence import Evidence
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
from audit.reference.service_packages import PackageSet, StandardSet
from audit.results import Cell, CountTable, LineList, Partition, RateTable
from audit.survey import rate_table
from audit.survey.snapshot import area_leaves

__all__ = ["Scorecard", "joined_names", "scorecard"]

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
_STATES = YES - NO_STANDARD + 1
_TABLES: Mapping[str, tuple[Partition, str, str]] = {
    "scorecard_received": (RECEIPT, "received", "applicable"),
    "scorecard_unknown": (RECEIPT, "receipt.unknown", "applicable"),
    "scorecard_to_standard": (STANDARD, "to_standard", "standard.due"),
    "scorecard_standard_unknown": (STANDARD, "standard.unknown", "standard.due"),
}


@dataclass(frozen=True)
class Scorecard:
    """One quarter. ``states`` and ``judged``: rows of ``people``, columns by service (``scorecard_states``).

    ``received``: recorded as received over all to whom it applies; ``unknown``: what nobody noted, of the same;
    ``to_standard``: of those by whom a standard is due. Each in the district, each kecamatan, each desa and the unknown
    parts, by service, by package of a target, by target (``mother``, ``child``) and in all (``pairs``); ``table`` gives
    some of it alone. ``persons``: shares of each person; ``missing``: the services that each child should have had and
    did not, and those that nobody noted. What is not asked for is not counted.
    """

    quarter: Quarter
    packages: PackageSet
    standards: StandardSet | None
    people: pd.DataFrame
    states: pd.DataFrame
    judged: pd.DataFrame
    areas: Areas

    @property
    def levels(self) -> tuple[str, ...]:
        """Every level of services, the whole first."""
        children = service_partition(self.packages).children
        return ("pairs", *dict.fromkeys(level for below in children.values() for level in below))

    @property
    def places(self) -> tuple[str | None, ...]:
        """The district, kecamatan, desa, unknown parts."""
        areas = self.areas
        return (None, *(a.code for a in areas.kecamatan), *(a.code for a in areas.desa), *areas.unknown_parts)

    def table(
        self,
        of: str,
        *,
        places: Sequence[str | None] | None = None,
        levels: Sequence[str] | None = None,
        id: str = "",
    ) -> RateTable:
        """Of some places and levels: ``scorecard_received``, ``_unknown``, ``_to_standard``, ``_standard_unknown``."""
        id, (by, numerator, denominator) = id or of, _TABLES[of]
        service, sums = service_partition(self.packages), self._sums[by.attribute]
        rows = {place: i for i, place in enumerate(self.places)}
        columns = {level: i for i, level in enumerate(self.levels)}
        chosen = [(p, v) for v in (levels or self.levels) for p in (places or self.places)]
        at = tuple(np.array([[rows[p], columns[v]] for p, v in chosen]).T)

        def counts(id: str, name: str) -> CountTable:
            cells = tuple(Cell.of(self.quarter.id, area=p, service=v, **{by.attribute: name}) for p, v in chosen)
            return CountTable(id, cells, tuple(sums[name][at].tolist()), (self.areas.partition, service, by))

        return rate_table(id, counts(id, numerator), counts(f"{id}.of", denominator), interval=False)

    @property
    def received(self) -> RateTable:
        """Recorded as received, over all to whom it applies, everywhere."""
        return self.table("scorecard_received")

    @property
    def unknown(self) -> RateTable:
        """What nobody noted, of the same."""
        return self.table("scorecard_unknown")

    @property
    def to_standard(self) -> RateTable:
        """Received to standard, over those by whom a standard is due."""
        return self.table("scorecard_to_standard")

    @cached_property
    def _sums(self) -> Mapping[str, Mapping[str, np.ndarray]]:
        """Counts by place and level of services, by level of receipt and of standard."""
        leaves = list(self.areas.partition.leaves())
        leaf = pd.Index(leaves).get_indexer(pd.Index(area_leaves(self.people["area_code"], self.areas)))
        in_place = np.array([_within(self.areas.partition, place, leaves) for place in self.places], dtype=np.int64)
        service = service_partition(self.packages)
        ids = [s.id for s in self.packages.services]
        in_level = np.array([_within(service, level, ids) for level in self.levels], dtype=np.int64)
        sums = {}
        for by, values, names in ((RECEIPT, self.states, _RECEIVED), (STANDARD, self.judged, _JUDGED)):
            counts = np.zeros((len(names), len(leaves), len(ids)), dtype=np.int64)
            for k, s in enumerate(self.packages.services):
                own = self.people["target"].eq(s.target).to_numpy(dtype=bool)
                number = leaf[own] * _STATES + (values[s.id].to_numpy()[own] - NO_STANDARD)
                found = np.bincount(number, minlength=len(leaves) * _STATES).reshape(len(leaves), _STATES)
                for i, state in enumerate(names):
                    counts[i, :, k] = found[:, state - NO_STANDARD]
            by_name = {name: in_place @ counts[i] @ in_level.T for i, name in enumerate(names.values())}
            for level in ("applicable", "standard.due"):
                if by.below(level):
                    by_name[level] = np.sum([by_name[name] for name in by.below(level)], axis=0)
            sums[by.attribute] = by_name
        return sums

    @cached_property
    def persons(self) -> LineList:
        """Counts of each person; ``share`` (0-1) of what applies is recorded, ``most`` is the most it can be."""
        values = self.states.to_numpy()
        y, t, unknown = ((values == state).sum(axis=1) for state in (YES, NO, UNKNOWN))
        applicable = (y + t + unknown).astype(float)
        of = np.where(applicable > 0, applicable, np.nan)
        rows = self.people[list(_PERSON)].assign(
            received=y,
            not_received=t,
            unknown=unknown,
            applicable=applicable.astype(int),
            applicable_unknown=(values == UNKNOWN_IF_APPLICABLE).sum(axis=1),
            share=y / of,
            most=(y + unknown) / of,
        )
        return LineList("scorecard_persons", rows)

    @cached_property
    def missing(self) -> LineList:
        """Children with at least one service that is missing or not noted, by desa; service ids joined by ";"."""
        values, names = self.states.to_numpy(), list(self.states.columns)
        rows = self.people[list(_PERSON)].assign(
            missing=joined_names(values == NO, names), not_noted=joined_names(values == UNKNOWN, names)
        )
        shown = self.people["target"].eq("child") & (rows["missing"].ne("") | rows["not_noted"].ne(""))
        rows = rows[shown.to_numpy(dtype=bool)]
        rows = rows.sort_values(["area_code", "person_id"], na_position="last", ignore_index=True)
        return LineList("scorecard_missing", rows)


def scorecard(
    people: pd.DataFrame,
    evidence: Evidence,
    quarter: Quarter,
    packages: PackageSet,
    areas: Areas,
    standards: StandardSet | None = None,
) -> Scorecard:
    """Judge everybody of ``scorecard_people`` by ``receipt_evidence``, which may hold other quarters too."""
    states, judged = scorecard_states(people, evidence, quarter, packages, standards)
    return Scorecard(quarter, packages, standards, people, states, judged, areas)


def joined_names(marks: np.ndarray, names: Sequence[str]) -> list[str]:
    """The names that are marked in each row, joined by ";"."""
    kinds, kind = np.unique(marks @ (1 << np.arange(len(names))), return_inverse=True)
    words = [";".join(name for i, name in enumerate(names) if int(code) >> i & 1) for code in kinds]
    return [words[i] for i in kind]


def _within(partition: Partition, level: str | None, leaves: Sequence[str]) -> np.ndarray:
    """Which leaves lie in a level."""
    inside = set(partition.leaves(level))
    return np.array([leaf in inside for leaf in leaves])
