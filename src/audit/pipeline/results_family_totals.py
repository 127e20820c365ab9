"""Families at risk as an office counts them: what the public sees, which counts do not agree, and the whole table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from audit.pipeline.tables import Tables
from audit.programme.family_totals import COUNTS, FamilyTotals, family_totals
from audit.reference.areas import Areas
from audit.reference.family_identities import FOUR_TOO, RANKS
from audit.results import Cell, CountTable, Finding, LineList, Partition, RateTable, Result, Sentence
from audit.schemas import FAMILY_TOTALS

__all__ = ["REPORTED", "family_total_results"]

# Families of an office's own list: another attribute than ``family``, whose families this project counts.
REPORTED = "krs"
_TARGET, _AT_RISK = "target_families", "at_risk"
_SPLIT = {_TARGET: (_AT_RISK, "krs_rest")}
_PARTS_OF = {
    **dict.fromkeys(("unsafe_water", "unhealthy_latrine"), _AT_RISK),
    **dict.fromkeys((*FOUR_TOO, "any_four_too", "couples_pregnant"), "couples"),
}


def family_total_results(tables: Tables, areas: Areas, as_of: date) -> tuple[Result, ...]:
    """Nothing where no office handed in totals.

    Public: ``krs_share`` (families at risk among target families, the district and each kecamatan), ``krs_counts`` (the
    other counts, for the district), ``krs_checked`` (how many identities hold) and ``krs_broken.<identity>.<area>`` for
    each that does not, of the district and of kecamatan, without numbers. Restricted: ``krs_list``,
    ``krs_identity_list``.
    """
    found = family_totals(tables.of_programme(FAMILY_TOTALS), areas, as_of=as_of)
    return tuple(_results(found, areas)) if found else ()


def _results(found: FamilyTotals, areas: Areas) -> Iterator[Result]:
    share = _share(found, areas)
    if share is not None:
        yield share
    counts = _counts(found)
    if counts is not None:
        yield counts
    checked = found.identities.table
    states = {state: int(checked["state"].eq(state).sum()) for state in ("holds", "broken", "unknown")}
    values = {"period": found.period, "source": found.source, "others": len(found.others), **states}
    yield Finding("krs_checked", Sentence("krs_block.checked", values), values=values)
    for row in checked[checked["state"].eq("broken")].to_dict("records"):
        area, identity = str(row["area_code"]), str(row["identity"])
        if areas.by_code[area].level != "desa":
            said = {"area": area, "identity": f"krs.identity.{identity.partition(':')[0]}"}
            yield Finding(f"krs_broken.{identity}.{area}", Sentence("krs_block.broken", {**said}), values={**said})
    yield LineList("krs_list", found.rows)
    yield LineList("krs_identity_list", checked)


def _share(found: FamilyTotals, areas: Areas) -> RateTable | None:
    """Counts that can be: more families at risk than there are families is no share, and no sum of it is."""
    rows = found.share
    possible = rows["at_risk"].le(rows["target_families"]).to_numpy(dtype=bool, na_value=False)
    whole = rows["area_code"].eq(areas.district.code).to_numpy()
    parts = rows[possible & ~whole]
    district = rows[possible & whole]
    if len(district):
        rest = [int(district[name].iloc[0]) - int(parts[name].sum()) for name in (_AT_RISK, _TARGET)]
        all_there = len(parts) == len(areas.kecamatan)
        adds_up = rest == [0, 0] if all_there else 0 <= rest[0] <= rest[1]
        kept = pd.concat([district, parts]) if adds_up else district
        if adds_up and all_there:  # nobody lives outside every kecamatan of an office's list, as a reader knows
            elsewhere = {"area_code": areas.unknown_within(areas.district.code), _AT_RISK: 0, _TARGET: 0}
            kept = pd.concat([kept, district.assign(**elsewhere)])
    else:
        kept = parts
    if kept.empty:
        return None
    codes = [None if code == areas.district.code else code for code in kept["area_code"]]
    by = (areas.partition, Partition(REPORTED, _SPLIT))

    def counts(id: str, level: str) -> CountTable:
        cells = tuple(Cell.of(found.period, area=code, **{REPORTED: level}) for code in codes)
        return CountTable(id, cells, tuple(int(n) for n in kept[level]), by)

    return RateTable("krs_share", counts("krs_share", _AT_RISK), counts("krs_share.of", _TARGET))


def _counts(found: FamilyTotals) -> CountTable | None:
    """Counts of the district: part of one another where the identity holds, else each for itself."""
    whole = {name: int(found.district[name]) for name in COUNTS if pd.notna(found.district[name])}
    cells: dict[Cell, int] = {}
    partitions: dict[str, Partition] = {REPORTED: Partition(REPORTED, _SPLIT)}
    ranked = all(name in whole for name in (*RANKS, _AT_RISK)) and sum(whole[r] for r in RANKS) == whole[_AT_RISK]
    for name, n in whole.items():
        above = _PARTS_OF.get(name, "")
        own = f"{REPORTED}.{name}"
        if name in (_TARGET, _AT_RISK):
            if {_TARGET, _AT_RISK} <= set(whole) and whole[_AT_RISK] <= whole[_TARGET]:
                continue  # of ``krs_share``
            cells[Cell.of(found.period, **{own: "given"})] = n
        elif name in RANKS and ranked:
            attribute = f"{REPORTED}.rank"
            cells[Cell.of(found.period, **{REPORTED: _AT_RISK, attribute: name})] = n
            partitions[attribute] = Partition(attribute, {"": RANKS})
        elif above in whole and n <= whole[above]:
            cells[Cell.of(found.period, **{REPORTED: above, own: "given"})] = n
            partitions[own] = Partition(own, {"": ("given", "not_given")})
        else:
            cells[Cell.of(found.period, **{REPORTED: name})] = n
    if not cells:
        return None
    return CountTable("krs_counts", tuple(cells), tuple(cells.values()), tuple(partitions.values()))
