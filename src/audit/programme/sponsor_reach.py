"""Who needs a sponsor and who has one: of those in need the share reached, of those reached the share in need.

BAAS counts children, Genting families at risk; they are never added (practice notes C2, U23).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.anthropometry import zscores
from audit.reference.anthropometry_rules import STUNTED_BELOW
from audit.reference.areas import Areas
from audit.reference.family_groups import FAMILY
from audit.reference.needs import PERSON
from audit.reference.sponsor_rules import BASELINE_DAYS, TARGET_RULES, aid_partition, need_partition
from audit.reference.target_groups import CHILD_GROUPS
from audit.results import Cell, CountTable, LineList, RateTable
from audit.schemas.columns import is_among
from audit.survey import count_table, rate_table

__all__ = ["CHILD_GROUPS", "Reach", "baas_states", "genting_states", "reach", "stunted_before", "with_target"]


@dataclass(frozen=True)
class Reach:
    """``needed``: reached among those in need. ``aided``: in need among those reached. ``counts`` are their cells' sums
    with what is not known; ``lines`` the same one by one, for the restricted edition.
    """

    needed: RateTable
    aided: RateTable
    counts: CountTable
    lines: LineList


def baas_states(people: pd.DataFrame, rows: pd.DataFrame, before: pd.Series) -> pd.DataFrame:
    """Everybody of the target groups with the leaf levels ``baas_need`` and ``baas_aid``.

    ``people`` of ``cases.People.frame``, ``rows`` of ``sponsor_ledger.sponsored``, ``before`` of
    :func:`stunted_before`. In need: a child whose newest height for age is below -2 SD; unknown without a plausible
    one. Whoever is no child under five is not in need of BAAS. Who has a sponsor, by the need when it began; of several
    sponsorships the oldest that goes on counts.
    """
    known = people["haz"].notna() & ~people["haz_flag"]
    child = people["group"].isin(CHILD_GROUPS)
    need = np.where(
        child & ~known,
        "need.unknown",
        np.where(child & (people["haz"] < STUNTED_BELOW), "needed", "not_needed"),
    )
    own = rows[rows["active"] & rows["programme"].eq("baas").fillna(False) & rows["person_id"].notna()]
    own = own.sort_values(["started_on", "sponsorship_id"], kind="stable").drop_duplicates("person_id")
    began = before.reindex(own["sponsorship_id"]).astype(object).map({True: "began_needed", False: "began_not_needed"})
    began = pd.Series(began.fillna("began.unknown").to_numpy(dtype=object), index=own["person_id"].astype(object))
    aid = people["person_id"].astype(object).map(began).astype(object).fillna("not_aided")
    return people.assign(baas_need=need, baas_aid=aid.to_numpy(dtype=object))


def stunted_before(rows: pd.DataFrame, children: pd.DataFrame, visits: pd.DataFrame) -> pd.Series:
    """Whether each child was stunted when its sponsorship began, by ``sponsorship_id``; missing where not known.

    By the last height for age of the ``BASELINE_DAYS`` days before; an implausible one says nothing.
    """
    known = children[children["birth_date"].notna()]
    own = rows.loc[is_among(rows["person_id"], known["child_id"]), ["sponsorship_id", "person_id", "started_on"]]
    seen = visits[["child_id", "visit_date", "seq", "lenhei_cm", "measure"]].dropna(subset=["lenhei_cm"])
    seen = own.merge(seen, left_on="person_id", right_on="child_id")
    days = (seen["started_on"] - seen["visit_date"]).dt.days
    seen = seen[((days >= 0) & (days <= BASELINE_DAYS)).to_numpy(dtype=bool)]
    last = seen.sort_values(["visit_date", "seq"], kind="stable").drop_duplicates("sponsorship_id", keep="last")
    who = known.set_index("child_id").loc[last["person_id"], ["sex", "birth_date"]].reset_index(drop=True)
    last = last.reset_index(drop=True)
    z = zscores(
        sex=who["sex"], age=(last["visit_date"] - who["birth_date"]).dt.days, lenhei=last["lenhei_cm"],
        measure=last["measure"],
    )  # fmt: skip
    flagged = z["haz_flag"].fillna(False).astype(bool)
    stunted = (z["haz"] < STUNTED_BELOW).astype("boolean").mask(z["haz"].isna() | flagged)
    return pd.Series(stunted.array, index=pd.Index(last["sponsorship_id"]))


def genting_states(
    families: pd.DataFrame, people: pd.DataFrame, rows: pd.DataFrame, listed_on: pd.Series
) -> pd.DataFrame:
    """Every listed family with the leaf levels ``genting_need`` and ``genting_aid``.

    ``families`` of ``programme.family_states``, ``listed_on`` the day of the family list by ``household_id``. In need:
    at risk, with a pregnant woman or a child below the age of the target rule; unknown where the risk is not
    assessable. The outcome: of families at risk when it began, as the ledger says, what a list of a later day says.
    """
    lives_there = is_among(families["household_id"], people.loc[with_target(people), "household_id"])
    risk = families["family"]
    unknown = risk.isin(["not_assessable", "target_unknown"]) & lives_there
    need = np.where(lives_there & risk.eq("at_risk"), "needed", np.where(unknown, "need.unknown", "not_needed"))
    own = rows[rows["active"] & rows["programme"].eq("genting").fillna(False) & rows["family"].notna()]
    own = own.sort_values(["started_on", "sponsorship_id"], kind="stable").drop_duplicates("family").set_index("family")
    began = own.reindex(families["household_id"]).set_axis(families.index)
    again = (listed_on.reindex(families["household_id"]).set_axis(families.index) > began["started_on"]).to_numpy()
    after = np.where(
        again & risk.eq("not_at_risk"),
        "no_longer_at_risk",
        np.where(again & risk.eq("at_risk"), "still_at_risk", "after.unknown"),
    )
    noted = began["at_risk_before"].astype(object).map({True: "risk", False: "no_risk_before"})
    before = noted.astype(object).fillna("before.unknown")
    aid = np.where(before.eq("risk"), after, before)
    aided = is_among(families["household_id"], own.index)
    return families.assign(genting_need=need, genting_aid=np.where(aided, aid, "not_aided"))


def with_target(people: pd.DataFrame) -> np.ndarray:
    """Pregnant women, and children below the age of the target rule of Genting: rows of ``cases.People.frame``."""
    young = people["group"].isin(CHILD_GROUPS) & (people["age_months"] < TARGET_RULES["genting"].oldest_months)
    return (young | people["group"].eq("bumil")).to_numpy(dtype=bool)


def reach(programme: str, frame: pd.DataFrame, period: str, areas: Areas) -> Reach:
    """Count ``frame`` of :func:`baas_states` or :func:`genting_states` for the district and each kecamatan.

    For BAAS "in need" among those reached is the need when the sponsorship began; for Genting, of whose families no
    older state is kept, that of the list.
    """
    need, aid = need_partition(programme), aid_partition(programme)
    everybody = {"baas": Cell.of(period, person="person"), "genting": Cell.of(period, family="listed")}[programme]
    leaf = {"baas": {"person": "person.known"}, "genting": {}}[programme]
    universe = {"baas": PERSON, "genting": FAMILY}[programme]
    levels = ("period", "area", need.attribute, aid.attribute)
    own = [name for name in ("area", "family", need.attribute, aid.attribute) if name in frame]
    rows = frame[own].assign(period=period, **leaf).astype(dict.fromkeys(levels, "category"))
    places = [everybody.replace("area", code) for code in (None, *(a.code for a in areas.kecamatan))]
    by = (universe, areas.partition, need, aid)

    def with_need(cell: Cell, level: str = "needed") -> Cell:
        cell = cell if programme == "baas" or level != "needed" else cell.replace("family", "at_risk")
        return cell.replace(need.attribute, level)

    def with_aid(cell: Cell, level: str = "aided") -> Cell:
        return cell.replace(aid.attribute, level)

    in_need = [with_need(place) for place in places]
    reached = [with_aid(cell) for cell in in_need]
    with_sponsor = [with_aid(place) for place in places]
    fitting = [with_aid(place, "began_needed") for place in places] if programme == "baas" else reached
    rest = [with_need(everybody, "need.unknown")]
    rest += [with_aid(everybody, level) for level in aid.below("aided")[-1:]]
    if programme == "genting":
        rest += [with_aid(everybody, level) for level in ("risk_before", *aid.below("risk_before"))]
        rest += [with_aid(with_need(everybody, "need.unknown"))]
    everything = count_table("all", rows, [*in_need, *reached, *with_sponsor, *fitting, *rest], by)
    known = dict(zip(everything.cells, everything.counts, strict=True))

    def counted(id: str, cells: Sequence[Cell]) -> CountTable:
        return CountTable(id, tuple(cells), tuple(known[cell] for cell in cells), everything.partitions)

    def share(id: str, parts: Sequence[Cell], wholes: Sequence[Cell]) -> RateTable:
        return rate_table(f"{id}_{programme}", counted(id, parts), counted(f"{id}.of", wholes), interval=False)

    return Reach(
        share("sponsor_needed", reached, in_need),
        share("sponsor_aided", fitting, with_sponsor),
        counted(f"sponsor_states_{programme}", rest),
        _lines(programme, frame),
    )


def _lines(programme: str, frame: pd.DataFrame) -> LineList:
    """Whoever needs a sponsor or has one: id, place, need, aid."""
    id = {"baas": "person_id", "genting": "household_id"}[programme]
    need, aid = frame[f"{programme}_need"], frame[f"{programme}_aid"]
    shown = frame[(need.eq("needed") | aid.ne("not_aided")).to_numpy(dtype=bool)]
    rows = shown[[id, "area_code"]].assign(need=shown[f"{programme}_need"], aid=shown[f"{programme}_aid"])
    rows = rows.sort_values(["area_code", id], kind="stable", na_position="last", ignore_index=True)
    return LineList(f"sponsor_list_{programme}", rows)
