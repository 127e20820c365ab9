"""The data package says of every column what stands in it, and the files keep to that."""

from __future__ import annotations

import csv
import re

import pytest
from extract_universe import universe

from audit.pipeline.extract_package import DICTIONARY_COLUMNS, data_package, dictionary, file_of
from audit.pipeline.extract_tables import make_tables
from audit.pipeline.keys import file_sha256

LISTS = {"area_code": ["64.74"]}
READ = {
    "string": str,
    "boolean": {"true": True, "false": False}.__getitem__,
    "integer": int,
    "number": float,
}


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    one, folder = universe(), tmp_path_factory.mktemp("ekstrak")
    tables = make_tables(one, b"kunci").tables
    for name, frame in tables.items():
        told = frame.assign(**{n: frame[n].map({True: "true", False: "false"}) for n in frame.select_dtypes("bool")})
        told.to_csv(folder / file_of(name), index=False)
    package = data_package("uji", tables, one.extract, folder, lists=LISTS, language="id", synthetic=False)
    return folder, tables, package


def test_every_file_is_read_back_as_its_schema_says(packed):
    """What a Frictionless reader does: header, types, missing values, constraints, keys."""
    folder, tables, package = packed
    assert [resource["name"] for resource in package["resources"]] == list(tables)
    keys = {}
    for resource in package["resources"]:
        path = folder / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        assert resource["hash"] == f"sha256:{file_sha256(path)}"
        fields = resource["schema"]["fields"]
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows
        assert list(rows[0]) == [field["name"] for field in fields]
        for field in fields:
            rules = field["constraints"]
            for row in rows:
                cell = row[field["name"]]
                if cell in resource["schema"]["missingValues"]:
                    assert not rules.get("required"), field["name"]
                    continue
                value = READ[field["type"]](cell)
                assert value in rules.get("enum", [value])
                assert re.fullmatch(rules.get("pattern", ".*"), cell)
                if "minimum" in rules:
                    assert rules["minimum"] <= value <= rules["maximum"]
        if key := resource["schema"].get("primaryKey"):
            keys[resource["name"]] = [tuple(row[name] for name in key) for row in rows]
            assert len(set(keys[resource["name"]])) == len(rows)
        for foreign in resource["schema"].get("foreignKeys", ()):
            known = {key[0] for key in keys[foreign["reference"]["resource"]]}
            assert {row["person_id"] for row in rows} <= known


def test_it_says_under_what_it_may_be_used_and_that_it_is_real(packed):
    package = packed[2]
    assert package["synthetic"] is False
    assert package["licenses"] == [{"path": "ketentuan.md", "title": "Hanya menurut perjanjian CONTOH/1"}]
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])


def test_a_twin_says_that_it_is_one(packed):
    folder, tables, _ = packed
    twin = data_package("uji", tables, universe().extract, folder, lists=LISTS, language="en", synthetic=True)
    assert twin["synthetic"] is True
    assert "licenses" not in twin
    assert "Synthetic" in twin["title"]


def test_the_dictionary_has_every_column_in_both_languages(packed):
    tables = packed[1]
    rows = dictionary(tables, universe().extract)
    assert list(rows.columns) == list(DICTIONARY_COLUMNS)
    assert list(zip(rows["table"], rows["column"], strict=True)) == [(n, c) for n, f in tables.items() for c in f]
    words = rows[["title_id", "title_en", "meaning_id", "meaning_en"]]
    assert words.map(len).gt(0).all(axis=None)
    assert (rows["meaning_id"] != rows["meaning_en"]).all()
    events = rows.set_index("column").loc["event", "values_en"]
    assert "relapse = relapse" in events
    assert "new_stunting = new stunting" in events
