"""Families at risk of stunting (keluarga berisiko stunting, KRS): which are, by what, how poor, and where.

Whether a family is at risk is decided by a versioned rule set (``families_at_risk_2022`` and its like): sources differ
on when one of the four "too" (4T) counts. Welfare is a table of families at risk and no risk factor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.programme.rule_states import (
    AT_RISK,
    NOT_ASKED,
    NOT_ASSESSABLE,
    NOT_AT_RISK,
    rule_state,
    rules_met,
    state_levels,
    worst_state,
)
from audit.reference.areas import Areas
from audit.reference.family_groups import (
    FAMILY,
    FAMILY_RULES,
    HIGHEST_RANK,
    RANK_UNKNOWN,
    TARGET_MEMBERS,
    WELFARE,
    factor_partition,
)
from audit.reference.rule_sets import RuleSet
from audit.results import Cell, CountTable, LineList, RateTable
from audit.schemas.columns import is_among
from audit.survey import count_table, rate_table
from audit.survey.snapshot import area_leaves

__all__ = ["FAMILY_RULES", "FamiliesAtRisk", "families_at_risk", "family_states"]

# What is noted of a couple of childbearing age alone: where any of it is known and nobody says otherwise, the family
# has one.
_OF_COUPLES = ("mother_too_young", "mother_too_old", "births_too_close", "children_too_many", "modern_contraception")
_LEVELS = {AT_RISK: "at_risk", NOT_AT_RISK: "not_at_risk", NOT_ASKED: "not_at_risk", NOT_ASSESSABLE: "not_assessable"}
_FACTORS = {AT_RISK: "present", NOT_AT_RISK: "not_present", NOT_ASKED: "not_present", NOT_ASSESSABLE: "factor.unknown"}


@dataclass(frozen=True)
class FamiliesAtRisk:
    """Counts of families by place; ``rules`` is the set that was used.

    ``families``: listed, target, assessed, at risk, not at risk, not assessable: assessed = at risk + not at risk, with
    those not assessable apart. ``share``: at risk among assessed. ``factors``: target families with each risk factor; a
    family has several, so they are never added. ``welfare``: families at risk by rank, which do add up.
    ``lines`` names families by id for the restricted edition.
    """

    rules: RuleSet
    families: CountTable
    share: RateTable
    factors: CountTable
    welfare: CountTable
    lines: LineList


def families_at_risk(
    households: pd.DataFrame, members: pd.DataFrame, rules: RuleSet, *, period: str, areas: Areas
) -> FamiliesAtRisk:
    """Count families at risk in the district, each kecamatan, each desa and the unknown parts.

    Parameters
    ----------
    households : canonical (``HOUSEHOLDS``). A family without a household in it is not counted.
    members : ``household_id`` and ``group`` of everybody on the day (``cases.People.frame``, all groups).
    period : cycle or year that the counts are of. Factors and welfare are not given below kecamatan.

    Nothing is counted twice: a household is one row. Percentages come from summed numerators.
    """
    frame, states = family_states(households, members, rules, areas)
    frame = frame.assign(period=period).astype(dict.fromkeys(("period", "area", "family", "welfare"), "category"))
    wide = (None, *(a.code for a in areas.kecamatan), areas.unknown_parts[0])
    everywhere = (None, *(a.code for a in areas.kecamatan), *(a.code for a in areas.desa), *areas.unknown_parts)

    def cells(places: Sequence[str | None], level: str) -> list[Cell]:
        return [Cell.of(period, area=place, family=level) for place in places]

    by = (areas.partition, FAMILY)
    levels = ("listed", *(level for whole in FAMILY.children.values() for level in whole))
    families = count_table(
        "families_at_risk", frame, [cell for level in levels for cell in cells(everywhere, level)], by
    )
    counted = dict(zip(families.cells, families.counts, strict=True))

    def part(id: str, level: str) -> CountTable:
        own = tuple(cells(everywhere, level))
        return CountTable(id, own, tuple(counted[cell] for cell in own), families.partitions)

    share = rate_table(
        "families_at_risk_share",
        part("families_at_risk_share", "at_risk"),
        part("families_at_risk_share.of", "assessed"),
        interval=False,
    )
    ranked = [cell.replace("welfare", rank) for cell in cells(wide, "at_risk") for rank in WELFARE.below(None)]
    welfare = count_table("families_welfare", frame, ranked, (*by, WELFARE))
    return FamiliesAtRisk(
        rules, families, share, _factors(frame, states, wide, period, areas), welfare, _lines(frame, states)
    )


def family_states(
    households: pd.DataFrame, members: pd.DataFrame, rules: RuleSet, areas: Areas
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a family with the leaf levels ``area family welfare``, and its state by every rule.

    A family is a target family where a pregnant woman or a child under five lives, or a couple of childbearing age
    (``fertile_couple``, else where something is noted of one). "not_target": the list says that neither such a couple
    nor a child under five lives there; otherwise it is unknown, never "no". The rules about couples are not asked of a
    family that has none: a wife of 50 years is no wife who is "too old". At risk: by any rule; not at risk: by none,
    with every rule known; else not assessable.
    """
    n = len(households)
    everybody, believed = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    states = pd.DataFrame(
        {rule.id: rule_state(rule, everybody, believed, households.get) for rule in rules.rules},
        index=households.index,
    )
    no_couple = households["fertile_couple"].eq(False).to_numpy(dtype=bool, na_value=False)
    of_couples = [rule.id for rule in rules.rules if rule.asks.field in _OF_COUPLES]
    states.loc[no_couple, of_couples] = NOT_ASKED
    with_target = members.loc[members["group"].isin(TARGET_MEMBERS).to_numpy(), "household_id"].dropna()
    target = is_among(households["household_id"], with_target)
    target = target | households["under_fives"].gt(0).to_numpy(dtype=bool, na_value=False)
    noted = households[["fertile_couple", *_OF_COUPLES]].notna().any(axis=1).to_numpy()
    target = target | (noted & ~no_couple)
    outside = ~target & no_couple & households["under_fives"].eq(0).to_numpy(dtype=bool, na_value=False)
    judged = np.asarray(state_levels(worst_state(states), _LEVELS))
    frame = pd.DataFrame(
        {
            "household_id": households["household_id"],
            "area_code": households["area_code"],
            "area": area_leaves(households["area_code"], areas),
            "family": np.where(target, judged, np.where(outside, "not_target", "target_unknown")),
            "welfare": _ranks(households["welfare_rank"]),
        },
        index=households.index,
    )
    return frame, states


