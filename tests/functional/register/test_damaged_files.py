"""A file damaged anywhere is read or refused: no traceback, no end of the process, no row that is not accounted for."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from audit.errors import InputError
from audit.reference import import_rules
from audit.register import open_workbook, read_visits
from audit.register.open_file import open_file

DAMAGE = Path(__file__).with_name("damage_and_read.py")
SEED = 7
SECONDS = 20  # for one small file, on a busy machine


@pytest.mark.slow
@pytest.mark.parametrize(("form", "times"), [("xls", 100), ("xlsx", 50), ("html", 60), ("csv", 60)])
def test_a_damaged_file_is_read_or_refused(form, times, tmp_path):
    command = [sys.executable, "-W", "error", DAMAGE, form, str(times), str(SEED), tmp_path]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["whole"] == "read"
    assert sum(told["counts"].values()) == times
    assert times / 10 < told["counts"]["read"] < times  # neither all harmless nor all hopeless
    assert told["slowest"] < SECONDS
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def reader(tmp_path, monkeypatch):
    """Put another program in the place of the reader of workbooks; returns a function that then opens a file."""

    def open_with(program: str):
        (tmp_path / "pembaca.py").write_text(program, encoding="utf-8")
        monkeypatch.setattr(open_workbook, "_READER", tmp_path / "pembaca.py")
        return open_workbook.open_xls(tmp_path / "a.xls")

    monkeypatch.setattr(open_workbook, "check_xls", lambda path: None)
    return open_with


@pytest.mark.parametrize(
    "end",
    [
        "import os; os.abort()",
        "import os, pickle, sys; pickle.dump(('Data', False, []), sys.stdout.buffer); sys.stdout.flush(); os.abort()",
        "import pickle, sys; sys.stdout.buffer.write(pickle.dumps([['x'] * 99])[:50]); sys.stdout.flush(); sys.exit(9)",
    ],
)
def test_a_reader_that_dies_is_a_refusal(end, reader):
    with pytest.raises(InputError) as refused:
        reader(end)
    assert refused.value.id == "register.too_large"


def test_a_reader_that_hangs_is_ended(reader, monkeypatch):
    monkeypatch.setattr(import_rules, "MAX_READER_WAIT", 0.5)
    with pytest.raises(InputError) as refused:
        reader("import time; time.sleep(100)")
    assert refused.value.id == "register.too_slow"


def test_a_bug_of_the_reader_stays_a_traceback(reader):
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        reader("1 / 0")


PANIC = """
import sys, types
class PanicException(BaseException): pass
def panic(stream): raise PanicException("index out of bounds")
fake = types.ModuleType("python_calamine")
fake.CalamineError = type("CalamineError", (Exception,), {})
fake.PasswordError = type("PasswordError", (fake.CalamineError,), {})
fake.CalamineWorkbook = types.SimpleNamespace(from_filelike=panic)
fake.SheetTypeEnum = fake.SheetVisibleEnum = None
sys.modules["python_calamine"] = fake
import runpy
runpy.run_path(READER, run_name="__main__")
"""


def test_a_panic_is_damage(reader, tmp_path):
    (tmp_path / "a.xls").write_bytes(b"x")
    with pytest.raises(InputError) as refused:
        reader(PANIC.replace("READER", repr(str(open_workbook._READER))))
    assert refused.value.id == "register.damaged"


def number_at(row: int, column: int) -> bytes:
    return struct.pack("<HHHHHd", 0x0203, 14, row, column, 0, 1.5)


def test_a_cell_at_the_end_of_the_numbers_does_not_end_the_process(tmp_path, capfd):
    """65,536 columns of 65,536 rows: 137 GB, at which the reader of workbooks gives up its process."""
    book = xlwt.Workbook()
    book.add_sheet("Data").write(0, 0, 1 / 3)
    book.save(str(tmp_path / "a.xls"))
    whole = (tmp_path / "a.xls").read_bytes()
    at = whole.index(number_at(0, 0)[:8])
    (tmp_path / "a.xls").write_bytes(whole[: at + 4] + b"\xff\xff\xff\xff" + whole[at + 8 :])
    with pytest.raises(InputError) as refused:
        read_visits(tmp_path / "a.xls")
    assert refused.value.id in ("register.too_large", "register.too_many_columns")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("at", [(0, 0), (5, 3)])
def test_rows_and_columns_before_the_first_cell_are_kept(at, tmp_path):
    row, column = at
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("Data")
        sheet.write(row, column, "Nama")
        sheet.write(row + 5000, column + 1, 1.5)
        book.add_worksheet("Kosong")
    _, (data, empty) = open_file(tmp_path / "a.xlsx")
    assert [len(line) for line in data.rows] == [column + 2] * (row + 5001)
    assert (data.rows[row][column], data.rows[-1][-1]) == ("Nama", 1.5)
    assert data.numbers[-1] == row + 5001
    assert sum(cell != "" for line in data.rows for cell in line) == 2
    assert (empty.name, list(empty.rows)) == ("Kosong", [])
