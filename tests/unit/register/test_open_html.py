"""Tables inside the cells of tables."""

from __future__ import annotations

import pytest

from audit.register import read_visits
from audit.register.open_html import open_html

HEADER = "<tr><th>Nama</th><th>JK</th><th>Tgl Ukur</th><th>Detail</th><th>BB</th></tr>"
INNER = "<table><tr><td>BB/U</td><td>Normal</td></tr><tr><td>TB/U</td><td>Pendek</td></tr></table>"


def children(detail="-"):
    return "".join(
        f"<tr><td>Anak {n}</td><td>L</td><td>2025-02-1{n}</td><td>{detail}</td><td>9.{n}</td></tr>" for n in range(1, 4)
    )


def page(folder, body):
    path = folder / "ekspor.xls"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return path


def weights(result):
    return dict(zip(result.records["source_row"], result.records["weight_kg"], strict=True))


def test_a_table_in_a_cell_is_text_of_that_cell(tmp_path):
    path = page(tmp_path, f"<table>{HEADER}{children(INNER)}</table>")
    result = read_visits(path)
    assert weights(result) == {2: 9.1, 5: 9.2, 8: 9.3}  # rows inside count as they do in the file
    assert result.summary.rows_read == 3
    assert open_html(path)[0].rows[1][3].split() == ["BB/U", "Normal", "TB/U", "Pendek"]


def test_rows_of_the_table_that_holds_the_data_are_rows(tmp_path):
    data = f"<table>{HEADER}{children()}</table>"
    frame = f"<table><tr><td>DAFTAR BALITA{data}</td></tr><tr><td>Dicetak</td></tr></table>"
    result = read_visits(page(tmp_path, frame))
    assert weights(result) == {3: 9.1, 4: 9.2, 5: 9.3}
    above = result.set_aside[result.set_aside["reason"].eq("baris_judul")]
    assert above["value"].tolist() == ["DAFTAR BALITA"]


def test_a_table_in_a_cell_of_a_table_in_a_page_of_tables(tmp_path):
    frame = f"<table><tr><td>Menu</td><td><table>{HEADER}{children(INNER)}</table></td></tr></table>"
    assert weights(read_visits(page(tmp_path, frame))) == {3: 9.1, 6: 9.2, 9: 9.3}


@pytest.mark.parametrize("wrap", ["{}", "<table><tr><td>{}</td></tr></table>"])
def test_merged_cells_stay_at_their_row(tmp_path, wrap):
    table = (
        "<table><tr><th rowspan=2>Nama<th colspan=2>PENGUKURAN<tr><th>Tgl Ukur<th>BB"
        "<tr><td rowspan=2>Ani<td>2025-02-11<td>9.5<tr><td>2025-03-11<td>9.9</table>"
    )
    records = read_visits(page(tmp_path, wrap.format(table))).records
    assert records["weight_kg"].tolist() == [9.5, 9.9]


def test_tables_side_by_side_are_not_inside_one_another(tmp_path):
    path = page(tmp_path, f"<table><tr><td>DAFTAR</td></tr></table><table>{HEADER}{children()}</table>")
    assert weights(read_visits(path)) == {3: 9.1, 4: 9.2, 5: 9.3}
