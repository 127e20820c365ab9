"""Headers by their words: those seen in real files (reference/data.md 4.3), and many that nobody has listed."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
import yaml

from audit.register.headers import header_of, match

NAMED = {
    "nik": [
        "NIK", "No. NIK", "NIK Anak", "N.I.K", "N.I.K.", "No KTP", "Nomor Induk Kependudukan",
        "NIK Balita (16 digit)", "nik_anak", "NIK/No. Identitas", "No Induk Kependudukan Anak", "NIK si anak",
        "Nomor NIK Balita", "NO. INDUK KEPENDUDUKAN (NIK)", "ID NIK", "Nomor KTP Anak",
        "Nomor Identitas Kependudukan", "No. Identitas Anak",
    ],
    "name": [
        "Nama", "NAMA ANAK", "nama_balita", "NAMA_LENGKAP", "Nama Lengkap Balita", "NAMA BAYI/BALITA",
        "Nama Anak Balita", "Nama Lengkap Anak", "Nama Bayi", "Nama si Anak", "nm_anak", "Child Name",
        "Name of child", "Nama Peserta", "Nama Sasaran", "Nama Lengkap", "NAMA BALITA (LENGKAP)", "Nama Anak/Balita",
        "Nama buah hati", "Namaanak", "Nma Balita", "Nama Anaknya", "Identitas Nama Anak",
        "Child's name",
    ],
    "sex": [
        "JK", "L/P", "Sex", "KELAMIN", "Jenis Kelamin", "JENIS_KELAMIN", "JENKEL", "Jns Kelamin",
        "Jenis Kelamin (L/P)", "JK (L/P)", "Kelamin Anak", "Gender", "J.K", "J K", "Jenis Kelamin Balita",
        "Jns. Kel.", "Jenis kelamim", "P/L", "Laki-laki/Perempuan", "Sex Anak", "JK Anak", "Lk/Pr", "jns_kel",
    ],
    "birth_date": [
        "Tgl Lahir", "TGL. LAHIR", "tgl_lahir", "TANGGAL LAHIR", "ttl", "TL", "Tgl. Lahir Anak", "Tanggal Kelahiran",
        "Tgl Lahir Balita", "Tempat, Tanggal Lahir", "Tanggal Lahir (dd/mm/yyyy)", "Tanggal Lahir (DD-MM-YYYY)",
        "TglLahir", "Lahir Tanggal", "Tgl Lhr", "Date of Birth", "DOB", "Tggl Lahir", "Tanggal lahir bayi",
        "Hari/Tanggal Lahir", "Tanggal Lahir Anak (tgl/bln/thn)", "Lahir (tgl)", "Waktu Lahir", "Tanggal dilahirkan",
        "Tgl.Lhr",
    ],
    "birth_weight_kg": [
        "BB Lahir", "Berat Lahir", "Berat Lahir (gr)", "BBL", "Berat Badan Lahir", "BB Lahir (kg)", "BBL (gram)",
        "Berat Badan Waktu Lahir", "Berat Saat Lahir", "Berat Lahir - Sasaran (kg)", "BB saat lahir (gram)",
        "BB waktu lahir", "Berat bayi lahir", "Berat Lahir Anak", "Birth weight", "Berat Badan ketika lahir",
        "BB Lhr",
    ],
    "birth_length_cm": [
        "TB Lahir", "PB Lahir", "Panjang Lahir", "Panjang Badan Lahir", "PBL", "Panjang Lahir - Sasaran (cm)",
        "TB Lahir (cm)", "Tinggi Lahir", "Panjang saat lahir", "Birth length", "PB/TB Lahir",
        "Panjang Bayi Lahir (cm)", "Panjang badan waktu lahir",
    ],
    "parent_name": [
        "Nama Ortu", "nama_ortu", "Nama Orang Tua", "Nama Ibu", "NAMA IBU/AYAH", "ORTU", "Nama Ibu Kandung",
        "Nama Orangtua", "Orang Tua", "Nama Ayah/Ibu", "Nama Orang Tua (Ibu/Ayah)", "Ibu", "Nama Ibu Balita",
        "Mother name", "Nama Wali", "Nama Orang Tua/Wali", "Nama Bapak/Ibu", "Ayah / Ibu", "Orang tua anak",
        "Nama Ibu/Bapak",
        "Mother's name",
    ],
    "district": [
        "Kab/Kota", "Kabupaten/Kota", "Kabupaten", "Kota", "KAB_KOTA", "Nama Kabupaten", "District", "Kab./Kota",
        "Kota/Kabupaten", "Nama Kab/Kota", "Kabupaten / Kotamadya",
    ],
    "kecamatan": [
        "Kec", "Kecamatan", "Nama Kecamatan", "Kec.", "Wilayah Kecamatan", "Kecamatan domisili",
        "Sub-district",
    ],
    "puskesmas": [
        "Pukesmas", "Puskesmas", "PKM", "Nama Puskesmas", "UPTD Puskesmas", "UPT Puskesmas",
        "Wilayah Kerja Puskesmas", "Pusksmas", "Puskesmas Wilayah", "Faskes Puskesmas",
    ],
    "desa": [
        "Desa/Kel", "desa_kel", "Desa", "Kelurahan", "KEL", "Desa/Kelurahan", "Kelurahan/Desa", "Nama Desa",
        "Kel/Desa", "Desa / Kel.", "Village", "Nama Kelurahan", "Kelurahan Domisili", "Desa Tempat Tinggal",
        "Asal Desa", "Kelurahan/Desa Domisili", "Nama Desa/Kelurahan",
    ],
    "posyandu": [
        "Posyandu", "Nama Posyandu", "POSYANDU", "Pos Yandu", "Nama Pos", "Posyandu Balita", "Lokasi Posyandu",
        "Tempat Posyandu",
    ],
    "rt": [
        "RT", "Rt.", "No RT", "RT Domisili", "R.T.",
    ],
    "rw": [
        "RW", "No. RW", "R.W.", "RW Domisili",
    ],
    "rt_rw": [
        "RT/RW", "RT / RW", "RT-RW", "RTRW", "RT & RW", "Rt. Rw.",
    ],
    "visit_date": [
        "Tanggal Pengukuran", "Tgl Ukur", "TANGGALUKUR", "Tgl Penimbangan", "TGL. TIMBANG", "TANGGAL_PERIKSA",
        "tgl_kunjungan", "Tanggal Ukur", "Tanggal Ukur Balita", "Tgl. Pengukuran", "Tanggal Timbang",
        "Tanggal Kunjungan", "Tgl Posyandu", "Tanggal Pemeriksaan", "Tanggal Penimbangan Balita", "Tgl Timbang/Ukur",
        "Waktu Pengukuran", "Tanggal Penimbangan / Pengukuran", "Tanggal", "Tgl", "Date of measurement",
        "Measurement date", "Tgl Diukur", "Hari/Tgl Pengukuran", "Tanggal Pelaksanaan Pengukuran",
        "Tanggal Antropometri", "Tgl pengukurn", "Tanggal saat diukur",
        "Tanggal Pelaksanaan", "Date of visit",
    ],
    "weight_kg": [
        "Berat", "BB", "BB (KG)", "Berat Badan", "BERAT_BADAN", "Berat Badan (Kg)", "Berat (kg)", "BB Anak",
        "Berat Badan Anak (Kg)", "BB Sekarang", "Berat Badan Saat Ini", "Hasil Timbang (kg)",
        "Hasil Penimbangan (kg)", "Weight", "BB/kg", "Berat bdn", "Berat Badn", "Bobot (kg)", "BB Hasil Timbang",
        "Berat Ukur", "Hasil Ukur BB", "Hasil Pengukuran Berat", "Berat Badan Balita", "BB (kilogram)",
        "Timbangan (kg)", "Brt Badan",
    ],
    "lenhei_cm": [
        "Tinggi", "TB", "PB", "TB/PB (CM)", "PB/TB", "Tinggi Badan", "Tinggi/Panjang Badan",
        "Panjang/Tinggi Badan (cm)", "TB (cm)", "Tinggi Badan (cm)", "Tinggi Badan Anak", "Panjang Badan", "Height",
        "Length/Height", "Hasil Ukur TB", "Tinggi atau Panjang", "Panjang atau Tinggi Badan (cm)", "Tinggi Bdan",
        "TB Sekarang", "Tinggi / Panjang (Cm)", "Tinggi Balita", "Hasil Pengukuran Tinggi/Panjang",
    ],
    "measure": [
        "Cara Ukur", "CARAUKUR", "Posisi", "TELENTANG/BERDIRI", "(T/B)", "T/B", "Cara Pengukuran", "Posisi Ukur",
        "Posisi Pengukuran", "Metode Pengukuran", "Cara Mengukur", "Posisi Saat Diukur", "Cara Ukur TB",
        "Terlentang/Berdiri", "Posisi Anak Saat Diukur", "Cara Ukur (Terlentang/Berdiri)", "Posisi ukur (T/B)",
        "Cara Ukur Tinggi", "Teknik Ukur", "Posisi anak", "Posisi Badan",
        "Diukur Secara", "Measurement position",
    ],
    "muac_cm": [
        "LiLA", "LILA", "LiLA (cm)", "Lingkar Lengan Atas", "LLA", "Lingkar Lengan", "Lingkar Lengan Atas (cm)",
        "LILA Anak", "MUAC", "Ukuran LiLA", "Hasil LiLA", "Lila Balita (cm)", "Lingkar lengan atas balita",
        "Lengan Atas (cm)",
    ],
    "exported_waz": [
        "ZS BB/U", "zs_bb_u", "z-core bb/u", "Z-Score BB/U", "Zscore BBU", "Nilai Z BB/U", "ZS BBU", "Z Score BB/U",
        "Nilai ZS BB/U", "Z-SCORE BB/U (SD)", "WAZ", "Skor-Z BB/U",
    ],
    "exported_haz": [
        "ZS TB/U", "Z-SCORE TB/U", "z-core tb/u", "ZS PB/U", "ZS TB-U", "Z TB/U", "ZS TB/PB/U",
        "Zscore PB/U atau TB/U", "HAZ",
    ],
    "exported_whz": [
        "ZS BB/TB", "z-core bb/tb", "ZS BB/PB", "Z-Score BB/TB", "ZS BB/PB/TB", "WHZ", "Z-Score BB/PB atau BB/TB",
    ],
    "exported_waz_label": ["BB/U", "Status BB/U", "Kategori BB/U", "Hasil BB/U", "BBU"],
    "exported_haz_label": ["TB/U", "PB/U", "Status TB/U", "TB/U atau PB/U"],
    "exported_whz_label": ["BB/TB", "BB/PB", "BB/TB Status"],
    "entry_date": ["Tanggal Entry", "Tanggal Input", "Tgl Entri", "tgl_input", "Tanggal Diinput", "Waktu Input"],
    "weight_gain_status": [
        "Naik Berat Badan", "Kenaikan Berat Badan", "N/T", "Naik BB", "Status Naik BB", "Kenaikan BB",
        "Naik/Tidak Naik", "Status N/T", "Status Kenaikan BB", "N/T/O/B", "Naik BB (N/T)", "Naik Berat",
        "Ket. Naik BB",
        "Status Timbang (N/T/O/B)", "NTOB", "Weight gain",
    ],
    "vitamin_a": [
        "Jml Vit A", "Vitamin A", "Vit. A", "Vit A", "Jumlah Vitamin A", "Pemberian Vit A", "Kapsul Vitamin A",
        "Vit-A", "Jumlah Vit. A", "Jml Vitamin A", "Dapat Vitamin A", "Jml. Kapsul Vit. A", "Suplemen Vitamin A",
        "Kapsul Vit. A", "Vitamin",
    ],
    "province": [
        "Prov", "Provinsi", "PROPINSI",
    ],
    "no": [
        "No", "No.", "NO URUT",
    ],
}  # fmt: skip
OTHER = [
    "Status Gizi", "Usia Saat Ukur", "Umur", "umur bulan",
    "umur tahun", "Umur (bln)", "median", "-1", "ind-med", "PMT Diterima (kg)", "KPSP", "KIA", "Kelas Ibu Balita",
    "MBG", "Detail", "Alamat", "NIK Ibu", "NIK Ortu", "NIK Orang Tua", "No KK", "Nomor KK", "No HP Orang Tua",
    "Anak Ke", "Usia Kehamilan (minggu)", "IMD", "Lingkar Kepala", "LK", "Lingkar Kepala Lahir (cm)", "BB Ideal",
    "BB Bulan Lalu", "Berat Bulan Lalu", "TB Ibu", "Tinggi Badan Ibu", "BB Ibu", "LILA Ibu", "Tgl Lahir Ibu",
    "Nama Kader", "Nama Petugas", "Kode Desa", "Status Desa", "Bulan Pengukuran",
    "Status Bulan", "status tahun", "Detail Status", "BB Koreksi", "TB Koreksi", "Tanggal Imunisasi",
    "Berat Badan Sebelumnya", "Target BB", "Selisih BB", "Naik/turun TB", "Kelas", "Ket", "Asi Eksklusif",
    "Imunisasi", "Tanggal Lahir Ayah", "Nama Bidan", "Tgl Pemberian PMT", "Median BB", "SD BB/U",
    "Kategori", "Status Stunting", "BGM", "2T", "TB Ayah", "No. Telp", "Pekerjaan Ibu", "Tgl Vitamin A",
    "Bantuan", "Gakin", "Umur Ibu", "Tanggal Lahir Orang Tua", "Berat ideal anak", "Kunjungan ke",
    "Nama Kepala Keluarga", "Nama KK", "Tanggal Vaksin", "Jarak kelahiran",
]  # fmt: skip


def field_of(*levels):
    header = header_of(levels[0])
    for level in levels[1:]:
        header = header_of(level).under(header)
    found = match(header)
    return found.field if found else None


@pytest.mark.parametrize(("field", "header"), [(f, h) for f, headers in NAMED.items() for h in headers])
def test_a_header_names_its_field(field, header):
    assert field_of(header) == field


@pytest.mark.parametrize("header", OTHER)
def test_a_look_alike_names_none(header):
    assert field_of(header) is None


@pytest.mark.parametrize(
    ("levels", "field"),
    [
        (("PENGUKURAN", "TGL UKUR"), "visit_date"),
        (("PENGUKURAN", "BB (KG)"), "weight_kg"),
        (("LAHIR", "BB"), "birth_weight_kg"),
        (("DATA LAHIR", "TGL"), "birth_date"),
        (("RIWAYAT LAHIR", "PB"), "birth_length_cm"),
        (("ORANG TUA", "NAMA"), "parent_name"),
        (("ORANG TUA", "NIK"), None),
        (("IBU", "BB"), None),
        (("ALAMAT", "DESA"), "desa"),
        (("ALAMAT", "RT"), "rt"),
        (("STATUS GIZI", "BB/U"), "exported_waz_label"),
        (("STATUS GIZI", "BB/U", "ZS"), "exported_waz"),
        (("HASIL PEMANTAUAN STATUS GIZI", "TB"), "lenhei_cm"),
        (("IDENTITAS ANAK", "NAMA"), "name"),
    ],
)
def test_a_group_above_changes_the_meaning(levels, field):
    assert field_of(*levels) == field


def test_months_and_years_make_slots():
    assert match(header_of("JANUARI_BERAT")).slot == (None, 1)
    assert match(header_of("BB Bulan Nopember 2024")).slot == (2024, 11)
    assert match(header_of("BB").under(header_of(date(2025, 2, 1)))).slot == (2025, 2)  # Excel's idea of "Feb-25"
    assert match(header_of("AGUSTUS_CARAUKUR")).field == "measure"


def test_units_come_with_the_header():
    assert match(header_of("Berat Lahir (gr)")).unit == "gram"
    assert match(header_of("BB Lahir (kg)")).unit == "kg"
    assert match(header_of("LiLA (mm)")).unit == "mm"
    assert match(header_of("BB Lahir")).unit == ""


def test_better_names_score_higher():
    def score(header):
        return match(header_of(header)).score

    assert score("Tgl Ukur") > score("Tanggal")
    assert score("Nama Anak") > score("Nama Anak Zulu")
    assert score("Berat Badan") > score("Bert Badan")


def test_doubtful_words_make_a_match_unsure():
    assert match(header_of("Nama Anak")).sure
    assert not match(header_of("Nma Anak")).sure
    assert not match(header_of("Nama Qwerty")).sure
    assert match(header_of("Tanggal Qwerty")) is None  # "tanggal" alone is too little to bear an unknown word


def test_a_sentence_is_no_header():
    assert match(header_of("Nama " * 100)) is None
    assert match(header_of("A" * 2**21)) is None


@pytest.mark.parametrize("header", ["", "-", "-1", "2024", "Kolom1", "ABC"])
def test_headers_that_say_nothing(header):
    assert match(header_of(header)) is None


def test_the_tables_hold_words_and_each_has_one_meaning():
    text = (files("audit.register") / "tables" / "headers.yaml").read_text(encoding="utf-8")
    tables = yaml.safe_load(text)
    words = [word for words in tables["words"].values() for word in words]
    assert all(
        isinstance(word, str) for word in [*words, *tables["phrases"], *tables["phrases"].values()]
    )  # no: not False
    assert len(words) == len(set(words))
    known = set(tables["words"])
    used = {m for rule in tables["fields"].values() for needs in [*rule["needs"], rule["allows"]] for m in needs}
    assert used <= known
