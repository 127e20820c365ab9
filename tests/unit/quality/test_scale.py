"""The cost model of ``benchmarks/scale.py``: constants from two months, districts shared out."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


@pytest.fixture
def scale(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    yield importlib.import_module("scale")
    for name in ("scale", "national_lake"):
        sys.modules.pop(name, None)


def test_the_constants_of_two_months_give_those_months_back(scale):
    constants = scale.solved(0.5, 10, (100, 30.0), (300, 70.0))
    assert constants == scale.Constants(0.5, 0.2, 1.0)  # 20 s for 100 rows and 10 s for 10 desa
    assert constants.counted(300, 10) == 70.0


def test_every_district_goes_to_one_machine_and_the_largest_first(scale):
    sizes = {"a": 5.0, "b": 4.0, "c": 3.0, "d": 3.0, "e": 3.0}
    assert scale.shared(sizes, 2) == [["a", "d"], ["b", "c", "e"]]
    assert scale.shared(sizes, 1) == [["a", "b", "c", "d", "e"]]
    assert scale.slowest(scale.Constants(1.0, 2.0, 0.0), sizes, dict.fromkeys(sizes, 1), 2) == (10.0, 20.0)


def test_no_machine_takes_less_than_the_largest_district(scale):
    sizes = {"a": 8.0, "b": 1.0}
    assert scale.slowest(scale.Constants(1.0, 1.0, 0.0), sizes, {"a": 1, "b": 1}, 32) == (8.0, 8.0)
