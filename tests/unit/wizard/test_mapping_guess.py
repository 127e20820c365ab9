from __future__ import annotations

import pandas as pd
import pytest

from audit.errors import InputError
from audit.register.column_mapping import CodedColumn, ColumnMapping
from audit.register.mapping_guess import suggest_mapping

HEAD = "kode_anak;jenis kelamin;tgl lahir;tgl ukur;berat (kg);tinggi (cm);cara ukur"
ROWS = [
    "A1;L;2024-01-10;2025-02-11;9,4;76,1;terlentang",
    "A2;P;2022-05-02;2025-02-11;12,9;91,0;berdiri",
    "A1;L;2024-01-10;2025-03-11;9,6;77,0;terlentang",
]


def test_a_register_in_other_words_is_mapped_and_reads_as_it_stands(csv, proposed, visits):
    path = csv(HEAD, *ROWS)
    mapping = proposed(path)
    assert mapping == ColumnMapping(
        child=("kode_anak",),
        sex=CodedColumn("jenis kelamin", {"L": "m", "P": "f"}),
        weight=("berat (kg)",),
        length=("tinggi (cm)",),
        posture=CodedColumn("cara ukur", {"berdiri": "h", "terlentang": "l"}),
        visit_date="tgl ukur",
        birth_date="tgl lahir",
    )
    records = visits(path, mapping).imported.records
    assert records["weight_kg"].tolist() == [9.4, 12.9, 9.6]
    assert records["measure"].tolist() == ["l", "h", "l"]
    assert records["visit_date"].dt.strftime("%Y-%m-%d").tolist() == ["2025-02-11", "2025-02-11", "2025-03-11"]


def test_a_file_of_stata_is_mapped_and_read_too(tmp_path, proposed, visits):
    import pyreadstat

    path = tmp_path / "studi.dta"
    frame = {"childid": [1.0, 2], "sex": [1.0, 2], "agedays": [400.0, 900], "weight": [9.4, 12.1], "height": [76.0, 88]}
    pyreadstat.write_dta(pd.DataFrame(frame | {"visitdate": ["2025-02-11", "2025-02-12"]}), str(path))
    records = visits(path, proposed(path)).imported.records
    assert records[["sex", "weight_kg", "lenhei_cm"]].values.tolist() == [["m", 9.4, 76.0], ["f", 12.1, 88.0]]


@pytest.mark.parametrize(
    ("header", "row", "part", "why"),
    [
        ("id;sex;weight;ht;age", "1;1;9;76;400|2;2;10;80;500", "sex", "sex_1_2"),
        ("id;male;weight;ht;agedays", "1;1;9;76;400|2;0;10;80;500", "sex", "sex_0_1"),
        ("id;sex;weight;ht;age", "1;m;9;76;400|2;f;10;80;500", "age", "age_over_120"),
        ("id;sex;weight;ht;age", "1;m;9;76;13|2;f;10;84;30", "age", "age_and_length"),
        ("id;sex;ukuran;ht;agedays", "1;m;9;76;400|2;f;10;80;500", "weight", "range_only"),
        ("id;sex;weight1;weight2;agedays", "1;m;9;9;400|2;f;10;10;500", "weight", "readings"),
        ("id;x;weight;ht;agedays", "1;boy;9;76;400|2;girl;10;80;500", "sex", "codes_only"),
        ("hhid;childid;sex;weight;age", "1;1;m;9;400|2;1;f;9;400|3;1;f;9;400|4;1;f;9;400|5;1;f;9;400|6;1;f;9;400",
         "child", "id_in_household"),
        ("name;sex;dob;weight;date of visit", "A;m;2024-01-02;9;2025-02-03|B;f;2024-01-03;9;2025-02-03", "child",
         "name_and_birth"),
        ("id;sex;weight;ht;agedays", "1;m;999.9;76;400|2;f;9;80;500|3;f;9.1;81;510", "missing", "stands_for_none"),
        ("id;sex;weight;ht;agemonths", "1;m;9;76;13|2;f;10;84;30", "first_month", "no_visit_date"),
    ],
)  # fmt: skip
def test_what_a_person_must_check_is_not_called_sure(csv, header, row, part, why):
    guess = suggest_mapping(csv(header, *row.split("|"))).of(part)
    assert guess is not None
    assert (guess.why, guess.sure) == (why, False)


def test_parts_without_a_column_are_named(csv):
    assert suggest_mapping(csv("berat;tinggi", "9;76")).absent == ("child", "sex", "age")


def test_codes_of_0_and_1_under_sex_are_not_guessed(csv):
    assert suggest_mapping(csv("id;sex;weight", "1;1;9", "2;0;10")).of("sex") is None


def test_a_mothers_age_is_no_childs(csv):
    assert suggest_mapping(csv("id;sex;weight;mage", "1;m;9;27", "2;f;10;31")).of("age") is None


@pytest.mark.parametrize(("lines", "id"), [(("a;b", "1;2"), "mapping.no_names"), (("id;weight",), "register.no_rows")])
def test_a_file_that_tells_nothing_is_refused(csv, lines, id):
    with pytest.raises(InputError) as refused:
        suggest_mapping(csv(*lines))
    assert refused.value.id == id
