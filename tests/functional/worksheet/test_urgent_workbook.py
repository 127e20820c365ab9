"""``rujuk-segera.xlsx`` from writing to reading back: what people type, paste, delete and hand in late."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.cases.referrals import order_findings, worklist
from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.register.case_layout import FormMeta
from audit.register.urgent_form import FILLED_COLUMNS, NOT_SAID, read_urgent, urgent_entries
from audit.report.urgent_workbook import write_urgent
from audit.results import Sentence
from audit.schemas import ENTRIES, REFERRALS
from audit.store import IDENTITIES
from audit.store.entries import changes, conflicts, current, heads

AS_OF = date(2025, 9, 15)
AREAS, RULES = areas_of("64.74"), rule_set("urgent_practice_2026")
DESA = AREAS.desa[0]
NIK = "6474990508220001"


def referral(id, person, rule="muac_very_low", value="11.4", **more):
    row = {"referral_id": id, "person_id": person, "group": "baduta", "area_code": DESA.code, "rule_id": rule}
    return row | {"value": value, "found_on": pd.Timestamp("2025-09-10"), "measure_again": False} | more


REFERRED = (
    referral("r1", "satu"),
    referral("r2", "dua", "severely_thin", "-5.91", measure_again=True),
    referral("r3", "tiga", "blood_pressure_systolic", "164", group="bumil"),
)
PEOPLE = (
    {"child_id": "satu", "name": "=1+1", "nik": NIK, "parent_name": "SITI", "posyandu": "MELATI"},
    {"child_id": "dua", "name": "BUDI"},
)


@pytest.fixture
def entries() -> pd.DataFrame:
    return add(ENTRIES.conform(pd.DataFrame(columns=list(ENTRIES.names))), *REFERRED)


def add(entries, *rows, role="program"):
    new = pd.DataFrame(rows)
    made = changes(entries, REFERRALS, new, role=role, filled_on=AS_OF, source_system="rujuk-segera.xlsx")
    return pd.concat([entries, made], ignore_index=True)


def write(entries, path, **more) -> Path:
    referrals = current(entries, REFERRALS)
    meta = FormMeta("64.74-kota-bontang", "2025-2", known=frozenset(heads(entries)["entry_id"]))
    given = {"meta": meta, "puskesmas": {DESA.code: "MELAYU"}} | more
    write_urgent(
        path, worklist(referrals, (), AS_OF), IDENTITIES.conform(pd.DataFrame(PEOPLE)), rules=RULES, areas=AREAS,
        doubts=order_findings(referrals, AS_OF), **given,
    )  # fmt: skip
    return path


@pytest.fixture
def written(entries, tmp_path) -> Path:
    return write(entries, tmp_path / "rujuk-segera.xlsx")


def edit(path, role="bidan", **cells):
    """Fill cells of rows in: ``r1=dict(told="...")``."""
    book = openpyxl.load_workbook(path)
    sheet = book["Rujuk segera"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(3, sheet.max_row + 1):
        for column, value in cells.get(sheet.cell(row, at["referral_id"]).value, {}).items():
            sheet.cell(row, at[column]).value = value
    if role:
        book["Pengisi"].cell(3, 1).value, book["Pengisi"].cell(3, 2).value = role, "20/09/2025"
    book.save(path)
    return path


def read_back(path, entries):
    new, wrong = urgent_entries(read_urgent(path), entries, day=AS_OF)
    return pd.concat([entries, new], ignore_index=True), wrong


def standing(entries):
    return current(entries, REFERRALS).set_index("referral_id")


def shown(path, sheet="Rujuk segera"):
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


def test_what_a_visit_must_know_is_there_in_words(written):
    one, two, three = sorted(shown(written), key=lambda row: row["referral_id"])
    assert (one["nik"], one["parent_name"], one["posyandu"], one["puskesmas"]) == (NIK, "SITI", "MELATI", "MELAYU")
    assert (one["desa"], one["rule"], one["value"]) == (DESA.name, "LiLA di bawah 11,5 cm (umur 6–59 bulan)", "11,4 cm")
    assert (one["found_on"], one["days_open"], one["turn"]) == (datetime(2025, 9, 10), 5, "2 Baru")
    assert (two["value"], two["measure_again"]) == ("−5,91 SD", "Ukur ulang dulu")
    assert (three["group"], three["value"], three["measure_again"] or "") == ("Ibu hamil", "164 mmHg", "")
    assert not three["name"]


def test_a_name_that_looks_like_a_formula_is_text(written):
    cell = openpyxl.load_workbook(written)["Rujuk segera"]["B3"]
    names = {row["name"] for row in shown(written)}
    assert "=1+1" in names
    assert cell.data_type != "f"


def test_the_same_content_is_the_same_bytes(entries, written, tmp_path):
    assert write(entries, tmp_path / "lagi.xlsx").read_bytes() == written.read_bytes()


def test_only_the_owner_may_read_it(written):
    assert not written.stat().st_mode & 0o077


def test_an_untouched_list_says_nothing(written, entries):
    new, wrong = urgent_entries(read_urgent(written), entries, day=AS_OF)
    assert new.empty
    assert wrong == ()


def test_every_step_reads_back_with_role_and_day(written, entries):
    days = {name: datetime(2025, 9, 10 + i) for i, name in enumerate(c for c in FILLED_COLUMNS if c.endswith("_on"))}
    said = {"told": "Puskesmas Melayu", "diagnosis": "TB paru", "treatment": "PKMK, rawat jalan"}
    edit(written, r1=days | said | {"not_arrived": "Transportasi", "outcome": "Membaik"})
    after, wrong = read_back(written, entries)
    assert wrong == ()
    row = standing(after).loc["r1"]
    assert {name: row[name].to_pydatetime() for name in days} == days
    assert {name: row[name] for name in said} == said
    assert (row["not_arrived"], row["outcome"]) == ("transportasi", "membaik")
    new = after[len(entries) :]
    assert set(new["role"]) == {"bidan"}
    assert set(new["filled_on"]) == {pd.Timestamp("2025-09-20")}
    assert set(new["record_id"]) == {"r1"}


def test_reading_twice_adds_nothing(written, entries):
    edit(written, r1={"told": "Puskesmas", "told_on": "11/09/2025"})
    after, _ = read_back(written, entries)
    again, _ = read_back(written, after)
    assert len(after) == len(entries) + 2
    assert len(again) == len(after)


@pytest.mark.parametrize(
    "typed", ["11/9/2025", "11-09-2025", " 11 September 2025 ", datetime(2025, 9, 11), "2025-09-11"]
)
def test_a_day_may_be_typed_in_many_ways(written, entries, typed):
    after, wrong = read_back(edit(written, r1={"arrived_on": typed}), entries)
    assert wrong == ()
    assert standing(after).loc["r1", "arrived_on"] == pd.Timestamp("2025-09-11")


@pytest.mark.parametrize(
    "typed", ["JKN tidak aktif ", "jkn_tidak_aktif", "Health insurance not active", "jkn tidak aktif"]
)
def test_a_reason_may_be_typed_in_many_ways(written, entries, typed):
    after, wrong = read_back(edit(written, r1={"not_arrived": typed}), entries)
    assert wrong == ()
    assert standing(after).loc["r1", "not_arrived"] == "jkn_tidak_aktif"


def test_a_wrong_cell_is_one_sentence_and_the_rest_is_taken(written, entries):
    after, wrong = read_back(
        edit(written, r1={"arrived_on": "kemarin", "not_arrived": "malas", "told": "Bidan"}), entries
    )
    assert [sentence.id for sentence in wrong] == ["worksheet.no_date", "worksheet.no_choice"]
    assert all("kemarin" not in str(sentence.values) for sentence in wrong)
    assert standing(after).loc["r1", "told"] == "Bidan"


def test_whoever_does_not_say_the_role_is_taken_all_the_same(written, entries):
    after, wrong = read_back(edit(written, role="", r1={"told": "Bidan"}), entries)
    assert [sentence.id for sentence in wrong] == ["urgent.no_writer"]
    assert after.iloc[-1][["role", "filled_on"]].to_list() == [NOT_SAID, pd.Timestamp(AS_OF)]


def test_an_answer_can_be_taken_back_by_emptying_its_cell(written, entries, tmp_path):
    after, _ = read_back(edit(written, r1={"told": "Salah"}), entries)
    second = write(after, tmp_path / "kedua.xlsx")
    after, _ = read_back(edit(second, r1={"told": None}), after)
    assert pd.isna(standing(after).loc["r1", "told"])


def test_a_list_handed_in_late_overwrites_nothing_that_its_writer_did_not_know(written, entries, tmp_path):
    """Two people had the same list: what only one of them filled in stands, and a contradiction is a conflict."""
    late = Path(shutil.copy(written, tmp_path / "terlambat.xlsx"))
    after, _ = read_back(edit(written, r1={"told": "Bidan A", "told_on": "11/09/2025"}), entries)
    after, _ = read_back(edit(late, r1={"told": "Bidan B"}, r2={"told": "Bidan B"}), after)
    row = standing(after)
    assert row.loc["r1", "told_on"] == pd.Timestamp("2025-09-11")
    assert row.loc["r2", "told"] == "Bidan B"
    assert set(conflicts(after)["value"]) == {"Bidan A", "Bidan B"}


def test_both_lists_read_again_and_again_come_to_rest(written, entries, tmp_path):
    late = edit(Path(shutil.copy(written, tmp_path / "terlambat.xlsx")), r1={"told": "Bidan B"})
    edit(written, r1={"told": "Bidan A"})
    after = entries
    for path in (written, late, written, late):
        after, _ = read_back(path, after)
    assert len(after) == len(entries) + 2


def test_codes_that_are_lost_or_strange_or_stand_twice_are_told(written, entries):
    book = openpyxl.load_workbook(written)
    sheet = book["Rujuk segera"]
    at = {cell.value: cell.column for cell in sheet[1]}
    ids = [sheet.cell(row, at["referral_id"]).value for row in (3, 4, 5)]
    for row, id in ((6, ids[0]), (7, "tidak-ada"), (8, None)):
        sheet.cell(row, at["referral_id"]).value, sheet.cell(row, at["told"]).value = id, "Bidan"
    book.save(written)
    after, wrong = read_back(written, entries)
    assert {s.id for s in wrong} == {"urgent.twice", "urgent.unknown_referral", "urgent.no_referral"}
    assert len(after) == len(entries)


def test_a_deleted_column_and_a_renamed_sheet_change_nothing(written, entries):
    edit(written, r1={"told": "Bidan"})
    book = openpyxl.load_workbook(written)
    sheet = book["Rujuk segera"]
    sheet.title = "Lembar1"
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.delete_cols(at["name"])
    book.save(written)
    after, wrong = read_back(written, entries)
    assert wrong == ()
    assert standing(after).loc["r1", "told"] == "Bidan"


def test_without_the_hidden_sheet_an_empty_cell_takes_nothing_back(written, entries, tmp_path):
    after, _ = read_back(edit(written, r1={"told": "Bidan"}), entries)
    bare = write(after, tmp_path / "impor.xlsx", meta=None)
    after_bare, wrong = read_back(edit(bare, r1={"told": None, "told_on": "12/09/2025"}), after)
    assert wrong == ()
    assert standing(after_bare).loc["r1", "told"] == "Bidan"
    assert standing(after_bare).loc["r1", "told_on"] == pd.Timestamp("2025-09-12")


def without_the_hidden_sheet(path) -> Path:
    book = openpyxl.load_workbook(path)
    del book["_meta"]
    book.save(path)
    return path


def test_a_list_that_lost_its_hidden_sheet_brings_no_old_value_back(written, entries, tmp_path):
    """The first list says Bidan A; a later one, which knew that, says Bidan B. The first comes in again, damaged."""
    after, _ = read_back(edit(written, r1={"told": "Bidan A"}), entries)
    after, _ = read_back(edit(write(after, tmp_path / "kedua.xlsx"), r1={"told": "Bidan B"}), after)
    again, _ = read_back(without_the_hidden_sheet(written), after)
    assert len(again) == len(after)
    assert standing(again).loc["r1", "told"] == "Bidan B"


def test_a_new_value_of_a_list_that_lost_its_hidden_sheet_stands_beside_the_other(written, entries):
    after, _ = read_back(edit(written, r1={"told": "Bidan A"}), entries)
    edit(without_the_hidden_sheet(written), r1={"told": "Bidan C", "told_on": "12/09/2025"})
    again, wrong = read_back(written, after)
    assert wrong == ()
    assert set(conflicts(again)["value"]) == {"Bidan A", "Bidan C"}
    assert standing(again).loc["r1", "told_on"] == pd.Timestamp("2025-09-12"), "what nobody had said is no conflict"
    assert len(read_back(written, again)[0]) == len(again)


def test_an_older_list_says_in_its_own_way_what_it_knew(written, entries, tmp_path):
    after, _ = read_back(edit(written, r1={"told": "Salah"}), entries)
    older = edit(write(after, tmp_path / "lama.xlsx"), r1={"told": None})
    book = openpyxl.load_workbook(without_the_hidden_sheet(older))
    sheet = book.create_sheet("_meta")
    for value in ("seen_entry", None, *heads(after)["entry_id"]):
        sheet.append([value])
    book.save(older)
    assert pd.isna(standing(read_back(older, after)[0]).loc["r1", "told"])


def test_doubtful_days_and_wrong_cells_stand_in_the_next_list(entries, tmp_path):
    told = add(entries, {"referral_id": "r1", "referred_on": pd.Timestamp("2025-09-12"),
                         "arrived_on": pd.Timestamp("2025-09-11")}, role="bidan")  # fmt: skip
    wrong = (Sentence("worksheet.no_date", {"sheet": "Rujuk segera", "cell": "P3"}),)
    path = write(told, tmp_path / "berikut.xlsx", wrong=wrong)
    said = [row["entry"] for row in shown(path, "Isian perlu dibetulkan")]
    row = next(i for i, r in enumerate(shown(path), start=3) if r["referral_id"] == "r1")
    assert said[0].startswith(f"Baris {row}: tanggal tiba lebih awal daripada tanggal dirujuk")
    assert "P3" in said[1]


def test_another_workbook_is_refused_in_one_sentence(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["nama", "alamat"])
    book.save(tmp_path / "lain.xlsx")
    with pytest.raises(InputError):
        read_urgent(tmp_path / "lain.xlsx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_a_list_saved_again_by_libreoffice_reads_the_same(written, entries, tmp_path):
    edit(written, r1={"told": "Bidan", "arrived_on": datetime(2025, 9, 11), "outcome": "Membaik"})
    command = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "lo", written]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    plain, resaved = read_urgent(written), read_urgent(tmp_path / "lo" / written.name)
    assert resaved.answers == plain.answers
    assert resaved.seen == plain.seen
