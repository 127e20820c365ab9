"""The border reads from the synthetic files what was written into them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from audit.reference.sample_registers import Figure, district_spec
from audit.register import read_visits
from audit.synth import make_register

FILES = ("eppgbm-2024.xlsx", "puskesmas-2024.csv", "eppgbm-2025.xlsx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("register")
    make_register(replace(district_spec("35.71"), register_size=Figure(2_000)), path)
    return path


@pytest.mark.parametrize("file", FILES)
def test_every_row_comes_back_with_its_values(folder: Path, file: str) -> None:
    result = read_visits(folder / file, district="35.71")
    aside = result.set_aside
    assert not aside["scope"].isin(["row", "cell"]).any()
    assert set(aside["column"]) <= {"-1"}, "a column of the puskesmas' own is said to be unread, and nothing else is"
    visits = pd.read_parquet(folder / "truth-visits.parquet").query("file == @file").set_index("sheet_row")
    children = pd.read_parquet(folder / "truth-children.parquet").set_index("child_id").loc[visits["child_id"]]
    records = result.records.set_index("source_row").sort_index()
    assert records.index.tolist() == visits.index.tolist()
    assert (records["visit_date"] == visits["visit_date"]).all()
    assert records["birth_date"].tolist() == children["birth_date"].tolist()
    assert records["sex"].tolist() == children["sex"].tolist()
    assert records["area_code"].tolist() == children["area_code"].tolist()
    for read, written in (("weight_kg", "weight_kg"), ("lenhei_cm", "lenhei_cm"), ("exported_haz", "haz")):
        assert records[read].to_numpy(dtype=float) == pytest.approx(visits[written].to_numpy(), nan_ok=True), read
    masked = file == "eppgbm-2025.xlsx"
    assert set(records["nik_status"]) == {"disensor" if masked else "ok"}
    if not masked:
        assert records["nik"].tolist() == children["nik"].tolist()
