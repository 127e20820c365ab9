"""What invented offices wrote in the registers of convergence: words alone, no figure of a real district."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ADVICE", "FIGURES", "HEARD", "HINDERED", "LAWS", "NEW", "OWNERS", "TOPICS"]

# Offices by district: planning, health, families, villages.
OWNERS: Mapping[str, tuple[str, ...]] = {
    "14.03": (
        "Bappeda Kabupaten Bengkalis", "Dinas Kesehatan Kabupaten Bengkalis", "DP2KBP3A Kabupaten Bengkalis",
        "Dinas PMD Kabupaten Bengkalis",
    ),
    "17.71": ("Bappeda Kota Bengkulu", "Dinas Kesehatan Kota Bengkulu", "DP3AP2KB Kota Bengkulu"),
    "19.71": ("Bappeda Kota Pangkalpinang", "Dinas Kesehatan Kota Pangkalpinang", "DPPKBP3A Kota Pangkalpinang"),
    "35.71": ("Bappeda Kota Kediri", "Dinas Kesehatan Kota Kediri", "DP3AP2KB Kota Kediri"),
    "64.74": (
        "Bapperida Kota Bontang", "Dinas Kesehatan Kota Bontang", "DP3AKB Kota Bontang", "Dinas Kominfo Kota Bontang",
    ),
}  # fmt: skip
TOPICS = ("pengukuran panjang dan tinggi badan", "lima paket layanan", "konseling menyusui", "pencatatan posyandu")
# Action, what the panel recommended, for which office.
ADVICE: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "14.03": (
        ("pembinaan_kpm", "Perbarui SK kader pembangunan manusia setiap awal tahun", "Dinas PMD Kabupaten Bengkalis"),
        (
            "manajemen_data",
            "Cocokkan daftar sasaran desa dengan e-PPGBM setiap triwulan",
            "Dinas Kesehatan Kabupaten Bengkalis",
        ),
        ("rencana_kegiatan", "Masukkan kegiatan air bersih desa ke dalam Renja", "Bappeda Kabupaten Bengkalis"),
    ),
    "64.74": (
        ("manajemen_data", "Perbaiki mutu data pengukuran sebelum angka diumumkan", "Dinas Kesehatan Kota Bontang"),
        ("pembinaan_kpm", "Latih ulang kader yang belum dilatih dalam dua tahun", "DP3AKB Kota Bontang"),
        ("rencana_kegiatan", "Susun jadwal pencairan agar dana terpakai sebelum Oktober", "Bapperida Kota Bontang"),
        ("reviu_kinerja", "Jawab setiap masukan forum konsultasi publik secara tertulis", "Bapperida Kota Bontang"),
    ),
}
# Kind, number, date, what it obliges, in force until, without an end.
_Law = tuple[str, str, str, str, str | None, bool | None]
LAWS: Mapping[str, tuple[_Law, ...]] = {
    "14.03": (
        (
            "perbup",
            "Perbup contoh Nomor 01 Tahun 2022",
            "2022-03-14",
            "peran desa dalam percepatan penurunan stunting",
            None,
            True,
        ),
        ("sk", "SK contoh Nomor 11 Tahun 2024", "2024-01-08", "susunan TPPS kabupaten", "2024-12-31", None),
        ("sk", "SK contoh Nomor 12 Tahun 2025", "2025-01-20", "kader pembangunan manusia di desa", "2025-12-31", None),
        ("se", "SE contoh Nomor 03 Tahun 2025", "2025-04-02", "data sasaran diisi kecamatan", None, None),
    ),
    "17.71": (
        ("perwali", "Perwali contoh Nomor 05 Tahun 2022", "2022-06-01", "percepatan penurunan stunting", None, True),
    ),
    "19.71": (("sk", "SK contoh Nomor 07 Tahun 2024", "2024-02-12", "susunan TPPS kota", "2024-12-31", None),),
    "35.71": (
        ("perwali", "Perwali contoh Nomor 09 Tahun 2023", "2023-05-15", "percepatan penurunan stunting", None, True),
    ),
    "64.74": (
        ("perwali", "Perwali contoh Nomor 08 Tahun 2021", "2021-09-20", "percepatan penurunan stunting", None, True),
        ("sk", "SK contoh Nomor 21 Tahun 2024", "2024-02-05", "susunan TPPS kota", "2024-12-31", None),
        ("sk", "SK contoh Nomor 22 Tahun 2025", "2025-02-10", "susunan tim P3S kota", "2026-12-31", None),
        ("perda", "Perda contoh Nomor 02 Tahun 2026", "2026-01-05", "ketahanan keluarga", None, True),
    ),
}
# Forum, channel, theme, given, input, answer, answered, decision, decided.
_Heard = tuple[str | None, ...]
_ASKED: tuple[_Heard, ...] = (
    (
        "Forum konsultasi publik",
        "tatap muka",
        "jadwal posyandu",
        "2025-05-21",
        "Posyandu sore bagi orang tua yang bekerja",
        "Dicoba di dua kelurahan",
        "2025-06-04",
        "Posyandu sore dua kali sebulan",
        "2025-06-30",
    ),
    (
        "Forum konsultasi publik",
        "tatap muka",
        "air bersih",
        "2025-05-21",
        "Sumur di belakang pasar keruh saat hujan",
        "Contoh air sudah diperiksa",
        "2025-06-10",
        None,
        None,
    ),
    (
        "Forum konsultasi publik",
        "formulir daring",
        "data",
        "2025-05-21",
        "Angka posyandu berbeda dengan angka kota",
        None,
        None,
        None,
        None,
    ),
    (
        "Forum konsultasi publik",
        "formulir daring",
        "bantuan",
        "2025-07-16",
        "Bantuan pangan datang sesudah anak lulus umur",
        "Daftar penerima disusun ulang tiap bulan",
        None,
        None,
        None,
    ),
    (
        "Musrenbang kelurahan",
        "tatap muka",
        "kader",
        "2025-02-11",
        "Insentif kader terlambat",
        "Dibayar tiap triwulan",
        "2025-02-27",
        "Insentif dibayar paling lambat tanggal 10",
        "2025-03-14",
    ),
)
HEARD: Mapping[str, tuple[_Heard, ...]] = {
    "14.03": _ASKED[1:3], "17.71": _ASKED[4:], "19.71": _ASKED[:1], "35.71": _ASKED[2:4], "64.74": _ASKED,
}  # fmt: skip
# Forum, raised, kind, obstacle, number of the owner among OWNERS, due, status, closed.
HINDERED: tuple[tuple[str | None, ...], ...] = (
    (
        "Rembuk stunting",
        "2025-03-18",
        "data",
        "Daftar sasaran desa belum sama dengan e-PPGBM",
        "1",
        "2025-06-30",
        "proses",
        None,
    ),
    (
        "Mini lokakarya",
        "2025-04-10",
        "akses",
        "Jalan ke dua dusun terputus saat pasang",
        "0",
        "2025-12-31",
        "proses",
        None,
    ),
    ("Mini lokakarya", "2025-04-10", "tenaga", "Bidan desa kosong sejak awal tahun", "1", "2025-08-31", "belum", None),
    (
        "Rembuk stunting",
        "2025-03-18",
        "dana",
        "Pencairan insentif kader terlambat",
        "2",
        "2025-05-31",
        "selesai",
        "2025-05-28",
    ),
    (
        "Diseminasi",
        "2025-06-24",
        "keluarga",
        "Keluarga nelayan jarang di rumah pada pagi hari",
        "2",
        None,
        "belum",
        None,
    ),
    (
        "Diseminasi",
        "2025-06-24",
        "koordinasi",
        "Jadwal posyandu dan imunisasi tidak bersamaan",
        None,
        "2025-09-10",
        "proses",
        None,
    ),
)
# Innovation, owner, since, evidence, who may do likewise.
NEW: Mapping[str, tuple[tuple[str, str, str, str | None, str], ...]] = {
    "14.03": (
        ("Papan lima paket layanan di kantor desa", "Dinas PMD Kabupaten Bengkalis", "2023-02-01", None, "semua desa"),
        (
            "Kunjungan perahu posyandu",
            "Dinas Kesehatan Kabupaten Bengkalis",
            "2024-06-01",
            "Anak diukur di 6 dusun pesisir 61 menjadi 88 dari 95 (laporan contoh 2024)",
            "kecamatan pesisir",
        ),
    ),
    "17.71": (("Kelas ayah di kelurahan", "DP3AP2KB Kota Bengkulu", "2024-03-01", None, "semua kelurahan"),),
    "19.71": (("Dapur sehat bergilir", "DPPKBP3A Kota Pangkalpinang", "2023-08-01", None, "semua kelurahan"),),
    "35.71": (("Pemilahan kebutuhan anak dan ibu", "DP3AP2KB Kota Kediri", "2024-07-01", None, "semua kelurahan"),),
    "64.74": (
        ("Forum konsultasi publik stunting", "Bapperida Kota Bontang", "2023-05-01", None, "semua kelurahan"),
        (
            "Ukur ulang sebelum rembuk",
            "Dinas Kesehatan Kota Bontang",
            "2024-02-01",
            "Selisih pengukur pada 40 anak tercatat (laporan contoh 2024)",
            "semua puskesmas",
        ),
    ),
}
# Published on, medium, which figure with its period, whether somebody approved it.
FIGURES: tuple[tuple[str | None, str, str, bool], ...] = (
    ("2025-03-20", "situs web daerah", "Cakupan pengukuran balita, Februari 2025", True),
    ("2025-09-30", "situs web daerah", "Prevalensi balita pendek, Agustus 2025", True),
    ("2025-04-12", "media sosial daerah", "Banyaknya kader yang dilatih, triwulan pertama 2025", False),
    (None, "papan informasi kelurahan", "Cakupan pengukuran balita, Februari 2025", False),
)
