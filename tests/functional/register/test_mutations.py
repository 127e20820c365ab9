"""Two hundred mutations of the seven files: no row lost, no cell changed.

Columns are shuffled, headers renamed to names that the reader's tables do not hold, rows of other things put in, and
the file is written again in another form, with another separator or encoding. What it then says of a child is what it
said before.
"""

from __future__ import annotations

import csv
import html
import importlib.util
import io
import sys
from collections import Counter
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
import yaml

from audit.register import read_visits
from audit.register.open_html import open_html
from audit.register.open_text import open_text
from audit.register.open_workbook import open_xls, open_xlsx
from audit.register.text import Unread, clean, fold

spec = importlib.util.spec_from_file_location(
    "register_seven_files", Path(__file__).parents[2] / "golden/register/test_seven_files.py"
)
golden = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = golden
spec.loader.exec_module(golden)

MUTATIONS_A_FILE = dict.fromkeys(golden.FILES, 29) | {"sintetis_4_multilembar_kelurahan.xlsx": 26}
NEW_NAMES = {
    "nik": ["NIK si Anak", "No. NIK Balita", "Nomor KTP Anak", "N.I.K Anak", "NIK (16 digit)"],
    "name": ["Nama Lengkap si Kecil", "Nama Ananda", "NAMA  PESERTA", "Nm. Anak Balita", "Nama Anka"],
    "sex": ["Jenis Kelamin Anak", "J.K. Balita", "Kelamin (L/P)", "Jenis Kelamim", "JenisKelaminAnak"],
    "birth_date": [
        "Tgl. Lahir Anak",
        "Tanggal Lahir (hh/bb/tttt)",
        "Tangal Lahir Balita",
        "TGLLAHIRANAK",
        "Kapan Lahir",
    ],
    "birth_weight_kg": ["Berat Badan Waktu Lahir", "BB saat dilahirkan", "Berat Bayi Lahir", "BB LHR ANAK"],
    "birth_length_cm": ["Panjang Badan Waktu Lahir", "PB saat dilahirkan", "Tinggi/Panjang Lahir Anak"],
    "parent_name": ["Nama Lengkap Orang Tua", "Nama Orangtua Balita", "Nama Wali / Ibu", "Nama Ortu Anak"],
    "district": ["Nama Kabupaten / Kota", "Wilayah Kab.-Kota", "Kabupaten/Kota Domisili"],
    "kecamatan": ["Wilayah Kecamatan", "Kec. Domisili", "Kecamatn"],
    "puskesmas": ["Wilayah Kerja Puskesmas", "UPTD Pukesmas", "Nama PKM", "Puskemas"],
    "desa": ["Kelurahan / Desa Domisili", "Nama Kelurahan atau Desa", "Kelurhan", "Desa Tempat Tinggal"],
    "posyandu": ["Lokasi Posyandu", "Nama Pos Yandu", "Posyandu Balita", "Posiandu"],
    "rt": ["No. RT", "R.T. Domisili"],
    "rw": ["No. RW", "R.W. Domisili"],
    "rt_rw": ["Alamat (RT/RW)", "RT dan RW"],
    "visit_date": ["Tanggal Ukur Balita", "Tgl. Kunjungan Anak", "Tanggal Saat Ditimbang", "Waktu Pengukuran"],
    "weight_kg": ["Berat Badan (Kg)", "Hasil Timbang (kg)", "BB Anak Saat Ini", "Bert Badan", "Bobot Badan Balita"],
    "lenhei_cm": ["Tinggi/Panjang Badan (Cm)", "Hasil Ukur TB/PB", "Panjang atau Tinggi Anak", "Tingi Badan"],
    "measure": ["Posisi Saat Diukur", "Cara Pengukuran Anak", "Metode Ukur Tinggi", "Terlentang / Berdiri"],
    "muac_cm": ["Lingkar Lengan Atas Anak (cm)", "Ukuran LILA Balita", "Lingkar Lengan (Cm)"],
    "exported_waz": ["Nilai Z-Score BB/U", "Skor Z BB/U Anak", "ZS BBU (SD)"],
    "exported_haz": ["Nilai Z-Score TB/U", "Skor Z PB/U Anak", "ZS TBU (SD)"],
    "exported_whz": ["Nilai Z-Score BB/TB", "Skor Z BB/PB Anak", "ZS BBTB (SD)"],
    "weight_gain_status": ["Kenaikan Berat Anak", "Status Naik BB", "Naik BB (N/T)"],
    "vitamin_a": ["Jumlah Kapsul Vitamin A", "Pemberian Vit. A Anak", "Dapat Vitamin-A"],
}
NOTES = (
    ["JUMLAH", "", "", "", "412,5"],
    ["Total anak: 12"],
    ["", "", "Mengetahui,"],
    ["", "", "", "Kepala Puskesmas"],
    ["Ket: T = terlentang, B = berdiri"],
    ["", "Catatan", "data sementara"],
    ["", "", "NIP. 19800101 200501 1 001"],
)
TITLES = (["DAFTAR BALITA"], ["", "Rahasia, hanya untuk petugas"], [""], ["Semester 2"], ["Dicetak oleh aplikasi"])
OPEN = {"html": open_html, "csv": open_text, "xlsx": open_xlsx, "xls": open_xls}


