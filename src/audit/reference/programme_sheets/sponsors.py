"""Sponsors: donors, what they promised, and what arrived."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from audit.reference.programme_sheet import ProgrammeSheet, SheetField

__all__ = ["SHEETS"]

_KINDS = {
    "pejabat_asn": "Pejabat/ASN",
    "bumn_bumd": "BUMN/BUMD",
    "swasta": "Swasta",
    "komunitas": "Komunitas",
    "perorangan": "Perorangan",
}
_PROGRAMMES = {"baas": "BAAS", "genting": "Genting"}
_FORMS = {
    "uang": "Uang",
    "bahan_pangan": "Bahan pangan",
    "makanan_jadi": "Makanan jadi",
    "non_nutrisi": "Non-nutrisi",
}
_ITEMS = {
    "beras": "Beras",
    "telur": "Telur",
    "ikan": "Ikan",
    "daging": "Daging/ayam",
    "kacang": "Tempe/tahu/kacang",
    "sayur_buah": "Sayur/buah",
    "minyak": "Minyak goreng",
    "susu": "Susu",
    "susu_formula": "Susu formula",
    "susu_pertumbuhan": "Susu pertumbuhan",
    "madu": "Madu",
    "makanan_siap": "Makanan siap saji",
    "paket_sembako": "Paket sembako",
    "uang": "Uang",
    "jamban": "Jamban",
    "air_bersih": "Air bersih",
    "rumah": "Perbaikan rumah",
    "pendidikan": "Pendidikan",
    "lain": "Lainnya",
}


def _words(words: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(words)


_DONOR = SheetField(
    "donor_id", "Nama Orang Tua Asuh", "named", required=True, also=("Nama Donatur", "Donatur", "Bapak/Bunda Asuh"),
    of_person=True,
)  # fmt: skip
_PROGRAMME = SheetField("programme", "Program", "word", required=True, words=_words(_PROGRAMMES))

SHEETS: tuple[ProgrammeSheet, ...] = (
    ProgrammeSheet(
        "donors",
        "Orang tua asuh",
        "Satu baris satu orang tua asuh: siapa, sejak kapan, dan berapa anak atau keluarga yang sanggup dibantu.",
        (
            _DONOR,
            SheetField("kind", "Unsur", "word", words=_words(_KINDS), also=("Jenis Donatur",)),
            SheetField("joined_on", "Tanggal Bergabung", "date"),
            SheetField("programme", "Program", "word", words=_words(_PROGRAMMES)),
            SheetField("places", "Sanggup Membantu (anak/keluarga)", "whole"),
        ),
    ),
    ProgrammeSheet(
        "sponsorships",
        "Pengasuhan",
        "Satu baris satu anak, ibu, atau keluarga yang dibantu satu orang tua asuh. BAAS: isi NIK anak. "
        "Genting: isi nomor KK.",
        (
            SheetField("sponsorship_id", "Nomor Pengasuhan", "id", also=("No Pengasuhan",)),
            _DONOR,
            _PROGRAMME,
            SheetField("person_id", "NIK Anak/Ibu", "person", also=("NIK", "NIK Anak")),
            SheetField("person_id_name", "Nama Anak/Ibu", also=("Nama", "Nama Anak"), of_person=True),
            SheetField("person_id_birth_date", "Tanggal Lahir", "date"),
            SheetField("household_id", "No KK", "household", also=("Nomor KK",)),
            SheetField("form", "Bentuk Bantuan", "word", words=_words(_FORMS)),
            SheetField("months_planned", "Lama Direncanakan (bulan)", "whole"),
            SheetField("started_on", "Tanggal Mulai", "date"),
            SheetField("ended_on", "Tanggal Selesai", "date"),
            SheetField("at_risk_before", "Keluarga Berisiko saat Mulai", "yes"),
            SheetField("distributor", "Penyalur"),
        ),
    ),
    ProgrammeSheet(
        "deliveries",
        "Penyaluran",
        "Satu baris satu barang yang diserahkan pada satu hari. Nomor Pengasuhan seperti pada lembar Pengasuhan.",
        (
            SheetField("delivery_id", "Nomor Penyaluran", "id"),
            SheetField("sponsorship_id", "Nomor Pengasuhan", required=True, also=("No Pengasuhan",)),
            SheetField("delivered_on", "Tanggal Diserahkan", "date", required=True),
            SheetField("item", "Barang", "word", words=_words(_ITEMS)),
            SheetField("quantity", "Jumlah", "number"),
            SheetField("unit", "Satuan"),
            SheetField("value_rupiah", "Nilai (Rp)", "rupiah"),
            SheetField("proof", "Bukti (nomor)"),
        ),
    ),
)
