"""Two-phase verification: the draw, the design-weighted prevalence, and measuring only the short children again."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from audit.disclosure import release, solve_pattern
from audit.quality.remeasurement import (
    design_weighted_prevalence,
    draw,
    measured_again,
    remeasurement,
    sides,
    strata,
    with_second,
)

AS_OF = date(2025, 8, 31)
MONTH = "2025-08"


@pytest.fixture(scope="module")
def simulation():
    """The simulation of the benchmark, of which tests run a small part."""
    path = Path(__file__).parents[3] / "benchmarks" / "two_phase.py"
    spec = importlib.util.spec_from_file_location("two_phase", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def children(n: int = 2_000, seed: int = 1) -> pd.DataFrame:
    haz = np.random.default_rng(seed).normal(-1.2, 1.1, n).round(2)
    return pd.DataFrame({"child_id": [f"c{i:05d}" for i in range(n)], "haz": haz})


def test_the_band_is_closed_below_and_open_above():
    assert strata([-2.51, -2.5, -2.01, -2.0, -1.51, -1.5]).tolist() == [
        "low", "near_short", "near_short", "near_not_short", "near_not_short", "high",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="missing"):
        strata([np.nan])


def test_all_near_the_cutoff_are_drawn_and_a_tenth_of_the_others_on_both_sides():
    register = children()
    drawn = draw(register, as_of=AS_OF, inputs="a")
    near = register["haz"].between(-2.5, -1.5, inclusive="left")
    assert set(register.loc[near, "child_id"]) <= set(drawn["child_id"])
    sizes = drawn.groupby("stratum").size()
    for stratum, outside in (("low", register["haz"] < -2.5), ("high", register["haz"] >= -1.5)):
        assert sizes[stratum] == -(-outside.sum() // 10)
    # The inverse of the probabilities adds up to the children of each stratum.
    weights = (1 / drawn["probability"]).groupby(drawn["stratum"]).sum()
    assert weights.round(6).to_dict() == pd.Series(strata(register["haz"])).value_counts().to_dict()


def test_the_same_day_and_inputs_draw_the_same_children_in_any_order():
    register = children()
    one = draw(register, as_of=AS_OF, inputs="a")
    pd.testing.assert_frame_equal(one, draw(register.sample(frac=1, random_state=3), as_of=AS_OF, inputs="a"))
    assert not one.equals(draw(register, as_of=AS_OF, inputs="b"))
    assert not one.equals(draw(register, as_of=date(2025, 9, 30), inputs="a"))


def test_each_child_is_drawn_as_often_as_its_probability_says():
    register = children(300)
    times = pd.Series(0, index=register["child_id"])
    for k in range(100):
        drawn = draw(register, as_of=AS_OF, inputs=str(k)).set_index("child_id")
        times[drawn.index] += 1
    high = register["child_id"][register["haz"] >= -1.5]
    p = drawn.loc[drawn["stratum"].eq("high"), "probability"].iloc[0]
    assert times[high].mean() / 100 == pytest.approx(p, rel=1e-9)
    assert times[high].max() / 100 < p + 5 * np.sqrt(p * (1 - p) / 100)


def test_a_child_that_stands_twice_or_has_no_haz_is_a_bug():
    register = children(10)
    with pytest.raises(ValueError, match="twice"):
        draw(pd.concat([register, register]), as_of=AS_OF, inputs="a")
    with pytest.raises(ValueError, match="missing"):
        draw(register.assign(haz=np.nan), as_of=AS_OF, inputs="a")


def test_the_estimator_by_hand():
    # 4 low (2 seen, both short), 2 near and short (all seen, 1 still short), 10 high (2 seen, 1 short).
    first = np.r_[[-3.0] * 4, [-2.2] * 2, [0.0] * 10]
    again = np.full(16, np.nan)
    again[[0, 1, 4, 5, 6, 7]] = [-3.0, -2.5, -2.1, -1.9, -2.4, 0.3]
    found = design_weighted_prevalence(first, again, ~np.isnan(again))
    assert found.raw == pytest.approx(6 / 16)
    assert found.weighted == pytest.approx((4 * 1 + 2 * 0.5 + 10 * 0.5) / 16)
    # Only the last stratum is uncertain: (10/16)^2 (1 - 2/10) 0.25 / (2 - 1).
    assert found.se == pytest.approx(np.sqrt((10 / 16) ** 2 * 0.8 * 0.25))
    assert found.low <= found.weighted <= found.high


def test_measuring_everybody_again_gives_their_prevalence_without_doubt():
    register = children(500)
    again = register["haz"] + 0.3
    found = design_weighted_prevalence(register["haz"], again, np.ones(500))
    assert found.weighted == pytest.approx((again < -2).mean())
    assert (found.se, found.low, found.high) == pytest.approx((0, found.weighted, found.weighted))


@pytest.mark.parametrize("z", [-3.0, 0.0])
def test_edges_of_nobody_and_everybody_short(z):
    drawn = np.arange(50) < 10
    found = design_weighted_prevalence(np.full(50, z), np.where(drawn, z, np.nan), drawn)
    assert found.weighted == float(z < -2)
    assert found.high - found.low > 0.1  # ten children do not make it certain
    with pytest.raises(ValueError, match="nobody"):
        design_weighted_prevalence([], [], [])


def test_a_side_that_nobody_reached_leaves_the_figure_open():
    register = children(500)
    again = register["haz"].where(register["haz"] < -2)
    found = design_weighted_prevalence(register["haz"], again, np.ones(500))
    assert (found.weighted, found.low, found.unreached) == (None, None, ("near_not_short", "high"))


def test_second_measurements_of_children_who_were_not_drawn_do_not_count():
    register = children(500)
    drawn = register["child_id"].isin(draw(register, as_of=AS_OF, inputs="a")["child_id"])
    alone = design_weighted_prevalence(register["haz"], register["haz"].where(drawn), drawn)
    assert design_weighted_prevalence(register["haz"], register["haz"] + 0 * drawn, drawn) == alone


def test_the_correction_is_unbiased_where_the_register_is_not(simulation):
    figures = simulation.simulate(600, 0.10, 30)
    assert abs(figures["bias"]) < 0.005
    assert figures["naive_bias"] < -0.05
    assert figures["one_sided_bias"] < figures["naive_bias"]  # measuring the short ones again makes it worse
    assert figures["covers"] >= 0.9
    assert figures["false_alarm"] <= 0.05
    assert figures["alarm"] == 1


def test_honest_data_that_were_measured_again_on_one_side_fall_too(simulation):
    figures = simulation.simulate(600, 0.0, 40)
    assert abs(figures["naive_bias"]) < 0.02
    assert figures["one_sided_bias"] < -0.02


def test_sides_need_both_sides():
    assert sides([-2.2, -2.3], [True, True]).p is None
    assert not sides([], []).one_sided
    first = np.r_[np.full(20, -2.2), np.full(20, -1.8)]
    assert sides(first, first < -2).one_sided
    assert not sides(first, np.ones(40)).one_sided
    assert not sides(first, np.zeros(40)).one_sided


def test_visits_show_who_was_measured_again_within_a_fortnight():
    visits = pd.DataFrame(
        [("a", "2025-08-01", 1, -2.2), ("a", "2025-08-10", 1, -1.9), ("b", "2025-08-01", 1, -1.8),
         ("b", "2025-09-01", 1, -1.7), ("c", "2025-08-01", 1, -2.4), ("c", "2025-08-01", 2, -1.9),
         ("d", "2025-08-01", 1, np.nan), ("d", "2025-08-03", 1, -1.0)],
        columns=["child_id", "visit_date", "seq", "haz"],
    ).astype({"visit_date": "datetime64[s]"})  # fmt: skip
    found = measured_again(visits)
    assert found["child_id"].tolist() == ["a", "b", "c", "d"]
    assert found["haz"].tolist() == [-2.2, -1.8, -2.4, -1.0]
    assert found["again"].tolist() == [True, False, True, False]


def verified(n: int = 1_500, *, reach=lambda haz: np.ones(len(haz), bool)) -> pd.DataFrame:
    """A register of boys of two years and their second measurement ten days later, as the forms give them."""
    from audit.anthropometry import value_at_z

    rng = np.random.default_rng(5)
    born, seen = pd.Timestamp("2023-06-01"), pd.Timestamp("2025-08-12")
    age = np.full(n, (seen - born).days)
    lengths = value_at_z("haz", np.full(n, "m"), age, rng.normal(-1.2, 1.0, n)).round(1)
    from audit.anthropometry import zscores

    register = pd.DataFrame(
        {
            "child_id": [f"c{i:05d}" for i in range(n)], "sex": "m", "birth_date": born, "visit_date": seen,
            "lenhei_cm": lengths,
            "haz": zscores(sex=np.full(n, "m"), age=age, lenhei=lengths, measure=np.full(n, "h"))["haz"],
        }
    )  # fmt: skip
    register["drawn"] = register["child_id"].isin(draw(register, as_of=AS_OF, inputs="a")["child_id"])
    met = register[register["drawn"] & reach(register["haz"])]
    measured = pd.DataFrame(
        {
            "child_id": met["child_id"], "visit_date": seen + pd.Timedelta(days=5),
            "lenhei_cm": (met["lenhei_cm"] + rng.normal(0, 0.3, len(met))).round(1), "measure": "h",
        }
    )  # fmt: skip
    return with_second(register, measured)


def test_an_even_handed_verification_gives_a_figure_and_a_technical_error():
    rows = verified()
    check = remeasurement(MONTH, rows)
    figures = check.table.iloc[0]
    assert check.meaning.id == "remeasurement.agrees"
    assert check.value == pytest.approx(100 * figures["weighted"])
    assert figures["tem_cm"] == pytest.approx(0.3 / np.sqrt(2), rel=0.15)  # only the second reading errs
    assert abs(figures["bias_cm"]) < 0.1
    counts = dict(zip([c.level("remeasurement") for c in check.tables[0].cells], check.tables[0].counts, strict=True))
    assert counts["drawn"] == rows["drawn"].sum() == counts["measured_again"] + counts["not_reached"]
    assert counts["measured_again"] == counts["short_again"] + counts["not_short_again"]


def test_where_only_the_short_were_reached_there_is_a_warning_and_no_figure():
    check = remeasurement(MONTH, verified(reach=lambda haz: haz < -2))
    assert (check.status, check.value, check.meaning.id) == ("not_assessable", None, "remeasurement.one_sided")


def test_an_implausible_second_height_is_marked_and_left_out():
    rows = verified(300)
    first = rows.loc[rows["drawn"], "child_id"].iloc[0]
    register = rows[["child_id", "sex", "birth_date", "visit_date", "lenhei_cm", "haz", "drawn"]]
    slip = pd.DataFrame(
        {"child_id": [first], "visit_date": [pd.Timestamp("2025-08-17")], "lenhei_cm": [48.1], "measure": ["h"]}
    )
    again = with_second(register, slip).set_index("child_id")
    assert again.loc[first, "doubtful"]
    assert np.isnan(again.loc[first, "haz_again"])
    assert again["doubtful"].sum() == 1


def test_the_public_form_has_counts_and_no_rows():
    check = remeasurement(MONTH, verified())
    public = release(check, solve_pattern([check], k=5, min_width=5)).public
    assert public.table is None
