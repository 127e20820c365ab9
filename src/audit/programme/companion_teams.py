"""Teams one by one, with the support that each needs and why. Restricted throughout: a team is three women.

A team is compared with what is expected of people like its own (target group and risk), in a funnel and drawn towards
the expected, never with other teams and never in an order (practice notes C21).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.programme.companion_people import Window
from audit.reference.companion_rules import (
    HEAVY_LOAD,
    LEAST_EXPECTED,
    MBG_DUTY,
    MBG_LOAD,
    MEMBERS,
    SUPPORT_REASONS,
)
from audit.survey.adjusted_funnel import AdjustedFunnel, adjusted_funnel

__all__ = ["active_teams", "support_reasons", "team_funnel", "team_work"]

_BELOW = ("below", "below_outer")


def active_teams(teams: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Teams (canonical ``COMPANION_TEAMS``) at work on the last day of the window; no day written means they are."""
    begun = ~teams["active_from"].gt(window.last).fillna(False).to_numpy(dtype=bool)
    over = teams["active_until"].lt(window.last).fillna(False).to_numpy(dtype=bool)
    return teams[begun & ~over].sort_values(["area_code", "team_id"], ignore_index=True, na_position="last")


def team_funnel(teams: pd.DataFrame, people: pd.DataFrame) -> tuple[pd.DataFrame, AdjustedFunnel]:
    """Each team's people, how many were met as often as due, and how many were expected to be; and the funnel.

    ``teams`` of ``active_teams``; ``people`` of ``assisted_people`` with ``at_risk`` (leaf of ``AT_RISK``). The
    expected number is that of the whole district in the same target group and state of risk. A person belongs to the
    team of her newest contact; whom nobody met belongs to the teams of her desa in equal parts, as no list says whose
    she is. Only people with a contact due count.
    """
    due = people[people["contacts"].isin(["as_often", "less_often"]).to_numpy()]
    often = due["contacts"].eq("as_often").to_numpy(dtype=bool)
    alike, kinds = pd.factorize(due["group"].astype(str) + "|" + due["at_risk"].astype(str))
    of_kind = np.bincount(alike, minlength=len(kinds))
    p = (np.bincount(alike, weights=often, minlength=len(kinds)) / of_kind)[alike]
    owner = pd.Index(teams["team_id"]).get_indexer(pd.Index(due["team_id"]))
    owned = owner >= 0
    number = len(teams)

    def own(weight: np.ndarray) -> np.ndarray:
        return np.bincount(owner[owned], weights=weight[owned], minlength=number)

    desa, codes = pd.factorize(teams["area_code"])
    where = pd.Index(codes).get_indexer(pd.Index(due["area_code"]))
    left = ~owned & (where >= 0)
    of_desa = np.bincount(desa[desa >= 0], minlength=len(codes))

    def shared(weight: np.ndarray) -> np.ndarray:
        total = np.bincount(where[left], weights=weight[left], minlength=len(codes))
        return np.where(desa >= 0, (total / np.maximum(of_desa, 1))[desa] if len(codes) else 0.0, 0.0)

    one, chance = np.ones(len(due)), p * (1 - p)
    table = pd.DataFrame(
        {
            "team_id": teams["team_id"],
            "people_due": own(one) + shared(one),
            "as_often": own(often.astype(float)) + shared(often.astype(float)),
            "expected": own(p) + shared(p),
        }
    )
    variance = own(chance) + shared(chance)
    found = adjusted_funnel(table["as_often"], table["expected"], variance, least=LEAST_EXPECTED)
    return table.assign(ratio=found.ratio, shrunken=found.shrunken, place=list(found.place)), found


