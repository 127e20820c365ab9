"""Convergence actions, their evidence and grades, registers of the programme, and cadres: what an office fills in."""

from __future__ import annotations

from collections.abc import Mapping

from audit.reference.programme_sheet import ProgrammeSheet, SheetField

__all__ = ["SHEETS"]

_FRAMEWORKS = {"aksi8_2018_2024": "Delapan aksi (kerja sampai 2024)", "p3s_2025": "P3S (kerja mulai 2025)"}
_ACTIONS = {
    "analisis_situasi": "Analisis situasi",
    "rencana_kegiatan": "Rencana kegiatan",
    "rembuk_stunting": "Rembuk stunting",
    "peraturan_peran_desa": "Peraturan peran desa",
    "pembinaan_kpm": "Pembinaan kader pembangunan manusia",
    "manajemen_data": "Manajemen data",
    "pengukuran_publikasi": "Pengukuran dan publikasi",
    "reviu_kinerja": "Reviu kinerja",
    "penguatan_perencanaan": "Penguatan perencanaan",
    "penguatan_pelaksanaan": "Penguatan pelaksanaan",
    "penilaian_hasil_monev": "Penilaian hasil pemantauan dan evaluasi",
    "regulasi": "Regulasi",
    "publikasi": "Publikasi",
}
_OUTPUTS = {
    "sebaran_stunting": "Sebaran anak pendek",
    "ketersediaan_program": "Ketersediaan program",
    "kesenjangan_layanan": "Kesenjangan layanan",
    "kendala": "Kendala pelaksanaan",
    "usulan_lokus": "Usulan lokus dan prioritas",
    "rencana_terpadu": "Rencana yang masuk RKPD, Renja, KUA-PPAS, dan APBD",
    "komitmen": "Komitmen yang ditandatangani",
    "rencana_disepakati": "Rencana yang disepakati",
    "peraturan_daerah": "Peraturan bupati atau wali kota",
    "kpm_berfungsi": "Kader pembangunan manusia yang berfungsi",
    "daftar_kesenjangan_data": "Daftar data yang belum lengkap",
    "perbaikan_data": "Perbaikan data",
    "prevalensi_desa": "Prevalensi per desa",
    "perkembangan_anak": "Hasil skrining perkembangan per desa",
    "publikasi": "Angka yang diumumkan",
    "rencana_dan_hasil": "Perbandingan rencana dan hasil",
    "masukan_tahun_berikut": "Masukan bagi tahun berikutnya",
    "lain": "Hasil lain",
}
_EVIDENCE = {
    "laporan": "Laporan",
    "matriks_kendali": "Matriks kendali",
    "dokumen_anggaran": "Dokumen perencanaan dan anggaran",
    "agenda": "Agenda",
    "dokumen_pendukung": "Dokumen pendukung",
    "berita_acara": "Berita acara",
    "peraturan": "Peraturan",
    "daftar_kpm": "Daftar kader pembangunan manusia",
    "formulir_kpm": "Formulir kader pembangunan manusia",
    "bukti_publikasi": "Bukti publikasi",
    "lain": "Bukti lain",
}
_STATUS = {"belum": "Belum", "proses": "Proses", "selesai": "Selesai", "batal": "Batal"}
_CADRES = {
    "kpm": "Kader pembangunan manusia",
    "posyandu": "Kader posyandu",
    "pkk": "Kader TP PKK",
    "kb": "Kader KB",
    "lain": "Kader lain",
}
_REGULATIONS = {
    "perda": "Peraturan daerah",
    "perbup": "Peraturan bupati",
    "perwali": "Peraturan wali kota",
    "perkades": "Peraturan kepala desa",
    "sk": "Surat keputusan",
    "se": "Surat edaran",
}
_OBSTACLES = {
    "data": "Data",
    "tenaga": "Tenaga",
    "dana": "Dana",
    "akses": "Akses",
    "koordinasi": "Koordinasi",
    "keluarga": "Keluarga",
}


def _word(name: str, header: str, words: Mapping[str, str], *, required: bool = False) -> SheetField:
    return SheetField(name, header, "word", required, words)


