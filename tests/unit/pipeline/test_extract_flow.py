"""Numbers at each step: what comes in less what is left out goes on."""

from __future__ import annotations

import pytest
from extract_universe import extract_params, universe

from audit.pipeline.extract_flow import flow, linkage_quality
from audit.pipeline.extract_tables import make_tables

LEVELS = extract_params().levels.model_dump() | {"time": "years", "age": "years"}


@pytest.mark.parametrize("linked", [False, True])
def test_every_part_adds_up(linked):
    one = universe(levels=LEVELS, linked=linked, suppress_percent=20, consent={"basis": "given"})
    steps = flow(one, make_tables(one, b"kunci"))
    assert list(steps["part"].unique()) == ["rows", "measurements", "children", "eligible"]
    for _, rows in steps.groupby("part"):
        assert rows["n"].iloc[0] - rows["n"].iloc[1:-1].sum() == rows["n"].iloc[-1]
        assert rows["n"].ge(0).all()
    told = steps.set_index(["part", "reason"])["n"]
    assert (told["children", "refused"], told["children", "not_asked"]) == (1, 199)
    assert told["rows", "bukan_data"] == 2


def test_parts_that_were_not_asked_for_are_not_told():
    one = universe(tables=["selection"])
    assert "children" not in set(flow(one, make_tables(one, b"kunci"))["part"])


def test_linkage_is_told_as_counts_of_counts():
    quality = linkage_quality(universe()).set_index("measure")
    assert quality.loc["pairs_to_decide"].tolist() == [2, 400]
    assert quality.loc["children_with_sound_nik"].tolist() == [400, 400]
    assert (quality["n"] <= quality["of"]).all()
