"""A design as codes: PSUs within strata, weights, finite population, what is missing and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.survey import Design

FRAME = pd.DataFrame(
    {
        "cluster": ["a", "b", "a", "c", "a", "c"],
        "strata": [1, 1, 2, 2, 1, 2],
        "weight": [1.0, 2.0, 3.0, 0.0, 5.0, 6.0],
        "population": [10, 10, 4, 4, 10, 4],
    }
)


def test_clusters_are_read_within_their_stratum():
    design = Design("cluster", "strata", "weight").resolve(FRAME)
    assert design.n_psu.tolist() == [2, 2]
    assert design.stratum.tolist() == [0, 0, 1, 1]
    assert design.psu.tolist() == [0, 1, 2, 3, 0, 3]
    assert design.df == 2
    assert design.notes == ()


def test_arrays_do_what_names_do():
    by_name = Design("cluster", "strata", "weight", "population").resolve(FRAME)
    parts = (FRAME["cluster"], FRAME["strata"].astype("category"), FRAME["weight"].to_numpy())
    by_array = Design(*parts, [10, 10, 4, 4, 10, 4]).resolve(len(FRAME))
    for part in ("psu", "stratum", "weight", "fraction", "n_psu"):
        assert getattr(by_name, part).tolist() == getattr(by_array, part).tolist()


def test_without_clusters_every_row_is_a_psu():
    design = Design().resolve(4)
    assert (design.psu.tolist(), design.df, design.weight.tolist()) == ([0, 1, 2, 3], 3, [1, 1, 1, 1])


def test_population_and_fraction_mean_the_same():
    counted = Design("cluster", "strata", fpc="population").resolve(FRAME)
    shared = Design("cluster", "strata", fpc=FRAME["strata"].map({1: 0.2, 2: 0.5})).resolve(FRAME)
    assert counted.fraction.tolist() == shared.fraction.tolist() == [0.2, 0.2, 0.5, 0.5]


def test_row_without_weight_keeps_its_psu_and_weighs_nothing():
    design = Design("cluster", "strata", FRAME["weight"].mask(FRAME["cluster"] == "b")).resolve(FRAME)
    assert design.n_psu.tolist() == [2, 2]
    assert design.weight.tolist() == [1, 0, 3, 0, 5, 6]
    assert design.df == 1  # PSU b weighs nothing, and so leaves its stratum a single one
    assert [(note.id, note.values) for note in design.notes] == [("survey.rows_without_weight", {"count": 1})]


@pytest.mark.parametrize("part", ["cluster", "strata"])
def test_row_without_cluster_or_stratum_is_left_out_and_said(part):
    frame = FRAME.assign(**{part: FRAME[part].astype(object).mask(FRAME.index == 1)})
    design = Design("cluster", "strata", "weight").resolve(frame)
    assert design.known.tolist() == [True, False, True, True, True, True]
    assert design.weight[1] == 0
    assert design.n_psu.tolist() == [1, 2]
    assert [note.id for note in design.notes] == ["survey.rows_left_out", "survey.single_psu_strata"]


def test_one_cluster_is_said():
    assert [note.id for note in Design(["x", "x"]).resolve(2).notes] == ["survey.too_few_psu"]


def test_nobody_is_a_design_too():
    design = Design("cluster", "strata", "weight", "population").resolve(FRAME[:0])
    assert (design.psu.size, design.stratum.size, design.n_psu.size, design.df) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("design", "rows", "id"),
    [
        (Design("desa"), FRAME, "survey.unknown_column"),
        (Design("cluster"), 6, "survey.name_without_frame"),
        (Design([1, 2]), FRAME, "survey.other_length"),
        (Design(weight=[1, 1, 1, 1, 1, -1]), FRAME, "survey.bad_weight"),
        (Design(weight=[1, 1, 1, 1, 1, np.inf]), FRAME, "survey.bad_weight"),
        (Design("cluster", fpc="population"), FRAME, "survey.bad_fpc"),
        (Design("cluster", fpc=[3, 3, 3, 3, 3, np.nan]), FRAME, "survey.bad_fpc"),
        (Design("cluster", fpc=[0] * 6), FRAME, "survey.bad_fpc"),
        (Design("cluster", fpc=[2] * 6), FRAME, "survey.fpc_below_sample"),
    ],
)
def test_what_cannot_be_is_refused(design, rows, id):
    with pytest.raises(InputError) as refused:
        design.resolve(rows)
    assert refused.value.id == id
