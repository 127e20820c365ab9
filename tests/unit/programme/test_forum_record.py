"""What forums promised: the newest meeting of each place, what is open of older ones, and nobody's name."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.programme.forum_record import PROMISE_STATES, last_meetings, place_of, promises
from audit.reference.areas import areas_of
from audit.schemas import ATTENDANCE, FOLLOW_UPS, FORUM_AGREEMENTS, FORUM_MEETINGS

AREAS = areas_of("35.71")
DAY = date(2025, 9, 15)
KEC, OTHER = "35.71.01", "35.71.02"


def meetings(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["meeting_id", "kind", "area_code", "held_on", "next_due_on"])
    for column in ("held_on", "next_due_on"):
        frame[column] = pd.to_datetime(frame[column])
    return FORUM_MEETINGS.conform(frame)


def agreements(*rows: dict) -> pd.DataFrame:
    frame = pd.DataFrame([{"agreement_id": f"a{i}", "office": "Puskesmas"} | row for i, row in enumerate(rows)])
    for column in {"due_on", "done_on"} & set(frame):
        frame[column] = pd.to_datetime(frame[column])
    return FORUM_AGREEMENTS.conform(frame)


def told(agreed: pd.DataFrame, held: pd.DataFrame, plans: pd.DataFrame | None = None, came=None) -> pd.DataFrame:
    plans = FOLLOW_UPS.empty() if plans is None else plans
    return promises(agreed, held, plans, ATTENDANCE.empty() if came is None else came, AREAS, as_of=DAY)


def test_the_newest_meeting_of_each_place_counts_and_none_after_the_day():
    held = meetings(
        ("m1", "mini_lokakarya", KEC, "2025-02-10", None),
        ("m2", "mini_lokakarya", KEC, "2025-06-10", None),
        ("m3", "mini_lokakarya", KEC, "2025-10-10", None),
        ("r1", "rembuk", "35.71", "2025-03-20", None),
    )
    found = last_meetings(held, AREAS, as_of=DAY, months_between=4).set_index("area")
    assert found["meeting_id"].to_dict() == {"35.71": "r1", KEC: "m2"}
    assert found.loc[KEC, "next_on"] == pd.Timestamp(2025, 10, 10)
    assert not found.loc[KEC, "overdue"]


def test_the_rhythm_is_that_of_mini_lokakarya_alone_and_never_guessed():
    held = meetings(
        ("m", "mini_lokakarya", KEC, "2025-03-10", None),
        ("r", "rembuk", "35.71", "2025-03-20", None),
        ("s", "mini_lokakarya", OTHER, "2025-03-10", "2025-08-01"),
    )
    known = last_meetings(held, AREAS, as_of=DAY, months_between=4).set_index("area")
    assert pd.isna(known.loc["35.71", "next_on"])
    assert known["overdue"].to_dict() == {"35.71": False, KEC: True, OTHER: True}
    assert known.loc[OTHER, "next_on"] == pd.Timestamp(2025, 8, 1)  # as the forum set it
    unknown = last_meetings(held, AREAS, as_of=DAY, months_between=None).set_index("area")
    assert pd.isna(unknown.loc[KEC, "next_on"])


def test_without_a_meeting_there_is_nothing():
    assert last_meetings(FORUM_MEETINGS.empty(), AREAS, as_of=DAY, months_between=4).empty
    assert told(FORUM_AGREEMENTS.empty(), FORUM_MEETINGS.empty()).empty


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"status": "selesai"}, "done"),
        ({"status": "belum", "done_on": "2025-08-01", "due_on": "2025-07-01"}, "done"),
        ({"status": "proses", "due_on": "2025-10-01"}, "running"),
        ({"status": "proses", "due_on": "2025-09-01"}, "overdue"),
        ({"due_on": "2025-09-15"}, "not_started"),  # on its very day it is not late
        ({}, "not_started"),
        ({"status": "batal", "due_on": "2025-01-01"}, "cancelled"),
        ({"status": "proses", "done_on": "2025-12-01"}, "running"),  # done later than the day
    ],
)
def test_states(row, state):
    held = meetings(("m", "mini_lokakarya", KEC, "2025-06-10", None))
    assert told(agreements({"meeting_id": "m"} | row), held)["state"].tolist() == [state]
    assert state in PROMISE_STATES


def test_an_older_promise_stays_while_it_is_open():
    held = meetings(
        ("old", "mini_lokakarya", KEC, "2025-02-10", None), ("new", "mini_lokakarya", KEC, "2025-06-10", None)
    )
    agreed = agreements(
        {"meeting_id": "old", "status": "selesai"},
        {"meeting_id": "old", "status": "belum"},
        {"meeting_id": "new", "status": "selesai"},
    )
    assert sorted(told(agreed, held)["promise_id"]) == ["a1", "a2"]


def test_plans_of_a_forum_that_was_read_back_are_promises_and_those_of_a_case_are_not():
    plans = FOLLOW_UPS.conform(
        pd.DataFrame(
            {
                "rtl_id": ["2025-2-mini-01", "2025-2-mini-02", "2025-2-mini-03"],
                "case_id": [None, "K-1", None],
                "location": ["mojoroto", None, "Balai kota"],
                "opd": ["KUA", "Puskesmas", None],
                "status": ["selesai", "belum", None],
            }
        )
    )
    came = ATTENDANCE.conform(
        pd.DataFrame({"attendance_id": ["x"], "meeting": ["2025-2-mini"], "held_on": pd.to_datetime(["2025-06-10"])})
    )
    found = told(FORUM_AGREEMENTS.empty(), FORUM_MEETINGS.empty(), plans, came).set_index("promise_id")
    assert found["area"].to_dict() == {"2025-2-mini-01": KEC, "2025-2-mini-03": "35.71"}
    assert found["office_kind"].to_dict() == {"2025-2-mini-01": "religion_office", "2025-2-mini-03": "other"}


def test_a_place_is_a_kecamatan_or_the_district():
    codes = pd.Series(["35.71.01.1001", "35.71.02", "35.71", "99.01.01", None], dtype="string")
    assert place_of(codes, AREAS).tolist() == ["35.71.01", "35.71.02", "35.71", "35.71", "35.71"]
