"""Real children measured by a research team: nothing may be said to pile up at -2, nor at any placebo cut-off.

WASH Benefits Bangladesh (Luby et al., Lancet Glob Health 2018), two rounds. z-scores are computed from sex, age in days
and length; the posture is not in the file and taken as that of the age.
"""

from __future__ import annotations

import pandas as pd
import pytest

from audit.quality import cutoff_heaping, placebo_cutoffs

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def rounds(shared):
    file = shared("data/real/washb_bangladesh.csv")
    rows = pd.read_csv(file, usecols=["sex", "aged", "length", "svy", "block"])
    rows["sex"] = rows["sex"].map({"male": "m", "female": "f"})
    return rows.rename(columns={"aged": "age_days", "length": "lenhei_cm"}).assign(
        block_round=rows["svy"].astype(str) + "/" + rows["block"].astype(str)
    )


def test_both_rounds_are_silent(rounds):
    result = cutoff_heaping(rounds, by="svy")
    table = result.table
    assert table is not None
    assert result.n == pytest.approx(6_442, abs=60)  # lengths in the study's own count
    assert (table["p"] > 0.05).all()
    assert (table["p_spike"] > 0.05).all()
    assert (table["p_lowered"] > 0.05).all()
    assert table["verdict"].eq("").all()


def test_placebo_cutoffs_are_silent(rounds):
    assert (placebo_cutoffs(rounds, by="svy")["q"] > 0.05).all()


def test_no_block_of_about_fifty_children_is_blamed(rounds):
    table = cutoff_heaping(rounds, by="block_round").table
    assert table is not None
    assert not table["alarm"].any()
    assert (table["p"] < 0.05).mean() <= 0.05
