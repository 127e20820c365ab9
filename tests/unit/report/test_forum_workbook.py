"""The workbook of a forum: written, filled in as people do, read back into entries, and read again."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.cases.follow_up import plan_states
from audit.errors import InputError
from audit.language import has, text
from audit.register.forum_form import (
    AGREEMENT_COLUMNS,
    ATTENDANCE_COLUMNS,
    CHANGE_COLUMNS,
    forum_entries,
    read_forum,
)
from audit.report.forum_workbook import write_forum_workbook
from audit.schemas import ATTENDANCE, ENTRIES, FOLLOW_UPS
from audit.store.entries import changes, current

TODAY = date(2025, 11, 1)
MEETING = "2025-2-diseminasi_1"
PLANS = FOLLOW_UPS.conform(
    pd.DataFrame(
        {
            "rtl_id": ["lama-1", "lama-2", "lama-3"],
            "activity": ["Kelas ibu", '=HYPERLINK("x")', "Selesai dulu"],
            "status": ["proses", "belum", "selesai"],
            "due_on": pd.to_datetime(["2025-12-01", "2025-10-01", "2025-10-01"]),
            "approved_on": pd.to_datetime(["2025-09-01"] * 3),
        }
    )
)
BEFORE = changes(
    ENTRIES.conform(pd.DataFrame()), FOLLOW_UPS, PLANS, role="x", filled_on=date(2025, 9, 1), source_system="uji",
    only_given=True,
)  # fmt: skip


@pytest.fixture
def blank(tmp_path):
    path = tmp_path / "hasil-forum.xlsx"
    write_forum_workbook(path, meeting=MEETING, plans=plan_states(PLANS, as_of=TODAY))
    return path


def fill(path: Path, sheet: str, row: int, **cells) -> None:
    book = openpyxl.load_workbook(path)
    page = book[text(f"forum.sheet.{sheet}", "id")]
    columns = {cell.value: cell.column for cell in page[1]}
    for column, value in cells.items():
        page.cell(row, columns[column], value)
    book.save(path)


def entries_of(path, before=BEFORE):
    return forum_entries(before, read_forum(path), role="tim_teknis", filled_on=TODAY)


def with_(new, before=BEFORE):
    return ENTRIES.conform(pd.concat([before, new], ignore_index=True))


def test_a_blank_form_says_nothing(blank):
    form = read_forum(blank)
    assert (form.meeting, form.wrong) == (MEETING, ())
    new, wrong = entries_of(blank)
    assert new.empty
    assert wrong == ()


def test_the_same_content_gives_the_same_bytes(blank, tmp_path):
    again = tmp_path / "lagi.xlsx"
    write_forum_workbook(again, meeting=MEETING, plans=plan_states(PLANS, as_of=TODAY))
    assert again.read_bytes() == blank.read_bytes()


def test_open_plans_are_shown_overdue_first_and_nothing_runs_as_a_formula(blank):
    page = openpyxl.load_workbook(blank)[text("forum.sheet.changes", "id")]
    shown = [[cell.value for cell in row[:5]] for row in page.iter_rows(min_row=3, max_row=4)]
    assert [row[0] for row in shown] == ["lama-2", "lama-1"]
    assert page["B3"].data_type == "s"
    assert shown[0][4] == "Melewati tenggat"
    assert page["A5"].value is None  # the plan that is done
    assert page.protection.sheet


def test_what_people_write_becomes_attendance_and_plans(blank):
    fill(blank, "meeting", 3, held_on="1 November 2025")
    fill(blank, "attendance", 3, office="Dinas Kesehatan", role="OPD", sector="pemerintah ", people="4")
    fill(blank, "attendance", 4, office="LPM", role="Mitra", people=2)
    fill(
        blank, "agreements", 3, activity="Membangun jamban", activity_kind="Pembangunan air bersih atau jamban",
        group="Baduta (0–23 bulan)", location="Desa A", actor="Dinas PU", due_on=datetime(2025, 12, 10),
        output_target="3", output_unit="jamban", mechanism="APBDes", ceiling_rupiah="Rp 25.000.000", budget_year=2025,
        approved_on="01/11/2025", approved_by="Wakil Wali Kota",
    )  # fmt: skip
    new, wrong = entries_of(blank)
    assert wrong == ()
    assert read_forum(blank).wrong == ()
    after = with_(new)
    came = current(after, ATTENDANCE).set_index("office")
    assert came["people"].to_dict() == {"Dinas Kesehatan": 4, "LPM": 2}
    assert came.loc["Dinas Kesehatan", ["role", "sector"]].to_list() == ["opd", "pemerintah"]
    assert set(came["held_on"]) == {pd.Timestamp("2025-11-01")}
    plan = current(after, FOLLOW_UPS).set_index("rtl_id").loc[f"{MEETING}-01"]
    assert (plan["activity_kind"], plan["group"], plan["mechanism"]) == ("air_dan_sanitasi", "baduta", "apbdes")
    assert (plan["ceiling_rupiah"], plan["output_target"], plan["budget_year"]) == (25_000_000, 3, 2025)
    assert (plan["due_on"], plan["approved_on"]) == (pd.Timestamp("2025-12-10"), pd.Timestamp("2025-11-01"))


def test_a_change_touches_only_what_was_filled_in(blank):
    fill(
        blank, "changes", 3, status="Berjalan", new_due_on="15-11-2025", obstacle="Menunggu tukang", spj_complete="Ya "
    )
    new, wrong = entries_of(blank)
    assert wrong == ()
    assert sorted(new["field"]) == ["due_on", "obstacle", "spj_complete", "status"]
    plan = current(with_(new), FOLLOW_UPS).set_index("rtl_id").loc["lama-2"]
    assert (plan["status"], plan["due_on"], plan["activity"]) == (
        "proses", pd.Timestamp("2025-11-15"), '=HYPERLINK("x")',
    )  # fmt: skip


def test_reading_twice_adds_nothing_and_an_older_form_undoes_nothing(blank):
    fill(blank, "attendance", 3, office="Dinas Kesehatan", role="OPD", people=4)
    fill(blank, "agreements", 3, activity="Membangun jamban")
    fill(blank, "changes", 4, status="Berjalan")
    after = with_(entries_of(blank)[0])
    assert entries_of(blank, after)[0].empty
    rows = pd.DataFrame({"rtl_id": ["lama-2"], "status": ["selesai"]})
    later = changes(after, FOLLOW_UPS, rows, role="opd", filled_on=date(2025, 11, 9), source_system="uji")
    assert entries_of(blank, with_(later, after))[0].empty


def test_what_cannot_be_read_is_told_by_its_cell(blank):
    fill(blank, "attendance", 3, office="Dinas Kesehatan", role="Juri", people="banyak")
    fill(blank, "attendance", 4, office="dinas kesehatan")
    fill(blank, "agreements", 3, activity="Membangun jamban", due_on="segera", ceiling_rupiah="cukup")
    fill(blank, "agreements", 4, activity="Kelas ibu", agreement_no=1)
    fill(blank, "changes", 3, rtl_id="", status="Berjalan")
    fill(blank, "changes", 4, rtl_id="tidak-ada", status="Berjalan")
    form = read_forum(blank)
    said = [(w.id.rpartition(".")[2], w.values["cell"]) for w in form.wrong]
    assert said == [
        ("no_choice", "B3"), ("no_whole_number", "D3"), ("twice", "A4"), ("no_date", "K3"), ("no_amount", "U3"),
        ("number_twice", "A4"), ("plan_unknown", "A3"),
    ]  # fmt: skip
    assert all(has(w.id, "id") for w in form.wrong)
    new, wrong = forum_entries(BEFORE, form, role="x", filled_on=TODAY)
    assert [w.values["plan"] for w in wrong] == ["tidak-ada"]
    assert not new["record_id"].eq("tidak-ada").any()


def test_one_office_in_one_role_stands_once(blank):
    for row in (3, 4):
        fill(
            blank, "attendance", row, office="Dinas  Kesehatan" if row == 3 else "DINAS KESEHATAN", role="OPD", people=1
        )
    form = read_forum(blank)
    assert len(form.attendance) == 1
    assert [w.id for w in form.wrong] == ["forum.twice"]


def test_another_workbook_is_not_this_form(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["nama", "umur"])
    book.save(tmp_path / "lain.xlsx")
    with pytest.raises(InputError):
        read_forum(tmp_path / "lain.xlsx")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_column_has_its_words(language):
    for column in (*ATTENDANCE_COLUMNS, *AGREEMENT_COLUMNS, *CHANGE_COLUMNS):
        assert has(f"forum.column.{column}", language)


def test_a_form_in_english_reads_back_as_one_in_indonesian(tmp_path):
    path = tmp_path / "forum.xlsx"
    write_forum_workbook(path, meeting=MEETING, plans=plan_states(PLANS, as_of=TODAY), language="en")
    book = openpyxl.load_workbook(path)
    page = book[text("forum.sheet.changes", "en")]
    page.cell(3, 6, "Cancelled")
    book.save(path)
    assert entries_of(path)[0]["value"].to_list() == ["batal"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_a_form_saved_again_by_libreoffice_reads_the_same(blank, tmp_path):
    fill(blank, "meeting", 3, held_on=datetime(2025, 11, 1))
    fill(blank, "attendance", 3, office="Dinas Kesehatan", role="OPD", people=4)
    fill(blank, "agreements", 3, activity="Membangun jamban", due_on=datetime(2025, 12, 10), ceiling_rupiah=25_000_000)
    fill(blank, "changes", 3, status="Berjalan", spj_complete="ya")
    command = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "lo", blank]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    plain, again = entries_of(blank)[0], entries_of(tmp_path / "lo" / blank.name)[0]
    assert len(plain) == 10
    assert again["entry_id"].equals(plain["entry_id"])
