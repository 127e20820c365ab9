"""Four counts, strata, trends, interaction, E-values and bounds at their edges."""

from __future__ import annotations

from math import inf, isnan

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.language import text
from audit.risk import (
    Accuracy,
    TwoByTwo,
    e_value,
    exposure_misclassified,
    fit_glm,
    mantel_haenszel,
    misclass_bounds,
    reri,
    subgroup,
    trend,
)
from audit.risk.interaction_words import about_e_values, of_bounds, of_interaction, of_subgroups


def without_limits(one) -> bool:
    return isnan(one.low) and isnan(one.high)


# Four counts ----------------------------------------------------------------------------------------------------------


def test_counting_leaves_out_rows_with_a_missing_value():
    table = TwoByTwo.of([1, 1, 0, 0, 1, np.nan, 0], [1, 0, 1, 0, np.nan, 1, 0])
    assert table == TwoByTwo(a=1, b=1, c=1, d=2)
    assert TwoByTwo.of([], []) == TwoByTwo(0, 0, 0, 0)


def test_values_that_are_not_yes_or_no_are_refused():
    with pytest.raises(InputError) as refused:
        TwoByTwo.of([0, 2], [0, 1])
    assert refused.value.id == "risk.outcome_not_binary"
    with pytest.raises(ValueError, match="below 0"):
        TwoByTwo(-1, 0, 0, 0)


def test_nobody_counted_leaves_nothing():
    empty = TwoByTwo(0, 0, 0, 0)
    assert all(
        isnan(one.estimate) for one in (empty.ratio(), empty.odds_ratio(), empty.difference(), empty.fisher()[0])
    )
    assert isnan(empty.chi_square().p)
    assert isnan(empty.crude_fraction)


@pytest.mark.parametrize(
    ("table", "ratio", "odds", "fraction"),
    [
        (TwoByTwo(0, 10, 5, 5), 0.0, 0.0, -1.0),  # 5 of 20 seen, 10 of 20 expected with nobody exposed
        (TwoByTwo(5, 5, 0, 10), inf, inf, 1.0),
        (TwoByTwo(10, 0, 5, 5), 2.0, inf, 1 / 3),
        (TwoByTwo(10, 0, 10, 0), 1.0, float("nan"), 0.0),
    ],
)
def test_at_no_and_all_events_ratios_are_what_they_are_without_false_limits(table, ratio, odds, fraction):
    assert table.ratio().estimate == ratio
    assert table.odds_ratio().estimate == pytest.approx(odds, nan_ok=True)
    assert without_limits(table.odds_ratio())
    assert table.crude_fraction == pytest.approx(fraction)


def test_the_exact_test_of_the_lady_tasting_tea():
    ratio, exact = TwoByTwo(3, 1, 1, 3).fisher()  # Fisher 1935: 34 of 70 orders are as extreme, both sides
    assert exact.p == pytest.approx(34 / 70)
    assert ratio.low < 1 < ratio.high


# Strata and trends ----------------------------------------------------------------------------------------------------


def test_one_stratum_is_its_own_odds_ratio_and_empty_strata_say_nothing():
    table = TwoByTwo(20, 30, 10, 40)
    ratio, test = mantel_haenszel([table, TwoByTwo(0, 0, 0, 0), TwoByTwo(1, 0, 0, 0)])
    assert ratio.estimate == pytest.approx(20 * 40 / (30 * 10))
    assert ratio.se == pytest.approx(table.odds_ratio().se)
    assert test.statistic == pytest.approx(table.chi_square().statistic * 99 / 100)  # n - 1 for n
    nothing, untested = mantel_haenszel([])
    assert isnan(nothing.estimate)
    assert isnan(untested.p)


def test_a_common_ratio_of_none_or_all_has_no_limits():
    assert mantel_haenszel([TwoByTwo(0, 5, 5, 5)])[0].estimate == 0
    assert mantel_haenszel([TwoByTwo(5, 0, 5, 5)])[0].estimate == inf
    assert without_limits(mantel_haenszel([TwoByTwo(5, 0, 5, 5)])[0])


def test_a_trend_over_two_groups_is_their_chi_square_and_turns_with_its_scores():
    table = TwoByTwo(20, 30, 10, 40)
    assert trend([20, 10], [50, 50]).statistic == pytest.approx(table.chi_square().statistic)
    assert trend([1, 5, 9], [10] * 3, [3, 2, 1]).statistic == pytest.approx(trend([1, 5, 9], [10] * 3).statistic)
    assert trend([3, 3, 3], [10] * 3).p == pytest.approx(1)


