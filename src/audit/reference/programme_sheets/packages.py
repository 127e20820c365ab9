"""Five service packages: what a desa has (form 1), what a person received (forms 2A, 2B, 2C, and lists of others).

Columns are those of the working forms of the Kader Pembangunan Manusia (reference/domain.md 4); forms 3A, 3B and 4 are
computed from them, and never typed.
"""

from __future__ import annotations

from types import MappingProxyType

from audit.reference.programme_sheet import ProgrammeSheet, SheetField

__all__ = ["GROWTH_MAT", "MOTHER_STATUS", "NUTRITION_STATUS", "PACKAGES", "SHEETS"]

PACKAGES = MappingProxyType(
    {
        "kia": "Kesehatan ibu dan anak",
        "gizi": "Konseling gizi terpadu",
        "sanitasi": "Air bersih dan sanitasi",
        "perlindungan_sosial": "Perlindungan sosial",
        "paud": "Pengasuhan dan PAUD",
    }
)
MOTHER_STATUS = MappingProxyType({"normal": "Normal", "kek": "KEK", "risti": "RISTI"})
NUTRITION_STATUS = MappingProxyType({"normal": "N", "underweight": "GK", "severely_underweight": "GB", "stunted": "S"})
GROWTH_MAT = MappingProxyType({"not_measured": "TD", "red": "M", "yellow": "K", "green": "H"})  # tikar pertumbuhan


def _yes(name: str, header: str, *also: str) -> SheetField:
    return SheetField(name, header, "yes", also=also)


_PERSON = ("NIK", "No KTP/NIK")
# Registers often hold a masked NIK: then name and birth date tell who it is.
_NAME = SheetField("person_id_name", "Nama", also=("Nama Ibu", "Nama Anak", "Nama Lengkap"), of_person=True)
_BORN = SheetField("person_id_birth_date", "Tanggal Lahir", "date", also=("Tgl Lahir",))
_MONTH = SheetField("month", "Bulan", "month", required=True, also=("Bulan Pemantauan", "Periode"))
_WATER = _yes("safe_water", "Akses Air Bersih", "Air Bersih", "Kepemilikan Akses Air Bersih")
_LATRINE = _yes("latrine", "Jamban Sehat", "Kepemilikan Jamban", "Jamban")
_INSURANCE = _yes("health_insurance", "Jaminan Kesehatan", "JKN/BPJS", "Kepesertaan Jaminan Kesehatan")
_VISIT = _yes("home_visit", "Kunjungan Rumah")

SHEETS: tuple[ProgrammeSheet, ...] = (
    ProgrammeSheet(
        "package_availability",
        "Formulir 1",
        "satu desa atau kelurahan, satu paket layanan, satu triwulan: apa yang tersedia, bukan siapa yang menerima.",
        (
            SheetField("area_code", "Desa/Kelurahan", "area", required=True, also=("Desa", "Kelurahan")),
            SheetField("quarter", "Triwulan", "quarter", required=True, also=("Kuartal",)),
            SheetField("package", "Paket Layanan", "word", required=True, words=PACKAGES, also=("Paket",)),
            _yes("facility", "Tempat Layanan Tersedia", "Fasilitas", "Sarana"),
            _yes("staff", "Petugas Tersedia", "Petugas", "Tenaga"),
            _yes("supply", "Perlengkapan Tersedia", "Perlengkapan", "Logistik"),
            _yes("schedule", "Jadwal Rutin Berjalan", "Jadwal"),
            SheetField("noted_on", "Tanggal Pengisian", "date", also=("Tanggal",)),
        ),
    ),
    ProgrammeSheet(
        "kpm_mothers",
        "Formulir 2A",
        "satu ibu hamil atau nifas dalam satu bulan. Kosongkan yang tidak diperiksa; isi Tidak hanya jika pasti belum.",
        (
            SheetField("person_id", "NIK Ibu", "person", required=True, also=_PERSON),
            _NAME,
            _MONTH,
            SheetField(
                "mother_status", "Status Kehamilan", "word", words=MOTHER_STATUS, also=("Status (KEK/RISTI)", "Status")
            ),
            SheetField("pregnancy_month", "Usia Kehamilan (bulan)", "whole", also=("Usia Kehamilan",)),
            SheetField("delivery_date", "Tanggal Melahirkan", "date", also=("Tgl Melahirkan",)),
            _yes("antenatal", "Periksa Kehamilan", "Pemeriksaan Kehamilan", "ANC"),
            _yes("iron_tablets", "Dapat dan Konsumsi Pil Fe", "Pil Fe", "Tablet Tambah Darah", "TTD"),
            _yes("postnatal", "Pemeriksaan Nifas", "Nifas"),
            _yes("nutrition_counselling", "Konseling Gizi (Kelas Ibu Hamil)", "Konseling Gizi", "Kelas Ibu Hamil"),
            _VISIT,
            _WATER,
            _LATRINE,
            _INSURANCE,
        ),
    ),
    ProgrammeSheet(
        "kpm_children",
        "Formulir 2B",
        "satu anak umur 0-23 bulan dalam satu bulan. Kosongkan yang tidak diperiksa; isi Tidak hanya jika pasti belum.",
        (
            SheetField("person_id", "NIK Anak", "person", required=True, also=_PERSON),
            _NAME,
            _BORN,
            _MONTH,
            SheetField("nutrition_status", "Status Gizi", "word", words=NUTRITION_STATUS),
            SheetField("growth_mat", "Tikar Pertumbuhan", "word", words=GROWTH_MAT),
            _yes("immunisation_basic", "Imunisasi Dasar", "Pemberian Imunisasi Dasar"),
            _yes("immunisation_measles", "Imunisasi Campak", "Campak", "Campak Rubela"),
            _yes("weighing", "Pengukuran Berat Badan", "Penimbangan", "Ditimbang"),
            _yes("length", "Pengukuran Panjang/Tinggi Badan", "Pengukuran Tinggi Badan", "Diukur"),
            _yes("parent_counselling", "Konseling Gizi Orang Tua", "Konseling Gizi bagi Orang Tua", "Konseling Gizi"),
            _VISIT,
            _WATER,
            _LATRINE,
            _yes("birth_certificate", "Akta Lahir", "Akta Kelahiran"),
            _INSURANCE,
            _yes("parenting", "Pengasuhan (PAUD)", "Pengasuhan", "Kelas Pengasuhan", "Parenting"),
        ),
    ),
    ProgrammeSheet(
        "kpm_paud",
        "Formulir 2C",
        "satu anak umur 2-6 tahun dalam satu bulan: apakah mengikuti layanan PAUD.",
        (
            SheetField("person_id", "NIK Anak", "person", required=True, also=_PERSON),
            _NAME,
            _BORN,
            _MONTH,
            _yes("paud", "Mengikuti PAUD", "Kehadiran PAUD", "Layanan PAUD"),
        ),
    ),
    ProgrammeSheet(
        "package_receipt",
        "Layanan Lain",
        "satu layanan yang diterima satu orang dalam satu bulan, menurut puskesmas atau dinas.",
        (
            SheetField("person_id", "NIK", "person", required=True, also=("NIK Ibu/Anak",)),
            _NAME,
            _MONTH,
            SheetField("fact", "Layanan", required=True, also=("Jenis Layanan", "Nama Layanan")),
            SheetField("times", "Berapa Kali", "whole", also=("Jumlah",)),
            SheetField("to_standard", "Sesuai Standar", "yes", also=("Sesuai SPM",)),
        ),
    ),
)
