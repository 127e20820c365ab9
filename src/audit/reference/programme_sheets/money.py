"""Budget lines, realisation, what a service costs, and the district's own programmes."""

from __future__ import annotations

from types import MappingProxyType

from audit.language import text
from audit.reference.action_frameworks import framework, framework_ids
from audit.reference.money_rules import INGREDIENTS, INTERVENTIONS, SOURCES
from audit.reference.needs import activities
from audit.reference.programme_sheet import ProgrammeSheet, SheetField
from audit.reference.service_packages import package_set

__all__ = ["SHEETS"]

_SOURCES = MappingProxyType({id: text(f"money.source.{id}") for id in SOURCES})
_SERVICES = MappingProxyType({activity.id: text(f"needs.activity.{activity.id}") for activity in activities()})
_INTERVENTIONS = MappingProxyType({id: id.capitalize() for id in INTERVENTIONS})
_INGREDIENTS = MappingProxyType({id: text(f"money.ingredient.{id}") for id in INGREDIENTS})
_PACKAGES = MappingProxyType({package.id: text(f"packages.package.{package.id}") for package in package_set().packages})
_FRAMEWORKS = MappingProxyType(
    {"aksi8_2018_2024": "Delapan aksi (2018-2024)", "p3s_2025": "P3S (mulai 2025)"},
)
# Actions of both frameworks; one that both have is told apart by the column of the framework.
_ACTIONS = MappingProxyType(
    {action.id: text(f"money.action.{action.id}") for id in framework_ids() for action in framework(id).actions}
)

_AREA = SheetField("area_code", "Wilayah", "area", also=("Kabupaten/Kota", "Desa/Kelurahan", "Kode wilayah"))
_YEAR = SheetField("year", "Tahun", "whole", required=True, also=("Tahun anggaran",))
_SERVICE = SheetField("service", "Jenis layanan", "word", required=True, words=_SERVICES, also=("Layanan",))

SHEETS: tuple[ProgrammeSheet, ...] = (
    ProgrammeSheet(
        "budget_lines",
        "Anggaran",
        "Satu baris untuk satu kegiatan atau sub-kegiatan pada satu sumber dana dan satu tahun. Sel yang belum "
        "diketahui dikosongkan, bukan diisi nol.",
        (
            SheetField("line_id", "Nomor baris", "id", also=("No", "ID")),
            _AREA,
            _YEAR,
            SheetField("opd", "Perangkat daerah", required=True, also=("OPD", "SKPD", "Instansi")),
            SheetField("budget_code", "Kode sub-kegiatan", also=("Kode rekening", "Kode sub kegiatan")),
            SheetField("nomenclature", "Nomenklatur", also=("Versi nomenklatur",)),
            SheetField("activity", "Kegiatan", required=True, also=("Sub-kegiatan", "Uraian", "Nama kegiatan")),
            SheetField("service", "Jenis layanan", "word", words=_SERVICES, also=("Layanan",)),
            SheetField("source", "Sumber dana", "word", words=_SOURCES),
            SheetField("framework", "Kerangka aksi", "word", words=_FRAMEWORKS),
            SheetField("action", "Aksi", "word", words=_ACTIONS),
            SheetField("package", "Paket layanan", "word", words=_PACKAGES),
            SheetField("intervention", "Spesifik/sensitif", "word", words=_INTERVENTIONS, also=("Intervensi",)),
            SheetField("direct", "Langsung kepada sasaran", "yes", also=("Langsung ke sasaran",)),
            SheetField("allocated_rupiah", "Pagu (Rp)", "rupiah", also=("Alokasi (Rp)", "Anggaran (Rp)", "Pagu")),
            SheetField("realised_rupiah", "Realisasi (Rp)", "rupiah", also=("Realisasi",)),
            SheetField("as_of", "Realisasi sampai tanggal", "date", also=("Posisi realisasi",)),
        ),
    ),
    ProgrammeSheet(
        "cost_ingredients",
        "Bahan biaya",
        "Satu baris untuk satu bahan biaya dari satu layanan selama satu tahun. Waktu sukarela ditulis sebagai jam, "
        "walaupun tidak dibayar.",
        (
            SheetField("ingredient_id", "Nomor baris", "id", also=("No", "ID")),
            _AREA,
            _SERVICE,
            _YEAR,
            SheetField("kind", "Jenis bahan", "word", required=True, words=_INGREDIENTS),
            SheetField("item", "Uraian"),
            SheetField("fixed", "Biaya tetap", "yes"),
            SheetField("quantity", "Jumlah", "number"),
            SheetField("unit", "Satuan"),
            SheetField("price_rupiah", "Harga satuan (Rp)", "rupiah"),
            SheetField("price_low_rupiah", "Harga terendah (Rp)", "rupiah"),
            SheetField("price_high_rupiah", "Harga tertinggi (Rp)", "rupiah"),
            SheetField("persons_reached", "Orang terlayani setahun", "whole", also=("Anak terlayani setahun",)),
            SheetField("source", "Sumber"),
        ),
    ),
    ProgrammeSheet(
        "service_gaps",
        "Kesenjangan layanan",
        "Satu baris untuk satu layanan: berapa yang memerlukan, berapa yang sudah terlayani, dan dari yang ditawari "
        "berapa persen yang akhirnya terlayani.",
        (
            SheetField("gap_id", "Nomor baris", "id", also=("No", "ID")),
            _AREA,
            _SERVICE,
            _YEAR,
            SheetField("needed", "Orang yang memerlukan", "whole", required=True),
            SheetField("reached", "Orang yang sudah terlayani", "whole"),
            SheetField("gap_low", "Belum terlayani, paling sedikit", "whole"),
            SheetField("gap_high", "Belum terlayani, paling banyak", "whole"),
            SheetField("taken_up_percent", "Terlayani dari yang ditawari (%)", "number"),
            SheetField("taken_up_low_percent", "Paling rendah (%)", "number"),
            SheetField("taken_up_high_percent", "Paling tinggi (%)", "number"),
            SheetField("source", "Sumber persentase"),
        ),
    ),
    ProgrammeSheet(
        "local_programmes",
        "Program daerah",
        "Satu baris untuk satu keluaran dari satu program daerah. Kode program sama dengan yang tertulis pada berkas "
        "params.",
        (
            SheetField("output_id", "Nomor baris", "id", also=("No", "ID")),
            _AREA,
            SheetField("programme", "Kode program", required=True),
            SheetField("output", "Keluaran", required=True),
            SheetField("unit", "Satuan", required=True),
            SheetField("counts_people", "Satuan berupa orang, keluarga, atau kader", "yes"),
            SheetField("planned", "Rencana", "whole"),
            SheetField("reached", "Tercapai", "whole"),
            SheetField("next_step", "Langkah berikutnya"),
            SheetField("due_on", "Tenggat langkah berikutnya", "date"),
            SheetField("source", "Sumber"),
            SheetField("as_of", "Sampai tanggal", "date"),
        ),
    ),
)
