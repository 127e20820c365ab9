from __future__ import annotations

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import InputError
from audit.pipeline.params import MappingParams
from audit.register.mapping_guess import suggest_mapping
from audit.register.mapping_yaml import mapping_yaml

PEOPLE = ["Siti Rahmawati Uji", "Bima Putra Uji", "6474991203240001", "2024-01-10", "Jl. Melati 5"]
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters='"\x00\n\r', exclude_categories=("Cs", "Cc")), max_size=12
)


def test_every_guess_has_its_reason_and_what_to_check_is_marked(csv):
    path = csv("id;sex;weight;ht;agedays", "1;1;9;76;400", "2;2;10;80;500")
    lines = mapping_yaml(suggest_mapping(path)).splitlines()
    assert all("  # " in line for line in lines[2:])
    marked = [line.split(":")[0].strip() for line in lines[2:] if "# periksa: " in line]
    assert marked == ["child", "sex", "first_month"]
    assert "# check: " in mapping_yaml(suggest_mapping(path), language="en")


def test_nothing_that_a_cell_says_of_a_person_is_written(csv):
    head = "nama;nik;jk;alamat;tgl lahir;tgl ukur;berat;tinggi"
    rows = [
        f"{PEOPLE[0]};{PEOPLE[2]};P;{PEOPLE[4]};{PEOPLE[3]};2025-02-11;9,4;76",
        f"{PEOPLE[1]};;L;;2023-01-01;2025-02-11;9;8",
    ]
    words = mapping_yaml(suggest_mapping(csv(head, *rows)))
    assert not [value for value in (*PEOPLE, "2025-02-11", "9,4") if value in words]


def test_what_is_missing_stands_as_a_remark_and_the_rest_stays_yaml(csv):
    words = mapping_yaml(suggest_mapping(csv("berat;tinggi", "9;76", "10;80")))
    assert yaml.safe_load(words) == {"mapping": {"weight": ["berat"], "length": ["tinggi"]}}
    assert "# periksa: sex" in words


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(label=TEXT, code=TEXT)
def test_any_name_of_a_column_gives_yaml_that_params_take(csv, label, code):
    head = f'"id";"sex";"weight";"agedays";"visit date";"{label}"'
    path = csv(head, f'1;m;9;400;2025-02-11;"{code}"', f'2;f;10;500;2025-02-11;"{code}"')
    try:
        found = suggest_mapping(path)
    except InputError as refused:
        assert refused.id in ("register.not_a_table", "register.too_many_columns")
        return
    mapping = MappingParams(**yaml.safe_load(mapping_yaml(found))["mapping"])
    assert mapping.sex.codes == {"m": "m", "f": "f"}
