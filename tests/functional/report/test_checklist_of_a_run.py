"""After a run every item that is filled in points to something that the report shows."""

from __future__ import annotations

import html
import re

import openpyxl

from audit.language import text
from audit.pipeline import load_params
from audit.pipeline.manifest import read_manifest
from audit.reference.reporting_checklists import CHECKLISTS, checklist_items


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_each_filled_item_stands_where_the_workbook_says(rendered):
    folder = rendered.report(load_params(next(p for p in rendered.params_files if p.name[0].isdigit())))
    book = openpyxl.load_workbook(folder / "terbatas" / "daftar-periksa.xlsx")
    page = words((folder / "publik" / "laporan.html").read_text(encoding="utf-8"))
    filled = 0
    for name in CHECKLISTS:
        rows = list(book[text(f"checklist.sheet.{name}", "id")].iter_rows(min_row=2, values_only=True))
        assert [row[0] for row in rows] == [item.item for item in checklist_items(name)]
        for item, _, state, says, place, *_ in rows:
            if state == "belum terisi":
                assert str(says).startswith("belum terisi: ")
            if state != "terisi":
                assert not place
                continue
            filled += 1
            if "/" in str(place) and not str(place).startswith('"') and " " not in str(place):
                assert (folder / str(place)).is_file(), (name, item)
                continue
            title, numbers = re.fullmatch(r'[^"]*"(.+)"(.*)', str(place)).groups()  # pyright: ignore[reportOptionalMemberAccess]
            assert " ".join(title.split()) in page, (name, item, title)
            for table in re.findall(r"Tabel \d+", numbers):
                assert table in page, (name, item, table)
    assert filled > len(CHECKLISTS)
    manifest = read_manifest(folder)
    assert manifest
    assert "terbatas/daftar-periksa.xlsx" in {output["path"] for output in manifest["outputs"]}
