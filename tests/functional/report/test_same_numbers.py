"""The same number in every file of a finished report: its key numbers, as ``hasil.json`` holds them, stand in each.

A file that shows a number is one entry of ``READERS``: its path in the report folder, how its text is read, and which
of the key numbers it must show. What is hidden in ``hasil.json`` is hidden in all of them.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from audit.language import number, percent

NAME, CYCLE, DISTRICT, MONTH = "64.74-kota-bontang", "2025-2", "64.74", "2025-08"
# (indicator, area code, groups that are no place): rows of hasil.json by which every file is judged.
STUNTED = ("stunting", DISTRICT, "status=stunted")
MEASURED = ("coverage", DISTRICT, "")
SEVERE = ("severity", DISTRICT, "status=severely_stunted")
BY_KECAMATAN = tuple(("stunting", f"{DISTRICT}.0{n}", "status=stunted") for n in (1, 2, 3))
Key = tuple[str, str, str]


def text_of_html(path: Path) -> str:
    """What a reader of an HTML file sees: neither style nor script."""

    class Words(HTMLParser):
        skip = 0

        def __init__(self) -> None:
            super().__init__()
            self.said: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.skip += tag in ("style", "script")

        def handle_endtag(self, tag: str) -> None:
            self.skip -= tag in ("style", "script")

        def handle_data(self, data: str) -> None:
            if not self.skip:
                self.said.append(data)

    words = Words()
    words.feed(path.read_text(encoding="utf-8"))
    return " ".join(words.said)


def text_of_pdf(path: Path) -> str:
    """Text of every page."""
    pypdf = pytest.importorskip("pypdf", reason="needs pypdf to read a PDF back")
    return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def text_of_workbook(path: Path) -> str:
    """Every cell of every sheet: text as it stands, numbers as an Indonesian screen shows them."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    cells = (value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None)
    return " | ".join(spoken(value) for value in cells)


def spoken(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, float) and 0 < value < 1:
        return percent(value)
    return number(value) if float(value).is_integer() else number(value, 1)


def text_of_office(path: Path) -> str:
    """Text of a Word document or a deck: every part in XML, and the workbooks behind native charts."""
    said = []
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith(".xml") and name.startswith(("word/", "ppt/slides/", "ppt/notesSlides/")):
                xml = parts.read(name).decode("utf-8")
                said.append(re.sub(r"<[^>]+>", "", re.sub(r"</(?:w|a):p>", " ", xml)))
    return " ".join(said)


def text_of_json(path: Path) -> str:
    """Numbers of every row as they would be printed."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return " ".join(words for row in rows for words in printed(row))


@dataclass(frozen=True)
class Reader:
    """One kind of file: where it stands, how it is read, what it shows."""

    path: str
    read: Callable[[Path], str]
    shows: tuple[Key, ...]


READERS = (
    Reader("publik/laporan.html", text_of_html, (STUNTED, MEASURED, SEVERE, *BY_KECAMATAN)),
    Reader("publik/laporan.pdf", text_of_pdf, (STUNTED, MEASURED, SEVERE, *BY_KECAMATAN)),
    Reader("publik/hasil.json", text_of_json, (STUNTED, MEASURED, SEVERE, *BY_KECAMATAN)),
    Reader("publik/rembuk.pdf", text_of_pdf, (STUNTED, *BY_KECAMATAN)),
    Reader("publik/rembuk.docx", text_of_office, (STUNTED, *BY_KECAMATAN)),
    Reader("terbatas/daftar-periksa.xlsx", text_of_workbook, (STUNTED, MEASURED)),
    Reader("publik/laporan-resmi.docx", text_of_office, (STUNTED, MEASURED, SEVERE)),
    Reader("publik/diseminasi.pptx", text_of_office, (STUNTED, MEASURED, SEVERE)),
    Reader("publik/infografik.pdf", text_of_pdf, (STUNTED,)),
)


def printed(row: dict[str, Any]) -> Iterable[str]:
    """How the numbers of a row are written for people."""
    if row["pembilang"] is not None:
        yield number(row["pembilang"])
    if row["penyebut"] is not None:
        yield number(row["penyebut"])
        if row["nilai"] is not None and 0 <= row["nilai"] <= 1:
            yield percent(row["nilai"])


@pytest.fixture(scope="module")
def folder(rendered_once) -> Path:
    """Give the folder of a report that ``aks run`` made of about 700 children."""
    return rendered_once / "reports" / NAME / CYCLE


@pytest.fixture(scope="module")
def rows(folder) -> dict[Key, dict[str, Any]]:
    """Give the newest rows of hasil.json by indicator, area and groups."""
    found = json.loads((folder / "publik" / "hasil.json").read_text(encoding="utf-8"))
    return {(r["indikator"], r["wilayah"]["kode"], r["catatan"]): r for r in found if r["periode"] == MONTH}


def test_the_key_numbers_are_there_and_not_all_hidden(rows):
    keys = {key for reader in READERS for key in reader.shows}
    assert keys <= set(rows)
    assert not rows[STUNTED]["disamarkan"]
    assert rows[STUNTED]["pembilang"] > 20


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.path)
def test_a_file_shows_the_numbers_of_the_results(folder, rows, reader):
    path = folder / reader.path
    words = " ".join(reader.read(path).split())
    for key in reader.shows:
        if rows[key]["disamarkan"]:
            continue
        for said in printed(rows[key]):
            assert re.search(rf"(?<![\d.,]){re.escape(said)}(?![\d]|[.,]\d)", words), f"{said} of {key}"


def test_a_number_that_is_not_there_is_missed(folder):
    """Else the test above could not fail: neither part of a longer number nor another rounding is found."""
    words = " ".join(text_of_html(folder / "publik" / "laporan.html").split())
    assert not re.search(r"(?<![\d.,])98765(?![\d]|[.,]\d)", words)
    assert not re.search(r"(?<![\d.,])5(?![\d]|[.,]\d)", "1.5 15 5,2 25")


def test_what_is_hidden_in_the_results_has_no_number_there(rows):
    hidden = [row for row in rows.values() if row["disamarkan"]]
    assert hidden
    assert all(
        row[name] is None for row in hidden for name in ("pembilang", "penyebut", "nilai", "sk_bawah", "sk_atas")
    )
