"""Whom to offer a sponsor next: a stated order of need, consent, nobody twice. It proposes; people decide.

The order is ``audit.reference.sponsor_rules.ORDER_OF_NEED``. Nobody who did not agree is listed (practice notes R12);
who died, moved or refused is in none of the frames that this is made from (R11).
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from audit.programme.sponsor_reach import CHILD_GROUPS, with_target
from audit.reference.anthropometry_rules import CLASSES
from audit.reference.sponsor_rules import ORDER_OF_NEED
from audit.results import LineList
from audit.schemas.columns import is_among

__all__ = ["MATCHING_COLUMNS", "free_places", "match_children", "match_families"]

MATCHING_COLUMNS = ("order", "id", "area_code", "reasons", "welfare_rank", "risks", "donor_id")
_SEVERE = CLASSES["permenkes2020"]["haz"].below[0]  # z of height for age
_NO_RANK = np.inf  # a rank that nobody wrote stands after every other


def match_children(people: pd.DataFrame, consenting: Collection[str], free: pd.Series) -> LineList:
    """Children in need of BAAS without a sponsor whose family agrees, in the order of need.

    ``people`` of ``baas_states`` with ``risks``, the number of risks known; ``consenting`` of
    ``register.consents``; ``free`` of :func:`free_places`. ``reasons`` are the criteria that a child meets, joined by
    ";". ``donor_id``: the free place that it would be offered, missing where there is none left. A child whose family
    has a sponsor of the other programme is not offered a second one.
    """
    open_ = people["baas_need"].eq("needed") & people["baas_aid"].eq("not_aided") & ~people["other_aid"]
    rows = people[open_.to_numpy(dtype=bool) & is_among(people["person_id"], consenting)]
    rows = rows.assign(
        id=rows["person_id"],
        severely_stunted=rows["haz"] < _SEVERE,
        baduta=rows["group"].eq("baduta"),
    )
    return LineList("sponsor_matching_baas", _ordered(rows, "baas", free))


def match_families(
    families: pd.DataFrame,
    people: pd.DataFrame,
    consenting: Collection[str],
    refusing: Collection[str],
    free: pd.Series,
) -> LineList:
    """Families in need of Genting without a sponsor, in the order of need, as :func:`match_children`.

    ``families`` of ``genting_states`` with ``risks`` and ``other_aid``. A family agrees where one of its people did and
    none refused.
    """
    agreed = people.loc[is_among(people["person_id"], consenting), "household_id"]
    refused = people.loc[is_among(people["person_id"], refusing), "household_id"]
    open_ = families["genting_need"].eq("needed") & families["genting_aid"].eq("not_aided") & ~families["other_aid"]
    agrees = is_among(families["household_id"], agreed) & ~is_among(families["household_id"], refused)
    rows = families[open_.to_numpy(dtype=bool) & agrees]
    pregnant = people.loc[people["group"].eq("bumil"), "household_id"]
    young = people.loc[with_target(people) & people["group"].isin(CHILD_GROUPS), "household_id"]
    both = is_among(rows["household_id"], pregnant) & is_among(rows["household_id"], young)
    return LineList(
        "sponsor_matching_genting",
        _ordered(rows.assign(id=rows["household_id"], pregnant_and_child=both), "genting", free),
    )


def _ordered(rows: pd.DataFrame, programme: str, free: pd.Series) -> pd.DataFrame:
    criteria = ORDER_OF_NEED[programme]
    met = [name for name in criteria if name not in ("welfare_rank", "risks")]
    by = pd.DataFrame({name: ~rows[name].astype(bool) for name in met}, index=rows.index)
    by = by.assign(welfare_rank=rows["welfare_rank"].fillna(_NO_RANK), risks=-rows["risks"], id=rows["id"])
    order = by.sort_values([*criteria, "id"], kind="stable").index
    rows = rows.loc[order].reset_index(drop=True)
    flags = rows[met].to_numpy(dtype=bool)
    reasons = [";".join(name for name, holds in zip(met, flag, strict=True) if holds) for flag in flags]
    donors = np.repeat(free.index.to_numpy(dtype=object), free.to_numpy(dtype=np.int64))[: len(rows)]
    out = rows.assign(order=np.arange(1, len(rows) + 1), reasons=reasons)
    out["donor_id"] = pd.Series(donors, dtype="string").reindex(out.index)
    return out[list(MATCHING_COLUMNS)]


def free_places(donors: pd.DataFrame, rows: pd.DataFrame, programme: str) -> pd.Series:
    """Places that each donor of a programme offers and does not fill, by ``donor_id``; who joined first, first.

    ``rows`` of ``sponsor_ledger.sponsored``. A donor who names no programme or no number is offered nobody.
    """
    own = donors[donors["programme"].eq(programme).fillna(False).to_numpy(dtype=bool) & donors["places"].notna()]
    taken = rows.loc[rows["active"] & rows["programme"].eq(programme).fillna(False), "donor_id"].value_counts()
    left = (own["places"] - taken.reindex(own["donor_id"]).fillna(0).to_numpy(dtype=float)).clip(lower=0)
    own = own.assign(left=left.astype(int)).sort_values(["joined_on", "donor_id"], kind="stable", na_position="last")
    return pd.Series(own["left"].to_numpy(), index=pd.Index(own["donor_id"], dtype=object))
