"""The blank worksheet: two A4 pages a group, every item on it, the same file on any day."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from audit.errors import OutputError
from audit.reference.rule_sets import GROUPS
from audit.reference.worksheet_items import worksheet_items
from audit.report import blank_worksheet
from audit.report.blank_worksheet import render_blank_worksheet, write_blank_worksheet

MOST_PAGES = 2


@pytest.mark.parametrize("group", GROUPS)
def test_a_worksheet_fits_two_sheets_and_asks_everything(group, tmp_path):
    pdfium = pytest.importorskip("pypdfium2")
    pdf = pdfium.PdfDocument(render_blank_worksheet(group))
    assert len(pdf) <= MOST_PAGES
    assert {(round(page.get_width()), round(page.get_height())) for page in pdf} == {(595, 842)}
    said = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    asked = [item for item in worksheet_items(group) if item.kind != "shown"]
    assert [item.code for item in asked if "".join(item.label().split()) not in said] == []
    assert "TERBATAS" in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_same_form_is_the_same_file(language):
    once, again = (render_blank_worksheet("baduta", language=language) for _ in range(2))
    assert once == again
    assert once.startswith(b"%PDF")


def test_a_file_that_is_open_elsewhere_is_told_in_one_sentence(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied", "kosong.pdf")

    monkeypatch.setattr(blank_worksheet, "render_blank_worksheet", lambda *_, **__: b"")
    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OutputError):
        write_blank_worksheet(tmp_path / "kosong.pdf", "bumil")
