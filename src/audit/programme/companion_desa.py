"""Assistance by desa and target group, for the restricted edition: who is there, assisted, met as often as due."""

from __future__ import annotations

import pandas as pd

from audit.reference.rule_sets import GROUPS

__all__ = ["assisted_by_desa"]

_BRIDES = "catin"  # never below kecamatan (practice notes R13)


def assisted_by_desa(people: pd.DataFrame, newly: pd.DataFrame) -> pd.DataFrame:
    """One row a place and group that has anybody: ``area_code``, ``group``, ``people``, ``assisted``, ``due_people``,
    ``as_often``, ``due``, ``made``, ``at_risk``, ``referred``, ``newly``.

    ``people`` of ``assisted_people`` with ``area`` and ``at_risk``; ``newly`` the first contacts of people newly found
    with ``area`` and ``group``. Brides-to-be are placed in their kecamatan. ``due`` and ``made`` are contacts with
    people who have any due, ``referred`` is of those at risk; what is due and made is missing where of nobody there it
    is known whether any contact is due. By area code, then by group: never by a figure.
    """
    due = people["contacts"].isin(["as_often", "less_often"])
    risk = people["at_risk"].eq("at_risk")
    frame = pd.DataFrame(
        {
            "area_code": _placed(people["area"], people["group"]),
            "group": people["group"].astype(object),
            "people": 1,
            "known": people["contacts"].ne("due.unknown"),
            "assisted": people["assisted"],
            "due_people": due,
            "as_often": people["contacts"].eq("as_often"),
            "due": people["due"].where(due, 0),
            "made": people["made"].where(due, 0),
            "at_risk": risk,
            "referred": people["referred"] & risk,
        }
    )
    out = frame.groupby(["area_code", "group"], sort=True).sum().astype("int64")
    unknown = out.pop("known").eq(0)
    out = out.astype("Int64")
    out.loc[unknown, ["due_people", "as_often", "due", "made"]] = pd.NA
    found = pd.DataFrame({"area_code": _placed(newly["area"], newly["group"]), "group": newly["group"].astype(object)})
    number = found.groupby(["area_code", "group"]).size()
    out["newly"] = number.reindex(out.index).fillna(0).astype("int64")
    out = out.reset_index()
    order = out["group"].map({group: i for i, group in enumerate(GROUPS)})
    return out.assign(order=order).sort_values(["area_code", "order"], ignore_index=True).drop(columns="order")


def _placed(area: pd.Series, group: pd.Series) -> pd.Series:
    area = area.astype("string")
    bride = group.eq(_BRIDES).fillna(False).to_numpy(dtype=bool)
    return area.where(~bride, area.str.rsplit(".", n=1).str[0]).astype(object)
