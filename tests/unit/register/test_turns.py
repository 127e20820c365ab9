"""A child measured again in the same row."""

from __future__ import annotations

import pytest

from audit.errors import InputError
from audit.register import read_visits
from audit.register.headers import header_of, match
from audit.register.turns import with_turns

CHILD, ANI = "Nama;JK;Tgl Lahir", "Ani;P;2023-08-25"


def turns(*headers):
    return [m.turn for m in with_turns([match(header_of(header)) for header in headers])]


def read(folder, header, *rows):
    path = folder / "a.csv"
    path.write_text("\n".join([f"{CHILD};{header}", *(f"{ANI};{row}" for row in rows)]), encoding="utf-8")
    return read_visits(path)


@pytest.mark.parametrize(
    "headers",
    [
        ("Tgl Ukur", "BB", "TB", "Tgl Ukur 2", "BB 2", "TB 2"),
        ("Tgl Ukur 1", "BB 1", "TB 1", "Tgl Ukur 2", "BB 2", "TB 2"),
        ("Tgl Ukur", "BB", "TB", "Tgl Ukur.1", "BB.1", "TB.1"),  # as spreadsheets name a second column
        ("Tgl Ukur", "BB", "TB", "Tgl Ukur ke-2", "BB (2)", "TB2"),
        ("Tgl Ukur I", "BB I", "TB I", "Tgl Ukur II", "BB II", "TB II"),
        ("Tgl Ukur pertama", "BB pertama", "TB pertama", "Tgl Ukur kedua", "BB kedua", "TB kedua"),
    ],
)
def test_numbers_tell_measurements_apart(headers):
    assert turns(*headers) == [1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize(
    "headers",
    [
        ("Tgl Ukur", "BB", "BB 2"),  # no date of its own
        ("Tgl Ukur", "Tgl Ukur 3", "BB", "BB 3"),  # the second is not there
        ("8. Tgl Ukur", "9. BB", "10. TB"),  # numbers of columns
        ("Tgl Ukur", "Tgl Ukur 2", "NIK", "NIK 2"),
        ("Tgl Ukur", "BB", "BB bulan 2"),
    ],
)
def test_other_numbers_mean_nothing(headers):
    assert set(turns(*headers)) == {1}


def test_no_columns_no_turns():
    assert with_turns([]) == []


def test_a_second_measurement_is_a_second_visit(tmp_path):
    result = read(
        tmp_path,
        "Tgl Ukur;BB;TB;Tgl Ukur 2;BB 2;TB 2",
        "2025-02-11;9,5;78;2025-08-12;10,5;82",
        "2025-02-11;9,6;79;;;",
    )
    found = result.records[["source_row", "visit_date", "weight_kg", "lenhei_cm"]].astype(str)
    assert found.to_numpy().tolist() == [
        ["2", "2025-02-11", "9.5", "78.0"],
        ["2", "2025-08-12", "10.5", "82.0"],
        ["3", "2025-02-11", "9.6", "79.0"],
    ]
    assert result.set_aside.empty
    assert (result.summary.rows_kept, result.summary.measurements) == (2, 3)


def test_measurements_under_numbered_groups(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Nama;JK;Pengukuran 1;;;Pengukuran 2;;\n;;Tgl;BB;TB;Tgl;BB;TB\nAni;P;2025-02-11;9,5;78;2025-08-12;10,5;82\n",
        encoding="utf-8",
    )
    assert read_visits(path).records["weight_kg"].tolist() == [9.5, 10.5]


@pytest.mark.parametrize(("header", "cells"), [("BB 2", "10,5"), ("BB 2;TB 2", "10,5;82"), ("TB 2", "82")])
def test_a_second_measurement_without_its_date_is_not_dropped(tmp_path, header, cells):
    with pytest.raises(InputError) as refused:
        read(tmp_path, f"Tgl Ukur;BB;TB;{header}", f"2025-02-11;9,5;78;{cells}")
    assert refused.value.id == "register.second_without_date"
    assert refused.value.values["second"] == header.split(";")[0]


def test_the_same_figures_again_and_an_empty_column_are_no_second_measurement(tmp_path):
    again = read(tmp_path, "Tgl Ukur;BB;BB 2", "2025-02-11;9,5;9,5")
    assert again.set_aside[["column", "reason"]].to_numpy().tolist() == [["BB 2", "kolom_ganda"]]
    assert read(tmp_path, "Tgl Ukur;BB;BB 2", "2025-02-11;9,5;").records["weight_kg"].tolist() == [9.5]
