"""Case spells: one short history a rule."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit.cases.states import case_spells
from audit.schemas import CHILDREN

SHORT, NORMAL = True, False
UNTIL = date(2025, 12, 31)


def child(born="2023-01-01", **known):
    row = {"child_id": "c", "birth_date": pd.Timestamp(born), "area_code": "17.71.01.1001", **known}
    return CHILDREN.conform(pd.DataFrame([row]))


def seen(*visits):
    frame = pd.DataFrame(visits, columns=["visit_date", "stunted"])
    return frame.assign(
        child_id="c", visit_date=pd.to_datetime(frame["visit_date"]), stunted=frame["stunted"].astype(bool)
    )


def story(children, heights, **more):
    spells = case_spells(children, heights, until=UNTIL, **more)
    day = lambda x: "" if pd.isna(x) else str(x.date())  # noqa: E731
    return [(r.how_in, day(r.start), r.how_out, day(r.stop)) for r in spells.itertuples()]


def test_two_normal_heights_a_month_apart_are_a_recovery():
    heights = seen(("2025-01-10", SHORT), ("2025-02-10", NORMAL), ("2025-03-10", NORMAL))
    assert story(child(), heights) == [("new", "2025-01-10", "recovered", "2025-03-10")]


@pytest.mark.parametrize("second", ["2025-02-11", "2025-03-09"])
def test_two_normal_heights_less_than_a_month_apart_are_none(second):
    heights = seen(("2025-01-10", SHORT), ("2025-02-10", NORMAL), (second, NORMAL))
    assert story(child(), heights) == [("new", "2025-01-10", "", "")]


def test_a_short_height_between_begins_the_count_anew():
    heights = seen(("2025-01-10", SHORT), ("2025-02-10", NORMAL), ("2025-03-10", SHORT), ("2025-04-10", NORMAL))
    assert story(child(), heights) == [("new", "2025-01-10", "", "")]


def test_a_recovered_child_that_is_short_again_returns():
    heights = seen(("2025-01-10", SHORT), ("2025-02-10", NORMAL), ("2025-03-10", NORMAL), ("2025-06-10", SHORT))
    assert story(child(), heights)[1] == ("returned", "2025-06-10", "", "")


def test_turning_five_closes_a_case_and_is_no_recovery():
    assert story(child("2020-05-20"), seen(("2025-01-10", SHORT))) == [("new", "2025-01-10", "aged_out", "2025-05-20")]


@pytest.mark.parametrize(
    ("status", "how"), [("meninggal", "died"), ("pindah", "moved_out"), ("lulus_umur", "aged_out")]
)
def test_life_status_closes_a_case_on_its_day_or_without_one_on_that_of_the_last_height(status, how):
    heights = seen(("2025-01-10", SHORT), ("2025-02-10", SHORT))
    dated = child(life_status=status, life_status_date=pd.Timestamp("2025-03-01"))
    assert story(dated, heights) == [("new", "2025-01-10", how, "2025-03-01")]
    assert story(child(life_status=status), heights) == [("new", "2025-01-10", how, "2025-02-10")]


def test_a_family_that_refuses_leaves_its_case_open():
    status = child(life_status="menolak", life_status_date=pd.Timestamp("2025-03-01"))
    assert story(status, seen(("2025-01-10", SHORT))) == [("new", "2025-01-10", "", "")]


def test_a_child_said_to_have_left_that_is_measured_short_again_has_moved_in():
    left = child(life_status="pindah", life_status_date=pd.Timestamp("2025-02-01"))
    heights = seen(("2025-01-10", SHORT), ("2025-06-10", SHORT))
    assert [s[0] for s in story(left, heights)] == ["new", "moved_in"]


def test_a_move_between_desa_takes_the_case_along():
    moves = pd.DataFrame([("c", "2025-02-01", "17.71.01.1001", "17.71.01.1002")],
                         columns=["child_id", "move_date", "from_area", "to_area"])  # fmt: skip
    spells = case_spells(child(), seen(("2025-01-10", SHORT)), until=UNTIL, moves=moves)
    assert spells["area_code"].tolist() == ["17.71.01.1001", "17.71.01.1002"]
    assert spells["how_in"].tolist() == ["new", "moved_in"]
    assert spells["how_out"].tolist() == ["moved_out", ""]


def test_a_child_that_arrives_short_is_no_new_case_of_the_district():
    moves = pd.DataFrame([("c", "2025-01-01", None, "17.71.01.1002")],
                         columns=["child_id", "move_date", "from_area", "to_area"])  # fmt: skip
    assert story(child(), seen(("2025-01-10", SHORT)), moves=moves) == [("moved_in", "2025-01-10", "", "")]


def exams(*rows):
    frame = pd.DataFrame(rows, columns=["examined_date", "confirmed"]).astype({"confirmed": "boolean"})
    return frame.assign(child_id="c", examined_date=pd.to_datetime(frame["examined_date"]))


def test_not_confirmed_closes_a_case_until_the_child_was_normal_and_short_again():
    heights = seen(("2025-01-10", SHORT), ("2025-02-10", SHORT), ("2025-03-10", NORMAL), ("2025-04-10", SHORT))
    told = story(child(), heights, examinations=exams(("2025-01-20", False)))
    assert told == [("new", "2025-01-10", "not_confirmed", "2025-01-20"), ("returned", "2025-04-10", "", "")]


def test_an_examination_without_a_verdict_changes_nothing():
    assert story(child(), seen(("2025-01-10", SHORT)), examinations=exams(("2025-01-20", None))) == [
        ("new", "2025-01-10", "", "")
    ]


def test_nobody_short_is_no_case():
    assert case_spells(child(), seen(("2025-01-10", NORMAL)), until=UNTIL).empty
    assert case_spells(child(), seen().iloc[:0], until=UNTIL).empty