_ACTION = (
    SheetField("area_code", "Daerah", "area", True, also=("Kabupaten/Kota",)),
    SheetField("year", "Tahun kerja", "whole", True, also=("Tahun",)),
    _word("framework", "Kerangka aksi", _FRAMEWORKS, required=True),
    _word("action", "Aksi", _ACTIONS, required=True),
)

_YEARS = ProgrammeSheet(
    "action_years",
    "Aksi per tahun",
    "Satu baris untuk satu aksi pada satu tahun kerja. Penilaiannya boleh terjadi pada tahun berikutnya.",
    (
        *_ACTION,
        SheetField("local_name", "Nama di daerah"),
        SheetField("owner", "Penanggung jawab", also=("OPD",)),
        SheetField("planned_from", "Rencana mulai", "date"),
        SheetField("planned_to", "Rencana selesai", "date", also=("Tenggat",)),
        SheetField("started_on", "Mulai", "date"),
        SheetField("finished_on", "Selesai", "date"),
        _word("status", "Status", _STATUS),
        SheetField("budget_rupiah", "Anggaran (Rp)", "rupiah", also=("Pagu",)),
        SheetField("realised_rupiah", "Realisasi (Rp)", "rupiah"),
        SheetField("self_grade", "Nilai sendiri"),
        SheetField("panel_grade", "Nilai panelis"),
    ),
)
_DONE = ProgrammeSheet(
    "action_outputs",
    "Hasil aksi",
    "Satu baris untuk satu hasil dari satu aksi.",
    (*_ACTION, _word("output", "Hasil", _OUTPUTS, required=True), SheetField("done_on", "Tanggal jadi", "date")),
)
_PROOF = ProgrammeSheet(
    "action_evidence",
    "Bukti aksi",
    "Satu baris untuk satu dokumen bukti. Tulis nomor atau tempat simpannya, bukan isinya.",
    (
        SheetField("evidence_id", "Nomor urut", "id"),
        *_ACTION,
        _word("output", "Hasil yang dibuktikan", _OUTPUTS),
        _word("kind", "Jenis bukti", _EVIDENCE),
        SheetField("reference", "Nomor atau tempat simpan", also=("Nomor dokumen",)),
        SheetField("dated_on", "Tanggal dokumen", "date"),
    ),
)
_GRADES = ProgrammeSheet(
    "action_grades",
    "Nilai aksi",
    "Satu baris untuk satu nilai dari satu penilai: daerah, panel_1, panel_2, dan seterusnya.",
    (
        *_ACTION,
        SheetField("indicator", "Indikator", required=True),
        SheetField("grader", "Penilai", required=True),
        SheetField("grade", "Nilai"),
        SheetField("graded_on", "Tanggal nilai", "date"),
    ),
)
_ADVICE = ProgrammeSheet(
    "action_recommendations",
    "Rekomendasi panel",
    "Satu baris untuk satu rekomendasi panel; menjadi rancangan RTL tahun berikutnya.",
    (
        SheetField("recommendation_id", "Nomor urut", "id"),
        *_ACTION,
        SheetField("given_on", "Tanggal", "date"),
        SheetField("text", "Rekomendasi", required=True),
        SheetField("opd", "Untuk OPD"),
    ),
)
_PEOPLE = ProgrammeSheet(
    "cadres",
    "Kader",
    "Satu baris untuk satu kader pada satu triwulan. Daftar ini hanya untuk edisi terbatas.",
    (
        SheetField("cadre_id", "Nama kader", "named", True, of_person=True, within="area_code"),
        SheetField("quarter", "Triwulan", "quarter", True),
        SheetField("area_code", "Desa atau kelurahan", "area", True, also=("Desa", "Kelurahan")),
        _word("kind", "Jenis kader", _CADRES, required=True),
        SheetField("has_sk", "Ada SK", "yes"),
        SheetField("sk_from", "SK mulai", "date"),
        SheetField("sk_until", "SK sampai", "date"),
        SheetField("form_filed", "Formulir diisi", "yes"),
        SheetField("trained_on", "Pelatihan terakhir", "date"),
        SheetField("training_topic", "Topik pelatihan"),
        SheetField("coached", "Dibina", "yes"),
        SheetField("incentive_paid", "Insentif dibayar", "yes"),
        SheetField("started_on", "Mulai bertugas", "date"),
        SheetField("ended_on", "Berhenti", "date"),
    ),
)
_LAWS = ProgrammeSheet(
    "regulations",
    "Regulasi",
    "Satu baris untuk satu peraturan, surat keputusan, atau surat edaran.",
    (
        SheetField("regulation_id", "Nomor urut", "id"),
        SheetField("area_code", "Diterbitkan oleh", "area", True),
        _word("kind", "Jenis", _REGULATIONS, required=True),
        SheetField("number", "Nomor", required=True),
        SheetField("dated_on", "Tanggal", "date"),
        SheetField("obliges", "Mewajibkan apa"),
        SheetField("in_force_until", "Berlaku sampai", "date"),
        SheetField("open_ended", "Tanpa batas waktu", "yes"),
        SheetField("desa_covered", "Desa yang tercakup", "areas"),
    ),
)
_HEARD = ProgrammeSheet(
    "consultations",
    "Konsultasi publik",
    "Satu baris untuk satu masukan. Jangan menulis nama orang.",
    (
        SheetField("input_id", "Nomor urut", "id"),
        SheetField("area_code", "Tentang wilayah", "area", True),
        SheetField("forum", "Forum"),
        SheetField("channel", "Saluran"),
        SheetField("theme", "Tema"),
        SheetField("given_on", "Tanggal masukan", "date"),
        SheetField("input", "Masukan", required=True),
        SheetField("answer", "Jawaban"),
        SheetField("answered_on", "Tanggal jawaban", "date"),
        SheetField("decision", "Keputusan"),
        SheetField("decided_on", "Tanggal keputusan", "date"),
    ),
)
_HINDERED = ProgrammeSheet(
    "obstacles",
    "Kendala",
    "Satu baris untuk satu kendala dari forum mana pun; yang masih terbuka membuka forum berikutnya.",
    (
        SheetField("obstacle_id", "Nomor urut", "id"),
        SheetField("area_code", "Wilayah", "area", True),
        SheetField("forum", "Forum asal"),
        SheetField("raised_on", "Tanggal disampaikan", "date"),
        _word("kind", "Jenis", _OBSTACLES),
        SheetField("obstacle", "Kendala", required=True),
        SheetField("owner", "Penanggung jawab"),
        SheetField("due_on", "Tenggat", "date"),
        _word("status", "Status", _STATUS),
        SheetField("closed_on", "Tanggal selesai", "date"),
    ),
)
_NEW = ProgrammeSheet(
    "innovations",
    "Inovasi",
    "Satu baris untuk satu inovasi. Bukti adalah angka dengan sumbernya; kosongkan bila belum dievaluasi.",
    (
        SheetField("innovation_id", "Nomor urut", "id"),
        SheetField("area_code", "Wilayah", "area", True),
        SheetField("innovation", "Inovasi", required=True),
        SheetField("owner", "Penanggung jawab"),
        SheetField("since", "Sejak", "date"),
        SheetField("evidence", "Bukti sejauh ini"),
        SheetField("may_copy", "Boleh ditiru oleh"),
    ),
)
_PUBLISHED = ProgrammeSheet(
    "publications",
    "Publikasi",
    "Satu baris untuk satu angka yang diumumkan: di mana, kapan, angka yang mana, disetujui siapa.",
    (
        SheetField("publication_id", "Nomor urut", "id"),
        SheetField("area_code", "Wilayah", "area", True),
        SheetField("published_on", "Tanggal diumumkan", "date"),
        SheetField("place", "Media"),
        SheetField("figure", "Angka dan masanya", required=True),
        SheetField("approved_by", "Disetujui oleh (jabatan)"),
    ),
)

SHEETS: tuple[ProgrammeSheet, ...] = (
    _YEARS, _DONE, _PROOF, _GRADES, _ADVICE, _PEOPLE, _LAWS, _HEARD, _HINDERED, _NEW, _PUBLISHED,
)  # fmt: skip
