from __future__ import annotations

import zipfile

import pytest

from audit.errors import InputError
from audit.register.flat_file import read_flat
from audit.register.odk_export import archive_of_tables

MAIN = [
    ["start", "posyandu", "tanggal_ukur", "_uuid", "_submission_time", "_index"],
    ["2025-02-11T08:00:00.000+07:00", "Melati", "2025-02-11", "u1", "2025-02-11T03:00:00", 1],
    ["2025-03-11T08:00:00.000+07:00", "Mawar", "2025-03-11", "u2", "2025-03-11T03:00:00", 2],
    ["2025-03-12T08:00:00.000+07:00", "Anggrek", "2025-03-12", "u3", "2025-03-12T03:00:00", 3],
]
CHILDREN = [
    ["anak/kode_anak", "anak/jenis_kelamin", "anak/umur_hari", "anak/berat", "anak/tinggi", "_index", "_parent_index",
     "_parent_table_name"],
    ["A1", "laki_laki", 400, 9.4, 76.1, 1, 1, "Form"],
    ["A2", "perempuan", 900, 12.1, 88.0, 2, 1, "Form"],
    ["A3", "laki_laki", 500, 9.9, 79.5, 3, 2, "Form"],
]  # fmt: skip


@pytest.fixture
def kobo(workbook):
    return workbook({"Form": MAIN, "anak": CHILDREN})


def test_children_of_a_repeat_group_get_the_day_of_their_submission(kobo, proposed, visits):
    found = visits(kobo, proposed(kobo)).imported
    records = found.records
    assert records["visit_date"].dt.strftime("%m-%d").tolist() == ["02-11", "02-11", "03-11"]
    assert records["posyandu"].tolist() == ["Melati", "Melati", "Mawar"]
    assert records[["source_sheet", "source_row", "sex"]].values.tolist() == [
        ["anak", 2, "m"],
        ["anak", 3, "f"],
        ["anak", 4, "m"],
    ]
    assert (found.summary.rows_read, found.summary.rows_kept) == (3, 3)


def test_a_submission_without_a_child_is_listed(kobo):
    assert ("Form", 4, None, "kiriman_tanpa_anak") in read_flat(kobo, ["posyandu", "anak/berat"]).left


def test_columns_of_one_sheet_are_read_from_it_alone(kobo):
    assert read_flat(kobo, ["posyandu"]).numbers == [2, 3, 4]


def test_labels_in_place_of_names_are_read_as_well(workbook, proposed, visits):
    labels = ["Kode anak", "Jenis kelamin", "Umur (hari)", "Berat badan (kg)", "Tinggi badan (cm)", *CHILDREN[0][5:]]
    rows = [[row[0], {"laki_laki": "Laki-laki"}.get(row[1], "Perempuan"), *row[2:]] for row in CHILDREN[1:]]
    main = [["Mulai", "Posyandu", "Tanggal pengukuran", *MAIN[0][3:]], *MAIN[1:]]
    path = workbook({"Form": main, "anak": [labels, *rows]})
    assert visits(path, proposed(path)).imported.records["sex"].tolist() == ["m", "f", "m"]


def odk(path, **tables):
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(f"{name}.csv", "\n".join(",".join(map(str, row)) for row in rows) + "\n")
    return path


def test_an_archive_of_odk_is_read_by_its_keys(tmp_path, proposed, visits):
    main = [["SubmissionDate", "kunjungan-tanggal_ukur", "KEY"], ["2025-02-12T01:02:03.000Z", "2025-02-11", "uuid:a"]]
    head = ["anak-kode_anak", "anak-jk", "anak-umur_hari", "anak-berat", "PARENT_KEY", "KEY"]
    children = [
        head,
        ["A1", "L", 400, 9.4, "uuid:a", "uuid:a/anak[1]"],
        ["A2", "P", 410, 9.1, "uuid:z", "uuid:z/anak[1]"],
    ]
    path = odk(tmp_path / "odk.zip", Form=main, **{"Form-anak": children})
    found = visits(path, proposed(path)).imported
    assert found.summary.form == "zip"
    assert found.records["weight_kg"].tolist() == [9.4, 9.1]
    assert found.records["visit_date"].isna().tolist() == [False, True]  # the second one's submission is not there


def test_a_damaged_archive_is_refused_and_a_workbook_is_none(tmp_path, kobo):
    path = odk(tmp_path / "odk.zip", Form=[["id", "KEY"], ["1", "a" * 400]])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError) as refused:
        archive_of_tables(path)
    assert refused.value.id == "register.damaged"
    assert archive_of_tables(kobo) is None