def _ranks(rank: pd.Series) -> np.ndarray:
    whole = np.floor(rank.to_numpy(dtype="float64", na_value=np.nan))
    names = np.array([RANK_UNKNOWN, *WELFARE.below(None)[:-1]], dtype=object)  # 0: none; HIGHEST_RANK + 1: above
    return names[np.nan_to_num(np.clip(whole, 0, HIGHEST_RANK + 1)).astype(int)]


def _factors(
    frame: pd.DataFrame, states: pd.DataFrame, places: Sequence[str | None], period: str, areas: Areas
) -> CountTable:
    """Target families with each factor, factor by factor."""
    cells, counts, partitions = [], [], {}
    for rule in states:
        partition = factor_partition(str(rule))
        wanted = [
            Cell.of(period, area=place, family="target").replace(partition.attribute, level)
            for place in places
            for level in ("present", "factor.unknown")
        ]
        table = count_table(
            str(rule),
            frame.assign(**{partition.attribute: state_levels(states[rule], _FACTORS)}),
            wanted,
            (areas.partition, FAMILY, partition),
        )
        cells += table.cells
        counts += table.counts
        partitions |= {p.attribute: p for p in table.partitions}
    return CountTable("families_factors", tuple(cells), tuple(counts), tuple(partitions.values()))


def _lines(frame: pd.DataFrame, states: pd.DataFrame) -> LineList:
    """Families at risk and not assessable, with their factors by rule id joined by ";"."""
    shown = frame["family"].isin(["at_risk", "not_assessable"]).to_numpy()
    factors = rules_met(states[shown], [str(rule) for rule in states])
    rows = frame.loc[shown, ["household_id", "area_code", "family", "welfare"]].assign(factors=factors)
    order = rows.sort_values(["area_code", "household_id"], na_position="last", ignore_index=True)
    return LineList("families_at_risk_list", order)
