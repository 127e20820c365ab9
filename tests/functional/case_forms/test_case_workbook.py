"""The workbook of cases on its way back: everything that people do to workbooks is survived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.errors import InputError
from audit.register.case_form import read_cases
from audit.register.case_sheets import open_cases
from audit.register.heard import ReadCases
from audit.report.answers_workbook import write_answers_report
from audit.report.case_workbook import CaseBook, write_case_workbook
from audit.schemas import CASES, FOLLOW_UPS, ITEMS
from audit.store.entries import conflicts, current

ON = date(2025, 10, 1)
BADUTA, ID = "KK_Baduta", "kasus0003"  # its row is the first of the sheet
FIRST = 3  # Excel's row of the first case


def column(sheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def fill(path: Path, sheet: str, row: int, values: dict[str, object]) -> None:
    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        book[sheet].cell(row, column(book[sheet], name)).value = value
    book.save(path)


def read(path: Path, book: CaseBook, entries: pd.DataFrame | None = None, on: date = ON) -> ReadCases:
    return read_cases(open_cases(path), book.entries if entries is None else entries, role="tim_teknis", on=on)


def answers(book: CaseBook, read_back: ReadCases) -> dict[str, str]:
    items = current(pd.concat([book.entries, read_back.entries]), ITEMS)
    return dict(zip(items["item_id"], items["value"], strict=True))


def reasons(read_back: ReadCases) -> list[tuple[str, str, str]]:
    return [(one.sheet, one.cell, one.reason) for one in read_back.rejected]


# --- what comes back --------------------------------------------------------------------------------------------------


def test_an_untouched_workbook_says_nothing(workbook, book):
    back = read(workbook, book)
    assert (len(back.entries), back.answers, back.rejected, back.findings) == (0, 0, (), ())


def test_answers_come_back_as_entries_with_role_and_day(workbook, book):
    told = {
        "filled_on": datetime(2025, 9, 20), "filled_by": "Bidan", "status": "Ditelusuri", "lenhei_cm": "71,3",
        "exclusive_breastfeeding": "ya ", "dewormed": "Y", "caregiver": "Nenek/Kakek", "tpk_last_visit": "20/5/2025",
        "comorbidity": "Tidak ada", "recent_illness": "Diare; ISPA", "tpk_visits": 2.0, "team_summary": "Perlu Sp.A",
    }  # fmt: skip
    fill(workbook, BADUTA, FIRST, told)
    back = read(workbook, book)
    assert back.rejected == ()
    said = {k.partition(":")[2]: v for k, v in answers(book, back).items()}
    assert said == {
        "lenhei_cm": "71.3", "exclusive_breastfeeding": "y", "dewormed": "y", "caregiver": "nenek_kakek",
        "tpk_last_visit": "2025-05-20", "comorbidity": "", "recent_illness": "diare;ispa", "tpk_visits": "2",
        "team_summary": "Perlu Sp.A",
    }  # fmt: skip
    assert set(back.entries["role"]) == {"bidan"}
    assert set(back.entries["filled_on"]) == {pd.Timestamp("2025-09-20")}
    cases = current(pd.concat([book.entries, back.entries]), CASES).set_index("case_id")
    assert cases.loc[ID, "status"] == "ditelusuri"
    items = current(pd.concat([book.entries, back.entries]), ITEMS).set_index("item_id")
    assert items.loc[f"{ID}:lenhei_cm", "data_source"] == "eppgbm"


def test_reading_twice_adds_nothing_on_any_day(workbook, book):
    fill(workbook, BADUTA, FIRST, {"lenhei_cm": 71.3, "status": "Ditelusuri"})
    first = read(workbook, book)
    later = pd.concat([book.entries, first.entries], ignore_index=True)
    assert len(first.entries) > 0
    assert len(read(workbook, book, later).entries) == 0
    assert len(read(workbook, book, later, date(2025, 11, 3)).entries) == 0


@pytest.mark.parametrize("status", ["Tidak ditemukan", "Pindah", "Menolak", "Ditunda"])
def test_a_visit_may_end_without_answers(workbook, book, status):
    fill(workbook, BADUTA, FIRST, {"status": status})
    back = read(workbook, book)
    assert back.rejected == ()
    assert back.entries[["table", "field", "value"]].to_numpy().tolist() == [
        ["cases", "status", status.lower().replace(" ", "_")]
    ]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("lenhei_cm", "tujuh puluh", "angka_tak_terbaca"),
        ("lenhei_cm", 713, "di_luar_batas"),
        ("lenhei_cm", datetime(2025, 3, 11), "angka_jadi_tanggal"),
        ("weight_kg", "8,9 cm", "satuan_lain"),
        ("tpk_visits", 1.5, "angka_tak_bulat"),
        ("tpk_last_visit", "kemarin", "tanggal_tak_terbaca"),
        ("tpk_last_visit", "05/20/2025", "tanggal_bertentangan"),
        ("dewormed", "mungkin", "jawaban_tak_dikenal"),
        ("caregiver", "robot", "kode_tak_dikenal"),
        ("status", "entahlah", "kode_tak_dikenal"),
        ("filled_on", datetime(2026, 1, 5), "tanggal_belum_tiba"),
        ("filled_by", "Siti", "kode_tak_dikenal"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_place(workbook, book, name, value, reason, tmp_path):
    fill(workbook, BADUTA, FIRST, {name: value})
    back = read(workbook, book)
    sheet = openpyxl.load_workbook(workbook)[BADUTA]
    assert reasons(back) == [(BADUTA, sheet.cell(FIRST, column(sheet, name)).coordinate, reason)]
    assert len(back.entries) == 0
    write_answers_report(tmp_path / "laporan-isian.xlsx", {workbook.name: back})
    rows = list(openpyxl.load_workbook(tmp_path / "laporan-isian.xlsx")["Perlu dibetulkan"].iter_rows(min_row=3))
    assert [cell.value for cell in rows[0]][:2] == [f"{BADUTA}!{back.rejected[0].cell}", name]
    assert all(cell.value for cell in rows[0])


def test_formulas_that_people_paste_as_text_stay_text(workbook, book, tmp_path):
    evil = '=HYPERLINK("http://contoh.invalid","klik")'
    book_ = openpyxl.load_workbook(workbook)
    cell = book_[BADUTA].cell(FIRST, column(book_[BADUTA], "notes"))
    cell.value, cell.data_type = evil, "s"
    other = book_[BADUTA].cell(FIRST, column(book_[BADUTA], "caregiver"))
    other.value, other.data_type = "+cmd|' /C calc'!A0", "s"
    book_.save(workbook)
    back = read(workbook, book)
    assert answers(book, back)[f"{ID}:notes"] == evil
    write_answers_report(tmp_path / "laporan-isian.xlsx", {workbook.name: back})
    later = replace(book, entries=pd.concat([book.entries, back.entries], ignore_index=True))
    write_case_workbook(tmp_path / "lagi.xlsx", later)
    for file, sheet in (("laporan-isian.xlsx", "Perlu dibetulkan"), ("lagi.xlsx", BADUTA)):
        cells = [c for row in openpyxl.load_workbook(tmp_path / file)[sheet].iter_rows(min_row=FIRST) for c in row]
        assert [c.coordinate for c in cells if c.data_type == "f" and "SUMPRODUCT" not in c.value] == []


def test_renamed_sheets_and_titles_above_are_found_by_their_columns(workbook, book):
    fill(workbook, BADUTA, FIRST, {"lenhei_cm": 71.3})
    changed = openpyxl.load_workbook(workbook)
    changed[BADUTA].title = "punya bu Ani"
    changed["punya bu Ani"].insert_rows(1)
    changed["punya bu Ani"]["A1"] = "Kertas kerja baduta"
    changed.save(workbook)
    assert answers(book, read(workbook, book)) == {f"{ID}:lenhei_cm": "71.3"}


def test_deleted_and_moved_columns_take_nothing_back(workbook, book):
    fill(workbook, BADUTA, FIRST, {"lenhei_cm": 71.3, "dewormed": "Ya"})
    first = read(workbook, book)
    entries = pd.concat([book.entries, first.entries], ignore_index=True)
    changed = openpyxl.load_workbook(workbook)
    changed[BADUTA].delete_cols(column(changed[BADUTA], "lenhei_cm"))
    changed[BADUTA].delete_cols(column(changed[BADUTA], "status"))
    changed.save(workbook)
    back = read(workbook, book, entries)
    assert (len(back.entries), back.rejected) == (0, ())


def test_an_emptied_cell_takes_an_answer_back(workbook, book, tmp_path):
    fill(workbook, BADUTA, FIRST, {"lenhei_cm": 71.3})
    entries = pd.concat([book.entries, read(workbook, book).entries], ignore_index=True)
    again = tmp_path / "lagi.xlsx"
    write_case_workbook(again, replace(book, entries=entries))
    sheet = openpyxl.load_workbook(again)[BADUTA]
    assert sheet.cell(FIRST, column(sheet, "lenhei_cm")).value == 71.3
    fill(again, BADUTA, FIRST, {"lenhei_cm": None})
    back = read(again, book, entries)
    assert back.entries[["field", "value"]].isna().to_numpy().tolist() == [[False, True]]


def test_a_row_that_was_pasted_twice_is_taken_once_and_differences_are_named(workbook, book):
    fill(workbook, BADUTA, FIRST, {"lenhei_cm": 71.3, "dewormed": "Ya"})
    changed = openpyxl.load_workbook(workbook)
    sheet = changed[BADUTA]
    sheet.append([cell.value for cell in sheet[FIRST]])
    sheet.cell(sheet.max_row, column(sheet, "lenhei_cm")).value = 74
    changed.save(workbook)
    back = read(workbook, book)
    assert {reason for *_, reason in reasons(back)} == {"baris_ganda_berbeda"}
    assert len(back.rejected) == 2
    assert answers(book, back) == {f"{ID}:dewormed": "y"}


def test_a_code_that_was_dragged_down_moves_no_answer_to_somebody_else(workbook, book):
    fill(workbook, BADUTA, FIRST + 1, {"case_id": ID, "lenhei_cm": 80})
    back = read(workbook, book)
    assert {reason for *_, reason in reasons(back)} == {"kasus_tertukar"}
    assert len(back.entries) == 0
    assert [finding.id for finding in back.findings] == ["case_form.rows_gone"]


def test_an_unknown_code_and_deleted_rows_are_said(workbook, book):
    changed = openpyxl.load_workbook(workbook)
    changed[BADUTA].cell(FIRST, 1).value = "kasus9999"
    changed["KK_Catin"].delete_rows(FIRST)
    changed.save(workbook)
    back = read(workbook, book)
    assert [reason for *_, reason in reasons(back)] == ["kasus_tak_dikenal"]
    assert back.findings[0].values["n"] == 2


def test_columns_that_people_add_are_kept_as_notes(workbook, book):
    changed = openpyxl.load_workbook(workbook)
    sheet = changed[BADUTA]
    at = sheet.max_column + 1
    sheet.cell(1, at).value, sheet.cell(FIRST, at).value = "Alergi", "telur"
    sheet.cell(FIRST, column(sheet, "notes")).value = "rumah di ujung gang"
    changed.save(workbook)
    back = read(workbook, book)
    assert answers(book, back)[f"{ID}:notes"] == "rumah di ujung gang; Alergi: telur"
    later = pd.concat([book.entries, back.entries], ignore_index=True)
    assert len(read(workbook, book, later).entries) == 0


def test_without_the_hidden_sheet_filled_cells_still_count_and_empty_ones_mean_nothing(workbook, book):
    fill(workbook, BADUTA, FIRST, {"lenhei_cm": 71.3})
    entries = pd.concat([book.entries, read(workbook, book).entries], ignore_index=True)
    fill(workbook, BADUTA, FIRST, {"lenhei_cm": None, "dewormed": "Ya"})
    changed = openpyxl.load_workbook(workbook)
    del changed["_meta"]
    changed.save(workbook)
    back = read(workbook, book, entries)
    assert [finding.id for finding in back.findings] == ["case_form.no_meta"]
    assert answers(replace(book, entries=entries), back)[f"{ID}:lenhei_cm"] == "71.3"
    assert back.entries.loc[back.entries["field"].eq("value"), "record_id"].isin([f"{ID}:dewormed"]).any()


def test_a_changed_hidden_sheet_is_not_believed(workbook, book):
    changed = openpyxl.load_workbook(workbook)
    meta = changed["_meta"]
    row = next(row for row in meta.iter_rows() if row[0].value == "case" and row[2].value == ID)
    row[2].value = "kasus0008"
    changed.save(workbook)
    assert [finding.id for finding in read(workbook, book).findings] == ["case_form.meta_changed"]


def test_two_people_who_wrote_different_things_are_a_conflict(workbook, book, tmp_path):
    other = tmp_path / "salinan.xlsx"
    other.write_bytes(workbook.read_bytes())
    fill(workbook, BADUTA, FIRST, {"lenhei_cm": 71.3, "filled_by": "Bidan"})
    fill(other, BADUTA, FIRST, {"lenhei_cm": 73.1, "filled_by": "Petugas gizi"})
    one = pd.concat([book.entries, read(workbook, book).entries], ignore_index=True)
    both = pd.concat([one, read(other, book, one).entries], ignore_index=True)
    found = conflicts(both)
    assert sorted(found["value"]) == ["71.3", "73.1"]
    assert found["record_id"].unique().tolist() == [f"{ID}:lenhei_cm"]


def test_plans_of_a_case_come_back(workbook, book, tmp_path):
    changed = openpyxl.load_workbook(workbook)
    sheet = changed["RTL"]
    row = next(r for r in range(FIRST, sheet.max_row + 1) if sheet.cell(r, 2).value == ID)
    plan = sheet.cell(row, 1).value
    told = {
        "activity": "Rujuk ke Sp.A", "intervention": "Spesifik", "sector": "pemerintah", "opd": "Dinas Kesehatan",
        "due_on": "31/10/2025", "ceiling_rupiah": "1.500.000", "mechanism": "BOK/BOKB", "status": "Belum",
        "activity_kind": "Rujukan didampingi", "budget_code": "1.02.02.2.02.0010",
    }  # fmt: skip
    for name, value in told.items():
        sheet.cell(row, column(sheet, name)).value = value
    changed.save(workbook)
    back = read(workbook, book)
    assert back.rejected == ()
    plans = current(back.entries, FOLLOW_UPS)
    assert len(plans) == 1
    got = plans.iloc[0]
    assert (got["rtl_id"], got["case_id"], got["group"]) == (plan, ID, "baduta")
    assert (got["due_on"], got["ceiling_rupiah"]) == (pd.Timestamp("2025-10-31"), 1_500_000)
    assert (got["activity_kind"], got["budget_code"]) == ("rujukan_didampingi", "1.02.02.2.02.0010")
    entries = pd.concat([book.entries, back.entries], ignore_index=True)
    write_case_workbook(tmp_path / "lagi.xlsx", replace(book, entries=entries))
    assert len(read(tmp_path / "lagi.xlsx", book, entries).entries) == 0


def test_libreoffice_may_save_it_again(workbook, book, tmp_path, re_save):
    told = {"lenhei_cm": "71,3", "dewormed": "Ya", "tpk_last_visit": datetime(2025, 5, 20), "filled_by": "Bidan"}
    fill(workbook, BADUTA, FIRST, told)
    saved = re_save(workbook, tmp_path)
    back, direct = read(saved, book), read(workbook, book)
    assert (back.rejected, back.findings) == ((), ())
    assert answers(book, back) == answers(book, direct)
    assert set(back.entries["entry_id"]) == set(direct.entries["entry_id"])


def test_libreoffice_changes_nothing_in_an_untouched_workbook(workbook, book, tmp_path, re_save):
    back = read(re_save(workbook, tmp_path), book)
    assert (len(back.entries), back.rejected, back.findings) == (0, (), ())


def test_another_workbook_is_refused_in_one_sentence(tmp_path):
    other = openpyxl.Workbook()
    other.active["A1"] = "Nama"
    other.save(tmp_path / "lain.xlsx")
    with pytest.raises(InputError) as refusal:
        open_cases(tmp_path / "lain.xlsx")
    assert refusal.value.id == "case_form.not_this_form"


def test_sorted_rows_are_the_same_answers(workbook, book):
    changed = openpyxl.load_workbook(workbook)
    sheet = changed[BADUTA]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
    rows[0][column(sheet, "lenhei_cm") - 1] = 71.3
    for i, row in enumerate(reversed(rows), start=FIRST):
        for j, value in enumerate(row, start=1):
            sheet.cell(i, j).value = value
    changed.save(workbook)
    back = read(workbook, book)
    assert (answers(book, back), back.rejected) == ({f"{ID}:lenhei_cm": "71.3"}, ())


def test_an_english_workbook_reads_back_too(book, tmp_path):
    path = tmp_path / "worksheets.xlsx"
    write_case_workbook(path, book, language="en")
    assert len(read(path, book).entries) == 0
    fill(path, BADUTA, FIRST, {"status": "Postponed", "posture": "Standing", "filled_by": "Midwife"})
    back = read(path, book)
    assert back.rejected == ()
    assert answers(book, back) == {f"{ID}:posture": "h"}
    assert set(back.entries["role"]) == {"bidan"}
