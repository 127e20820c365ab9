"""What forums met, what they promised last time and what became of it, and when the next one is due.

Promises come from two places: the workbook of a forum that was read back (plans for an area, not for a case), and the
district's own sheet of agreements. Counts of promises are no counts of persons.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.reference.areas import Areas
from audit.reference.needs import OTHER_OFFICE, office_of
from audit.schemas import FORUM_AGREEMENTS

__all__ = ["MEETING", "OBSTACLE", "PROMISE", "PROMISE_STATES", "last_meetings", "place_of", "promises"]

# Ids of the findings that tell of them begin so.
MEETING, PROMISE, OBSTACLE = "forum_meeting.", "forum_promise.", "forum_obstacle."

# Order of reading: what needs attention first. Words: ``rtl.plan.state.<state>``.
PROMISE_STATES = ("overdue", "running", "not_started", "done", "cancelled")
PROMISE_COLUMNS = (
    "promise_id", "meeting_id", "area", "area_code", "activity_kind", "activity", "office", "office_kind", "sector",
    "due_on", "mechanism", "state", "done_on",
)  # fmt: skip


def place_of(codes: pd.Series, areas: Areas) -> pd.Series:
    """The kecamatan of each code, the district's code for everything else: no forum is held lower."""
    inside = {area.code for area in areas.kecamatan}
    upper = codes.astype("string").str.split(".").str[:3].str.join(".")
    return upper.where(upper.isin(list(inside)), areas.district.code)


def last_meetings(meetings: pd.DataFrame, areas: Areas, *, as_of: date, months_between: int | None) -> pd.DataFrame:
    """The newest forum of each place held by a day: its row with ``area``, ``next_on`` and ``overdue``.

    ``meetings`` is FORUM_MEETINGS. ``next_on`` is as the forum set it, else of a mini lokakarya ``months_between``
    after it, else missing: a rhythm that nobody wrote down is not guessed. ``overdue``: that day lies before ``as_of``.
    """
    today = pd.Timestamp(as_of)
    rows = meetings[meetings["held_on"].le(today).fillna(False)]
    rows = rows.assign(area=place_of(rows["area_code"], areas)).sort_values(["area", "held_on", "meeting_id"])
    rows = rows.drop_duplicates("area", keep="last").reset_index(drop=True)
    by_rhythm = rows["held_on"] + pd.DateOffset(months=months_between or 0)
    own = rows["kind"].eq("mini_lokakarya").fillna(False).to_numpy(dtype=bool) & (months_between is not None)
    next_on = rows["next_due_on"].fillna(by_rhythm.where(own))
    return rows.assign(next_on=next_on, overdue=next_on.lt(today).fillna(False).astype(bool))


def promises(
    agreements: pd.DataFrame,
    meetings: pd.DataFrame,
    plans: pd.DataFrame,
    attendance: pd.DataFrame,
    areas: Areas,
    *,
    as_of: date,
) -> pd.DataFrame:
    """Every promise of the last forum of each place: ``PROMISE_COLUMNS``; overdue first, then by due day and id.

    ``agreements`` and ``meetings`` are FORUM_AGREEMENTS and FORUM_MEETINGS; ``plans`` and ``attendance`` are FOLLOW_UPS
    and ATTENDANCE of forums that were read back: plans for no single case are theirs. An agreement of an
    older meeting than the newest of its place stays only while it is open: what was promised is not forgotten.
    ``office_kind`` is the kind of office, never a name; a status that nobody wrote is "not_started", or "overdue" past
    its day. An agreement of a meeting that nobody listed counts as of the newest.
    """
    today = pd.Timestamp(as_of)
    rows = pd.concat([_of_sheets(agreements, meetings), _of_forms(plans, attendance, areas)], ignore_index=True)
    rows = rows[~rows["held_on"].gt(today).fillna(False)]
    rows = rows.assign(area=place_of(rows["area_code"], areas))
    done = rows["status"].eq("selesai") | rows["done_on"].le(today)
    done, gone = done.fillna(False).astype(bool), rows["status"].eq("batal").fillna(False).astype(bool)
    state = pd.Series("not_started", index=rows.index, dtype="string")
    state = state.mask(rows["status"].eq("proses").fillna(False), "running")
    state = state.mask(rows["due_on"].lt(today).fillna(False), "overdue").mask(gone, "cancelled").mask(done, "done")
    newest = rows.groupby("area")["held_on"].transform("max")
    old = rows["held_on"].lt(newest).fillna(False) & state.isin(["done", "cancelled"])
    rows = rows.assign(state=state, office_kind=[_kind(office) for office in rows["office"]])[~old.to_numpy()]
    rank = rows["state"].map({name: i for i, name in enumerate(PROMISE_STATES)})
    order = rows.assign(rank=rank).sort_values(["area", "rank", "due_on", "promise_id"], na_position="last")
    return order[list(PROMISE_COLUMNS)].reset_index(drop=True)


def _kind(office: object) -> str:
    return office_of(office) if isinstance(office, str) else OTHER_OFFICE


def _of_sheets(agreements: pd.DataFrame, meetings: pd.DataFrame) -> pd.DataFrame:
    """Agreements with the day and, where they name none, the place of their meeting."""
    known = meetings[["meeting_id", "held_on", "area_code"]].rename(columns={"area_code": "met_in"})
    rows = FORUM_AGREEMENTS.conform(agreements).merge(known, on="meeting_id", how="left")
    rows["area_code"] = rows["area_code"].fillna(rows["met_in"])
    return rows.rename(columns={"agreement_id": "promise_id"}).drop(columns="met_in")


def _of_forms(plans: pd.DataFrame, attendance: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Plans for an area: forums alone agree those. The place is its code, or the name of a kecamatan that they write.

    The day is that of the meeting. A plan carried over from an older cycle has no sheet of attendance any more: its
    meeting is dated by its id, as ``aks worksheet export`` names it, else by the day on which the plan was approved.
    """
    days = attendance.dropna(subset=["meeting"]).drop_duplicates("meeting").set_index("meeting")["held_on"]
    rows = plans.assign(meeting_id=plans["rtl_id"].astype("string").str.rsplit("-", n=1).str[0])
    rows = rows[rows["case_id"].isna().to_numpy(dtype=bool)].reset_index(drop=True)
    names = {area.name.casefold(): area.code for area in areas.kecamatan}
    written = pd.Series([names.get(str(place).casefold()) for place in rows["location"]], rows.index, dtype="string")
    held = pd.Series(days.reindex(rows["meeting_id"]).array, index=rows.index)
    return pd.DataFrame(
        {
            "promise_id": rows["rtl_id"],
            "meeting_id": rows["meeting_id"],
            "area_code": rows["area_code"].fillna(written).fillna(areas.district.code),
            "activity_kind": rows["activity_kind"].astype("string").str.split(";").str[0],
            "office": rows["opd"].fillna(rows["actor"]),
            "held_on": held.fillna(_dated(rows["meeting_id"])).fillna(rows["approved_on"]),
            **{name: rows[name] for name in ("activity", "sector", "due_on", "mechanism", "status", "done_on")},
        }
    )


def _dated(meetings: pd.Series) -> pd.Series:
    """``2025-2-mini_lokakarya-20250610`` is of 10 June 2025; missing where an id ends in no day."""
    written = meetings.str.extract(r"-(\d{8})$", expand=False)
    return pd.to_datetime(written, format="%Y%m%d", errors="coerce").astype("datetime64[s]")
