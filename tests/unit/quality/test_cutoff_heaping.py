"""Heights at the cut-off: what fires, what keeps still, and what cannot be said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import value_at_z
from audit.language import text
from audit.quality import cutoff_heaping, heaping_at_levels, placebo_cutoffs
from audit.survey.false_discoveries import benjamini_hochberg


def bell(n: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(-1.2, 1.09, n).round(2)


def row(z, **options):
    (found,) = cutoff_heaping(pd.DataFrame({"area_code": "17.71.01", "haz": z}), **options).table.to_dict("records")
    return found


def real_register() -> np.ndarray:
    """The kecamatan of the issue: 648 just above, 13 just below, neighbouring bins about 177 each."""
    z = bell(6_300)
    away = z[(z < -2.105) | (z >= -1.895)]
    rng = np.random.default_rng(2)
    edge = (rng.integers(0, 4, 648) - 200) / 100  # the smallest heights that are not stunted
    return np.concatenate([away, edge, rng.integers(-210, -200, 13) / 100])


def test_a_real_register_fires_as_a_pile():
    z = real_register()
    neighbours = [((z >= low - 0.001) & (z < low + 0.099)).sum() for low in (-2.2, -1.9)]
    assert neighbours == [pytest.approx(177, abs=30)] * 2
    found = row(z)
    assert (found["n_above"], found["n_below"], found["verdict"]) == (648, 13, "pile")
    assert found["moved_low"] < 648 - 185 < found["moved_high"]
    assert found["prevalence_if_restored"] > found["prevalence"]
    assert not found["alarm_lowered"]


def test_a_bell_is_silent_and_so_are_its_placebos():
    found = row(bell(5_000))
    assert (found["alarm"], found["alarm_lowered"], found["verdict"]) == (False, False, "")
    assert found["p"] > 0.05
    assert found["placebo_p"] > 0.05
    placebos = placebo_cutoffs(pd.DataFrame({"area_code": "a", "haz": bell(5_000)}))
    assert placebos["cutoff"].tolist() == [-3.0, -2.5, -1.5, -1.0]
    assert (placebos["p"] > 0.01).all()


def test_a_gap_without_a_pile_has_the_other_verdict():
    z = bell(5_000)
    below = (z >= -2.3) & (z < -2.0)
    rng = np.random.default_rng(3)
    z[below & (rng.random(5_000) < 0.5)] += 0.4  # measured again and found taller: nowhere near the edge
    assert row(z)["verdict"] == "gap"


def test_the_mirror_finds_children_lowered_under_the_cutoff():
    z = bell(2_000)
    lowered = np.flatnonzero((z >= -2.0) & (z < -1.0))[:60]
    z[lowered] = -2.01
    found = row(z)
    assert found["alarm_lowered"]
    assert not found["alarm"]
    assert found["moved_lowered_low"] < 60 < found["moved_lowered_high"]


def test_the_cut_lies_between_two_hundredths():
    found = row(np.concatenate([bell(200), [-2.0, -1.91, -1.9, -2.01, -2.1, -2.11]]))
    usual = row(bell(200))
    assert found["n_above"] - usual["n_above"] == 2
    assert found["n_below"] - usual["n_below"] == 2


def test_few_children_are_not_tested_and_never_called_clean():
    result = cutoff_heaping(pd.DataFrame({"area_code": "a", "haz": bell(29)}))
    assert result.table is not None
    assert result.table[["p", "q", "moved", "p_lowered", "placebo_p"]].isna().all(axis=None)
    assert result.table["verdict"].tolist() == [""]
    assert (result.status, result.value, result.n) == ("not_assessable", None, 29)


@pytest.mark.parametrize("z", [[], [np.nan] * 40, [-7.0] * 40])
def test_no_plausible_z_is_not_assessable(z):
    result = cutoff_heaping(pd.DataFrame({"area_code": ["a"] * len(z), "haz": np.array(z, dtype=float)}))
    assert (result.status, result.n) == ("not_assessable", 0)


@pytest.mark.parametrize("z", [-4.0, -2.01, -2.0, 1.0])
def test_all_children_at_one_place_are_no_crash(z):
    assert 0 <= row(np.full(60, z))["p"] <= 1


def test_a_child_counts_once_whatever_the_order_of_rows():
    z = bell(900)
    frame = pd.DataFrame({"area_code": "a", "child_id": [f"c{i % 300}" for i in range(900)], "haz": z})
    one = cutoff_heaping(frame, seed=5)
    other = cutoff_heaping(frame.sample(frac=1, random_state=1), seed=5)
    assert one.n == 300
    pd.testing.assert_frame_equal(one.table, other.table)


def test_z_is_computed_where_there_are_heights():
    rng = np.random.default_rng(4)
    born = pd.Timestamp("2023-01-01") + pd.to_timedelta(rng.integers(0, 700, 400), unit="D")
    frame = pd.DataFrame({"posyandu": "p", "sex": rng.choice(["m", "f"], 400), "birth_date": born})
    frame["visit_date"] = pd.Timestamp("2025-08-05")
    days = (frame["visit_date"] - frame["birth_date"]).dt.days
    frame["lenhei_cm"] = value_at_z("haz", frame["sex"], days, bell(400)).round(1)
    result = cutoff_heaping(frame, by="posyandu")
    aged = cutoff_heaping(frame.drop(columns=["birth_date", "visit_date"]).assign(age_days=days), by="posyandu")
    assert result.n == 400
    assert result.table is not None
    assert result.table["posyandu"].tolist() == ["p"]
    pd.testing.assert_frame_equal(result.table, aged.table)


def test_rows_without_an_area_are_no_area():
    frame = pd.DataFrame({"area_code": ["a"] * 100 + [None] * 100, "haz": bell(200)})
    result = cutoff_heaping(frame)
    assert result.table is not None
    assert result.table["area_code"].tolist() == ["a"]
    assert result.table["n"].tolist() == [100]


def nested(z: np.ndarray) -> pd.DataFrame:
    """Children of 2 desa in each of 2 kecamatan; all values go to the first desa, further ones to the others."""
    others = [bell(300, seed) for seed in (2, 3, 4)]
    desa = np.repeat(["1.1", "1.2", "2.1", "2.2"], [len(z), *map(len, others)])
    return pd.DataFrame({"desa": desa, "kecamatan": [d[0] for d in desa], "haz": np.concatenate([z, *others])})


def test_levels_are_one_family_of_tests():
    frame = nested(bell(300, 1))
    table = heaping_at_levels(frame, ("kecamatan", "desa")).table
    apart = [cutoff_heaping(frame, by=level).table for level in ("kecamatan", "desa")]
    assert table[["level", "name"]].to_numpy().tolist() == [
        ["kecamatan", "1"], ["kecamatan", "2"], ["desa", "1.1"], ["desa", "1.2"], ["desa", "2.1"], ["desa", "2.2"],
    ]  # fmt: skip
    for p in ("p", "p_lowered"):
        np.testing.assert_array_equal(table[p], np.concatenate([t[p] for t in apart]))
        np.testing.assert_array_equal(table[p.replace("p", "q", 1)], benjamini_hochberg(table[p]))


def test_a_pile_is_one_at_every_level_that_holds_it():
    found = heaping_at_levels(nested(real_register()), ("kecamatan", "desa"))
    assert found.table is not None
    piled = found.table.loc[found.table["verdict"].eq("pile"), "name"]
    assert (piled.tolist(), found.status, found.meaning.values["flagged"]) == (["1", "1.1"], "poor", 2)


def test_levels_without_children_are_not_assessable():
    result = heaping_at_levels(nested(bell(0)).head(0), ("kecamatan", "desa"))
    assert (result.status, result.value, result.n) == ("not_assessable", None, 0)


@pytest.mark.parametrize("z", [bell(40), real_register()], ids=["silent", "pile"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_it_means_can_be_said(z, language):
    meaning = cutoff_heaping(pd.DataFrame({"area_code": "a", "haz": z})).meaning
    assert text(meaning.id, language, **meaning.values)
    assert text(f"{meaning.id}.disamarkan", language)
