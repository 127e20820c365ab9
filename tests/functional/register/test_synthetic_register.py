"""A whole synthetic register with dirt, written by code that shares nothing with the reader, against its own truth."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.reference.sample_registers import district_spec
from audit.register import read_visits
from audit.synth import make_register

CODE = "17.71"


@pytest.mark.slow
def test_every_measurement_is_the_one_that_was_written(tmp_path):
    make_register(district_spec(CODE), tmp_path, dirt=True)
    truth = pd.read_parquet(tmp_path / "truth-visits.parquet")
    for file, rows in truth.groupby("file"):
        result = read_visits(tmp_path / str(file), district=CODE)
        read = result.records.set_index("source_row")
        rows = rows.set_index("sheet_row")
        assert result.summary.rows_read == result.summary.rows_kept == len(rows) == len(read)
        assert read["area_code"].notna().all()
        assert (read["visit_date"] == rows["visit_date"].reindex(read.index)).all()
        aside = result.set_aside[result.set_aside["scope"].eq("cell")]
        for field in ("weight_kg", "lenhei_cm"):
            written = rows[field].reindex(read.index)
            differs = ~(read[field].eq(written) | (read[field].isna() & written.isna()))
            assert read.loc[differs, field].isna().all()
            assert set(read.index[differs]) <= set(aside.loc[aside["reason"].eq("di_luar_batas"), "source_row"])
