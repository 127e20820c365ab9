"""Growth observations as FHIR: codes from one table, no name, valid by a judge that is not ours."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
from fhir.resources.R4B.bundle import Bundle

from audit.anthropometry import zscores
from audit.pipeline.fhir import growth_bundle, write_bundle
from audit.reference.fhir_codes import fhir_codes
from audit.schemas import TABLES

KEY = b"a key"


def table(name: str, *rows: dict[str, object]) -> pd.DataFrame:
    return TABLES[name].conform(pd.DataFrame(rows))


CHILDREN = table(
    "children",
    {"child_id": "a", "sex": "m", "birth_date": date(2024, 5, 17), "area_code": "17.71.01.1001"},
    {"child_id": "b", "sex": "f", "birth_date": date(2021, 1, 30), "area_code": "17.71.01.1002"},
    {"child_id": "c", "sex": "f", "birth_date": None},
)
VISITS = table(
    "visits",
    {"child_id": "a", "visit_date": date(2025, 8, 14), "seq": 1, "weight_kg": 8.6, "lenhei_cm": 72.5, "measure": "l"},
    {"child_id": "b", "visit_date": date(2025, 8, 15), "seq": 1, "weight_kg": 14.1, "lenhei_cm": 98.0, "measure": "h"},
    {"child_id": "b", "visit_date": date(2025, 8, 16), "seq": 1, "weight_kg": 60.0, "lenhei_cm": 98.0, "muac_cm": 15.2},
    {"child_id": "c", "visit_date": date(2025, 8, 16), "seq": 1, "weight_kg": 9.0},
    {"child_id": "a", "visit_date": date(2025, 7, 14), "seq": 1, "weight_kg": 8.4},
)


def made(**more):
    return growth_bundle(CHILDREN, VISITS, months=["2025-08"], secret=KEY, **more)


def observations(found):
    return [resource for resource in found.resources if resource["resourceType"] == "Observation"]


def code_of(observation):
    return observation["code"]["coding"][0]["code"]


def test_another_judge_takes_the_bundle(tmp_path):
    write_bundle(made().resources, tmp_path / "b.json")
    read = Bundle.model_validate_json((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert read.type == "collection"
    assert len(read.entry) == len(made().resources)
    kinds = {
        kind: [entry for entry in read.entry if entry.resource.get_resource_type() == kind]
        for kind in ("Patient", "Observation")
    }
    assert (len(kinds["Patient"]), len(kinds["Observation"])) == (3, len(observations(made())))
    referred = {entry.resource.subject.reference for entry in kinds["Observation"]}
    assert referred == {entry.fullUrl for entry in kinds["Patient"]}


def test_the_judge_refuses_what_is_wrong(tmp_path):
    broken = [dict(resource) for resource in made().resources]
    del next(resource for resource in broken if resource["resourceType"] == "Observation")["status"]
    write_bundle(broken, tmp_path / "b.json")
    with pytest.raises(ValueError, match="status"):
        Bundle.model_validate_json((tmp_path / "b.json").read_text(encoding="utf-8"))


def test_measurements_have_the_codes_of_their_posture_and_their_units():
    by_code = {code_of(o): o for o in observations(made())}
    assert by_code["8306-3"]["valueQuantity"] == {
        "value": 72.5, "unit": "cm", "system": "http://unitsofmeasure.org", "code": "cm",
    }  # fmt: skip
    assert by_code["8308-9"]["valueQuantity"]["value"] == 98.0
    assert by_code["8302-2"]["effectiveDateTime"] == "2025-08-16"  # posture not known
    assert by_code["284473002"]["code"]["coding"][0]["system"] == "http://snomed.info/sct"


def test_scores_are_those_of_the_engine_with_their_class():
    by_code = {code_of(o): o for o in observations(made())}
    days = (date(2025, 8, 14) - date(2024, 5, 17)).days
    z = zscores(sex="m", age=days, age_unit="days", weight=8.6, lenhei=72.5, measure="l").iloc[0]
    young = by_code["1153590000"]
    assert young["valueQuantity"]["value"] == z["haz"]
    assert young["valueQuantity"]["code"] == "{Zscore}"
    assert -3 <= z["haz"] < -2
    assert young["interpretation"][0]["coding"][0]["code"] == "444000005"
    old = {o["effectiveDateTime"] for o in observations(made()) if code_of(o) == "1153604005"}
    assert old == {"2025-08-15", "2025-08-16"}  # four years old: another code


def test_scores_that_nobody_believes_are_counted_and_not_sent():
    found = made()
    heavy = [
        o for o in observations(found) if o["effectiveDateTime"] == "2025-08-16" and o["valueQuantity"]["unit"] == "Z"
    ]
    assert found.unbelieved == 2  # 60 kg: weight for age, weight for height
    assert [code_of(o) for o in heavy] == ["1153604005"]


def test_no_name_no_day_of_birth_no_place_and_an_id_of_this_export_alone():
    found = made()
    patients = [resource for resource in found.resources if resource["resourceType"] == "Patient"]
    assert {key for patient in patients for key in patient} == {"resourceType", "id", "gender", "birthDate"}
    assert sorted(patient.get("birthDate", "") for patient in patients) == ["", "2021-01", "2024-05"]
    assert not {"a", "b", "c"} & {patient["id"] for patient in patients}
    assert "17.71" not in json.dumps(found.resources)
    other = growth_bundle(CHILDREN, VISITS, months=["2025-08"], secret=b"another", refused=())
    assert {r["id"] for r in found.resources}.isdisjoint(r["id"] for r in other.resources)
    assert made() == found


def test_whoever_refused_is_left_out_and_counted():
    found = made(refused={"b"})
    assert (found.children, found.visits, found.left_out) == (2, 2, 2)


def test_without_a_day_of_birth_there_is_a_weight_and_no_score():
    alone = growth_bundle(CHILDREN, VISITS[VISITS["child_id"].eq("c")], months=["2025-08"], secret=KEY)
    assert [code_of(o) for o in observations(alone)] == ["29463-7"]


def test_a_month_without_visits_is_an_empty_bundle(tmp_path):
    found = growth_bundle(CHILDREN, VISITS, months=["2031-01"], secret=KEY)
    assert (found.resources, found.children) == ((), 0)
    write_bundle(found.resources, tmp_path / "b.json")
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["entry"] == []


def test_the_table_of_codes_has_every_class_once():
    from audit.reference.anthropometry_rules import CLASSES

    codes = fhir_codes()
    wanted = {f"{index}.{id}" for index in ("haz", "waz", "whz") for id in CLASSES["permenkes2020"][index].ids}
    assert set(codes.classes) == wanted
    for index in ("haz", "waz", "whz"):
        numbers = [code.code for key, code in codes.classes.items() if key.startswith(index)]
        assert len(numbers) == len(set(numbers))
