"""The list of actions: every open task and promise once, by office, overdue first, text that stays text."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from audit.programme.forum_record import PROMISE_COLUMNS
from audit.programme.sector_tasks import TASK_COLUMNS
from audit.reference.areas import areas_of
from audit.report.action_workbook import ActionBook, write_action_workbook

AREAS = areas_of("64.74")
TODAY = date(2025, 9, 15)


def tasks(*given):
    base = dict.fromkeys(TASK_COLUMNS) | {"kind": "plan", "what": "Bangun jamban", "state": "open", "money": ""}
    rows = [base | {"task_id": f"t{i}"} | row for i, row in enumerate(given)]
    return pd.DataFrame(rows, columns=list(TASK_COLUMNS)).assign(due_on=lambda f: pd.to_datetime(f["due_on"]))


def promised(*given):
    base = dict.fromkeys(PROMISE_COLUMNS) | {"activity": "Membeli alat ukur", "state": "running", "office": "Dinkes"}
    rows = [base | {"promise_id": f"p{i}"} | row for i, row in enumerate(given)]
    return pd.DataFrame(rows, columns=list(PROMISE_COLUMNS)).assign(due_on=lambda f: pd.to_datetime(f["due_on"]))


@pytest.fixture
def listed(tmp_path):
    """Write the workbook and return it read back by another program."""

    def write(tasks=None, promises=None, language="id"):
        path = tmp_path / "tindak-lanjut.xlsx"
        write_action_workbook(path, ActionBook(tasks, promises, AREAS, TODAY), language=language)
        return openpyxl.load_workbook(path)

    return write


def body(sheet, columns=8):
    return [[cell.value for cell in row[:columns]] for row in sheet.iter_rows(min_row=3)]


def test_of_each_office_the_overdue_come_first_and_nobodys_tasks_stand_last(listed):
    book = listed(
        tasks(
            {"named": None, "what": "tanpa kantor", "due_on": "2025-01-01", "state": "overdue"},
            {"named": "Dinsos", "what": "kelak", "due_on": "2025-12-01"},
            {"named": "Dinsos", "what": "tanpa hari"},
            {"named": "Dinsos", "what": "lewat", "due_on": "2025-09-01", "state": "overdue"},
        ),
        promised({"due_on": "2025-10-01"}),
    )
    rows = body(book["Tindak lanjut"])
    assert [row[1] for row in rows] == ["Membeli alat ukur", "lewat", "kelak", "tanpa hari", "tanpa kantor"]
    assert [row[0] for row in rows] == ["Dinkes", "Dinsos", "Dinsos", "Dinsos", "Belum ditetapkan"]
    assert rows[1][4:6] == [datetime(2025, 9, 1), 14]
    assert rows[2][5] is None
    assert body(book["Per kantor"], 4) == [["Dinkes", 1, 0, 0], ["Dinsos", 3, 1, 1], ["Belum ditetapkan", 1, 1, 0]]


def test_what_is_done_is_not_listed_and_what_stands_in_both_lists_is_listed_once(listed):
    book = listed(
        tasks({"task_id": "RTL-1", "named": "Camat"}, {"task_id": "promise.x.Camat", "named": "Camat"}),
        promised({"promise_id": "RTL-1"}, {"state": "done"}, {"state": "cancelled"}, {"activity": None}),
    )
    assert [row[1] for row in body(book["Tindak lanjut"])] == ["Bangun jamban", "belum tercatat"]


def test_progress_is_chosen_from_a_list_in_words(listed):
    sheet = listed(tasks({"named": "Camat"}))["Tindak lanjut"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"Belum dimulai,Berjalan,Selesai,Batal"'
    assert str(rule.sqref) == "I3"
    assert not sheet["I3"].protection.locked
    assert sheet["A3"].protection.locked


def test_a_formula_that_somebody_typed_stays_text(listed):
    sheet = listed(tasks({"named": "=1+1", "what": "+62 811", "money": "@x"}))["Tindak lanjut"]
    assert [cell.data_type for cell in sheet[3][:2]] == ["s", "s"]
    assert sheet["A3"].value == "=1+1"


@pytest.mark.parametrize(("language", "words"), [("id", "Tidak ada yang tercatat"), ("en", "Nothing is recorded")])
def test_nothing_to_do_is_a_sentence(listed, language, words):
    book = listed(tasks(), language=language)
    assert all(book.worksheets[i]["A3"].value.startswith(words) for i in (1, 2))
