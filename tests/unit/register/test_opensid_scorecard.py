"""A page as OpenSID's templates make it; every figure is invented."""

from __future__ import annotations

import pytest

from audit.errors import InputError
from audit.register.opensid_scorecard import is_scorecard, read_scorecard

PREGNANT = "".join(
    f"<tr>{'<th rowspan=8>Ibu Hamil</th>' if n == 1 else ''}<th>{n}</th><td>Layanan ibu {n}</td>"
    f"<td>{n}</td><td>{n * 10}.00</td></tr>"
    for n in range(1, 9)
)
CHILDREN = "".join(
    f"<tr>{'<th rowspan=11>Anak 0 sd 23 Bulan (0 sd 2 Tahun)</th>' if n == 1 else ''}<th>{n}</th><td>Anak {n}</td>"
    + ("<th>Laki</th><th>Jumlah</th><td></td></tr><tr><td>0</td><td>0</td><td>0.00</td></tr>" if n == 4 else
       f"<td>{n + 20}</td><td>{n}.50</td></tr>")
    for n in range(1, 11)
)  # fmt: skip
PAGE = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><body><table><tbody>
<tr><td><h1>PEMERINTAH KABUPATEN UJI<br>KECAMATAN CONTOH<br>DESA REKAAN</h1></td></tr>
<tr><td><h4>DATA SCORECARD KONVERGENSI KUARTAL 2 (APRIL - JUNI) TAHUN 2025</h4></td></tr>
<tr><td><table><thead>
<tr><th colspan=9>TABEL 1. JUMLAH SASARAN 1.000 HPK (IBU HAMIL DAN ANAK 0-23 BULAN)</th></tr>
<tr><th>Sasaran</th><th>JML TOTAL RUMAH TANGGA 1.000 HPK</th><th>IBU HAMIL</th><th>ANAK 0 – 23 BULAN</th></tr>
<tr><th>TOTAL</th><th>KEK/RESTI</th><th>TOTAL</th><th>GIZI KURANG/ GIZI BURUK/STUNTING</th></tr>
<tr><th colspan=3>Jumlah</th><td>61</td><td>12</td><td>3</td><td>48</td><td>7</td></tr>
<tr><th colspan=9></th></tr>
<tr><th colspan=9>TABEL 2. HASIL PENGUKURAN TIKAR PERTUMBUHAN (DETEKSI DINI STUNTING)</th></tr>
<tr><th>Sasaran</th><th>JUMLAH TOTAL ANAK</th><th>HIJAU</th><th>Kuning</th><th>Merah</th></tr>
<tr><th colspan=3>Jumlah</th><td>48</td><td>40</td><td>5</td><td>3</td></tr></thead></table></td></tr>
<tr><td><table><thead><tr><th colspan=9>TABEL 3. KELENGKAPAN KONVERGENSI PAKET LAYANAN</th></tr>
<tr><th>Sasaran</th><th>No</th><th>Indikator</th><th>Jumlah</th><th>%</th></tr>{PREGNANT}{CHILDREN}
<tr><th>Anak 2 sd 6 Tahun</th><th>1</th><td>PAUD</td><td>9</td><td>90.00</td></tr>
<tr><th colspan=9>TABEL 4. TINGKAT KONVERGENSI DESA</th></tr>
<tr><th>No</th><th>SASARAN</th><th>JUMLAH INDIKATOR</th><th>TINGKAT KONVERGENSI (%)</th></tr>
<tr><th>YANG DITERIMA</th><th>SEHARUSNYA DITERIMA</th></tr>
<tr><th>1</th><td>Ibu Hamil</td><td>0</td><td>0</td><td>0.00</td></tr>
<tr><th>2</th><td>Anak 0 - 23 Bulan</td><td>300</td><td>400</td><td>75.00</td></tr>
<tr><th colspan=4>TOTAL TINGKAT KONVERGENSI DESA</th><td>300</td><td>400</td><td>57.00</td></tr>
</thead></table></td></tr></tbody></table>
<table><tr><td>MENGETAHUI KEPALA DESA UJI</td></tr></table></body></html>"""


@pytest.fixture
def page(tmp_path):
    def write(text: str = PAGE):
        path = tmp_path / "data_scorecard_konvergensi.xls"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def card(page):
    return read_scorecard(page())


def of(card, table):
    return card.records[card.records["table"].eq(table)]


def test_quarter_and_every_table_are_read(card):
    assert (card.summary.quarter, card.summary.year) == (2, 2025)
    assert of(card, "targets")["received"].tolist() == [61, 12, 3, 48, 7]
    assert of(card, "growth_mat").set_index("item")["received"].to_dict() == {
        "children": 48, "green": 40, "yellow": 5, "red": 3,
    }  # fmt: skip
    services = of(card, "services")
    assert services.groupby("group").size().to_dict() == {"children_0_23": 9, "children_2_6": 1, "pregnant": 8}
    assert services.loc[services["group"].eq("children_0_23"), "received"].tolist()[:4] == [21, 22, 23, 25]
    assert services.iloc[0][["item", "received", "percent"]].tolist() == ["1 Layanan ibu 1", 1, 10.0]


def test_what_opensid_prints_without_counting_is_missing_and_listed(card):
    assert of(card, "convergence").set_index("group")[["received", "due"]].T.to_dict("list") == {
        "pregnant": [0, 0], "children_0_23": [300, 400], "all": [300, 400],
    }  # fmt: skip
    assert of(card, "convergence")["percent"].isna().tolist() == [True, False, True]
    reasons = card.set_aside[["scope", "reason"]].values.tolist()
    assert reasons == [["row", "opensid_tetap_nol"], ["cell", "tanpa_sasaran"], ["cell", "persen_bertentangan"]]


def test_every_row_with_figures_is_kept_or_set_aside(card):
    assert (card.summary.rows_read, card.summary.rows_kept, card.summary.rows_set_aside) == (24, 23, 1)


def test_a_page_is_known_by_its_title(page, tmp_path):
    assert is_scorecard(page())
    assert not is_scorecard(page(PAGE.replace("SCORECARD", "LAPORAN")))
    assert not is_scorecard(tmp_path / "tiada.xls")


@pytest.mark.parametrize(
    ("text", "id"),
    [(PAGE[: PAGE.index("TABEL 3")], "register.damaged"), (PAGE.replace("KUARTAL", ""), "survey_file.no_scorecard")],
)
def test_a_page_that_is_not_whole_is_refused(page, text, id):
    with pytest.raises(InputError) as refused:
        read_scorecard(page(text))
    assert refused.value.id == id
