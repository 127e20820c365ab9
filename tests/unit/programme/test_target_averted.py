"""Children fewer by kecamatan: sums by hand, ranges that widen with doubt, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.programme.survey_points import SurveyPoint
from audit.programme.target_averted import children_to_avert
from audit.programme.targets import Target
from audit.results import Sentence
from audit.survey.change import Estimate

TARGET = Target("survey_prevalence", 2029, "RPJMD", survey="SSGI", percent=14.0)


def survey(proportion=0.20, n=700, **more):
    return SurveyPoint(2024, Estimate("SSGI 2024", "survei", proportion, n=n, deff=2.0, **more))


def areas(*rows):
    return pd.DataFrame(rows, columns=["area_code", "children", "stunted", "measured"])


TWO = areas(("17.71.01", 6000, 900, 4500), ("17.71.02", 4000, 300, 3000))


def test_the_whole_is_children_times_points_and_is_divided_completely():
    found = children_to_avert(TARGET, survey(), TWO, seed=1)
    assert found.total == pytest.approx(10_000 * 0.06)
    assert found.areas["fewer"].sum() == pytest.approx(found.total)
    # Prevalences of 20 and 10 % among thousands are hardly drawn together: 1,200 and 400 expected, three to one.
    assert found.areas["fewer"].tolist() == pytest.approx([450, 150], rel=0.02)


def test_limits_hold_the_estimate_and_never_fall_below_zero():
    found = children_to_avert(TARGET, survey(0.15), TWO, seed=1)
    assert (found.areas["low"] >= 0).all()
    assert (found.areas["low"] <= found.areas["fewer"]).all()
    assert (found.areas["fewer"] <= found.areas["high"]).all()
    assert found.total_low == 0
    assert found.total_low < found.total < found.total_high


def test_the_range_of_the_whole_is_that_of_the_survey():
    # 20 % of 350 effective children: the logit +- 1.96 / sqrt(350 x .2 x .8).
    found = children_to_avert(TARGET, survey(), TWO, seed=1)
    half = 1.96 / np.sqrt(350 * 0.16)
    ends = [10_000 * (1 / (1 + np.exp(-(np.log(0.25) + side * half))) - 0.14) for side in (-1, 1)]
    assert [found.total_low, found.total_high] == pytest.approx(ends, rel=0.05)


def test_fewer_measured_children_widen_the_part_of_their_kecamatan():
    wide = TWO.assign(stunted=[9, 3], measured=[45, 30])
    few = children_to_avert(TARGET, survey(n=10**7), wide, seed=1).areas
    many = children_to_avert(TARGET, survey(n=10**7), TWO, seed=1).areas
    assert few["high"][0] - few["low"][0] > 3 * (many["high"][0] - many["low"][0])


def test_a_kecamatan_without_a_measured_child_is_taken_to_be_as_all():
    found = children_to_avert(TARGET, survey(), areas(("a", 500, 100, 500), ("b", 500, 0, 0)), seed=1).areas
    assert found["fewer"].tolist() == pytest.approx([30, 30], rel=0.02)
    assert found["high"][1] - found["low"][1] >= found["high"][0] - found["low"][0]


@pytest.mark.parametrize("stunted", [0, 1])
def test_nobody_or_everybody_stunted_and_nobody_measured(stunted):
    alike = areas(("a", 300, 300 * stunted, 300), ("b", 700, 700 * stunted, 700))
    assert children_to_avert(TARGET, survey(), alike, seed=1).areas["fewer"].tolist() == pytest.approx([18, 42])
    unmeasured = areas(("a", 300, 0, 0), ("b", 700, 0, 0))
    assert children_to_avert(TARGET, survey(), unmeasured, seed=1).areas["fewer"].tolist() == pytest.approx([18, 42])


def test_an_empty_kecamatan_has_no_part():
    found = children_to_avert(TARGET, survey(), areas(("a", 100, 20, 100), ("b", 0, 0, 0)), seed=1).areas
    assert found["fewer"].tolist() == pytest.approx([6, 0])
    assert found["high"][1] == 0


@pytest.mark.parametrize(
    ("given", "id"),
    [(survey(0.14), "target.avert_met"), (survey(n=None), "target.avert_no_precision")],
)
def test_a_sentence_where_there_is_nothing_to_compute(given, id):
    said = children_to_avert(TARGET, given, TWO, seed=1)
    assert isinstance(said, Sentence)
    assert said == Sentence(id, {"source": "SSGI 2024"})


def test_a_precision_that_was_assumed_is_said():
    assert children_to_avert(TARGET, survey(), TWO, seed=1).notes == ()
    notes = children_to_avert(TARGET, survey(assumed=True), TWO, seed=1).notes
    assert [note.id for note in notes] == ["survey.change_assumed"]


def test_the_same_seed_the_same_range():
    one, same, other = (children_to_avert(TARGET, survey(), TWO, seed=seed).areas for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    assert (one["low"] != other["low"]).any()


def test_counts_and_empty_districts_are_refused():
    with pytest.raises(ValueError, match="no prevalence"):
        children_to_avert(Target("cases", 2029, "RPJMD", cases=5), survey(), TWO, seed=1)
    with pytest.raises(ValueError, match="no area"):
        children_to_avert(TARGET, survey(), areas(), seed=1)
