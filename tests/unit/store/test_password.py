"""A password on a file: it opens with it, not without it, and is not in the file."""

from __future__ import annotations

import io

import msoffcrypto
import openpyxl
import pypdf
import pytest

from audit.store.password import lock_file
from audit.store.workbook import new_workbook

PASSWORD = "kuda-biru-tujuh"


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    with new_workbook(path) as book:
        book.add_worksheet("Isi").write_string(0, 0, "rahasia")
    return path


@pytest.fixture
def pdf(tmp_path):
    path, out = tmp_path / "a.pdf", pypdf.PdfWriter()
    out.add_blank_page(width=100, height=100)
    out.add_metadata({"/Title": "rahasia"})
    out.write(path)
    return path


def test_a_locked_workbook_opens_with_its_password_alone(workbook):
    lock_file(workbook, PASSWORD)
    assert b"rahasia" not in workbook.read_bytes()
    assert PASSWORD.encode() not in workbook.read_bytes()
    assert PASSWORD.encode("utf-16-le") not in workbook.read_bytes()
    with workbook.open("rb") as file:
        locked = msoffcrypto.OfficeFile(file)
        assert locked.is_encrypted()
        locked.load_key(password="kuda-biru-delapan", verify_password=False)
        with pytest.raises(Exception, match=r"(?i)password|key|decrypt"):
            locked.load_key(password="kuda-biru-delapan", verify_password=True)
        locked.load_key(password=PASSWORD)
        opened = io.BytesIO()
        locked.decrypt(opened)
    assert openpyxl.load_workbook(opened)["Isi"]["A1"].value == "rahasia"


def test_a_locked_pdf_opens_with_its_password_alone(pdf):
    lock_file(pdf, PASSWORD)
    assert b"rahasia" not in pdf.read_bytes()
    assert PASSWORD.encode() not in pdf.read_bytes()
    reader = pypdf.PdfReader(pdf)
    assert reader.is_encrypted
    assert not reader.decrypt("kuda-biru-delapan")
    assert reader.decrypt(PASSWORD)
    assert reader.metadata.title == "rahasia"
    assert reader.trailer["/Encrypt"]["/V"] == 5, "AES-256"


def test_nothing_else_is_left_beside_it(workbook):
    lock_file(workbook, PASSWORD)
    assert [file.name for file in workbook.parent.iterdir()] == ["a.xlsx"]


def test_another_kind_of_file_and_an_empty_password_are_refused(workbook, tmp_path):
    before = workbook.read_bytes()
    with pytest.raises(ValueError, match="password"):
        lock_file(workbook, "")
    other = tmp_path / "a.csv"
    other.write_text("rahasia", encoding="utf-8")
    with pytest.raises(ValueError, match="csv"):
        lock_file(other, PASSWORD)
    assert (workbook.read_bytes(), other.read_text(encoding="utf-8")) == (before, "rahasia")