def test_the_new_names_are_not_in_the_tables_of_the_reader():
    text = (files("audit.register") / "tables" / "headers.yaml").read_text(encoding="utf-8")
    tables = yaml.safe_load(text)
    held = {str(word) for words in tables["words"].values() for word in words} | set(tables["phrases"])
    assert not {fold(name) for names in NEW_NAMES.values() for name in names} & held


class Mutant:
    """One sheet with its columns in blocks, changed step by step; every row remembers which source row it was."""

    def __init__(self, sheet, columns, header, rng):
        self.rng, self.name = rng, sheet.name
        top = next(i for i, row in enumerate(sheet.rows) if any(clean(c) for c in row)) if header is None else header
        self.titles = [list(row) for row in sheet.rows[:top]]
        depth = 2 if sheet.merged and any(t == top and b > top for t, _, b, _ in sheet.merged) else 1
        self.header = [list(row) for row in sheet.rows[top : top + depth]]
        self.width = max(len(row) for row in self.header)
        self.rows = [
            (sheet.numbers[i], [*sheet.rows[i], *[""] * (self.width - len(sheet.rows[i]))][: self.width])
            for i in range(top + depth, len(sheet.rows))
            if any(not isinstance(c, str) or clean(c) for c in sheet.rows[i])
        ]
        self.fields = {c.letter: c.field for c in columns.itertuples()}
        self.blocks = self._blocks()

    def _blocks(self):
        if len(self.header) == 1:
            return [[j] for j in range(self.width)]
        blocks = []
        for j in range(self.width):
            if self.header[0][j] or not self.header[1][j]:
                blocks.append([j])
            else:
                blocks[-1].append(j)
        return blocks

    def rename(self):
        for j in range(self.width):
            names = NEW_NAMES.get(self.fields.get(letter(j), ""))
            level = 1 if len(self.header) == 2 and self.header[1][j] else 0
            if names and self.rng.random() < 0.7:
                month = (
                    self.header[level][j].split("_")[0] + " " if "_" in self.header[level][j][3:] and self.wide else ""
                )
                unit = " (gram)" if "(gr)" in self.header[level][j] else ""
                self.header[level][j] = month + str(self.rng.choice(names)) + unit

    @property
    def wide(self):
        return len(set(self.fields.values())) < len(self.fields) - 20

    def shuffle(self):
        self.rng.shuffle(self.blocks)
        order = []
        for block in self.blocks:
            inside = list(block)
            group = self.header[0][block[0]]
            self.rng.shuffle(inside)
            if len(self.header) == 2:
                for j in block:
                    self.header[0][j] = ""
                self.header[0][inside[0]] = group
            order += inside
        self.header = [[row[j] for j in order] for row in self.header]
        self.rows = [(n, [row[j] for j in order]) for n, row in self.rows]

    def insert(self):
        rng = self.rng
        for _ in range(rng.integers(0, 5)):
            note = list(NOTES[rng.integers(len(NOTES))])
            self.rows.insert(rng.integers(len(self.rows) + 1), (None, note[: self.width]))
        for _ in range(rng.integers(0, 3)):
            self.rows.insert(rng.integers(len(self.rows) + 1), (None, [""] * self.width))
        if rng.random() < 0.3:
            self.rows.insert(rng.integers(len(self.rows) + 1), (None, list(self.header[-1])))
        if rng.random() < 0.3:
            self.rows.insert(0, (None, [str(j + 1) for j in range(self.width)]))
        for _ in range(rng.integers(0, 3)):
            self.titles.insert(rng.integers(len(self.titles) + 1), list(TITLES[rng.integers(len(TITLES))]))

    def grid(self):
        rows = [*self.titles, *self.header, *(row for _, row in self.rows)]
        start = len(self.titles) + len(self.header)
        return rows, {n: start + i + 1 for i, (n, _) in enumerate(self.rows) if n is not None}

    def merges(self):
        top = len(self.titles)
        if len(self.header) == 1:
            return []
        out, j = [], 0
        while j < self.width:
            k = j + 1
            while k < self.width and not self.header[0][k] and self.header[1][k] and self.header[1][j]:
                k += 1
            if not self.header[1][j]:
                out.append((top, j, top + 1, j))
            elif k - j > 1:
                out.append((top, j, top, k - 1))
            j = k
        return out


