from __future__ import annotations

import shutil

import pytest
import yaml

from audit.errors import ParamsError
from audit.pipeline import load_params
from audit.register.column_mapping import AgeColumn, CodedColumn, ColumnMapping

NAME = "64.74-kota-bontang.yaml"
MAPPING = {
    "child": ["rumah", "anak"],
    "sex": {"column": "kelamin", "codes": {"1": "m", "2": "f"}},
    "weight": ["kg"],
    "length": ["cm1", "cm2"],
    "posture": {"column": "cara", "codes": {"t": "l", "b": "h"}},
    "age": {"column": "hari", "unit": "days"},
    "period": {"column": "putaran", "codes": {"1": "2025-02", "2": "2025-08"}},
    "posyandu": "gugus",
    "exported": {"haz": "laz"},
    "missing": {"cm1": [999.9], "kg": [99, 0]},
}


@pytest.fixture
def load(tmp_path, repository):
    def of(mapping: dict | None, *, kind: str = "mapped"):
        shutil.copy(repository / "params" / "_defaults.yaml", tmp_path)
        content = yaml.safe_load((repository / "params" / NAME).read_text(encoding="utf-8"))
        source = content["sources"][0] | {"kind": kind, "path": "data/raw/64.74/studi.csv"}
        content["sources"] = [source | ({"mapping": mapping} if mapping is not None else {})]
        path = tmp_path / NAME
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return load_params(path)

    return of


def refusal(load, *args, **kwargs) -> ParamsError:
    with pytest.raises(ParamsError) as caught:
        load(*args, **kwargs)
    assert NAME in str(caught.value)
    return caught.value


def test_a_mapping_comes_out_as_the_border_takes_it(load):
    assert load(MAPPING).sources[0].mapping.columns == ColumnMapping(
        child=("rumah", "anak"),
        sex=CodedColumn("kelamin", {"1": "m", "2": "f"}),
        weight=("kg",),
        length=("cm1", "cm2"),
        posture=CodedColumn("cara", {"t": "l", "b": "h"}),
        age=AgeColumn("hari", "days"),
        period=CodedColumn("putaran", {"1": "2025-02", "2": "2025-08"}),
        posyandu="gugus",
        exported={"haz": "laz"},
        missing={"cm1": (999.9,), "kg": (99, 0)},
    )


@pytest.mark.parametrize(
    ("changes", "id", "key"),
    [
        ({"lenght": ["cm"]}, "params.unknown_key", "sources.0.mapping.lenght"),
        ({"sex": {"column": "kelamin", "codes": {"1": "L"}}}, "params.not_allowed", "sources.0.mapping.sex.codes.1"),
        ({"sex": {"column": "kelamin"}}, "params.missing_inside", "sources.0.mapping.sex.codes"),
        ({"age": {"column": "hari", "unit": "tahun"}}, "params.not_allowed", "sources.0.mapping.age.unit"),
        ({"age": None}, "params.mapping_time", "sources.0.mapping"),
        ({"visit_date": "tanggal"}, "params.mapping_time", "sources.0.mapping"),
        ({"missing": {"cm9": [999]}}, "params.mapping_missing", "sources.0.mapping"),
        ({"weight": None, "length": None, "missing": {}}, "params.mapping_measures", "sources.0.mapping"),
        ({"weight": []}, "params.empty_key", "sources.0.mapping.weight"),
    ],
)
def test_a_slip_is_one_sentence_with_file_and_key(load, changes, id, key):
    error = refusal(load, MAPPING | changes)
    assert (error.id, error.values["key"]) == (id, key)


def test_a_misspelt_key_gets_a_suggestion(load):
    assert refusal(load, MAPPING | {"lenght": ["cm"]}).values["suggestion"] == "length"


def test_a_code_without_quotes_is_asked_for_as_text(load):
    error = refusal(load, MAPPING | {"sex": {"column": "kelamin", "codes": {1: "m", 2: "f"}}})
    assert error.id == "params.quote"
    assert error.values["value"] == "1"


@pytest.mark.parametrize(("mapping", "kind"), [(None, "mapped"), (MAPPING, "eppgbm")])
def test_a_mapping_belongs_to_its_kind_only(load, mapping, kind):
    error = refusal(load, mapping, kind=kind)
    assert (error.id, error.values["key"]) == ("params.mapping_absent", "sources.0")
