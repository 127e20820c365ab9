"""A file that cannot be read is one sentence with an exit code, in both languages; never a traceback."""

from __future__ import annotations

import os
import struct
import zipfile

import pytest
import xlsxwriter
import xlwt

from audit.errors import AuditError, InputError, ReferenceDataError
from audit.language import LANGUAGES, text
from audit.register import read_visits

HEADER = ["NIK", "Nama", "JK", "Tgl Lahir", "Tanggal Pengukuran", "Berat", "Tinggi"]
ROW = ["1771994508230001", "ANI", "P", "2023-08-05", "2025-02-11", "10,5", "80"]


def book(path, rows, extra=()):
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Data")
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
        for i, j, value in extra:
            sheet.write(i, j, value)
    return path


def csv(path, rows):
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return path


def biff(path, rows):
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Data")
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            sheet.write(i, j, value)
    workbook.save(str(path))
    return path


def missing(folder):
    return folder / "tidak_ada.xlsx"


def empty(folder):
    (folder / "a.xlsx").write_bytes(b"")
    return folder / "a.xlsx"


def blank_lines(folder):
    (folder / "a.csv").write_bytes(b"\xef\xbb\xbf\r\n  \r\n")
    return folder / "a.csv"


def a_folder(folder):
    return folder


def picture(folder):
    (folder / "a.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    return folder / "a.xlsx"


def photograph(folder):
    (folder / "a.xlsx").write_bytes(b"\xff\xd8\xff\xe0" + b"JFIF" * 500)
    return folder / "a.xlsx"


def pdf(folder):
    (folder / "a.csv").write_bytes(b"%PDF-1.4\n" + b"text" * 500)
    return folder / "a.csv"


def other_archive(folder):
    with zipfile.ZipFile(folder / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return folder / "a.xlsx"


def locked_new(folder):
    stream = "EncryptedPackage".encode("utf-16-le")
    (folder / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream + bytes(400))
    return folder / "a.xlsx"


def locked_old(folder):
    path = biff(folder / "a.xls", [HEADER, ROW])
    data = bytearray(path.read_bytes())
    at = data.index(struct.pack("<HH", 0x005C, 112))  # WRITEACCESS, which nobody misses, becomes FILEPASS (RC4)
    data[at : at + 6] = struct.pack("<HHH", 0x002F, 112, 1)
    path.write_bytes(data)
    return path


def cut_new(folder):
    path = book(folder / "a.xlsx", [HEADER] + [ROW] * 2000)
    path.write_bytes(path.read_bytes()[:-2000])
    return path


def altered_new(folder):
    path = book(folder / "a.xlsx", [HEADER] + [ROW] * 2000)
    data = bytearray(path.read_bytes())
    data[2000:2040] = b"\xff" * 40
    path.write_bytes(data)
    return path


def cut_old(folder):
    path = biff(folder / "a.xls", [HEADER] + [ROW] * 500)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - 600])
    return path


def cut_old_in_half(folder):
    path = biff(folder / "a.xls", [HEADER] + [ROW] * 500)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def cut_html(folder):
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in [HEADER] + [ROW] * 20)
    (folder / "a.xls").write_text(f"<html><table>{cells}<tr><td>17", encoding="utf-8")
    return folder / "a.xls"


def bomb(folder, unpacked=2**21, declared=2**31):
    path = book(folder / "seed.xlsx", [HEADER, ROW])
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(folder / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            target.writestr(part.filename, bytes(unpacked) if part.filename.endswith("sheet1.xml") else content)
    data = bytearray((folder / "a.xlsx").read_bytes())
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46  # its entry in the central directory
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", declared)
    (folder / "a.xlsx").write_bytes(data)
    return folder / "a.xlsx"


def bomb_that_lies(folder):
    return bomb(folder, declared=5000)


def far_column(folder):
    return book(folder / "a.xlsx", [HEADER, ROW], [(5, 16000, "x")])


def far_corner(folder):
    return book(folder / "a.xlsx", [HEADER, ROW], [(1_048_575, 200, "x")])


def wide_book(folder):
    return book(folder / "a.xlsx", [HEADER + [f"kolom {i}" for i in range(293)], ROW + ["1"] * 293])


def wide_csv(folder):
    return csv(folder / "a.csv", [HEADER + [f"kolom {i}" for i in range(293)], ROW + ["1"] * 293])


def no_rows(folder):
    return book(folder / "a.xlsx", [HEADER])


def no_cells(folder):
    return book(folder / "a.xlsx", [])


def nul_bytes(folder):
    (folder / "a.csv").write_bytes((";".join(HEADER) + "\n" + ";".join(ROW) + "\n").encode() + b"\x00")
    return folder / "a.csv"


def open_quote(folder):
    return csv(folder / "a.csv", [HEADER, ROW, [ROW[0], '"ANI', *ROW[2:]], ROW])


def two_lost_quotes(folder):
    rows = [HEADER, ROW, [ROW[0], '"ANI', *ROW[2:]], ROW, [ROW[0], 'BUDI"', *ROW[2:]], ROW]
    return csv(folder / "a.csv", rows)


def endless_cell(folder):
    return csv(folder / "a.csv", [HEADER, [ROW[0], "A" * 2**21, *ROW[2:]]])


def endless_quoted_cell(folder):
    return csv(folder / "a.csv", [HEADER, [ROW[0], '"' + "A" * 2**21, *ROW[2:]]])


def xml_spreadsheet(folder):
    cells = "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in HEADER)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    (folder / "a.xls").write_text(
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="Data"><Table><Row>{cells}</Row>'
        "</Table></Worksheet></Workbook>",
        encoding="utf-8",
    )
    return folder / "a.xls"