def letter(j):
    return (chr(64 + j // 26) if j >= 26 else "") + chr(65 + j % 26)


def as_text(cell):
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def write(mutants, form, rng, folder):
    path = folder / "berkas"
    if form == "xlsx":
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for mutant in mutants:
            sheet = book.add_worksheet(mutant.name or "Data")
            rows, _ = mutant.grid()
            merges = {(t, left): (b, right) for t, left, b, right in mutant.merges()}
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if (i, j) in merges:
                        sheet.merge_range(i, j, *merges[i, j], cell)
                    elif isinstance(cell, date):
                        sheet.write_datetime(i, j, cell, day)
                    elif isinstance(cell, Unread):  # a total that nobody calculated
                        sheet.write_formula(i, j, "=SUM(1)")
                    elif cell != "":
                        sheet.write(i, j, cell)
        book.close()
        return path
    rows = [[as_text(cell) for cell in row] for row in mutants[0].grid()[0]]
    if form == "html":
        cells = "".join("<tr>" + "".join(f"<TD>{html.escape(c)}&nbsp;</td>" for c in row) + "</tr>\n" for row in rows)
        path.write_text(f"<table border=1>\n{cells}</table>", encoding="utf-8")
        return path
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=str(rng.choice([";", ",", "\t", "|"])), lineterminator=str(rng.choice(["\n", "\r\n"]))
    )
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding=str(rng.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])), newline="")
    return path


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", golden.FILES)
def test_no_row_is_lost_and_no_cell_changed(shared, tmp_path, name):
    file, district = shared(f"data/formats/{name}"), golden.FILES[name]
    original = read_visits(file, district=district)
    columns = golden.columns_of(shared(f"data/formats/{name.rpartition('.')[0]}.expected.csv"))
    expected = golden.got_rows(original.records, columns)
    sheets = {s.name: s for s in OPEN[original.summary.form](file)}
    at, sheet_at = columns.index("baris_sumber"), columns.index("lembar")
    for seed in range(MUTATIONS_A_FILE[name]):
        rng = np.random.default_rng([seed, len(name)])
        has_numbers_for_nik = original.records["nik_status"].eq("angka_float").any()
        one_sheet = original.summary.sheets_read == 1
        form = "xlsx" if has_numbers_for_nik or not one_sheet else str(rng.choice(["xlsx", "csv", "csv", "html"]))
        mutants = []
        for sheet_name, sheet in sheets.items():
            read = original.columns[
                original.columns["source_sheet"].isna() | original.columns["source_sheet"].eq(sheet_name)
            ]
            if not len(read):
                continue
            header = min(r for r in range(len(sheet.rows)) if sum(fold(c) != "" for c in sheet.rows[r]) > 5)
            mutant = Mutant(sheet, read, header, rng)
            mutant.rename()
            mutant.shuffle()
            mutant.insert()
            mutants.append(mutant)
        result = read_visits(write(mutants, form, rng, tmp_path), district=district)
        moved = {(m.name or "", old): new for m in mutants for old, new in m.grid()[1].items()}
        by_sheet = {golden.norm("", m.name): m for m in mutants}
        wanted = Counter()
        for row, n in expected.items():
            changed = list(row)
            mutant = by_sheet[row[sheet_at]]
            changed[at] = golden.norm("", moved[mutant.name or "", int(row[at])])
            changed[sheet_at] = ("data" if not row[sheet_at] else row[sheet_at]) if form == "xlsx" else ""
            wanted[tuple(changed)] += n
        got = golden.got_rows(result.records, columns)
        assert not (wanted - got), (seed, form, next(iter(wanted - got)), next(iter(got - wanted), None))
        assert not (got - wanted), (seed, form, next(iter(got - wanted)))