def team_work(
    teams: pd.DataFrame, contacts: pd.DataFrame, reports: pd.DataFrame, people: pd.DataFrame, window: Window
) -> pd.DataFrame:
    """What each active team has on its hands in the window, one row a team in the order of ``teams``.

    ``people_to_assist`` (those of its desa, in equal parts among its teams), ``contacts_made`` (sessions too),
    ``mbg_contacts``, ``mbg_people`` and ``mbg_days`` of its reports, ``months_due`` (whole months at work),
    ``months_filed`` (missing where the register holds no report of any team), ``obstacles`` (codes joined by ";").
    """
    month = reports["month"].isin(list(window.months)).to_numpy(dtype=bool, na_value=False)
    filed = reports[month & reports["filed"].fillna(False).to_numpy(dtype=bool)]
    inside = contacts["contact_date"].between(window.first, window.last).to_numpy(dtype=bool, na_value=False)
    rows = contacts[inside]
    id = teams["team_id"]

    def sums(name: str) -> np.ndarray:
        return filed.groupby("team_id")[name].sum(min_count=1).reindex(id).to_numpy(dtype=float, na_value=np.nan)

    def counted(of: pd.DataFrame) -> np.ndarray:
        return of["team_id"].value_counts().reindex(id).fillna(0).to_numpy(dtype=np.int64)

    in_desa = people["area_code"].value_counts()
    teams_there = teams["area_code"].map(teams["area_code"].value_counts()).to_numpy(dtype=float, na_value=np.nan)
    since = teams["active_from"].where(teams["active_from"] >= window.first, window.first)
    ended = teams["active_until"].where(teams["active_until"] <= window.last, window.last)
    months = pd.period_range(window.first, window.last, freq="M")
    starts, ends = months.start_time.to_numpy(), months.end_time.normalize().to_numpy()
    at_work = (since.to_numpy()[:, None] <= starts) & (ended.to_numpy()[:, None] >= ends)
    said = filed.dropna(subset=["obstacles"]).groupby("team_id")["obstacles"].agg(_joined)
    return teams.assign(
        people_to_assist=teams["area_code"].map(in_desa).fillna(0).to_numpy(dtype=float) / teams_there,
        contacts_made=counted(rows),
        mbg_contacts=counted(rows[rows["duty"].eq(MBG_DUTY).to_numpy(dtype=bool, na_value=False)]),
        mbg_people=sums("mbg_people"),
        mbg_days=sums("mbg_days"),
        months_due=at_work.sum(axis=1),
        months_filed=np.minimum(counted(filed), at_work.sum(axis=1)) if len(reports) else np.nan,
        obstacles=said.reindex(id).array,
    )


def _joined(said: pd.Series) -> str:
    return ";".join(sorted({code for of in said for code in str(of).split(";") if code}))


def support_reasons(work: pd.DataFrame, funnel: pd.DataFrame, found: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Why each team needs support: a nullable boolean a reason of ``SUPPORT_REASONS``, missing where it is not known.

    ``work`` of ``team_work``, ``funnel`` the table of ``team_funnel``, ``found`` of ``risks_found``. "no_decree": none
    is known or it is over; "members_lacking": a kind of member is known to be missing; "no_report": a month at work
    without a report; "few_contacts": below the inner limit of the funnel; "referrals_waiting": a risk it noted waits
    too long; "heavy_load" and "mbg_load": as in ``companion_rules``.
    """
    as_of = window.as_of
    decree = work["sk_from"].le(as_of).astype("boolean") & ~work["sk_until"].lt(as_of).fillna(False).astype("boolean")
    lacking = pd.concat([work[kind] for kind in MEMBERS], axis=1)
    missing = (lacking == False).any(axis=1).astype("boolean")  # noqa: E712 - a missing answer is not "no"
    known = lacking.notna().all(axis=1)
    usual = float(work["people_to_assist"].median()) if len(work) else 0.0
    waiting = set(found.loc[found["state"].eq("waiting_long").to_numpy(dtype=bool), "team_id"].dropna())
    filed = work["months_filed"]
    share = work["mbg_contacts"] / work["contacts_made"].where(work["contacts_made"] > 0)
    out = {
        "no_decree": (~decree).mask(work["sk_from"].isna() & work["sk_number"].notna()),
        "members_lacking": missing.mask(~missing & ~known),
        "no_report": (filed < work["months_due"]).astype("boolean").mask(filed.isna()),
        "few_contacts": funnel["place"].isin(_BELOW).astype("boolean").mask(funnel["place"].eq("")),
        "referrals_waiting": work["team_id"].isin(waiting).astype("boolean"),
        "heavy_load": (work["people_to_assist"] > HEAVY_LOAD * usual).astype("boolean"),
        "mbg_load": (share >= MBG_LOAD).astype("boolean").mask(share.isna()),
    }
    return pd.DataFrame({reason: out[reason].array for reason in SUPPORT_REASONS}, index=work.index)
