"""Essential indicators and totals of families, as offices report them.

The words of the indicators are their names in the catalogue, so that a form says what a report says. The headers of the
totals are those of the table that a district office publishes (``audit.reference.family_identities``), in words.
"""

from __future__ import annotations

from types import MappingProxyType

from audit.language import text
from audit.reference.essential_indicators import essential_indicators
from audit.reference.family_identities import OFFICIAL_COLUMNS
from audit.reference.programme_sheet import ProgrammeSheet, SheetField

__all__ = ["SHEETS"]

_WHERE = SheetField("area_code", "Wilayah (desa, kelurahan, kecamatan, atau kabupaten/kota)", "area", True, also=("Wilayah", "Desa/Kelurahan", "Desa", "Kelurahan", "Kecamatan", "Kode Wilayah"))  # fmt: skip # noqa: E501
_WHEN = SheetField("period", "Periode (2025, 2025-S1, 2025-Q3, atau 2025-08)", required=True, also=("Periode", "Tahun", "Bulan"))  # fmt: skip # noqa: E501
_FROM = (
    SheetField("source", "Sumber angka", required=True, also=("Sumber", "Sumber Data", "Aplikasi")),
    SheetField("producer", "Kantor yang membuat", also=("Kantor", "OPD", "Produsen Data")),
)

_INDICATORS = ProgrammeSheet(
    "indicators",
    "Indikator Esensial",
    "Satu baris untuk satu indikator di satu wilayah pada satu periode. Isi orang atau keluarganya, bukan persentasenya. Yang belum ada angkanya dikosongkan, bukan diisi 0.",  # noqa: E501
    (
        SheetField(
            "indicator",
            "Indikator",
            "word",
            True,
            MappingProxyType({i.id: text(f"indicator.name.{i.id}") for i in essential_indicators()}),
            ("Nama Indikator", "Indikator Esensial"),
        ),
        _WHERE,
        _WHEN,
        SheetField("numerator", "Yang terlayani (pembilang)", "whole", also=("Pembilang", "Terlayani", "Realisasi")),
        SheetField("denominator", "Sasaran (penyebut)", "whole", also=("Penyebut", "Sasaran", "Jumlah Sasaran")),
        *_FROM,
    ),
)

# Ours are the words, the office's own column names are understood too.
_TOTALS = {
    "families": "Jumlah keluarga",
    "target_families": "Keluarga sasaran",
    "rank_1": "KRS peringkat kesejahteraan 1",
    "rank_2": "KRS peringkat kesejahteraan 2",
    "rank_3": "KRS peringkat kesejahteraan 3",
    "rank_4": "KRS peringkat kesejahteraan 4",
    "rank_above": "KRS peringkat kesejahteraan di atas 4",
    "at_risk": "Keluarga berisiko stunting (KRS)",
    "not_at_risk": "Keluarga tidak berisiko",
    "with_baduta": "Keluarga dengan baduta",
    "with_balita": "Keluarga dengan balita",
    "couples": "Pasangan usia subur (PUS)",
    "couples_pregnant": "PUS hamil",
    "unsafe_water": "Air minum utama tidak layak",
    "unhealthy_latrine": "Jamban tidak layak",
    "mother_too_young": "Terlalu muda",
    "mother_too_old": "Terlalu tua",
    "births_too_close": "Terlalu dekat",
    "children_too_many": "Terlalu banyak",
    "any_four_too": "PUS dengan sedikitnya satu 4T",
}
_OFFICIAL = {ours: theirs for theirs, ours in OFFICIAL_COLUMNS.items()}

_FAMILY_TOTALS = ProgrammeSheet(
    "family_totals",
    "Keluarga Berisiko Stunting",
    "Satu baris untuk satu wilayah pada satu periode, seperti tabel verifikasi pendataan keluarga. Kolom 4T boleh melebihi KRS dan tidak dijumlahkan.",  # noqa: E501
    (
        _WHERE,
        _WHEN,
        *_FROM,
        *(
            SheetField(name, header, "whole", also=(_OFFICIAL[name],) if name in _OFFICIAL else ())
            for name, header in _TOTALS.items()
        ),
    ),
)

SHEETS: tuple[ProgrammeSheet, ...] = (_INDICATORS, _FAMILY_TOTALS)
