from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

from audit.errors import InputError
from audit.register.surveys import read_survey
from audit.survey import Design, who_table

HEAD = "sex,agedays,weight,lenhei,cluster,sw"


def test_a_workbooks_first_sheet_that_fits_is_read_below_its_titles(tmp_path, aside):
    book = openpyxl.Workbook()
    book.active.append(["catatan"])
    sheet = book.create_sheet("anak")
    for row in (["Survei uji"], HEAD.split(","), ["m", 400, 9.1, 74.2, 1, 2.5]):
        sheet.append(row)
    book.save(tmp_path / "survei.xlsx")
    survey = read_survey(tmp_path / "survei.xlsx")
    assert survey.frame[["source_sheet", "source_row", "sex", "sw"]].values.tolist() == [["anak", 3, "m", 2.5]]
    assert aside(survey) == [(1, None, "Survei uji", "baris_judul")]
    assert survey.columns[["column", "letter", "field"]].values.tolist()[0] == ["sex", "A", "sex"]


def test_parquet_is_read_too(tmp_path):
    path = tmp_path / "survei.parquet"
    pd.DataFrame({"sex": ["m", None], "agedays": [400.0, 500], "weight": [9.1, None]}).to_parquet(path)
    frame = read_survey(path).frame
    assert frame["sex"].isna().tolist() == [False, True]
    assert frame["source_row"].tolist() == [2, 3]


@pytest.mark.parametrize(
    ("lines", "id"),
    [
        (("nama,berat", "A,9"), "survey_file.unknown_format"),
        (("sex,agedays,weight,weight", "m,400,9,9"), "mapping.column_twice"),
        (("sex,agedays,weight",), "register.no_rows"),
        (("sex,date_of_visit,date_of_birth,weight", "m,02/03/2025,01/02/2024,9"), "register.dates_undecidable"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_the_file(csv, lines, id):
    with pytest.raises(InputError) as refused:
        read_survey(csv(*lines))
    assert (refused.value.id, refused.value.exit_code) == (id, 11)
    assert "survei.csv" in str(refused.value)


def test_records_and_design_go_straight_into_whos_table(read):
    children = [f"{'mf'[n % 2]},{400 + 20 * n},{9 + n / 10},{74 + n / 2},{n % 4},{1 + n % 3}" for n in range(24)]
    survey = read(HEAD, *children)
    table = who_table(survey.frame, design=Design(**survey.design), by=survey.groups)
    whole = table[table["group"].eq("All") & table["indicator"].eq("HAZ")].set_index("stat")["value"]
    assert (whole["unwpop"], whole["pop"]) == (24, survey.frame["sw"].sum())
