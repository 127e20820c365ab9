from __future__ import annotations

import os
import stat

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from audit.errors import InputError, OutputError
from audit.schemas import CHILDREN, VISITS, Table
from audit.store import read_table, write_table

FIRST = Table("parcels", 1, ("parcel",), (("parcel", "string"), ("grams", "float64")))
THIRD = Table("parcels", 3, ("parcel",), (("parcel", "string"), ("weight_kg", "float64"), ("fragile", "boolean")))
MIGRATIONS = {
    ("parcels", 1): lambda frame: frame.assign(weight_kg=frame.pop("grams") / 1000),
    ("parcels", 2): lambda frame: frame.assign(fragile=pd.NA),
}


@pytest.fixture
def parcels() -> pd.DataFrame:
    return pd.DataFrame({"parcel": ["a", "b"], "grams": [1500.0, None]})


def test_a_table_comes_back_as_it_went(tmp_path):
    frame = VISITS.conform(
        pd.DataFrame(
            {
                "child_id": ["x", "y"],
                "visit_date": pd.to_datetime(["2025-02-11", "2025-02-12"]),
                "seq": [1, 1],
                "weight_kg": [7.25, None],
                "measure": ["l", None],
                "source_row": [2, None],
            }
        )
    )
    write_table(frame, VISITS, tmp_path / "visits.parquet")
    pd.testing.assert_frame_equal(read_table(tmp_path / "visits.parquet", VISITS), frame)


def test_an_empty_table_comes_back_with_its_columns(tmp_path):
    write_table(pd.DataFrame(), CHILDREN, tmp_path / "children.parquet")
    back = read_table(tmp_path / "children.parquet", CHILDREN)
    assert list(back.columns) == list(CHILDREN.names)
    assert back.empty


def test_the_file_says_which_schema_it_has_and_nothing_of_the_machine(tmp_path, parcels):
    write_table(parcels, FIRST, tmp_path / "p.parquet")
    assert parquet.read_schema(tmp_path / "p.parquet").metadata == {b"audit.schema": b"parcels/1"}


def test_equal_frames_give_equal_bytes(tmp_path, parcels):
    write_table(parcels, FIRST, tmp_path / "one.parquet")
    write_table(parcels.set_index(pd.Index([7, 3])), FIRST, tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_the_owner_may_read(tmp_path, parcels):
    write_table(parcels, FIRST, tmp_path / "p.parquet")
    assert stat.S_IMODE((tmp_path / "p.parquet").stat().st_mode) == 0o600


def test_an_older_file_is_migrated_step_by_step(tmp_path, parcels):
    write_table(parcels, FIRST, tmp_path / "p.parquet")
    back = read_table(tmp_path / "p.parquet", THIRD, migrations=MIGRATIONS)
    assert back["weight_kg"].tolist()[0] == 1.5
    assert back["weight_kg"].isna().tolist() == [False, True]
    assert list(back.columns) == ["parcel", "weight_kg", "fragile"]


def test_visits_of_the_first_version_have_no_day_of_entry(tmp_path):
    first = Table("visits", 1, VISITS.key, tuple(column for column in VISITS.columns if column[0] != "entry_date"))
    frame = pd.DataFrame({"child_id": ["x"], "visit_date": pd.to_datetime(["2025-02-11"]), "seq": [1]})
    write_table(frame, first, tmp_path / "visits.parquet")
    back = read_table(tmp_path / "visits.parquet", VISITS)
    assert list(back.columns) == list(VISITS.names)
    assert back["entry_date"].isna().all()


def test_a_newer_file_is_refused(tmp_path):
    write_table(pd.DataFrame({"parcel": ["a"]}), THIRD, tmp_path / "p.parquet")
    with pytest.raises(InputError) as refused:
        read_table(tmp_path / "p.parquet", FIRST)
    assert refused.value.id == "store.newer"
    assert refused.value.exit_code == 11
    assert "p.parquet" in str(refused.value)


def test_another_table_is_refused(tmp_path, parcels):
    write_table(parcels, FIRST, tmp_path / "p.parquet")
    with pytest.raises(InputError, match=r"parcels.*visits"):
        read_table(tmp_path / "p.parquet", VISITS)


@pytest.mark.parametrize("content", ["text", "foreign", "repeated key"])
def test_what_is_no_table_of_ours_is_refused(tmp_path, content):
    path = tmp_path / "p.parquet"
    if content == "text":
        path.write_text("parcel;grams", encoding="utf-8")
    else:
        tagged = {b"audit.schema": b"parcels/1"} if content == "repeated key" else None
        parquet.write_table(pa.table({"parcel": ["a", "a"]}).replace_schema_metadata(tagged), path)
    with pytest.raises(InputError) as refused:
        read_table(path, FIRST)
    assert refused.value.id == "store.not_a_table"


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(InputError) as refused:
        read_table(tmp_path / "p.parquet", FIRST)
    assert refused.value.id == "store.no_file"


def test_a_full_disk_leaves_the_older_file(tmp_path, parcels, monkeypatch):
    path = tmp_path / "p.parquet"
    write_table(parcels, FIRST, path)
    before = path.read_bytes()

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "write_table", full)
    with pytest.raises(OutputError) as refused:
        write_table(parcels, FIRST, path)
    assert refused.value.id == "store.disk_full"
    assert path.read_bytes() == before
