"""The ledger of sponsors held against the register: what does not fit the child, and what does not fit the ledger.

A finding is for whoever keeps the ledger: to look again, never to blame. Nothing is removed.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.programme.sponsor_ledger import children_of, delivered, later
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.reference.sponsor_rules import ITEM_RULES, SPONSORED_CHILD, TARGET_RULES, unfit_partition
from audit.register.life import ALIVE
from audit.results import Cell, CountTable, LineList
from audit.schemas.columns import is_among

__all__ = ["LEDGER_CHECKS", "items_by_age", "ledger_checks", "unfit_children"]

# In the order in which they are to be looked at. "item.<rule>": the child named, or a child of the family that is
# supported as a whole, was too young for it on the day.
LEDGER_CHECKS = (
    *(f"item.{rule.id}" for rule in ITEM_RULES),
    *(f"family_item.{rule.id}" for rule in ITEM_RULES),
    "gone",  # died, moved or refused before the day: R11
    "still_open",  # the same, and the sponsorship goes on
    "age_unknown",
    "nobody",  # neither a person nor a family is named
    "no_child",  # BAAS supports a child, and none is named
    "donor_unknown",
    "sponsorship_unknown",
    "twice_sponsored",
    "before_programme",
    "outside_time",
    "in_future",
    "typed_twice",
    "no_proof",
)
_COLUMNS = (
    "check", "donor_id", "sponsorship_id", "delivery_id", "programme", "person_id", "family", "date", "item",
    "age_months", "source_file", "source_sheet", "source_row",
)  # fmt: skip
_GONE = ("meninggal", "pindah", "menolak")


def items_by_age(deliveries: pd.DataFrame, rows: pd.DataFrame, children: pd.DataFrame) -> pd.DataFrame:
    """One row a delivery and child: ``age_months`` on the day, and ``rule`` that the item breaks (missing: none).

    ``deliveries`` of ``sponsor_ledger.delivered``, ``rows`` of ``sponsored``. An age is missing where the birth date
    is; limits are calendar months, so that an item is fit from the very day on which the child completes them.
    """
    who = children_of(rows, children)
    out = deliveries.merge(who, on="sponsorship_id", how="inner", suffixes=("", "_of"))
    born = children.set_index("child_id")["birth_date"].reindex(out["child_id"]).set_axis(out.index)
    day, rule = out["delivered_on"], pd.Series(pd.NA, index=out.index, dtype="string")
    for item_rule in reversed(ITEM_RULES):
        young = (day < later(born, item_rule.below_months)) & (day >= born)
        rule = rule.mask(out["item"].isin(item_rule.items) & young, item_rule.id)
    limited = {item for item_rule in ITEM_RULES for item in item_rule.items}
    age = (day - born).dt.days / DAYS_PER_MONTH
    return out.assign(rule=rule, age_months=age.where(age >= 0), limited=out["item"].isin(limited))


def unfit_children(items: pd.DataFrame, period: str) -> CountTable:
    """Children to whom something was brought, and those of them to whom something was that did not fit their age.

    ``items`` of :func:`items_by_age`, the child named alone; a child counts once for each rule.
    """
    named = items[items["named"]]
    whole = Cell.of(period, brought="brought")
    known = named[named["age_months"].notna()]
    cells = {whole: named["child_id"].nunique(), whole.replace("brought", "brought.known"): known["child_id"].nunique()}
    for rule in ITEM_RULES:
        cell = whole.replace("brought", "brought.known").replace(f"unfit.{rule.id}", "unfit")
        cells[cell] = known.loc[known["rule"].eq(rule.id).fillna(False).to_numpy(dtype=bool), "child_id"].nunique()
    partitions = (SPONSORED_CHILD, *(unfit_partition(rule.id) for rule in ITEM_RULES))
    return CountTable("sponsor_items", tuple(cells), tuple(cells.values()), partitions)


def ledger_checks(
    donors: pd.DataFrame, rows: pd.DataFrame, deliveries: pd.DataFrame, children: pd.DataFrame, women: pd.DataFrame,
    *, as_of: date,
) -> LineList:  # fmt: skip
    """Restricted: one row a finding, in the order of ``LEDGER_CHECKS``, then by file and row.

    ``rows`` of ``sponsor_ledger.sponsored``, ``deliveries`` canonical. ``date`` is the day of the delivery, or on which
    the sponsorship began.
    """
    brought, day = delivered(deliveries, rows), pd.Timestamp(as_of)
    items = items_by_age(brought, rows, children)
    broken = items[items["rule"].notna()]
    kind = np.where(broken["named"], "item.", "family_item.")
    no_age = items[items["limited"] & items["age_months"].isna() & items["named"]]
    parts = [
        _of(broken.assign(person_id=broken["child_id"]), pd.Series(kind, index=broken.index) + broken["rule"]),
        _of(no_age, "age_unknown"),
        *_of_deliveries(brought, children, women, day),
        *_of_sponsorships(rows, donors, day),
    ]
    found = pd.concat([part for part in parts if len(part)] or [_of(no_age.iloc[:0], "")], ignore_index=True)
    place = found["check"].map({check: n for n, check in enumerate(LEDGER_CHECKS)})
    order = found.assign(place=place).sort_values(["place", "date", "sponsorship_id", "delivery_id"], kind="stable")
    return LineList("sponsor_checks", order[list(_COLUMNS)].reset_index(drop=True))


def _of_deliveries(
    brought: pd.DataFrame, children: pd.DataFrame, women: pd.DataFrame, day: pd.Timestamp
) -> list[pd.DataFrame]:
    since = _gone_since(children, women).reindex(brought["person_id"]).set_axis(brought.index)
    on = brought["delivered_on"]
    same = ["sponsorship_id", "delivered_on", "item", "quantity"]
    outside = (on < brought["started_on"]) | (on > brought["over_on"])
    return [
        _of(brought[(on >= since).to_numpy(dtype=bool)], "gone"),
        _of(brought[~brought["listed"]], "sponsorship_unknown"),
        _of(brought[outside.to_numpy(dtype=bool)], "outside_time"),
        _of(brought[(on > day).to_numpy(dtype=bool)], "in_future"),
        _of(brought[brought.duplicated(same)], "typed_twice"),
        _of(brought[brought["proof"].isna().to_numpy()], "no_proof"),
    ]


def _gone_since(children: pd.DataFrame, women: pd.DataFrame) -> pd.Series:
    """The day from which somebody is known to be gone, by id; of a status without a date the beginning of time."""
    of_life = ["life_status", "life_status_date"]
    newest = women[["woman_id", "contact_date", *of_life]].sort_values("contact_date", kind="stable")
    newest = newest.drop_duplicates("woman_id", keep="last")
    parts = []
    for people, id in ((children, "child_id"), (newest, "woman_id")):
        gone = people.loc[people["life_status"].isin(_GONE).to_numpy(), [id, *of_life]]
        since = gone["life_status_date"].fillna(pd.Timestamp(1900, 1, 1))
        parts.append(pd.Series(since.to_numpy(dtype="datetime64[s]"), index=pd.Index(gone[id], dtype="string")))
    both = pd.concat(parts)
    return both[~both.index.duplicated()]


def _of_sponsorships(rows: pd.DataFrame, donors: pd.DataFrame, day: pd.Timestamp) -> list[pd.DataFrame]:
    at = rows.assign(delivered_on=rows["started_on"])
    begins = pd.Series(at["programme"].map({p: rule.valid_from for p, rule in TARGET_RULES.items()}))
    here = {
        "still_open": at["active"] & at["life"].notna() & at["life"].ne(ALIVE).fillna(False),
        "nobody": at["person_id"].isna() & at["family"].isna(),
        "no_child": at["programme"].eq("baas").fillna(False) & at["person_id"].isna() & at["family"].notna(),
        "donor_unknown": pd.Series(~is_among(at["donor_id"], donors["donor_id"]), index=at.index),
        "twice_sponsored": at["active"] & _twice(at[at["active"]]).reindex(at.index, fill_value=False),
        "before_programme": at["started_on"] < pd.to_datetime(begins),
    }
    return [_of(at[mask.to_numpy(dtype=bool, na_value=False)], check) for check, mask in here.items()]


def _twice(active: pd.DataFrame) -> pd.Series:
    """Whether another sponsorship of the same programme supports the same person, or the same family, now."""
    whom = active["person_id"].fillna(active["family"])
    return whom.notna() & pd.DataFrame({"programme": active["programme"], "whom": whom}).duplicated(keep=False)


def _of(rows: pd.DataFrame, check: str | pd.Series) -> pd.DataFrame:
    rows = rows.assign(check=check, date=rows["delivered_on"])
    if "age_months" not in rows:
        rows = rows.assign(age_months=np.nan)
    return rows.reindex(columns=list(_COLUMNS))
