"""Teams: who is at work, what is on their hands, the funnel of their people, and the computed reasons for support."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from audit.programme.companion_people import window_of
from audit.programme.companion_teams import active_teams, support_reasons, team_funnel, team_work
from audit.reference.companion_rules import SUPPORT_REASONS
from audit.schemas import COMPANION_CONTACTS, COMPANION_REPORTS, COMPANION_TEAMS

WINDOW = window_of("2025-08", date(2025, 9, 15))
A, B = "17.71.01.1001", "17.71.01.1002"
FULL = {"midwife": True, "pkk_cadre": True, "kb_cadre": True, "sk_from": "2024-01-01", "sk_number": "1"}


def teams(*rows: dict) -> pd.DataFrame:
    return COMPANION_TEAMS.conform(pd.DataFrame([{"area_code": A, **FULL, **row} for row in rows]))


def contacts(*rows: dict) -> pd.DataFrame:
    made = [
        {"contact_id": f"c{i}", "contact_date": "2025-05-01", "duty": "penyuluhan", **r} for i, r in enumerate(rows)
    ]
    return COMPANION_CONTACTS.conform(pd.DataFrame(made, columns=["contact_id", "team_id", "contact_date", "duty"]))


def reports(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["team_id", "month", "filed", "mbg_days", "obstacles"])
    return COMPANION_REPORTS.conform(frame)


def people(*rows: tuple) -> pd.DataFrame:
    names = ["area_code", "group", "at_risk", "contacts", "team_id"]
    return pd.DataFrame(rows, columns=names).astype({"team_id": "string", "area_code": "string"})


def test_teams_at_work_on_the_last_day_in_the_order_of_their_areas():
    listed = teams(
        {"team_id": "b", "area_code": B},
        {"team_id": "a"},
        {"team_id": "gone", "active_until": "2025-08-30"},
        {"team_id": "new", "active_from": "2025-09-01"},
        {"team_id": "last", "active_until": "2025-08-31", "active_from": "2025-08-31"},
    )
    assert active_teams(listed, WINDOW)["team_id"].tolist() == ["a", "last", "b"]


def test_whom_nobody_met_is_shared_by_the_teams_of_the_desa():
    rows = people(
        (A, "baduta", "at_risk", "as_often", "t1"),
        (A, "baduta", "at_risk", "less_often", pd.NA),
        (A, "baduta", "at_risk", "less_often", pd.NA),
        (A, "baduta", "at_risk", "less_often", "t2"),
        (A, "baduta", "at_risk", "not_due", "t2"),
        (B, "bumil", "not_at_risk", "as_often", "t3"),
        (B, "bumil", "not_at_risk", "less_often", pd.NA),
    )
    table, _ = team_funnel(teams({"team_id": "t1"}, {"team_id": "t2"}, {"team_id": "t3", "area_code": B}), rows)
    assert table["people_due"].tolist() == [2, 2, 2]
    assert table["as_often"].tolist() == [1, 0, 1]
    assert table["expected"].tolist() == pytest.approx([0.5, 0.5, 1.0])  # a quarter of baduta, half of bumil
    assert table["place"].tolist() == ["", "", ""]  # too few of each to be placed


def test_a_team_whose_people_are_harder_to_meet_is_not_below():
    hard = [(A, "bumil", "at_risk", "as_often", "t1")] * 20 + [(A, "bumil", "at_risk", "less_often", "t1")] * 60
    easy = [(B, "baduta", "not_at_risk", "as_often", "t2")] * 60 + [
        (B, "baduta", "not_at_risk", "less_often", "t2")
    ] * 20
    table, _ = team_funnel(teams({"team_id": "t1"}, {"team_id": "t2", "area_code": B}), people(*hard, *easy))
    assert table["ratio"].tolist() == pytest.approx([1, 1])
    assert table["place"].tolist() == ["within", "within"]


def test_expected_and_observed_agree_over_all_teams():
    rng = np.random.default_rng(3)
    rows = people(
        *(
            (rng.choice([A, B]), rng.choice(["bumil", "baduta"]), rng.choice(["at_risk", "not_at_risk"]), often, who)
            for often, who in zip(
                rng.choice(["as_often", "less_often"], 400), rng.choice(["t1", "t2", "t3"], 400), strict=True
            )
        )
    )
    table, _ = team_funnel(teams({"team_id": "t1"}, {"team_id": "t2"}, {"team_id": "t3", "area_code": B}), rows)
    assert table["expected"].sum() == pytest.approx(table["as_often"].sum())
    assert table["people_due"].sum() == pytest.approx(400)


def test_what_is_on_the_hands_of_a_team():
    listed = active_teams(teams({"team_id": "t1"}, {"team_id": "t2", "active_from": "2025-06-10"}), WINDOW)
    noted = contacts(
        {"team_id": "t1"}, {"team_id": "t1", "duty": "mbg_3b"}, {"team_id": "t1", "contact_date": "2025-02-01"}
    )
    filed = reports(
        ("t1", "2025-03", True, 4, "data;akses"), ("t1", "2025-04", True, 6, "akses"),
        ("t1", "2025-05", False, 9, "dana"), ("t1", "2025-01", True, 9, None), ("t2", "2025-08", True, None, None),
    )  # fmt: skip
    work = team_work(listed, noted, filed, people(*[(A, "baduta", "at_risk", "as_often", "t1")] * 6), WINDOW)
    assert work["people_to_assist"].tolist() == [3, 3]
    assert work["contacts_made"].tolist() == [2, 0]
    assert work["mbg_contacts"].tolist() == [1, 0]
    assert work["months_due"].tolist() == [6, 2]  # whole months: July and August
    assert work["months_filed"].tolist() == [2, 1]
    assert work["mbg_days"].fillna(-1).tolist() == [10, -1]
    assert work["obstacles"].fillna("").tolist() == ["akses;data", ""]
    none = team_work(listed, noted, reports(), people(), WINDOW)
    assert none["months_filed"].isna().all()
    assert none["people_to_assist"].tolist() == [0, 0]


def reasons_of(rows, **changes):
    listed = active_teams(teams(*rows), WINDOW)
    values = {"contacts_made": 10, "mbg_contacts": 0, "months_due": 6, "months_filed": 6.0, "people_to_assist": 10.0}
    work = listed.assign(**(values | changes))
    placed = pd.DataFrame({"place": ["within"] * len(work)})
    found = pd.DataFrame({"state": ["waiting_long", "waiting_short"], "team_id": ["late", "soon"]})
    return work, placed, support_reasons(work, placed, found, WINDOW)


def present(said: pd.DataFrame, row: int = 0) -> list[str]:
    return [reason for reason in SUPPORT_REASONS if said[reason].fillna(False).iloc[row]]


def test_a_team_that_has_all_needs_nothing():
    assert present(reasons_of([{"team_id": "t"}])[2]) == []
    assert present(reasons_of([{"team_id": "soon"}])[2]) == []


@pytest.mark.parametrize(
    ("team", "work", "reason"),
    [
        ({"sk_until": "2025-09-14"}, {}, "no_decree"),
        ({"sk_from": None, "sk_number": None}, {}, "no_decree"),
        ({"kb_cadre": False, "midwife": None}, {}, "members_lacking"),
        ({}, {"months_filed": 5.0}, "no_report"),
        ({"team_id": "late"}, {}, "referrals_waiting"),
        ({}, {"mbg_contacts": 5}, "mbg_load"),
    ],
)
def test_each_reason_alone(team, work, reason):
    assert present(reasons_of([{"team_id": "t"} | team], **work)[2]) == [reason]


@pytest.mark.parametrize(
    ("team", "work", "reason"),
    [
        ({"sk_from": None}, {}, "no_decree"),  # a number without a day
        ({"midwife": None}, {}, "members_lacking"),
        ({}, {"months_filed": float("nan")}, "no_report"),
        ({}, {"contacts_made": 0}, "mbg_load"),
    ],
)
def test_what_is_not_known_is_no_reason_and_no_all_clear(team, work, reason):
    said = reasons_of([{"team_id": "t"} | team], **work)[2]
    assert present(said) == []
    assert said[reason].isna().all()


def test_a_heavy_load_is_twice_the_middle_and_few_contacts_follow_the_funnel():
    rows = [{"team_id": t} for t in "abc"]
    work, placed, said = reasons_of(rows, people_to_assist=[10.0, 10.0, 20.1])
    assert said["heavy_load"].tolist() == [False, False, True]
    placed["place"] = ["below", "", "above"]
    found = pd.DataFrame({"state": pd.Series(dtype=object), "team_id": pd.Series(dtype="string")})
    few = support_reasons(work, placed, found, WINDOW)["few_contacts"]
    assert few.fillna(False).tolist() == [True, False, False]
    assert few.isna().tolist() == [False, True, False]


def test_without_a_team_there_is_no_reason():
    empty = active_teams(COMPANION_TEAMS.empty(), WINDOW)
    work = team_work(empty, contacts(), reports(), people(), WINDOW)
    placed, _ = team_funnel(work, people())
    found = pd.DataFrame({"state": pd.Series(dtype=object), "team_id": pd.Series(dtype="string")})
    assert not len(support_reasons(work, placed, found, WINDOW))
