"""The workbook of corrections: written, filled in with Excel's help or without, read back, applied with a trace."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.errors import InputError
from audit.register.correction_workbook import FILLED, META, PREFILLED, SHEET, write_corrections
from audit.register.corrections import CORRECTIONS, apply_corrections, read_corrections


def findings() -> pd.DataFrame:
    lines = [
        ("unit_slip", "a", "f.xlsx", "Lembar 1", 5, "2025-08-10", "weight_kg", "96", "9.6"),
        ("waz_jump", "a", "f.xlsx", "Lembar 1", 5, "2025-08-10", "weight_kg", "96", "8.1"),
        ("standing_under_24", "a", "f.xlsx", "Lembar 1", 5, "2025-08-10", "measure", "h", ""),
        ("birth_date_changes", "b", "f.xlsx", None, 6, "2025-08-11", "said_birth_date", "2024-02-01", "2024-01-02"),
        ("two_posyandu", "b", "f.xlsx", None, 6, "2025-08-11", "said_posyandu", "Mawar", "Melati"),
        ("exported_z", "b", "f.xlsx", None, 6, "2025-08-11", "exported_haz", "-2.5", "-1.5"),
        ("posture_missing", "c", "g.csv", None, 9, "2025-08-12", "measure", "", ""),
    ]
    columns = ["rule", *PREFILLED[1:7], "value", "against"]
    frame = pd.DataFrame(lines, columns=columns)
    return frame.assign(visit_date=pd.to_datetime(frame["visit_date"]))


def records() -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "source_file": ["f.xlsx", "f.xlsx", "f.xlsx", "g.csv"],
            "source_sheet": ["Lembar 1", None, None, None],
            "source_row": [5, 6, 6, 9],
            "visit_date": pd.to_datetime(["2025-08-10", "2025-08-11", "2025-09-11", "2025-08-12"]),
            "birth_date": pd.to_datetime(["2024-01-02", "2024-02-01", "2024-02-01", "2024-03-03"]),
            "posyandu": ["Melati", "Mawar", "Mawar", "Melati"],
            "weight_kg": [96.0, 9.0, 9.1, 8.0],
            "lenhei_cm": [75.7, 74.0, 74.5, 70.0],
            "measure": ["h", "l", "l", None],
        }
    )
    text = dict.fromkeys(("source_file", "source_sheet", "posyandu", "measure"), "string")
    return frame.astype({**text, "visit_date": "datetime64[s]", "birth_date": "datetime64[s]"})


def filled(tmp_path: Path, **corrected: object) -> Path:
    """The workbook with a corrected value in the first line of each column named."""
    path = tmp_path / "perbaikan.xlsx"
    write_corrections(findings(), path)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(3, sheet.max_row + 1):
        name = sheet.cell(row, column["column"]).value
        if name in corrected:
            answer = {
                "corrected": corrected.pop(name),
                "reason": "menurut buku KIA",
                "role": "bidan",
                "day": "1/9/2025",
            }
            for key in FILLED:
                sheet.cell(row, column[key]).value = answer[key]
    book.save(path)
    return path


def test_each_value_in_question_has_one_line_and_derived_values_none(tmp_path):
    path = tmp_path / "perbaikan.xlsx"
    write_corrections(findings(), path)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    assert [cell.value for cell in sheet[1]] == [*PREFILLED, *FILLED]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [line[6] for line in lines] == ["weight_kg", "measure", "said_birth_date", "said_posyandu", "measure"]
    assert "mungkin maksudnya 9,6" in lines[0][0]
    assert "z-skor BB/U berubah 8,1" in lines[0][0]
    assert "Cocokkan dengan buku KIA" in lines[0][0]
    assert book[META].sheet_state == "veryHidden"
    assert sheet.protection.sheet
    assert [sheet.cell(3, c).protection.locked for c in (1, len(PREFILLED), len(PREFILLED) + 1)] == [True, True, False]
    assert read_corrections(path).empty


def test_the_same_findings_give_the_same_bytes(tmp_path):
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_corrections(findings(), one)
    write_corrections(findings(), two)
    assert one.read_bytes() == two.read_bytes()


def test_what_was_filled_in_is_applied_with_its_trace(tmp_path):
    answers = {"weight_kg": "9,6", "measure": "Terlentang", "said_birth_date": "2/1/2024", "said_posyandu": "Melati"}
    corrections = read_corrections(filled(tmp_path, **answers))
    assert tuple(corrections.columns) == CORRECTIONS
    assert corrections["corrected"].tolist() == ["9.6", "l", "2024-01-02", "Melati"]
    before = records()
    applied = apply_corrections(before, corrections)
    pd.testing.assert_frame_equal(before, records())  # what was read stays as it is
    assert applied.trace["outcome"].tolist() == ["applied"] * 4
    assert set(applied.trace["role"]) == {"bidan"}
    assert set(applied.trace["day"]) == {"2025-09-01"}
    after = applied.records
    assert after["weight_kg"].tolist() == [9.6, 9.0, 9.1, 8.0]
    assert after["measure"].tolist()[0] == "l"
    # A birth date and a posyandu are those of the row, whose two months are two records.
    assert after["birth_date"].dt.strftime("%d").tolist() == ["02", "02", "02", "03"]
    assert after["posyandu"].tolist() == ["Melati"] * 4
    assert after.dtypes.equals(before.dtypes)


def test_a_value_that_the_file_no_longer_has_stays(tmp_path):
    corrections = read_corrections(filled(tmp_path, weight_kg=9.6))
    changed = records().assign(weight_kg=[9.5, 9.0, 9.1, 8.0])
    applied = apply_corrections(changed, corrections)
    assert applied.trace["outcome"].tolist() == ["value_differs"]
    pd.testing.assert_frame_equal(applied.records, changed)
    gone = apply_corrections(records().iloc[1:], corrections)
    assert gone.trace["outcome"].tolist() == ["no_row"]


def test_a_missing_value_can_be_filled_in(tmp_path):
    path = filled(tmp_path, measure="berdiri")
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for cell in range(len(PREFILLED) + 1, len(PREFILLED) + 5):  # the same answer for the row that had none
        sheet.cell(7, cell).value = sheet.cell(4, cell).value
    book.save(path)
    applied = apply_corrections(records(), read_corrections(path))
    assert applied.records["measure"].tolist() == ["h", "l", "l", "h"]


@pytest.mark.parametrize(
    ("cell", "value", "id"),
    [
        ("I3", "banyak", "rows.corrections.unread"),
        ("I3", "960 cm", "rows.corrections.unread"),
        ("J3", None, "rows.corrections.missing"),
        ("K3", None, "rows.corrections.missing"),
        ("L3", "besok", "rows.corrections.day"),
        ("H3", "95", "rows.corrections.changed"),
    ],
)
def test_a_wrong_entry_is_one_sentence_with_its_cell(tmp_path, cell, value, id):
    path = filled(tmp_path, weight_kg=9.6)
    book = openpyxl.load_workbook(path)
    book[SHEET][cell].value = value
    book.save(path)
    with pytest.raises(InputError) as error:
        read_corrections(path)
    assert error.value.id == id
    assert error.value.values["cell"] == ("B3" if id.endswith("changed") else cell)
    assert str(error.value).count("\n") == 0


def test_one_value_corrected_twice_is_refused(tmp_path):
    path = filled(tmp_path, weight_kg=9.6)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for cell in sheet[3]:
        sheet.cell(sheet.max_row if cell.column > 1 else sheet.max_row + 1, cell.column).value = cell.value
    book.save(path)
    with pytest.raises(InputError) as error:
        read_corrections(path)
    assert error.value.id == "rows.corrections.twice"


def test_another_workbook_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "lain.xlsx")
    with pytest.raises(InputError) as error:
        read_corrections(tmp_path / "lain.xlsx")
    assert error.value.id == "rows.corrections.not_ours"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", {"Panjang 58,1 cm, lebih pendek 1,40 cm", "Tanggal lahir 1 Februari 2024", "(2 Januari 2024)"}),
        ("en", {"58.1 cm", "1.40 cm", "1 February 2024", "2 January 2024"}),
    ],
)
def test_numbers_and_days_of_a_finding_are_written_in_its_language(tmp_path, language, said):
    lines = findings().assign(value="2024-02-01", against="2024-01-02")
    lines.loc[0, ["rule", "column", "value", "against"]] = ["length_shrinks", "lenhei_cm", "58.1", "1.40"]
    asked = lines[lines["rule"].isin(["length_shrinks", "birth_date_changes"])]
    write_corrections(asked, tmp_path / "b.xlsx", language=language)
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")[SHEET]
    found = " ".join(str(row[0].value) for row in sheet.iter_rows(min_row=3))
    assert [words for words in said if words not in found] == []
