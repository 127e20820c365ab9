"""Gaps to target and their order: no order without intervals, few people grey, no target guessed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.programme.indicator_coverage import indicator_coverage
from audit.programme.indicator_gaps import gap_ranking, indicator_gaps
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import agreed_targets, essential_indicators
from audit.schemas.indicators import INDICATORS

AREAS = areas_of("64.74")
DESA = [area.code for area in AREAS.desa]
IDS = [indicator.id for indicator in essential_indicators()]


def gaps(counts, targets=None):
    """Counts by indicator, all of one desa."""
    rows = [(id, DESA[0], "2025", "laporan", "dinas", *pair) for id, pair in counts.items()]
    found = indicator_coverage(pd.DataFrame(rows, columns=list(INDICATORS.names)), AREAS, period="2025")
    return indicator_gaps(found.at(DESA[0]).reset_index(), agreed_targets() if targets is None else targets)


def row(frame, id: str):
    return frame.set_index("indicator").loc[id]


def test_a_gap_is_what_is_missing_to_the_target():
    found = row(gaps({"clean_living": (50, 100)}), "clean_living")
    assert found["gap"] == pytest.approx(0.2)
    assert found["gap_low"] == pytest.approx(0.7 - found["high"])
    assert found["gap_high"] == pytest.approx(0.7 - found["low"])
    assert (found["short"], found["met"]) == (20, "no")


def test_a_figure_that_should_be_low_has_its_gap_above():
    found = row(gaps({"unmet_need": (174, 1000)}), "unmet_need")
    assert found["gap"] == pytest.approx(0.1)
    assert found["gap_low"] < 0.1 < found["gap_high"]
    assert (found["short"], found["met"]) == (100, "no")
    assert row(gaps({"unmet_need": (0, 1000)}), "unmet_need")["met"] == "yes"


@pytest.mark.parametrize(
    ("counts", "short", "met"),
    [
        ((90, 100), 0, "yes"),
        ((70, 100), 0, "unclear"),
        ((68, 100), 2, "unclear"),
        ((0, 100), 70, "no"),
        ((100, 100), 0, "yes"),
    ],
)
def test_whether_a_target_is_met(counts, short, met):
    found = row(gaps({"clean_living": counts}), "clean_living")
    assert (found["short"], found["met"]) == (short, met)


def test_everybody_reached_of_whom_all_should_be_is_met():
    assert row(gaps({"safe_water": (100, 100)}), "safe_water")["met"] == "yes"
    assert row(gaps({"safe_water": (99, 100)}), "safe_water")["met"] == "no"


def test_a_target_on_which_documents_differ_is_open_until_the_district_names_one():
    open_ = row(gaps({"girls_iron_tablets": (60, 100)}), "girls_iron_tablets")
    assert (open_["reason"], open_["met"]) == ("target_open", "")
    assert np.isnan(open_["gap"])
    assert np.isnan(open_["short"])
    own = row(gaps({"girls_iron_tablets": (60, 100)}, {"girls_iron_tablets": 0.8}), "girls_iron_tablets")
    assert own["gap"] == pytest.approx(0.2)


def test_gaps_far_apart_have_one_place_and_those_alike_share_a_group():
    counts = {"clean_living": (100, 1000), "home_gardens": (300, 1000)}
    counts |= {"postpartum_contraception": (510, 1000), "fish_promotion": (705, 1000)}
    ranked = gap_ranking(gaps(counts), seed=0).dropna(subset=["place"])
    assert ranked["indicator"].tolist() == [
        "clean_living",
        "home_gardens",
        "fish_promotion",
        "postpartum_contraception",
    ]
    assert ranked["group"].tolist() == [1, 2, 2, 2]
    first = ranked.iloc[0]
    assert (first["place_low"], first["place_high"]) == (1, 1)
    assert ranked["place_high"].iloc[2] == 4


def test_without_people_enough_or_a_target_there_is_no_place():
    counts = {"clean_living": (1, 19), "girls_iron_tablets": (10, 100), "fish_promotion": (50, 100)}
    ranked = gap_ranking(gaps(counts), seed=0)
    assert ranked.dropna(subset=["place"])["indicator"].tolist() == ["fish_promotion"]
    assert len(ranked) == 29
    assert row(ranked, "clean_living")["reason"] == "few"


def test_nothing_known_has_no_order():
    ranked = gap_ranking(gaps({}), seed=0)
    assert len(ranked) == 29
    assert ranked[["place", "place_low", "place_high", "group"]].isna().all(axis=None)


def test_the_same_seed_gives_the_same_places():
    counts = {id: (40 + i, 100) for i, id in enumerate(IDS)}
    assert gap_ranking(gaps(counts), seed=3).equals(gap_ranking(gaps(counts), seed=3))


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(20, 200)), min_size=2, max_size=10))
def test_places_are_an_order_within_their_intervals(pairs):
    counts = {id: (min(p), max(p)) for id, p in zip(IDS[1:], pairs, strict=False)}
    ranked = gap_ranking(gaps(counts), seed=1).dropna(subset=["place"])
    n = len(pairs)
    assert ranked["place"].tolist() == list(range(1, n + 1))
    assert ranked["gap"].is_monotonic_decreasing
    assert ranked["place_low"].between(1, n).all()
    assert (ranked["place_low"] <= ranked["place_high"]).all()
    assert ranked["group"].iloc[0] == 1
    assert ranked["group"].diff().dropna().isin([0, 1]).all()


def test_rank_intervals_hold_the_true_order_about_as_often_as_they_say():
    truth = np.linspace(0.3, 0.6, 8)
    rng = np.random.default_rng(5)
    held = []
    for _ in range(12):
        counts = {id: (int(rng.binomial(100, p)), 100) for id, p in zip(IDS[1:9], truth, strict=True)}
        targets = dict.fromkeys(counts, 0.9)
        ranked = gap_ranking(gaps(counts, targets), seed=2).dropna(subset=["place"]).set_index("indicator")
        held += [ranked["place_low"][id] <= i + 1 <= ranked["place_high"][id] for i, id in enumerate(counts)]
    assert np.mean(held) > 0.9
