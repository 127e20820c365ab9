"""Partitions: swapped whole, checked for their version, read by DuckDB without touching a figure."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from audit.errors import InputError
from audit.schemas import LAKE
from audit.store.lake import lay, months_of, open_stream, partitions, stream


def rows(*areas, **columns):
    return LAKE.conform(pd.DataFrame({"area_code": list(areas), "newest": True, **columns}))


def read(files, batch=1024):
    with open_stream(threads=1, memory_mb=256) as connection:
        return pa.Table.from_batches(stream(connection, files, batch)).to_pandas()


def test_codes_stay_text_and_numbers_keep_every_bit(tmp_path):
    # 17.10 is no number, and 0.1 + 0.2 no decimal of one place.
    file = lay(tmp_path, "17.10", "2025-08", rows("17.10.01.2001", None, weight_kg=[0.1 + 0.2, None]))
    assert file == tmp_path / "province=17" / "district=17.10" / "month=2025-08" / "rows.parquet"
    found = read([file])
    assert found["area_code"].tolist()[0] == "17.10.01.2001"
    assert found["weight_kg"][0] == 0.1 + 0.2
    assert found.isna()[["area_code", "weight_kg"]].to_numpy().tolist() == [[False, False], [True, True]]


def test_a_month_is_replaced_whole_and_others_stay(tmp_path):
    for month in ("2025-07", "2025-08"):
        lay(tmp_path, "17.71", month, rows("a", "b"))
    lay(tmp_path, "17.71", "2025-08", rows("c"))
    assert read(partitions(tmp_path, "2025-08"))["area_code"].tolist() == ["c"]
    assert sorted(read(partitions(tmp_path, "2025-07"))["area_code"]) == ["a", "b"]
    assert months_of(tmp_path) == ("2025-07", "2025-08")


def test_what_a_killed_run_left_is_put_right(tmp_path):
    folder = lay(tmp_path, "17.71", "2025-08", rows("a")).parent
    folder.rename(folder.with_name(folder.name + ".old"))
    assert months_of(tmp_path) == ()
    assert read(partitions(tmp_path, "2025-08"))["area_code"].tolist() == ["a"]


@pytest.mark.parametrize(
    ("tag", "id"),
    [
        ("lake/2", "store.newer"),
        ("lake/0", "store.older"),
        ("visits/1", "store.other_table"),
        ("", "store.not_a_table"),
    ],
)
def test_another_table_or_version_is_refused(tmp_path, tag, id):
    file = lay(tmp_path, "17.71", "2025-08", rows("a"))
    parquet.write_table(parquet.read_table(file).replace_schema_metadata({"audit.schema": tag}), file)
    with pytest.raises(InputError) as refused:
        partitions(tmp_path, "2025-08")
    assert refused.value.id == id


def test_what_is_no_parquet_is_refused(tmp_path):
    lay(tmp_path, "17.71", "2025-08", rows("a")).write_text("nama;umur", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        partitions(tmp_path, "2025-08")
    assert refused.value.id == "store.not_a_table"