def xml_spreadsheet_with_a_mark(folder):
    path = xml_spreadsheet(folder)
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    return path


def nested_html(folder):
    """Deeper than the parser follows: the rows below would be lost without a word."""
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in [HEADER] + [ROW] * 3)
    deep = "<tr><td>" + "<div>" * 1000 + "</td></tr>"
    (folder / "a.xls").write_text(f"<html><table>{cells}{deep}{cells}</table></html>", encoding="utf-8")
    return folder / "a.xls"


def far_blank_column(folder):
    return csv(folder / "a.csv", [HEADER, ROW + [""] * 20_000])


def no_header(folder):
    return csv(folder / "a.csv", [ROW, ROW])


def no_measurements(folder):
    return csv(folder / "a.csv", [HEADER[:4], ROW[:4]])


def ambiguous_dates(folder):
    return csv(folder / "a.csv", [HEADER, [*ROW[:3], "05/08/2023", "11/02/2025", *ROW[5:]]])


def mixed_dates(folder):
    return csv(folder / "a.csv", [HEADER, [*ROW[:3], "25/08/2023", "02/25/2025", *ROW[5:]]])


def sex_0_1(folder):
    return csv(folder / "a.csv", [HEADER, [*ROW[:2], "0", *ROW[3:]], [*ROW[:2], "1", *ROW[3:]]])


def sex_only_1(folder):
    return csv(folder / "a.csv", [HEADER, [*ROW[:2], "1", *ROW[3:]]])


def two_weights(folder):
    return csv(folder / "a.csv", [[*HEADER, "BB"], [*ROW, "11,2"]])


CASES = {
    missing: "file_missing", empty: "file_empty", blank_lines: "file_empty", a_folder: "a_folder",
    picture: "not_a_table", photograph: "not_a_table", pdf: "not_a_table", other_archive: "not_a_workbook",
    locked_new: "password", locked_old: "password", cut_new: "damaged", altered_new: "damaged", cut_old: "damaged",
    cut_old_in_half: "damaged", cut_html: "damaged", bomb: "too_large", bomb_that_lies: "damaged",
    far_column: "too_many_columns", far_corner: "too_large", wide_book: "too_many_columns",
    wide_csv: "too_many_columns", no_rows: "no_rows", no_cells: "no_rows", nul_bytes: "nul_bytes",
    open_quote: "quotes", two_lost_quotes: "quotes", endless_cell: "not_a_table",
    endless_quoted_cell: "quotes", nested_html: "damaged", far_blank_column: "too_many_columns",
    no_header: "no_header", no_measurements: "no_header", ambiguous_dates: "dates_undecidable",
    xml_spreadsheet: "xml_spreadsheet", xml_spreadsheet_with_a_mark: "xml_spreadsheet",
    mixed_dates: "dates_mixed", sex_0_1: "sex_coding", sex_only_1: "sex_coding", two_weights: "two_columns",
}  # fmt: skip


@pytest.mark.parametrize("make", CASES, ids=lambda make: make.__name__)
def test_a_refusal_is_one_sentence(make, tmp_path, capfd):
    with pytest.raises(InputError) as refused:
        read_visits(make(tmp_path))
    error = refused.value
    assert error.id == f"register.{CASES[make]}"
    assert error.exit_code == 11
    for language in LANGUAGES:
        sentence = text(error.id, language, **error.values)
        assert "\n" not in sentence
        assert sentence.endswith(".")
        assert str(tmp_path.parent) not in sentence
    assert capfd.readouterr() == ("", "")


def test_an_unknown_district_is_refused_before_the_file_is_opened(tmp_path):
    with pytest.raises(ReferenceDataError) as refused:
        read_visits(tmp_path / "tidak_ada.xlsx", district="99.99")
    assert refused.value.exit_code == 12
    assert issubclass(ReferenceDataError, AuditError)


@pytest.mark.skipif(
    os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="everything is readable here"
)
def test_a_file_that_may_not_be_read(tmp_path):
    path = csv(tmp_path / "a.csv", [HEADER, ROW])
    path.chmod(0)
    with pytest.raises(InputError) as refused:
        read_visits(path)
    assert refused.value.id == "register.file_locked"
