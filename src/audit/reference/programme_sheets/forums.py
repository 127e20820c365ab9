"""Forums: meetings, what was agreed, couples of the KUA."""

from __future__ import annotations

from collections.abc import Iterable

from audit.language import text
from audit.reference.follow_up_rules import MECHANISMS, SECTORS, STATUSES, activity_kinds
from audit.reference.forum_rules import FORUM_KINDS
from audit.reference.programme_sheet import ProgrammeSheet, SheetField

__all__ = ["SHEETS"]


def _words(topic: str, codes: Iterable[str]) -> dict[str, str]:
    return {code: text(f"{topic}.{code}") for code in codes}


SHEETS: tuple[ProgrammeSheet, ...] = (
    ProgrammeSheet(
        "forum_meetings",
        "Pertemuan",
        "Satu baris untuk satu pertemuan. Tulis kantor yang hadir, jangan nama orang.",
        (
            SheetField("meeting_id", "Kode Pertemuan", "id", required=True),
            SheetField("kind", "Jenis Pertemuan", "word", required=True, words=FORUM_KINDS),
            SheetField("area_code", "Kecamatan atau Daerah", "area", required=True, also=("Kecamatan",)),
            SheetField("held_on", "Tanggal Pertemuan", "date", required=True),
            SheetField("offices", "Kantor yang Hadir"),
            SheetField("people", "Jumlah Hadir", "whole"),
            SheetField("next_due_on", "Pertemuan Berikutnya", "date"),
        ),
    ),
    ProgrammeSheet(
        "forum_agreements",
        "Kesepakatan",
        "Satu baris untuk satu kesepakatan. Penanggung jawab adalah kantor, bukan nama orang.",
        (
            SheetField("agreement_id", "Kode Kesepakatan", "id"),
            SheetField("meeting_id", "Kode Pertemuan", required=True),
            SheetField("area_code", "Kecamatan atau Desa", "area"),
            SheetField("activity_kind", "Jenis Kegiatan", "word", words=_words("rtl.kind", activity_kinds())),
            SheetField("activity", "Apa yang Disepakati", required=True),
            SheetField("office", "Penanggung Jawab (Kantor)", required=True),
            SheetField("sector", "Sektor", "word", words=_words("rtl.plan.sector", SECTORS)),
            SheetField("due_on", "Batas Waktu", "date"),
            SheetField("mechanism", "Jalur Dana", "word", words=_words("rtl.plan.mechanism", MECHANISMS)),
            SheetField("status", "Status", "word", words=_words("forum.status", STATUSES)),
            SheetField("done_on", "Tanggal Selesai", "date"),
        ),
    ),
    ProgrammeSheet(
        "kua_records",
        "Catatan KUA",
        "Satu baris untuk satu calon pengantin perempuan. Tidak memuat urutan pernikahan atau kehamilan.",
        (
            SheetField("person_id", "NIK Calon Pengantin", "person", required=True, also=("NIK",)),
            SheetField("registered_on", "Tanggal Daftar di KUA", "date"),
            SheetField("elsimil_filled", "Elsimil Terisi", "yes"),
        ),
    ),
)