@pytest.mark.parametrize(("events", "n"), [([], []), ([0, 0], [5, 5]), ([5, 5], [5, 5]), ([2, 0], [5, 0])])
def test_a_trend_without_variation_is_none(events, n):
    assert isnan(trend(events, n).p)


def test_more_events_than_children_are_refused():
    with pytest.raises(ValueError, match="above n"):
        trend([6, 1], [5, 5])


# Interaction ----------------------------------------------------------------------------------------------------------


def grouped(*counts: tuple[int, int, int, int]) -> pd.DataFrame:
    """Rows of children from (a, b, events, n)."""
    rows = [(a, b, int(i < events)) for a, b, events, n in counts for i in range(n)]
    return pd.DataFrame(rows, columns=["a", "b", "y"])


def test_effects_that_just_add_up_have_no_interaction():
    frame = grouped((0, 0, 100, 1000), (1, 0, 200, 1000), (0, 1, 300, 1000), (1, 1, 400, 1000))
    found = reri(fit_glm(frame, "y ~ a*b"), "a", "b")
    assert (found.reri.estimate, found.ap.estimate) == pytest.approx((0, 0), abs=1e-9)
    assert found.synergy.estimate == pytest.approx(1)
    assert [one.estimate for one in (found.only_a, found.only_b, found.both)] == pytest.approx([2, 3, 4])
    assert [one.id for one in of_interaction(found)] == ["interaction.about", "interaction.unclear"]


@pytest.mark.parametrize(("both", "word"), [(800, "more"), (290, "fewer")])
def test_more_or_fewer_than_the_sum_is_said(both, word):
    frame = grouped((0, 0, 100, 1000), (1, 0, 200, 1000), (0, 1, 300, 1000), (1, 1, both, 1000))
    found = reri(fit_glm(frame, "y ~ b*a"), "a", "b")
    assert found.reri.estimate == pytest.approx(both / 100 - 4)
    assert of_interaction(found)[1].id == f"interaction.{word}"


def test_a_factor_with_fewer_events_is_to_be_turned_round_first():
    frame = grouped((0, 0, 300, 1000), (1, 0, 100, 1000), (0, 1, 300, 1000), (1, 1, 150, 1000))
    found = reri(fit_glm(frame, "y ~ a*b"), "a", "b")
    assert isnan(found.synergy.estimate)
    assert [one.id for one in of_interaction(found)] == ["interaction.below_one"]


def test_an_empty_cell_leaves_no_measure():
    frame = grouped((0, 0, 100, 1000), (1, 0, 200, 1000), (0, 1, 300, 1000))
    found = reri(fit_glm(frame, "y ~ a*b"), "a", "b")
    assert isnan(found.reri.estimate)
    assert without_limits(found.both)
    assert found.n == (1000, 1000, 1000, 0)
    assert [one.id for one in of_interaction(found)] == ["interaction.not_computed"]


FRAME = grouped((0, 0, 100, 1000), (1, 0, 200, 1000), (0, 1, 300, 1000), (1, 1, 400, 1000))


@pytest.mark.parametrize(
    ("formula", "family", "a", "error"),
    [
        ("y ~ a + b", "poisson", "a", "interaction.no_product"),
        ("y ~ a*b", "linear", "a", "interaction.needs_ratios"),
        ("y ~ a*b", "poisson", "c", "risk.unknown_column"),
        ("y ~ g*b", "poisson", "g", "attributable.not_a_factor"),
        ("y ~ x*b", "poisson", "x", "attributable.not_a_factor"),
    ],
)
def test_models_that_cannot_say_are_refused(formula, family, a, error):
    frame = FRAME.assign(g=pd.Categorical(FRAME.index % 3), x=FRAME.index % 5)
    result = fit_glm(frame, formula, family=family)
    for ask in (reri, subgroup):
        with pytest.raises(InputError) as refused:
            ask(result, a, "b")
        assert refused.value.id == error


