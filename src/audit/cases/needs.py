"""What each child and woman needs, by the rules of risk, and how far it was answered: need to re-check.

Needs overlap: a person has one or more, and they are never added. Where no rule of a need could be assessed the need is
unknown, which is a reason for a home visit and not "no need".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd

from audit.cases.rules import AT_RISK, NOT_ASSESSABLE, NOT_AT_RISK, Screening
from audit.programme.rule_states import rules_met, state_levels, worst_state
from audit.reference.areas import Areas
from audit.reference.case_groups import CASE_GROUP
from audit.reference.needs import (
    NEED_STAGES,
    NEEDS,
    NUMBER_OF_NEEDS,
    PERSON,
    activities_for,
    care_partition,
    need_partition,
    office_of,
    office_partition,
    stage_partition,
)
from audit.results import Cell, CountTable, LineList, Partition
from audit.survey import count_table

__all__ = ["Needs", "need_lines", "need_tables", "needs_by_kecamatan", "needs_of"]

_LEVELS = {AT_RISK: "present", NOT_AT_RISK: "not_present", NOT_ASSESSABLE: "need.unknown"}
_POOR = "poor"  # the rule that says that a family is of the lowest welfare ranks
_MOST_COUNTED = 3
_Tables = Sequence[CountTable]


@dataclass(frozen=True)
class Needs:
    """Rows are those of ``screening.people.frame``.

    ``states`` has a column a need: 1 needed, 0 not, -1 not assessable. ``stages`` has, for each need, whether the
    person was offered anything, received anything, received what answers this need, and was checked again after that.
    ``served`` holds for each (need, office) who received from it what answers the need.
    """

    screening: Screening
    states: pd.DataFrame
    stages: pd.DataFrame
    served: dict[tuple[str, str], np.ndarray]

    @property
    def number(self) -> np.ndarray:
        """How many needs are known, by person."""
        return self.states.eq(AT_RISK).to_numpy().sum(axis=1)

    def care(self) -> np.ndarray:
        """Who needs support for care, by the welfare of the family: levels of ``need.care``."""
        levels = np.asarray(state_levels(self.states["care"], _LEVELS), dtype=object)
        if _POOR not in self.screening.states:
            poor = np.full(len(levels), NOT_ASSESSABLE)
        else:
            poor = self.screening.states[_POOR].to_numpy()
        kinds = {NOT_AT_RISK: "care_able", AT_RISK: "care_poor"}
        family = np.array([kinds.get(state, "care_welfare.unknown") for state in poor], dtype=object)
        return np.where(levels == "present", family, levels)


def needs_of(screening: Screening, services: pd.DataFrame, *, as_of: date) -> Needs:
    """Say what everybody needs, by the risk rules that name a need (screening rules apart), and what was done.

    ``services`` is canonical (``SERVICES``); those after ``as_of`` are not known yet. A service received counts as
    offered too, one that was checked again as received. A service that names no need answers none.
    """
    frame = screening.people.frame
    states = {}
    for need in NEEDS:
        ids = [rule.id for rule in screening.rules.rules if need in rule.needs and rule.kind == "risk"]
        state = worst_state(screening.states[ids])
        states[need] = np.where(state < NOT_ASSESSABLE, NOT_AT_RISK, state).astype(np.int8)  # not asked: not needed
    known = services[(services["date"] <= pd.Timestamp(as_of)).to_numpy(dtype=bool, na_value=False)]
    known = known.assign(place=pd.Index(frame["person_id"]).get_indexer(pd.Index(known["person_id"])))
    known = known[known["place"] >= 0]
    stages, served = {}, {}
    offered, got = _who(known, len(frame)), _who(known[known["stage"].isin(["received", "rechecked"])], len(frame))
    for need in NEEDS:
        own = known[known["need"].eq(need).to_numpy(dtype=bool, na_value=False)]
        received = own[own["stage"].isin(["received", "rechecked"])]
        suitable = _who(received, len(frame))
        again = suitable & _who(own[own["stage"].eq("rechecked")], len(frame))
        for stage, who in zip(NEED_STAGES, (offered, got, suitable, again), strict=True):
            stages[f"{need}.{stage}"] = who
        offices = received["provider_id"].map(lambda name: office_of(str(name)))
        for office in sorted(set(offices)):
            served[need, office] = _who(received[offices.eq(office).to_numpy()], len(frame))
    return Needs(screening, pd.DataFrame(states, index=frame.index), pd.DataFrame(stages, index=frame.index), served)


def _who(rows: pd.DataFrame, people: int) -> np.ndarray:
    out = np.zeros(people, dtype=bool)
    out[rows["place"].to_numpy()] = True
    return out


def need_tables(needs: Needs, period: str, areas: Areas | None = None) -> tuple[CountTable, ...]:
    """Counts of people, for the public edition too: ``needs``, ``needs_overlap``, ``needs_cascade``, ``needs_office``.

    ``needs``: people with each need, and those of whom it is not known, by group, with ``areas`` also by kecamatan; of
    care how many live in a family that is not poor. ``needs_overlap``: how many needs people have, and every pair.
    ``needs_cascade``: need → offered → received → suitable → re-checked. ``needs_office``: who received from which kind
    of office what answers the need. Every cell has ``person``: everybody of the target groups, measured or not.
    """
    frame = _frame(needs, period)
    everybody = Cell.of(period, person="person")
    groups = [everybody.replace("group", group) for group in CASE_GROUP.below(None)]
    tops, by = [[everybody, *groups]], (PERSON, CASE_GROUP)
    if areas is not None:
        codes = (*(area.code for area in areas.kecamatan), areas.unknown_parts[0])
        tops, by = [*tops, [everybody.replace("area", code) for code in codes]], (*by, areas.partition)
    present = {need: everybody.replace(f"need.{need}", "present") for need in NEEDS}
    return (
        _needs(frame, needs, tops, by),
        _overlap(frame, needs, everybody, present),
        _cascade(frame, needs, present),
        _offices(frame, needs, present),
    )


def needs_by_kecamatan(needs: Needs, period: str, areas: Areas) -> CountTable:
    """``needs_kecamatan``: the same people and needs as ``needs``, for each kecamatan alone."""
    everybody = Cell.of(period, person="person")
    tops = [everybody.replace("area", area.code) for area in areas.kecamatan]
    return replace(_needs(_frame(needs, period), needs, [tops], (PERSON, areas.partition)), id="needs_kecamatan")


def _frame(needs: Needs, period: str) -> pd.DataFrame:
    """One row a person with its leaf of every partition that the tables count by."""
    people = needs.screening.people.frame
    return pd.DataFrame(
        {
            "period": period,
            "person": "person.known",
            "group": people["group"].astype(object),
            "area": people["area"].astype(object),
            "number_of_needs": np.array(NUMBER_OF_NEEDS.below(None))[np.minimum(needs.number, _MOST_COUNTED)],
            **{f"need.{need}": state_levels(needs.states[need], _LEVELS) for need in NEEDS},
        },
        dtype="category",
    )


def _needs(frame: pd.DataFrame, needs: Needs, tops: Sequence[Sequence[Cell]], by: tuple[Partition, ...]) -> CountTable:
    """``tops``: by group, by place; never by both, which keeps the counting quick."""
    tables = [count_table("people", frame, cells, by) for cells in tops]
    for need in NEEDS:
        name, partition, rows = f"need.{need}", need_partition(need), frame
        levels = ["present", "need.unknown"]
        if need == "care":
            partition, rows = care_partition(), frame.assign(**{name: pd.Categorical(needs.care())})
            levels += partition.below("present")
        for cells in tops:
            within = [top.replace(name, level) for top in cells for level in levels]
            tables.append(count_table(need, rows, within, (*by, partition)))
    return _joined("needs", tables)


def _overlap(frame: pd.DataFrame, needs: Needs, everybody: Cell, present: dict[str, Cell]) -> CountTable:
    numbers = [everybody.replace("number_of_needs", level) for level in NUMBER_OF_NEEDS.below(None)]
    has = needs.states[list(NEEDS)].eq(AT_RISK).to_numpy(dtype=np.int64)
    both = has.T @ has
    pairs = {
        present[NEEDS[i]].replace(f"need.{NEEDS[j]}", "present"): int(both[i, j])
        for i, j in combinations(range(len(NEEDS)), 2)
    }
    partitions = (PERSON, *(need_partition(need) for need in NEEDS))
    return _joined(
        "needs_overlap",
        [
            count_table("number", frame, numbers, (PERSON, NUMBER_OF_NEEDS)),
            CountTable("both", tuple(pairs), tuple(pairs.values()), partitions),
        ],
    )


def _cascade(frame: pd.DataFrame, needs: Needs, present: dict[str, Cell]) -> CountTable:
    tables = []
    for need, cell in present.items():
        partition = stage_partition(need)
        reached = needs.stages[[f"{need}.{stage}" for stage in NEED_STAGES]].to_numpy(dtype=np.int8).sum(axis=1)
        steps = [*(f"not_{stage}" for stage in NEED_STAGES), NEED_STAGES[-1]]
        level = state_levels(reached, dict(enumerate(steps)))
        cells = [cell, *(cell.replace(partition.attribute, stage) for stage in NEED_STAGES)]
        rows = frame.assign(**{partition.attribute: level})
        tables.append(count_table(need, rows, cells, (PERSON, need_partition(need), partition)))
    return _joined("needs_cascade", tables)


def _offices(frame: pd.DataFrame, needs: Needs, present: dict[str, Cell]) -> CountTable:
    tables = []
    for (need, office), who in needs.served.items():
        partition = office_partition(need, office)
        rows = frame.assign(**{partition.attribute: state_levels(who.astype(np.int8), {0: "not_served", 1: "served"})})
        cell = present[need].replace(partition.attribute, "served")
        tables.append(count_table(office, rows, [cell], (PERSON, need_partition(need), partition)))
    return _joined("needs_office", tables)


def _joined(id: str, tables: _Tables) -> CountTable:
    cells = dict(pair for table in tables for pair in zip(table.cells, table.counts, strict=True))
    partitions: dict[str, Partition] = {}
    for partition in (p for table in tables for p in table.partitions):
        if len(partition.children) >= len(partitions.get(partition.attribute, partition).children):
            partitions[partition.attribute] = partition
    return CountTable(id, tuple(cells), tuple(cells.values()), tuple(partitions.values()))


def need_lines(needs: Needs) -> LineList:
    """Restricted: one row a person and need, with the rules behind it, what may be done, by whom, and what was done.

    Columns ``person_id group area_code need rules activities offices`` (ids joined by ";") and ``NEED_STAGES``.
    """
    frame, states = needs.screening.people.frame, needs.screening.states
    ordered = frame.sort_values(["area_code", "person_id"], kind="stable", na_position="last").index
    place = pd.Series(np.arange(len(frame)), index=ordered)
    parts = []
    for need in NEEDS:
        here = needs.states[need].eq(AT_RISK).to_numpy()
        rules = [rule.id for rule in needs.screening.rules.rules if need in rule.needs and rule.kind == "risk"]
        part = frame.loc[here, ["person_id", "group", "area_code"]].assign(
            need=need,
            rules=rules_met(states[here], rules),
            **{stage: needs.stages.loc[here, f"{need}.{stage}"].to_numpy() for stage in NEED_STAGES},
        )
        can = {group: activities_for(need, group) for group in part["group"].unique()}
        words = {g: ";".join(a.id for a in answers) for g, answers in can.items()}
        by = {g: ";".join(dict.fromkeys(office for a in answers for office in a.offices)) for g, answers in can.items()}
        parts.append(part.assign(activities=part["group"].map(words), offices=part["group"].map(by)))
    rows = pd.concat(parts)
    rows = rows.iloc[np.argsort(place[rows.index].to_numpy(), kind="stable")]
    columns = ["person_id", "group", "area_code", "need", "rules", "activities", "offices", *NEED_STAGES]
    return LineList("needs_list", rows[columns].reset_index(drop=True))
