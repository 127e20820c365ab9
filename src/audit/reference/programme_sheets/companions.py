"""Family assistance teams (TPK) and acceleration teams (TPPS)."""

from __future__ import annotations

from audit.reference.programme_sheet import ProgrammeSheet, SheetField

__all__ = ["SHEETS"]

_GROUPS = {
    "catin": "Calon pengantin",
    "bumil": "Ibu hamil",
    "nifas": "Ibu nifas",
    "busui": "Ibu menyusui",
    "baduta": "Baduta",
    "balita_24_59": "Balita 24-59 bulan",
}
_DUTIES = {
    "penyuluhan": "Penyuluhan",
    "rujukan": "Fasilitasi rujukan",
    "bansos": "Fasilitasi bansos",
    "pengamatan": "Pengamatan risiko",
    "mbg_3b": "MBG 3B",
}
_TOPICS = {
    "gizi": "Gizi",
    "kb_kespro": "KB dan kesehatan reproduksi",
    "pola_asuh": "Pola asuh",
    "sanitasi": "Sanitasi",
    "rokok": "Rokok",
    "imunisasi": "Imunisasi",
    "pranikah": "Pranikah",
}
_SOURCES = {"sweeping": "Sweeping", "kua": "KUA", "posyandu": "Posyandu", "pk": "Pendataan keluarga"}
_OBSTACLES = {
    "data": "Data",
    "tenaga": "Tenaga",
    "dana": "Dana",
    "akses": "Akses",
    "koordinasi": "Koordinasi",
    "keluarga": "Keluarga",
}

_TEAMS = ProgrammeSheet(
    "companion_teams",
    "Tim",
    "Satu baris satu tim pendamping keluarga (TPK). Tulis nama tim, bukan nama anggotanya.",
    (
        SheetField("team_id", "Nama tim", "named", required=True, also=("Tim", "TPK")),
        SheetField("area_code", "Desa atau kelurahan", "area", required=True, also=("Desa", "Kelurahan")),
        SheetField("midwife", "Ada bidan", "yes"),
        SheetField("pkk_cadre", "Ada kader TP PKK", "yes", also=("Ada kader PKK",)),
        SheetField("kb_cadre", "Ada kader KB", "yes"),
        SheetField("sk_number", "Nomor SK", also=("SK",)),
        SheetField("sk_from", "SK berlaku mulai", "date"),
        SheetField("sk_until", "SK berlaku sampai", "date"),
        SheetField("active_from", "Bertugas mulai", "date"),
        SheetField("active_until", "Bertugas sampai", "date"),
    ),
)
_CONTACTS = ProgrammeSheet(
    "companion_contacts",
    "Pendampingan",
    "Satu baris satu pendampingan. Untuk pertemuan kelompok kosongkan NIK dan nama, isi kelompok sasarannya.",
    (
        SheetField("contact_id", "Nomor catatan", "id"),
        SheetField("team_id", "Nama tim", "named", required=True, also=("Tim", "TPK")),
        SheetField("contact_date", "Tanggal", "date", required=True, also=("Tanggal pendampingan",)),
        SheetField("area_code", "Desa atau kelurahan", "area", also=("Desa", "Kelurahan")),
        SheetField("person_id", "NIK sasaran", "person", also=("NIK",)),
        SheetField("person_id_name", "Nama sasaran", also=("Nama",), of_person=True),
        SheetField("person_id_birth_date", "Tanggal lahir sasaran", "date", also=("Tanggal lahir",)),
        SheetField("group", "Kelompok sasaran", "word", words=_GROUPS, also=("Sasaran",)),
        SheetField("duty", "Tugas", "word", required=True, words=_DUTIES),
        SheetField("topics", "Topik", "words", words=_TOPICS),
        SheetField("newly_found", "Sasaran baru", "yes"),
        SheetField("found_source", "Ditemukan dari", "word", words=_SOURCES),
        SheetField("risk_found", "Ada risiko", "yes"),
        SheetField("referred", "Dirujuk", "yes"),
        SheetField("referred_on", "Tanggal rujukan", "date"),
    ),
)
_REPORTS = ProgrammeSheet(
    "companion_reports",
    "Laporan bulanan",
    "Satu baris satu tim dan satu bulan, juga untuk bulan yang laporannya belum masuk.",
    (
        SheetField("team_id", "Nama tim", "named", required=True, also=("Tim", "TPK")),
        SheetField("month", "Bulan", "month", required=True),
        SheetField("filed", "Laporan masuk", "yes", required=True),
        SheetField("filed_on", "Tanggal masuk", "date"),
        SheetField("mbg_people", "Sasaran MBG 3B", "whole"),
        SheetField("mbg_days", "Hari mengantar MBG 3B", "whole"),
        SheetField("obstacles", "Kendala", "words", words=_OBSTACLES),
    ),
)
_BODIES = ProgrammeSheet(
    "bodies",
    "TPPS",
    "Satu baris satu TPPS atau TP3S (kabupaten/kota, kecamatan, desa/kelurahan) dan satu triwulan.",
    (
        SheetField("area_code", "Wilayah", "area", required=True),
        SheetField("quarter", "Triwulan", "quarter", required=True),
        SheetField("name", "Nama dalam SK", "word", words={"tpps": "TPPS", "tp3s": "TP3S"}),
        SheetField("sk_number", "Nomor SK", also=("SK",)),
        SheetField("sk_from", "SK berlaku mulai", "date"),
        SheetField("sk_until", "SK berlaku sampai", "date"),
        SheetField("open_ended", "SK tanpa batas waktu", "yes"),
        SheetField("meetings_planned", "Rapat direncanakan", "whole"),
        SheetField("meetings_held", "Rapat dilaksanakan", "whole"),
        SheetField("minutes", "Rapat dengan notulen", "whole"),
        SheetField("reports_due", "Laporan yang harus dikirim", "whole"),
        SheetField("reports_on_time", "Laporan tepat waktu", "whole"),
        SheetField("rtl_agreed", "RTL disepakati", "whole"),
        SheetField("rtl_done", "RTL selesai", "whole"),
    ),
)
_SUPERVISIONS = ProgrammeSheet(
    "supervisions",
    "Pembinaan",
    "Satu baris satu kunjungan pembinaan BKKBN atau PKB ke TPPS. Jangan tulis nama orang pada temuan dan jawaban.",
    (
        SheetField("supervision_id", "Nomor kunjungan", "id"),
        SheetField("area_code", "Wilayah", "area", required=True),
        SheetField("visited_on", "Tanggal", "date", required=True),
        SheetField("visitor", "Pembina", "word", words={"bkkbn": "BKKBN", "pkb": "PKB"}),
        SheetField("has_finding", "Ada temuan", "yes"),
        SheetField("finding", "Temuan"),
        SheetField("answered_on", "Tanggal dijawab", "date"),
        SheetField("answer", "Jawaban"),
    ),
)
SHEETS: tuple[ProgrammeSheet, ...] = (_TEAMS, _CONTACTS, _REPORTS, _BODIES, _SUPERVISIONS)
