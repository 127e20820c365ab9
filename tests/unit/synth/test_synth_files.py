"""Which rows stand in which file: a register that one workbook does not hold goes on in the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from audit.reference.sample_registers import Figure, district_spec
from audit.register import read_visits
from audit.synth.attendance import attend
from audit.synth.files import MONTHS, write_files
from audit.synth.measuring import measure
from audit.synth.rows import sheet_rows
from audit.synth.world import make_world


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    spec = replace(district_spec("35.71"), register_size=Figure(300))
    world, rng = make_world(spec), np.random.default_rng(5)
    visits = measure(world.people, world.places, attend(spec, world.people, world.places, list(MONTHS), rng), rng)
    return sheet_rows(spec, world.people, world.places, visits.assign(gain="O"))


def test_whole_kecamatan_go_on_in_the_next_file(rows: pd.DataFrame, tmp_path: Path) -> None:
    written = write_files(tmp_path, rows, dirt=True, rng=np.random.default_rng(5), most_rows=1)
    newest = [f"eppgbm-2025{n}.xlsx" for n in ("", "-2", "-3")]  # Kota Kediri has three kecamatan
    assert sorted(path.name for path in tmp_path.glob("eppgbm-2025*")) == sorted(newest)
    of_file = written.rows.groupby("file")["kecamatan"].unique()
    assert sorted(of_file[name].tolist() for name in newest) == sorted([name] for name in rows["kecamatan"].unique())
    read = {name: read_visits(tmp_path / name, district="35.71").records for name in newest}
    assert {name: len(found) for name, found in read.items()} == written.rows["file"].value_counts()[newest].to_dict()
    assert set(written.errors["file"]) <= set(written.rows["file"])
    assert set(newest) <= set(written.errors["file"]), "errors are put into every file, and logged with its name"


def test_a_register_that_one_file_holds_stays_in_one(rows: pd.DataFrame, tmp_path: Path) -> None:
    write_files(tmp_path, rows, dirt=False, rng=np.random.default_rng(5))
    assert [path.name for path in sorted(tmp_path.glob("eppgbm-2025*"))] == ["eppgbm-2025.xlsx"]
