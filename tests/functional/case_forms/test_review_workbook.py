"""The workbook of one expert: blind, filled in, and on its way back through everything that people do to workbooks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.cases.causes import case_causes
from audit.cases.review import reader_agreement, review_states
from audit.cases.review_facts import FACT_COLUMNS, VISIT_COLUMNS
from audit.register.heard import ReadCases
from audit.register.review_form import read_reviews
from audit.register.review_layout import REVIEW, ROW
from audit.register.review_sheets import find_reviews
from audit.report.answers_workbook import write_answers_report
from audit.report.review_workbook import ReviewBook, write_review_workbook
from audit.schemas import CASES, CAUSES, RECOMMENDATIONS, REVIEWS
from audit.store.entries import conflicts, current

ON = date(2025, 10, 10)
CASE, OTHER = "kasus0003", "kasus0004"  # a baduta and a balita, cases 4 and 5
FIRST = 3  # Excel's row of the first case
GOOD = {
    "risk": "Asupan kurang", "referral_needed": "ya ", "stunting_confirmed": "Ya", "advice_keluarga": "Telur tiap hari",
    "reviewed_on": "7/10/2025", "signed": "Y", "institution": "RSUD",
}  # fmt: skip
CAUSE = {"cause_code": "Asupan makan belum cukup", "evidence": "kd", "preventable_by": "Layanan"}


def make(book, path: Path, reader: str = "pertama", entries: pd.DataFrame | None = None) -> Path:
    facts = pd.DataFrame(
        [(CASE, "risk", "births_close", "18", "months", "elsimil"), (CASE, "item", "haz", "-2.31", "z", "eppgbm")],
        columns=list(FACT_COLUMNS), dtype="string",
    )  # fmt: skip
    day = pd.Timestamp("2025-08-11")
    visits = [
        (CASE, day, 18.4, 8.9, 71.3, None, -1.2, -2.31, -0.8, False),
        (OTHER, day, 30.0, 9.9, None, None, None, None, None, True),
    ]
    write_review_workbook(
        path,
        ReviewBook(
            book.folder, book.cycle, "sp_a", reader, book.cases[book.cases["case_id"].isin([CASE, OTHER])], facts,
            pd.DataFrame(visits, columns=list(VISIT_COLUMNS)), book.entries if entries is None else entries,
            institution="RSUD Contoh", mode="luring",
        ),
    )  # fmt: skip
    return path


@pytest.fixture
def workbook(book, tmp_path) -> Path:
    return make(book, tmp_path / "telaah-pakar-sp-a-pertama.xlsx")


def fill(path: Path, key: str, row: int, values: dict[str, object]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = next(sheet for sheet in book if sheet.cell(1, 1).value == key)
    at = {cell.value: cell.column for cell in sheet[1]}
    for name, value in values.items():
        sheet.cell(row, at[name]).value = value
    book.save(path)


def read(path: Path, book, entries: pd.DataFrame | None = None, on: date = ON) -> ReadCases:
    form = find_reviews(path)
    assert form is not None
    return read_reviews(form, book.entries if entries is None else entries, on=on)


def together(book, *reads: ReadCases) -> pd.DataFrame:
    return pd.concat([book.entries, *(one.entries for one in reads)], ignore_index=True)


def record(entries, table, id: str) -> dict[str, object]:
    rows = current(entries, table).set_index(table.key[0])
    return rows.loc[id].dropna().to_dict()


def test_an_untouched_workbook_says_nothing_though_its_institution_stands_there(workbook, book):
    back = read(workbook, book)
    assert (len(back.entries), back.answers, back.to_mend, back.findings) == (0, 0, 0, ())


def test_a_review_comes_back_as_records_of_its_discipline_and_day(workbook, book):
    fill(workbook, REVIEW, FIRST, GOOD)
    fill(workbook, ROW, FIRST, CAUSE)
    back = read(workbook, book)
    assert (back.rejected, back.findings) == ((), ())
    entries = together(book, back)
    review = f"{CASE}:sp_a:pertama"
    assert record(entries, REVIEWS, review) == {
        "case_id": CASE, "discipline": "sp_a", "reader": "pertama", "institution": "RSUD", "mode": "luring",
        "reviewed_on": pd.Timestamp("2025-10-07"), "signed": True, "risk": "Asupan kurang", "referral_needed": True,
    }  # fmt: skip
    assert record(entries, CAUSES, f"{review}:low_intake") == {
        "review_id": review, "case_id": CASE, "cause_code": "low_intake", "present": True, "level": "direct",
        "preventable_by": "layanan", "evidence": "D;K",
    }  # fmt: skip
    assert record(entries, RECOMMENDATIONS, f"{review}:keluarga") == {
        "case_id": CASE, "discipline": "sp_a", "addressee": "keluarga", "text": "Telur tiap hari",
    }  # fmt: skip
    cases = current(entries, CASES).set_index("case_id")
    assert cases.loc[CASE, "stunting_confirmed"]
    assert set(back.entries["role"]) == {"sp_a"}
    assert set(back.entries["filled_on"]) == {pd.Timestamp("2025-10-07")}


def test_a_case_counts_as_reviewed_only_with_day_and_signature(workbook, book):
    fill(workbook, REVIEW, FIRST, {"risk": "Asupan kurang", "reviewed_on": datetime(2025, 10, 7)})
    back = read(workbook, book)
    assert [(f.id, f.values["cases"]) for f in back.findings] == [("expert.unsigned", "4")]
    entries = together(book, back)
    states = review_states(current(entries, CASES), current(entries, REVIEWS), as_of=ON).set_index("case_id")["review"]
    assert set(states) == {"waiting"}
    fill(workbook, REVIEW, FIRST, {"signed": "Ya"})
    entries = together(book, back, read(workbook, book, entries))
    states = review_states(current(entries, CASES), current(entries, REVIEWS), as_of=ON).set_index("case_id")["review"]
    assert states[CASE] == "reviewed"
    assert set(states.drop(CASE)) == {"waiting"}


def test_reading_twice_adds_nothing_on_any_day(workbook, book):
    fill(workbook, REVIEW, FIRST, GOOD)
    fill(workbook, ROW, FIRST, CAUSE)
    entries = together(book, read(workbook, book))
    for on in (ON, date(2025, 12, 1)):
        assert read(workbook, book, entries, on).entries.empty


def test_nothing_that_another_reader_wrote_is_in_the_workbook(workbook, book, tmp_path):
    told = {name: f"rahasia {name}" for name in ("risk", "dissent", "advice_keluarga", "advice_opd", "institution")}
    fill(workbook, REVIEW, FIRST, GOOD | told)
    fill(workbook, ROW, FIRST, CAUSE | {"cause_code": "Tuberkulosis"})
    entries = together(book, read(workbook, book))
    second = openpyxl.load_workbook(make(book, tmp_path / "kedua.xlsx", "kedua", entries))
    cells = [str(c.value) for sheet in second for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not [cell for cell in cells if "rahasia" in cell]
    assert "stunting_confirmed" not in cells
    causes = second["Penyebab"]
    assert {causes.cell(row, 4).value for row in range(FIRST, causes.max_row + 1)} == {None}
    own = openpyxl.load_workbook(make(book, tmp_path / "lagi.xlsx", "pertama", entries))
    assert "rahasia risk" in [c.value for row in own["Telaah"].iter_rows() for c in row]
    assert own["Penyebab"].cell(FIRST, 4).value == "Tuberkulosis"


def test_no_workbook_names_anybody(workbook, book):
    sheets = openpyxl.load_workbook(workbook)
    cells = {str(c.value) for sheet in sheets for row in sheet.iter_rows() for c in row if c.value is not None}
    names = {str(value) for column in ("name", "nik", "child_id") for value in book.identities[column].dropna()}
    assert not [cell for cell in cells if any(name in cell for name in names)]


def test_two_readers_give_an_agreement(workbook, book, tmp_path):
    second = make(book, tmp_path / "kedua.xlsx", "kedua")
    for path in (workbook, second):
        fill(path, REVIEW, FIRST, {"risk": "a", "reviewed_on": datetime(2025, 10, 7), "signed": "Ya"})
        fill(path, ROW, FIRST, CAUSE)
    first = read(workbook, book)
    entries = together(book, first, read(second, book, together(book, first)))
    (one,) = reader_agreement(current(entries, REVIEWS), current(entries, CAUSES), as_of=ON)
    assert (one.cause_code, one.agreement.n, one.agreement.agreed) == ("low_intake", 1, 1.0)
    states = review_states(current(entries, CASES), current(entries, REVIEWS), as_of=ON)
    found = case_causes(states, current(entries, REVIEWS), current(entries, CAUSES), as_of=ON)
    assert found[["case_id", "preventable"]].to_numpy().tolist() == [[CASE, "layanan"]]


@pytest.mark.parametrize(
    ("key", "name", "value", "reason", "advice"),
    [
        (REVIEW, "reviewed_on", "kemarin", "tanggal_tak_terbaca", "14/08/2025"),
        (REVIEW, "reviewed_on", datetime(2026, 3, 1), "tanggal_belum_tiba", "14/08/2025"),
        (REVIEW, "signed", "mungkin", "jawaban_tak_dikenal", "Ya atau Tidak"),
        (ROW, "cause_code", "Asupan makn belum cukup", "kode_tak_dikenal", "asupan makan belum cukup"),
        (ROW, "evidence", "Z", "kode_tak_dikenal", ""),
        (ROW, "preventable_by", "bidan Ani", "kode_tak_dikenal", "layanan"),
    ],
)
def test_what_cannot_be_read_comes_back_with_place_reason_and_advice(
    workbook, book, tmp_path, key, name, value, reason, advice
):
    fill(workbook, ROW, FIRST, CAUSE)
    fill(workbook, key, FIRST, {name: value})
    back = read(workbook, book)
    sheet = {REVIEW: "Telaah", ROW: "Penyebab"}[key]
    assert [(one.sheet, one.column, one.reason) for one in back.rejected] == [(sheet, name, reason)]
    write_answers_report(tmp_path / "laporan-isian.xlsx", {workbook.name: back})
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "laporan-isian.xlsx")["Perlu dibetulkan"][3]]
    assert row[0] == f"{sheet}!{back.rejected[0].cell}"
    assert row[3]
    assert advice in row[4]
    assert row[5] == workbook.name


def test_evidence_without_a_cause_is_told(workbook, book):
    fill(workbook, ROW, FIRST, {"evidence": "D"})
    assert [one.reason for one in read(workbook, book).rejected] == ["penyebab_kosong"]


def test_a_code_dragged_down_or_of_another_reader_moves_nothing(workbook, book):
    fill(workbook, REVIEW, FIRST + 1, {REVIEW: f"{CASE}:sp_a:pertama", "risk": "tertukar"})
    back = read(workbook, book)
    assert [one.reason for one in back.rejected] == ["kasus_tertukar"]
    fill(workbook, REVIEW, FIRST + 1, {REVIEW: f"{OTHER}:gizi:kedua"})
    back = read(workbook, book)
    assert [one.reason for one in back.rejected] == ["telaah_tak_dikenal"]
    assert back.entries.empty


def test_a_changed_cause_takes_the_first_one_back_and_an_emptied_advice_goes(workbook, book, tmp_path):
    fill(workbook, REVIEW, FIRST, GOOD)
    fill(workbook, ROW, FIRST, CAUSE)
    entries = together(book, read(workbook, book))
    again = make(book, tmp_path / "lagi.xlsx", "pertama", entries)
    fill(again, ROW, FIRST, {"cause_code": "Tuberkulosis"})
    fill(again, REVIEW, FIRST, {"advice_keluarga": None})
    entries = pd.concat([entries, read(again, book, entries).entries], ignore_index=True)
    assert current(entries, CAUSES)["cause_code"].tolist() == ["tuberculosis"]
    assert current(entries, RECOMMENDATIONS).empty
    assert conflicts(entries).empty


def test_two_rows_of_one_cause_that_differ_are_named(workbook, book):
    fill(workbook, ROW, FIRST, CAUSE)
    fill(workbook, ROW, FIRST + 1, CAUSE | {"preventable_by": "Keluarga, dengan dukungan"})
    back = read(workbook, book)
    assert {(one.column, one.reason) for one in back.rejected} == {("preventable_by", "baris_ganda_berbeda")}
    assert len(back.rejected) == 2


def test_pasted_rows_renamed_sheets_and_deleted_columns_are_survived(workbook, book):
    fill(workbook, REVIEW, FIRST, GOOD)
    changed = openpyxl.load_workbook(workbook)
    sheet = changed["Telaah"]
    sheet.append([cell.value for cell in sheet[FIRST]])
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.delete_cols(at["summary"])
    sheet.title = "punya dr Ani"
    sheet.insert_rows(1)
    sheet["A1"] = "Telaah"
    changed.save(workbook)
    back = read(workbook, book)
    assert back.rejected == ()
    assert record(together(book, back), REVIEWS, f"{CASE}:sp_a:pertama")["risk"] == "Asupan kurang"


def test_a_formula_pasted_as_text_stays_text(workbook, book, tmp_path):
    changed = openpyxl.load_workbook(workbook)
    sheet = changed["Telaah"]
    at = {cell.value: cell.column for cell in sheet[1]}
    cell = sheet.cell(FIRST, at["risk"])
    cell.value, cell.data_type = '=HYPERLINK("http://contoh.invalid")', "s"
    changed.save(workbook)
    entries = together(book, read(workbook, book))
    assert record(entries, REVIEWS, f"{CASE}:sp_a:pertama")["risk"] == '=HYPERLINK("http://contoh.invalid")'
    again = openpyxl.load_workbook(make(book, tmp_path / "lagi.xlsx", "pertama", entries))
    assert not [c.value for sheet in again for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_without_the_hidden_sheet_filled_cells_still_count(workbook, book):
    fill(workbook, REVIEW, FIRST, GOOD)
    changed = openpyxl.load_workbook(workbook)
    del changed["_meta"]
    changed.save(workbook)
    back = read(workbook, book)
    assert [finding.id for finding in back.findings] == ["case_form.no_meta"]
    assert record(together(book, back), REVIEWS, f"{CASE}:sp_a:pertama")["signed"] is True
    assert read(workbook, book, together(book, back)).entries.empty


def test_saved_again_by_libreoffice_it_reads_the_same(workbook, book, tmp_path, re_save):
    fill(workbook, REVIEW, FIRST, GOOD)
    fill(workbook, ROW, FIRST, CAUSE)
    plain, again = read(workbook, book), read(re_save(workbook, tmp_path), book)
    assert len(plain.entries) > 15
    assert again.entries["entry_id"].tolist() == plain.entries["entry_id"].tolist()
    assert (again.rejected, again.findings) == ((), ())


def test_the_same_cases_give_the_same_bytes_and_none_is_no_workbook(book, tmp_path, workbook):
    assert make(book, tmp_path / "lagi.xlsx").read_bytes() == workbook.read_bytes()
    empty = replace(book, cases=book.cases.iloc[:0])
    assert find_reviews(make(empty, tmp_path / "kosong.xlsx")) is not None
    assert read(tmp_path / "kosong.xlsx", book).entries.empty
