"""A change is called one only where the figures are precise enough, and only between figures of one kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import InputError
from audit.language import LANGUAGES, text
from audit.language.catalogue import has
from audit.reference.published import published_for
from audit.survey.change import Estimate, change, published_changes, published_estimate


def survey(proportion, **more):
    return Estimate("SSGI 2022", "survei", proportion, **({"n": 690, "deff": 2.0} | more))


@pytest.mark.parametrize(("a", "b", "verdict"), [(0.10, 0.20, "naik"), (0.20, 0.10, "turun"), (0.20, 0.18, "belum")])
def test_verdicts(a, b, verdict):
    result = change(survey(a), survey(b))
    assert result.verdict == verdict
    assert result.difference == pytest.approx(b - a)
    assert result.low < result.difference < result.high


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("b", [0.10, 0.20, 0.35])
def test_each_verdict_has_its_sentence(language, b):
    result = change(survey(0.2), survey(b))
    assert "20,0" in text(result.message, language, a="20,0", b="x")


def test_published_limits_go_before_the_number_of_children():
    wide = survey(0.2, low=0.05, high=0.45)
    assert wide.limits() == (0.05, 0.45)
    assert change(survey(0.10), wide).verdict == "belum"


def test_a_survey_is_not_compared_with_routine_weighing():
    with pytest.raises(InputError, match="SSGI 2022"):
        change(survey(0.2), Estimate("e-PPGBM 2023", "admin", 0.05, n=9000))


def test_a_coverage_is_no_prevalence():
    with pytest.raises(ValueError, match="coverage"):
        change(Estimate("D/S", "cakupan", 0.7, n=10), Estimate("D/S", "cakupan", 0.8, n=10))


def test_without_precision_there_is_no_test():
    with pytest.raises(InputError, match="SKI 2023"):
        change(survey(0.2), Estimate("SKI 2023", "survei", 0.1))


@pytest.mark.parametrize(
    "wrong", [{"low": 0.3, "high": 0.4}, {"low": 0.1}, {"n": 0}, {"deff": 0.0}, {"low": 0.1, "high": 1.4}]
)
def test_an_impossible_estimate_is_refused(wrong):
    with pytest.raises(ValueError, match="SSGI"):
        survey(0.2, **wrong)


@pytest.mark.parametrize(("p", "side"), [(0.0, 0), (1.0, 1)])
def test_at_0_and_100_percent_the_limit_is_exact_and_the_other_is_not(p, side):
    limits = survey(p).limits()
    assert limits[side] == p != limits[1 - side]


shares = st.floats(0, 1)


@given(shares, shares, st.integers(1, 5000), st.integers(1, 5000))
def test_turning_time_around_turns_the_change_around(a, b, n, m):
    forth, back = change(survey(a, n=n), survey(b, n=m)), change(survey(b, n=m), survey(a, n=n))
    assert (forth.low, forth.high) == (pytest.approx(-back.high), pytest.approx(-back.low))
    assert -1 <= forth.low <= forth.difference <= forth.high <= 1


@given(shares, st.integers(1, 5000))
def test_the_same_figure_twice_is_no_change(a, n):
    assert change(survey(a, n=n), survey(a, n=n)).verdict == "belum"


# The published figures -----------------------------------------------------------------------------------------------


def test_disputed_figures_are_in_no_change():
    figures = published_for("17.71")
    disputed = [(row.period, row.percent) for row in figures if row.disputed and row.kind == "survei"]
    assert sorted(disputed) == [("2024", 13.8), ("2024", 16.1)]
    assert [(s.first.source, s.second.source) for s in published_changes(figures)] == [
        ("SSGI 2021", "SSGI 2022"),
        ("SSGI 2022", "SKI 2023"),
    ]


def test_a_districts_precision_is_assumed_and_says_so():
    result = published_changes(published_for("14.03"))
    assert [round(100 * s.second.proportion, 1) for s in result] == [8.4, 17.9, 12.5]
    assert [step.note for step in result] == ["survey.change_assumed"] * 3
    assert change(survey(0.2), survey(0.2)).note is None
    assert has("survey.change_assumed")
    # Half the width of an interval at 20 %: about 4 points, as the survey's sample implies.
    low, high = published_estimate(published_for("17.71")[0]).limits()
    assert 0.035 < (high - low) / 2 < 0.05


def test_routine_figures_are_in_no_change():
    result = published_changes(published_for("64.74"))
    assert {side.kind for step in result for side in (step.first, step.second)} == {"survei"}


def test_nobody_knows_how_precise_a_province_is():
    with pytest.raises(InputError, match="SSGI 2021"):
        published_changes(published_for("17"))


def test_figures_of_two_areas_are_refused():
    with pytest.raises(ValueError, match="several"):
        published_changes([*published_for("17.71"), *published_for("64.74")])


def test_a_count_alone_has_no_percentage():
    row = next(row for row in published_for("35.71") if row.percent is None)
    with pytest.raises(ValueError, match="no percentage"):
        published_estimate(row)
