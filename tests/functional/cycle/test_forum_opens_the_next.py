"""hasil-forum.xlsx, filled in as an office does, opens the next forum: its promises stand first, kept or not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.cases.carry_over import carry_over
from audit.cases.follow_up import plan_states
from audit.language import text
from audit.programme.forum_record import promises
from audit.reference.areas import areas_of
from audit.register.forum_form import forum_entries, read_forum
from audit.report.forum_workbook import write_forum_workbook
from audit.schemas import ATTENDANCE, ENTRIES, FOLLOW_UPS, FORUM_AGREEMENTS, FORUM_MEETINGS
from audit.store.entries import current

AREAS = areas_of("35.71")
HERE = "35.71.01"  # Mojoroto
CYCLE, NEXT = "2025-2", "2026-1"
FIRST, SECOND, THIRD = date(2025, 6, 10), date(2025, 10, 10), date(2026, 2, 10)


def meeting(day: date, cycle: str = CYCLE) -> str:
    return f"{cycle}-mini_lokakarya-{day:%Y%m%d}"


def fill(path: Path, sheet: str, row: int, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    page = book[text(f"forum.sheet.{sheet}", "id")]
    columns = {cell.value: cell.column for cell in page[1]}
    for column, value in cells.items():
        page.cell(row, columns[column], value)
    book.save(path)


def handed_in(entries: pd.DataFrame, path: Path, day: date) -> pd.DataFrame:
    """Entries with those that the filled workbook adds."""
    form = read_forum(path)
    assert form.wrong == ()
    new, strange = forum_entries(entries, form, role="tim_teknis", filled_on=day)
    assert strange == ()
    assert len(new)
    return ENTRIES.conform(pd.concat([entries, new], ignore_index=True))


def export(path: Path, entries: pd.DataFrame, day: date, cycle: str = CYCLE) -> None:
    plans = plan_states(current(entries, FOLLOW_UPS), as_of=day)
    held = datetime(day.year, day.month, day.day)
    write_forum_workbook(path, meeting=meeting(day, cycle), plans=plans, held_on=held)


def told(entries: pd.DataFrame, day: date) -> dict[str, str]:
    """Promises by what was promised, with the state that the next forum reads."""
    found = promises(
        FORUM_AGREEMENTS.empty(), FORUM_MEETINGS.empty(), current(entries, FOLLOW_UPS), current(entries, ATTENDANCE),
        AREAS, as_of=day,
    )  # fmt: skip
    assert set(found["area"]) <= {HERE}
    return dict(zip(found["activity"], found["state"], strict=True))


@pytest.fixture(scope="module")
def after_first(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    path = tmp_path_factory.mktemp("forum") / "hasil-forum.xlsx"
    export(path, ENTRIES.empty(), FIRST)
    fill(path, "attendance", 3, office="Puskesmas Sukorame", role="OPD", sector="pemerintah", people=2)
    fill(path, "agreements", 3, activity="Menimbang ulang", location="Mojoroto", actor="Puskesmas", due_on="01/08/2025")
    fill(path, "agreements", 4, activity="Jamban keluarga", location="Mojoroto", actor="Dinas PU", due_on="01/03/2026")
    return handed_in(ENTRIES.empty(), path, FIRST)


@pytest.fixture(scope="module")
def after_second(after_first: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The second forum finds both plans in its workbook, notes that one is done, and promises something more."""
    path = tmp_path_factory.mktemp("forum") / "hasil-forum.xlsx"
    export(path, after_first, SECOND)
    page = openpyxl.load_workbook(path)[text("forum.sheet.changes", "id")]
    assert [page.cell(row, 2).value for row in (3, 4)] == ["Menimbang ulang", "Jamban keluarga"]  # overdue first
    fill(path, "changes", 3, status="Selesai", done_on="20/09/2025")
    fill(path, "attendance", 3, office="KUA Mojoroto", role="OPD", sector="pemerintah", people=1)
    fill(path, "agreements", 3, activity="Kelas catin", location="Mojoroto", actor="KUA", due_on="01/12/2025")
    return handed_in(after_first, path, SECOND)


def test_the_next_forum_reads_what_was_promised_and_what_is_late(after_first):
    assert told(after_first, date(2025, 7, 1)) == {"Menimbang ulang": "not_started", "Jamban keluarga": "not_started"}
    assert told(after_first, SECOND) == {"Menimbang ulang": "overdue", "Jamban keluarga": "not_started"}


def test_before_its_day_a_forum_has_promised_nothing(after_first):
    assert told(after_first, date(2025, 6, 9)) == {}


def test_what_an_older_forum_finished_is_left_and_what_it_did_not_stays(after_second):
    assert told(after_second, date(2025, 11, 1)) == {"Jamban keluarga": "not_started", "Kelas catin": "not_started"}


def test_a_plan_carried_into_the_next_cycle_keeps_the_day_of_its_meeting(after_second, tmp_path):
    entries = carry_over(after_second, cycle=CYCLE, as_of=date(2026, 1, 5))
    assert current(entries, ATTENDANCE).empty  # who came belongs to the cycle in which they came
    assert told(entries, THIRD) == {"Kelas catin": "overdue", "Jamban keluarga": "not_started"}
    path = tmp_path / "hasil-forum.xlsx"
    export(path, entries, THIRD, NEXT)
    page = openpyxl.load_workbook(path)[text("forum.sheet.changes", "id")]
    rows = {page.cell(row, 2).value: row for row in (3, 4)}
    fill(path, "changes", rows["Jamban keluarga"], status="Selesai", done_on="09/02/2026")
    fill(path, "attendance", 3, office="Puskesmas Sukorame", role="OPD", sector="pemerintah", people=2)
    fill(path, "agreements", 3, activity="Pos gizi", location="Mojoroto", actor="Puskesmas", due_on="01/05/2026")
    later = handed_in(entries, path, THIRD)
    # Done, and of a meeting that is no longer the last: without its day it would be told as a promise of the last one.
    assert told(later, date(2026, 2, 20)) == {"Kelas catin": "overdue", "Pos gizi": "not_started"}
