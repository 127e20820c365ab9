"""An extract without its documents, or with one that has run out, is refused in a sentence."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
import yaml
from extract_universe import extract_params

from audit.errors import ParamsError
from audit.pipeline.params_extract import LevelParams, load_extract
from audit.reference.extract_rules import LADDERS

SOUND = """audit: params/64.74-kota-bontang.yaml
recipient: "Universitas Contoh"
purpose: "Uji"
ethics: {number: "KEPK/1", valid_until: 2026-06-30}
permit: {number: "IZIN/1", valid_until: 2026-06-30}
agreement: {number: "PKS/1", valid_until: 2026-06-30}
tables: [persons, person_time]
"""


@pytest.fixture
def load(tmp_path):
    def read(content: str, name: str = "universitas"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(content, encoding="utf-8")
        return load_extract(path, root=tmp_path)

    return read


def without(key: str) -> str:
    return yaml.safe_dump({k: v for k, v in yaml.safe_load(SOUND).items() if k != key})


def test_what_is_not_said_is_strict(load):
    params = load(SOUND)
    assert (params.k, params.diversity, params.suppress_percent) == (5, 2, 0)
    assert (params.consent.basis, params.z, params.linked, params.exposures_agreed) == ("given", "none", False, None)


@pytest.mark.parametrize("key", ["ethics", "permit", "agreement"])
def test_without_a_document_nothing_is_made(load, key):
    with pytest.raises(ParamsError) as refused:
        load(without(key))
    assert refused.value.id == f"params.extract_no_{key}"
    assert key in str(refused.value)


@pytest.mark.parametrize("key", ["ethics", "permit", "agreement"])
def test_a_document_holds_up_to_its_last_day(key):
    ended = extract_params(**{key: {"number": "LAMA/1", "valid_until": date(2025, 9, 14)}})
    ended.require_valid(date(2025, 9, 14), "x.yaml")
    with pytest.raises(ParamsError) as refused:
        ended.require_valid(date(2025, 9, 15), "x.yaml")
    assert (refused.value.id, refused.value.values["key"]) == ("params.extract_expired", key)
    assert "LAMA/1" in str(refused.value)


@pytest.mark.parametrize(
    ("more", "id"),
    [
        ("k: 4\n", "params.out_of_range"),
        ("diversity: 1\n", "params.out_of_range"),
        ("suppress_percent: 21\n", "params.out_of_range"),
        ("levels: {age: days}\n", "params.not_allowed"),
        ("levels: {agee: weeks}\n", "params.unknown_key"),
        ("nik: true\n", "params.unknown_key_here"),
        ("consent: {basis: waived}\n", "params.consent_decision"),
        ("z: half\n", "params.z_agreed"),
        ("linked: true\n", "params.linked_alone"),
        ("purpose_: x\n", "params.unknown_key"),
        ("k: [5]\n", "params.form_whole"),
    ],
)
def test_a_slip_is_told(load, more, id):
    with pytest.raises(ParamsError) as refused:
        load(SOUND + more)
    assert refused.value.id == id
    assert str(refused.value)


@pytest.mark.parametrize(("tables", "id"), [("[person_time]", "persons_first"), ("[persons, persons]", "tables_twice")])
def test_tables_that_do_not_fit_are_told(load, tables, id):
    with pytest.raises(ParamsError) as refused:
        load(SOUND.replace("[persons, person_time]", tables))
    assert refused.value.id == f"params.{id}"


def test_the_file_names_the_extract(load):
    with pytest.raises(ParamsError) as refused:
        load(SOUND, "Universitas Contoh")
    assert refused.value.id == "params.extract_name"


def test_levels_are_those_that_can_be_coarsened():
    assert {name: get_args(field.annotation) for name, field in LevelParams.model_fields.items()} == dict(LADDERS)
