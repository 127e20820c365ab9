"""The worst files that anybody can hand over: each refused in one line, within a minute and 1.2 GB, nothing left.

Most are small on disk and would become gigabytes, or hours, once read. Each is tried by ``aks import`` in a process of
its own; the peak is that of the largest process, the reader of workbooks among them.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from audit.reference import import_rules as rules

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource module to ask for the peak")

SECONDS, PEAK_MB = 60, 1200
MB = 1 << 20
HEADER = ["NIK", "Nama", "JK", "Tgl Lahir", "Tanggal Pengukuran", "Berat", "Tinggi"]
ROW = ["1771994508230001", "ANI", "P", "2023-08-05", "2025-02-11", "10,5", "80"]
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"

# Runs a command and prints what it cost. Its own children are counted alone, and it is small itself: a process starts
# with the peak of the one that started it.
MEASURE = """
import json, resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True, encoding="utf-8", timeout=300)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(json.dumps([done.returncode, done.stdout, done.stderr, time.monotonic() - start, peak]))
"""


def many(piece: bytes, size: int) -> Iterator[bytes]:
    """Give a piece over and over, about ``size`` bytes in all."""
    block = piece * (MB // len(piece))
    for _ in range(size // len(block)):
        yield block


def book(path: Path, rows, extra=()) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Data")
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
        for i, j, value in extra:
            sheet.write(i, j, value)
    return path


def altered(folder: Path, name: str, *pieces: bytes) -> Path:
    """Put other content in one part of a sound workbook; all check sums are right."""
    seed = book(folder / "benih.xlsx", [HEADER, ROW])
    with zipfile.ZipFile(seed) as source, zipfile.ZipFile(folder / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        target.compresslevel = 1
        for part in source.infolist():
            with target.open(part.filename, "w", force_zip64=True) as stream:
                for piece in pieces if part.filename == name else [source.read(part)]:
                    stream.write(piece)
    seed.unlink()
    return folder / "a.xlsx"


def sheet(folder: Path, *pieces: bytes, before: bytes = b"") -> Path:
    opened = f'<worksheet xmlns="{SPACE}"><sheetData>'.encode()
    return altered(folder, SHEET, before, opened, *pieces, b"</sheetData></worksheet>")


def text(folder: Path, name: str, *pieces: bytes) -> Path:
    with (folder / name).open("wb") as stream:
        stream.writelines(pieces)
    return folder / name


def zip_bomb(folder):
    return sheet(folder, *many(b" ", rules.MAX_UNPACKED_BYTES + 2 * MB))


def zip_bomb_just_allowed(folder):
    return altered(folder, STRINGS, f'<sst xmlns="{SPACE}">'.encode(), *many(b"<si><t>a</t></si>", 700 * MB), b"</sst>")


def zip_bomb_of_cells(folder):
    return sheet(folder, *many(b'<row r="1"><c r="A1"><v>1</v></c></row>', 200 * MB))


def tags_without_end(folder):
    return sheet(folder, *many(b"<row ", 20 * MB), *many(b'<c r="IW1" ', 20 * MB))


def far_cell(folder):
    return book(folder / "a.xlsx", [HEADER, ROW], [(1_048_575, 200, "x")])


def far_cell_whose_row_denies_it(folder):
    return sheet(folder, b'<row r="1"><c r="A1"><v>1</v></c><c r="Z1048576"><v>1</v></c></row>')


def cell_outside_of_every_sheet(folder):
    return sheet(folder, b'<row r="1"><c r="A1"><v>1</v></c><c r="G99999999"><v>1</v></c></row>')


def far_cell_in_an_old_workbook(folder):
    workbook = xlwt.Workbook()
    data = workbook.add_sheet("Data")
    data.write(0, 0, "Nama")
    data.write(65_535, 255, "x")
    workbook.save(str(folder / "a.xls"))
    return folder / "a.xls"


def many_sheets_with_a_far_cell(folder):
    with xlsxwriter.Workbook(str(folder / "a.xlsx")) as workbook:
        for _ in range(100):
            data = workbook.add_worksheet()
            data.write(0, 0, "Nama")
            data.write(40_000, 250, "x")
    return folder / "a.xlsx"


def laughs() -> bytes:
    """Twelve entities, each ten times the one before: a billion words of three letters."""
    entities = [b'<!ENTITY e0 "lol">'] + [b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, 12)]
    return b'<?xml version="1.0"?><!DOCTYPE html [%s]>' % b"".join(entities)


def billion_laughs(folder):
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    return sheet(folder, cell, before=laughs())


def billion_laughs_in_html(folder):
    return text(folder, "a.xls", laughs(), b"<html><table><tr><td>&e11;</td></tr></table></html>")


def deep_html(folder):
    return text(folder, "a.xls", b"<html><table><tr><td>", *many(b"<div>", 27 * MB), b"</td></tr></table>")


def deep_tables(folder):
    opened, closed = many(b"<table><tr><td>", 25 * MB), many(b"</td></tr></table>", 31 * MB)
    return text(folder, "a.xls", b"<html>", *opened, *closed)


def html_row_of_millions(folder):
    return text(folder, "a.xls", b"<html><table><tr>", *many(b"<td>", 20 * MB), b"</tr></table>")


def html_cells_that_span(folder):
    spans = many(b'<tr><td colspan="1000" rowspan="1000">', 50 * MB)
    return text(folder, "a.xls", b"<html><table>", *spans, b"</table>")


def comments_before_anything(folder):
    return text(folder, "a.xls", b"<!---->" * 400, b"x")


def line_without_end(folder):
    return text(folder, "a.csv", b"NIK;Nama;", *many(b"a", rules.MAX_TEXT_BYTES - 2 * MB))


def line_of_cells_without_end(folder):
    return text(folder, "a.csv", b"NIK;Nama;", *many(b";", rules.MAX_CELLS - 2 * MB))


def lines_with_nothing(folder):
    return text(folder, "a.csv", b"NIK;Nama", *many(b"\n", rules.MAX_ROWS))


def too_many_lines(folder):
    return text(folder, "a.csv", b"NIK;Nama", *many(b"\n", 100 * MB))


def wide_characters(folder):
    row = b"1234567;" * 10 + b"\n"
    return text(folder, "a.csv", "Tanpa judul \U0001f476\n".encode(), *many(row, 80 * MB))


def columns_300(folder):
    return book(folder / "a.xlsx", [HEADER + [f"kolom {i}" for i in range(293)], ROW + ["1"] * 293])


def sheet_of_0_rows(folder):
    return book(folder / "a.xlsx", [HEADER])


def declared_small(folder):
    """What a bomb says of its own size is a lie: the reader of zip files stops there, and the check sum is wrong."""
    path = sheet(folder, *many(b" ", 50 * MB))
    data = bytearray(path.read_bytes())
    at = data.rindex(SHEET.encode()) - 46  # its entry in the central directory
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 5000)
    path.write_bytes(data)
    return path


WORST = [
    zip_bomb, zip_bomb_just_allowed, zip_bomb_of_cells, declared_small, tags_without_end, far_cell,
    far_cell_whose_row_denies_it, cell_outside_of_every_sheet, far_cell_in_an_old_workbook, many_sheets_with_a_far_cell,
    billion_laughs, billion_laughs_in_html, deep_html, deep_tables, html_row_of_millions, html_cells_that_span,
    comments_before_anything, line_without_end, line_of_cells_without_end, lines_with_nothing, too_many_lines,
    wide_characters, columns_300, sheet_of_0_rows,
]  # fmt: skip


@pytest.mark.parametrize("make", WORST, ids=lambda make: make.__name__)
def test_a_refusal_costs_little_and_leaves_nothing(make, tmp_path):
    path = make(tmp_path)
    command = [sys.executable, "-m", "audit", "import", path, "--district", "35.71", "--out", tmp_path / "keluar"]
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, check=True, cwd=tmp_path)
    code, told, refused, seconds, peak = json.loads(done.stdout)
    path.unlink()
    print(f"{seconds:.1f} s, {peak:.0f} MB: {refused}")
    assert code == 11, refused
    assert told == ""
    assert len(refused.splitlines()) == 1
    assert path.name in refused
    assert list(tmp_path.iterdir()) == []
    assert seconds < SECONDS
    assert peak < PEAK_MB
