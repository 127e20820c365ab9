"""Grades by anchors, scores by weights; what has no grade is no zero, what has no source is no score."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.errors import InputError
from audit.programme.action_scores import Score, action_score, band_of, grade_of, grades_by_indicator
from audit.reference.appraisal_schemes import appraisal_scheme, read_schemes
from audit.schemas import ACTION_GRADES

LAMPUNG = appraisal_scheme("panel_lampung_2020")
OWN = read_schemes(
    "own:\n  framework: aksi8_2018_2024\n  dated: '2023'\n  source: s\n  confidence: H\n"
    "  grades: [A, B, C]\n  points: {A: 100, B: 75, C: 50}\n"
    "  indicators:\n    '1.1': {action: analisis_situasi, weight: 2}\n"
    "    '1.2': {action: analisis_situasi, weight: 1}\n"
    "    '2.1': {action: rencana_kegiatan, weight: 1}\n"
    "  bands:\n    - {id: baik, at_least: 75, title: {id: baik, en: good}}\n"
    "    - {id: cukup, at_least: 60, title: {id: cukup, en: fair}}\n",
    "own.yaml",
)["own"]


@pytest.mark.parametrize(
    ("share", "grade"), [(1.0, "A"), (0.999, "B"), (0.75, "B"), (0.749, None), (0.0, None), (None, None)]
)
def test_below_the_last_known_anchor_no_grade_is_made_up(share, grade):
    assert grade_of(LAMPUNG, "1.1", share) == grade


def test_an_indicator_that_the_scheme_lacks_is_a_bug():
    with pytest.raises(KeyError):
        grade_of(LAMPUNG, "9.9", 1.0)


def test_a_scheme_without_weights_gives_no_score():
    found = action_score(LAMPUNG, {"1.1": ["A"]})
    assert (found.value, found.low, found.high, dict(found.by_action)) == (None, None, None, {})


def test_a_score_is_the_weighted_mean_of_points():
    found = action_score(OWN, {"1.1": ["A"], "1.2": ["C"], "2.1": ["B"]})
    assert found.value == found.low == found.high == (2 * 100 + 50 + 75) / 4
    assert dict(found.by_action) == {"analisis_situasi": (200 + 50) / 3, "rencana_kegiatan": 75}
    assert found.ungraded == ()


def test_several_of_the_panel_count_by_their_mean():
    assert action_score(OWN, {"1.1": ["A", "C"], "1.2": ["B"], "2.1": ["B"]}).value == 75


def test_without_a_grade_the_score_is_a_range():
    found = action_score(OWN, {"1.1": ["A"], "1.2": [], "2.1": ["B"]})
    assert found.value is None
    assert (found.low, found.high) == ((200 + 50 + 75) / 4, (200 + 100 + 75) / 4)
    assert found.ungraded == ("1.2",)
    assert set(found.by_action) == {"rencana_kegiatan"}


def test_nothing_graded_is_the_widest_range():
    assert action_score(OWN, {}) == Score(None, 50, 100, {}, ("1.1", "1.2", "2.1"))


@pytest.mark.parametrize("grades", [{"1.1": ["D"]}, {"9.9": ["A"]}])
def test_an_unknown_letter_or_indicator_is_refused(grades):
    with pytest.raises(InputError, match="own"):
        action_score(OWN, grades)


@pytest.mark.parametrize(("value", "band"), [(100, "baik"), (75, "baik"), (74.9, "cukup"), (59, None), (None, None)])
def test_bands(value, band):
    found = band_of(OWN, value)
    assert (found.id if found else None) == band


def test_own_grades_and_those_of_the_panel_are_kept_apart():
    key = {"area_code": "14.03", "year": 2023, "framework": OWN.framework, "action": "analisis_situasi"}
    rows = [("1.1", "daerah", "A"), ("1.1", "panel_2", "C"), ("1.1", "panel_1", "B"), ("1.2", "panel_1", None)]
    frame = ACTION_GRADES.conform(
        pd.DataFrame([key | {"indicator": i, "grader": g, "grade": letter} for i, g, letter in rows])
    )
    assert grades_by_indicator(frame, own=True) == {"1.1": ("A",)}
    assert grades_by_indicator(frame, own=False) == {"1.1": ("B", "C")}
    assert grades_by_indicator(ACTION_GRADES.empty(), own=False) == {}
