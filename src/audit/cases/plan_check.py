"""Is a follow-up plan good enough to be acted on: what it lacks, how strong it is, whether its money can come in time.

Nothing here refuses a plan: the forum sees what is missing, in words, and decides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from audit.reference.follow_up_rules import (
    BUDGETED,
    CODED,
    MECHANISMS,
    NO_MONEY,
    STRENGTHS,
    BudgetCalendar,
    activity_kinds,
)

__all__ = ["PARTS", "WARNINGS", "check_plans", "missing_parts", "plan_strength"]

# What makes a plan specific, measurable, dated, and who carries it (``rtl.missing.<part>``).
PARTS = (
    "activity", "location", "actor", "output_target", "output_unit", "due_on", "leader", "reporter", "resources",
)  # fmt: skip
SMART = PARTS[:6]


def check_plans(plans: pd.DataFrame, *, as_of: date, calendar: BudgetCalendar | None = None) -> pd.DataFrame:
    """Plans (table FOLLOW_UPS) with what the check says of each, in their order.

    Added: ``missing`` and ``warnings`` (ids joined by ";", "" where none: ``rtl.missing.<part>``,
    ``rtl.warning.<id>``), ``smart`` (specific, measurable and dated), ``strength`` (kuat, sedang, lemah, or missing
    where neither the panel nor the kind of activity says it), ``funded`` (a money route is known).
    """
    calendar = calendar or BudgetCalendar()
    missing = missing_parts(plans)
    warnings = [
        ";".join(id for id, applies in _WARNINGS.items() if applies(row, as_of, calendar))
        for row in plans.to_dict("records")
    ]
    unfunded = plans["mechanism"].isna() | plans["mechanism"].eq(NO_MONEY) | ~plans["mechanism"].isin(MECHANISMS)
    return plans.assign(
        missing=missing.map(";".join).astype("string"),
        smart=missing.map(set(SMART).isdisjoint).astype(bool),
        strength=plan_strength(plans),
        funded=~unfunded.fillna(True).astype(bool),
        warnings=pd.Series(warnings, index=plans.index, dtype="string"),
    )


def missing_parts(plans: pd.DataFrame) -> pd.Series:
    """For each plan the parts it does not say, in the order of ``PARTS``: empty, or a target that is not above 0."""
    said = {
        part: plans[part].gt(0).fillna(False)
        if part == "output_target"
        else plans[part].astype("string").fillna("").str.strip().ne("")
        for part in PARTS
    }
    rows = zip(*(said[part].astype(bool) for part in PARTS), strict=True)
    lacking = [tuple(part for part, here in zip(PARTS, row, strict=True) if not here) for row in rows]
    return pd.Series(lacking, index=plans.index, dtype=object)


def plan_strength(plans: pd.DataFrame) -> pd.Series:
    """Strength of each plan: what the panel wrote, else the strongest of its kinds of activity, else missing.

    A plan of counselling alone is weak; counselling beside the building of a latrine is as strong as the latrine.
    """
    known = {kind: STRENGTHS.index(activity.strength) for kind, activity in activity_kinds().items()}

    def by_kind(kinds: str) -> str | None:
        ranks = [known[kind] for kind in kinds.split(";") if kind in known]
        return STRENGTHS[min(ranks)] if ranks else None

    computed = plans["activity_kind"].fillna("").map(by_kind).astype("string")
    written = plans["strength"].where(plans["strength"].isin(STRENGTHS))
    return written.astype("string").fillna(computed)


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) and not pd.isna(value) else None


def _year(row: dict, due: date | None) -> int | None:  # pyright: ignore[reportMissingTypeArgument]
    """Budget year of a plan: as written, else the year it is due in."""
    return int(row["budget_year"]) if not pd.isna(row["budget_year"]) else due.year if due else None


def _not_approved(row: dict, as_of: date, calendar: BudgetCalendar) -> bool:  # pyright: ignore[reportMissingTypeArgument]
    approved = _day(row["approved_on"])
    return approved is None or approved > as_of


def _apbd_p_missed(row: dict, as_of: date, calendar: BudgetCalendar) -> bool:  # pyright: ignore[reportMissingTypeArgument]
    """Approved, or still to be approved, after the amended budget of its year was closed."""
    year = _year(row, _day(row["due_on"]))
    if row["mechanism"] != "apbd_p" or year is None:
        return False
    return (_day(row["approved_on"]) or as_of) > calendar.amended(year)


def _december_missed(row: dict, as_of: date, calendar: BudgetCalendar) -> bool:  # pyright: ignore[reportMissingTypeArgument]
    due = _day(row["due_on"])
    year = _year(row, due)
    return row["mechanism"] in BUDGETED and due is not None and year is not None and due > calendar.closing(year)


def _no_code(row: dict, as_of: date, calendar: BudgetCalendar) -> bool:  # pyright: ignore[reportMissingTypeArgument]
    return row["mechanism"] in CODED and (pd.isna(row["budget_code"]) or pd.isna(row["nomenclature"]))


def _above_ceiling(row: dict, as_of: date, calendar: BudgetCalendar) -> bool:  # pyright: ignore[reportMissingTypeArgument]
    known = not (pd.isna(row["ceiling_rupiah"]) or pd.isna(row["realised_rupiah"]))
    return known and row["realised_rupiah"] > row["ceiling_rupiah"]


def _spj_open(row: dict, as_of: date, calendar: BudgetCalendar) -> bool:  # pyright: ignore[reportMissingTypeArgument]
    """Done and paid, but the papers of the spending are not complete."""
    paid = not pd.isna(row["realised_rupiah"]) and row["realised_rupiah"] > 0
    return row["status"] == "selesai" and paid and (pd.isna(row["spj_complete"]) or not row["spj_complete"])


_WARNINGS: dict[str, Callable[..., bool]] = {
    "not_approved": _not_approved,
    "apbd_p_missed": _apbd_p_missed,
    "december_missed": _december_missed,
    "no_code": _no_code,
    "above_ceiling": _above_ceiling,
    "spj_open": _spj_open,
}
WARNINGS = tuple(_WARNINGS)  # ids, in order of reading
