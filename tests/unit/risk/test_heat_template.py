"""The file that HEAT Plus takes: its own checks of an upload, restated here, and what a withheld group leaves out."""

from __future__ import annotations

import csv

import numpy as np
import pandas as pd
import pytest

from audit.errors import InputError
from audit.risk import group_inequality, heat_frame, write_heat

WORDS = {1: "Q1 (termiskin)", 2: "Q2", 3: "Q3 (terkaya)"}
FILLED = (
    "setting", "year", "source", "indicator_abbr", "indicator_name", "dimension", "subgroup", "favourable_indicator",
    "indicator_scale", "ordered_dimension", "subgroup_order", "reference_subgroup",
)  # fmt: skip
# The template's columns as WHO's user manual lists them, some of which the program renames on reading.
REQUIRED = {
    *FILLED, "estimate", "se", "ci_lb", "ci_ub", "population", "flag", "setting_average", "iso3",
}  # fmt: skip


def groups():
    y = [1] * 6 + [0] * 4 + [1] * 4 + [0] * 6 + [1] * 2 + [0] * 8
    return group_inequality(y, [1] * 10 + [2] * 10 + [3] * 10, ordered=True).groups


def frame(table=None, **more):
    given = {
        "setting": "Kota Contoh",
        "year": 2025,
        "source": "e-PPGBM",
        "indicator": ("stunting", "Balita pendek (%)"),
        "dimension": "Kesejahteraan",
        "ordered": True,
        "average": 0.4,
    }
    return heat_frame(groups() if table is None else table, WORDS, **(given | more))


def accepted(rows: list[dict[str, str]]) -> bool:
    """The checks of an upload by HEAT Plus, one after the other."""
    numbers = [name for name in rows[0] if name not in {*FILLED[:1], *FILLED[2:7], "flag", "iso3"}]
    strata = {(r["setting"], r["year"], r["indicator_abbr"], r["dimension"]) for r in rows}
    ordered = {r["ordered_dimension"] for r in rows}
    orders = sorted(int(r["subgroup_order"]) for r in rows)
    words = [r[name] for r in rows for name in ("setting", "source", "indicator_abbr", "dimension", "subgroup")]
    return (
        set(rows[0]) == REQUIRED
        and len(rows) > 1
        and all(r[name] != "" for r in rows for name in FILLED)
        and any(r["estimate"] for r in rows)
        and not any(word.replace(".", "", 1).isdigit() for word in words)
        and all(float(r[name]) >= 0 for r in rows for name in numbers if r[name])
        and all(len(r["year"]) == 4 and r["year"].isdigit() for r in rows)
        and len(strata) == len(ordered) == 1
        and (orders == list(range(1, len(rows) + 1)) if ordered == {"1"} else set(orders) == {0})
        and sum(int(r["reference_subgroup"]) for r in rows) == (0 if ordered == {"1"} else 1)
        and all(r["iso3"] == "" for r in rows)
    )


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("more", [{}, {"ordered": False, "reference": 3}])
def test_heat_would_take_the_file(tmp_path, more):
    write_heat(tmp_path / "heat.csv", frame(**more))
    rows = read(tmp_path / "heat.csv")
    assert accepted(rows)
    assert [float(row["estimate"]) for row in rows] == pytest.approx([60, 40, 20])
    assert [row["population"] for row in rows] == ["10"] * 3
    assert {row["setting_average"] for row in rows} == {"40.0"}


@pytest.mark.parametrize("fault", [{"subgroup": "1"}, {"iso3": "IDN"}, {"subgroup_order": 0}, {"estimate": -1.0}])
def test_a_fault_is_found(tmp_path, fault):
    broken = frame()
    for column, value in fault.items():
        broken[column] = value
    write_heat(tmp_path / "heat.csv", broken)
    assert not accepted(read(tmp_path / "heat.csv"))


def test_a_withheld_group_cannot_be_computed_from_the_others(tmp_path):
    table = groups()
    table.loc[1, "est"] = np.nan
    write_heat(tmp_path / "heat.csv", frame(table))
    rows = read(tmp_path / "heat.csv")
    assert accepted(rows)
    assert [rows[1][name] for name in ("estimate", "se", "ci_lb", "ci_ub")] == [""] * 4
    assert {row[name] for row in rows for name in ("population", "setting_average")} == {""}
    assert rows[0]["estimate"]


def test_the_same_file_twice(tmp_path):
    for name in ("a.csv", "b.csv"):
        write_heat(tmp_path / name, frame())
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_what_heat_refuses_is_refused_here():
    with pytest.raises(InputError):
        frame(groups().head(1))
    with pytest.raises(ValueError, match="digits"):
        heat_frame(
            pd.DataFrame({"group": ["17.71", "17.72"], "est": 0.1, "se": 0.1, "low": 0.1, "high": 0.1, "n": 5}),
            {"17.71": "17.71", "17.72": "17.72"},
            setting="A", year=2025, source="B", indicator=("c", "d"), dimension="e", ordered=False,
        )  # fmt: skip
