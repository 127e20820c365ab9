"""What the panel recommended, carried over as follow-up plans (RTL) of the next year, and what became of it.

A plan made here is a draft: it counts once the chair of the team has approved it (``cases.follow_up``).
"""

from __future__ import annotations

import pandas as pd

from audit.results import Sentence
from audit.schemas import FOLLOW_UPS

__all__ = ["carried_over", "recommendation_sentence", "recommendation_states"]

_PREFIX = "aksi"


def carried_over(recommendations: pd.DataFrame, plans: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """New plans (table FOLLOW_UPS) from the recommendations (ACTION_RECOMMENDATIONS) on the work of ``year``.

    The plan is for the budget of ``year + 1``; text, office and district are taken over, all else is for people to
    write. Recommendations without a text are left out, and those that already have a plan, so that it may be asked
    again at any time. By id.
    """
    rows = recommendations[recommendations["year"].eq(year).fillna(False).astype(bool)]
    rows = rows[rows["text"].fillna("").str.strip().ne("")].sort_values("recommendation_id")
    rows = rows[~plan_ids(rows).isin(set(plans["rtl_id"]))]
    return FOLLOW_UPS.conform(
        pd.DataFrame(
            {
                "rtl_id": plan_ids(rows),
                "area_code": rows["area_code"],
                "activity": rows["text"].str.strip(),
                "opd": rows["opd"],
                "budget_year": year + 1,
                "status": "belum",
            }
        )
    )


def plan_ids(recommendations: pd.DataFrame) -> pd.Series:
    """Id of the plan that each recommendation becomes; it depends on the recommendation alone."""
    return _PREFIX + "-" + recommendations["area_code"] + "-" + recommendations["recommendation_id"]


def recommendation_states(recommendations: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Recommendations with ``rtl_id`` and ``state``: "not_carried", "draft" (not approved) or the status of the plan.

    A plan without a status is "belum".
    """
    ids = plan_ids(recommendations)
    found = plans.set_index("rtl_id")
    status = found["status"].fillna("belum").mask(found["approved_on"].isna(), "draft")
    state = ids.map(status.to_dict()).astype("string").fillna("not_carried")
    return recommendations.assign(rtl_id=ids, state=state).sort_values("recommendation_id", ignore_index=True)


def recommendation_sentence(states: pd.DataFrame, *, year: int) -> Sentence:
    """How many recommendations on the work of a year became plans of the next, and how many of those are done.

    Message ``convergence.recommendations``; ``convergence.no_recommendations`` where none is recorded.
    """
    rows = states[states["year"].eq(year).fillna(False).astype(bool)]
    if rows.empty:
        return Sentence("convergence.no_recommendations", {"year": str(year)})
    carried, done = rows["state"].ne("not_carried"), rows["state"].eq("selesai")
    drafts = rows["state"].eq("draft")
    return Sentence(
        "convergence.recommendations",
        {
            "n": len(rows), "year": str(year), "next": str(year + 1), "carried": int(carried.sum()),
            "drafts": int(drafts.sum()), "done": int(done.sum()),
        },
    )  # fmt: skip
