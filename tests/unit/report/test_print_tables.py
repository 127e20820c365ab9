"""What a printed table takes is known before it is set."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from audit.report.content import Column, Row, Table, TableCell
from audit.report.letters import width_of
from audit.report.print_tables import KEPT, WIDTH, lines_of, printed_table

ADDRESS = "kaltim.akurasi.id/humaniora/pemkot-bontang-sebut-stunting-turun-jadi-12-persen"


def printed(heads, rows, *, long=False, words=()):
    """A table whose columns are of numbers but for the first and those named; each row is a level and its texts."""
    columns = tuple(Column(str(i), head, "start" if i in (0, *words) else "end") for i, head in enumerate(heads))
    drawn = tuple(Row(tuple(map(TableCell, texts)), level) for level, *texts in rows)
    return printed_table(asdict(Table("Tabel", columns, drawn, ("Catatan.",), long)) | {"number": 1})


def part(table):
    (only,) = table["parts"]
    return only


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("columns", [1, 2, 5, 6, 13, 43])
def test_columns_are_no_wider_than_the_page_and_hold_every_word_of_their_heads(columns, long):
    heads = ["Indikator", *["Bandar Laksamana"] * (columns - 1)]
    table = printed(heads, [(0, "Keluarga berisiko stunting", *["98,1%"] * (columns - 1))] * 9, long=long)
    assert sum(len(share["heads"]) - 1 for share in table["parts"]) == columns - 1
    for share in table["parts"]:
        assert share["heads"][0] == "Indikator"
        assert len(share["rows"]) == 9
        assert sum(share["widths"]) <= WIDTH + 1e-6
        needed = width_of("Laksamana", "Semibold") * table["size"]
        assert all(width >= needed for width in share["widths"][1:])


def test_columns_that_a_page_holds_stand_beside_one_another():
    assert len(part(printed(["Wilayah", *["Anak"] * 9], [(0, "Kota", *["7"] * 9)]))["widths"]) == 10


def test_a_row_has_a_height_where_each_text_fits_one_line():
    long = "Satu kalimat yang panjang sekali. " * 9
    rows = [(0, "2024", "Pendek."), (0, "2024", ADDRESS), (0, long, "Pendek.")]
    heights = [row["height"] for row in part(printed(["Sumber", "Keterangan"], rows, words=(1,)))["rows"]]
    assert heights[0] > 0
    assert heights[1:] == [None, None]


def test_a_word_wider_than_its_column_takes_more_than_one_line():
    assert lines_of(ADDRESS, width_of(ADDRESS) * 10 * 0.6, 10) == 2
    assert lines_of("a " + ADDRESS, width_of(ADDRESS) * 10 * 0.6, 10) == 3


def test_words_fill_a_line_before_the_next():
    words = "tiga kata lagi"
    assert lines_of(words, width_of(words) * 10 * 1.02, 10) == 1
    assert lines_of(words, width_of(words) * 10 * 0.98, 10) == 2


def test_a_short_table_stands_on_one_page_and_a_tall_one_begins_where_a_few_rows_have_room():
    short, tall = (printed(["Wilayah", "Balita"], [(0, "Desa", "7")] * n) for n in (12, 40))
    assert short["kept"]
    assert not tall["kept"]
    assert tall["begins"] < KEPT / 2


def test_a_name_heads_its_group_and_plain_cells_are_words_alone():
    drawn = part(printed(["Faktor", "Anak"], [(0, "Mendasar", ""), (1, "Miskin", "7")]))["rows"]
    assert [row["above"] for row in drawn] == [True, False]
    assert drawn[1]["cells"][0]["indented"]
    assert drawn[1]["cells"][1] == "7"


def test_a_long_table_of_few_numbers_stands_in_two_columns():
    rows = [(2, "Desa", "7")] * 100
    halved, whole = (printed(["Wilayah", "Balita"], rows, long=long) for long in (True, False))
    assert whole["half"] is None
    assert 0.5 < halved["half"] / sum(row["height"] for row in part(halved)["rows"]) < 0.6