def test_subgroups_of_three_levels_are_their_own_tables_and_tested_together():
    frame = FRAME.assign(b=pd.Categorical(np.where(FRAME.index % 2, "z", np.where(FRAME["b"] == 1, "y", "x"))))
    frame = frame.assign(y=(np.arange(len(frame)) * 37 % 100 < 20 + 30 * frame["a"] * (frame["b"] == "y")).astype(int))
    found = subgroup(fit_glm(frame, "y ~ a*b"), "a", "b")
    tables = [TwoByTwo.of(rows["a"], rows["y"]) for _, rows in frame.groupby("b", observed=True)]
    assert [one.level for one in found.levels] == ["x", "y", "z"]
    assert [one.ratio.estimate for one in found.levels] == pytest.approx([t.ratio().estimate for t in tables])
    assert [one.n for one in found.levels] == [(t.exposed, t.unexposed) for t in tables]
    assert found.equal.df == 2
    assert of_subgroups(found).id == "interaction.groups_differ"


def test_equal_ratios_are_not_told_apart():
    frame = grouped((0, 0, 100, 1000), (1, 0, 200, 1000), (0, 1, 200, 1000), (1, 1, 400, 1000))
    found = subgroup(fit_glm(frame, "y ~ a*b"), "a", "b")
    assert found.equal.p == pytest.approx(1)
    assert of_subgroups(found).id == "interaction.groups_alike"


# E-values and bounds --------------------------------------------------------------------------------------------------


def test_e_values_as_published():
    # VanderWeele and Ding 2017: 3.9 (1.8 to 8.7) of formula feeding and respiratory deaths has 7.2 and 3.0.
    found = e_value(3.9, 1.8, 8.7)
    assert (round(found.point, 2), round(found.limit, 1)) == (7.26, 3.0)


def test_no_association_needs_nothing_to_explain_it():
    assert e_value(1.0, 0.8, 1.25) == e_value(1.0, 1.0, 1.0)
    assert e_value(1.0).point == 1
    assert isnan(e_value(2.0).limit)
    assert isnan(e_value(float("nan")).point)


@pytest.mark.parametrize("ratios", [(0.0,), (-1.0,), (2.0, 2.5, 3.0), (2.0, 1.0, 1.5), (2.0, 0.0, 3.0)])
def test_ratios_that_cannot_be_are_refused(ratios):
    with pytest.raises(ValueError, match="above 0"):
        e_value(*ratios)


def test_perfect_classification_changes_nothing():
    table = TwoByTwo(40, 60, 20, 80)
    found = misclass_bounds(table, (1, 1), (1, 1))
    assert found.observed == pytest.approx(2)
    assert found.alike == found.apart == pytest.approx((2, 2))
    assert exposure_misclassified(table, Accuracy(1, 1), Accuracy(1, 1)) == pytest.approx((2, 40 * 80 / (60 * 20)))
    assert of_bounds(found).id == "interaction.about_misclassification"


def test_sensitivity_alone_does_not_bend_a_ratio_and_specificity_does():
    table = TwoByTwo(40, 60, 20, 80)
    assert misclass_bounds(table, (0.6, 0.9), (1, 1)).alike == pytest.approx((2, 2))
    assert misclass_bounds(table, (1, 1), (0.9, 1)).alike == pytest.approx((2, 0.3 / 0.1))


def test_classed_each_on_their_own_the_bounds_are_wider():
    found = misclass_bounds(TwoByTwo(40, 60, 20, 80), (0.8, 1), (0.9, 1))
    assert found.apart == pytest.approx((((0.4 - 0.1) / 0.9) / (0.2 / 0.8), (0.4 / 0.8) / ((0.2 - 0.1) / 0.9)))
    assert found.apart[0] < found.alike[0] <= found.alike[1] < found.apart[1]


def test_accuracy_that_does_not_fit_is_said_and_chance_refused():
    found = misclass_bounds(TwoByTwo(40, 60, 5, 95), (0.9, 1), (0.9, 1))  # 5 % found, 10 % would be false alone
    assert (found.alike, found.apart) == (None, None)
    assert of_bounds(found).id == "interaction.misfit"
    assert misclass_bounds(TwoByTwo(1, 1, 0, 0), (1, 1), (1, 1)).alike is None
    assert exposure_misclassified(TwoByTwo(0, 5, 0, 5), Accuracy(1, 1), Accuracy(1, 1)) is None
    for pair in ((0.5, 0.5), (1.2, 0.9), (0.9, -0.1)):
        with pytest.raises(ValueError, match=r"0-1|chance"):
            Accuracy(*pair)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_e_values_mean_can_be_said(language):
    assert len(text(about_e_values().id, language)) > 100
