"""Sheets of a large district's posyandu, five hundred with a dozen people each: at most 6 s of processor time.

python benchmarks/posyandu_sheets.py
"""

from __future__ import annotations

from datetime import date

from bar import keep_within

from audit.cli.speed.cost import cpu_seconds
from audit.report.posyandu_sheet import (
    PARTS,
    Listed,
    PosyanduSheet,
    SheetPart,
    SheetSettings,
    render_posyandu_sheets,
)

SHEETS, PEOPLE = 500, 12
MOST = 6.0  # seconds


def sheets() -> list[PosyanduSheet]:
    """Invented posyandu with somebody to weigh, to accompany and to serve."""
    people = tuple(Listed(f"ANAK CONTOH {i}", ("14 bulan", "orang tua: CONTOH", "RT 1")) for i in range(PEOPLE))
    parts = (
        SheetPart("weigh", people[:2]),
        SheetPart("referred", people[2:4]),
        SheetPart("due", people[4:8], "complementary_food"),
        SheetPart("due", people[8:], "measles_rubella"),
    )
    return [PosyanduSheet(f"Melati {i}", "Kelurahan Contoh", "Contoh", parts) for i in range(SHEETS)]


def main() -> None:
    """Print processor seconds, imports and fonts left out, and the mean size of a file."""
    settings = SheetSettings(date(2025, 9, 15), "2025-10", frozenset(PARTS))
    made = sheets()
    list(render_posyandu_sheets(made[:1], settings))
    start = cpu_seconds()
    sizes = [len(pdf) for pdf in render_posyandu_sheets(made, settings)]
    seconds = cpu_seconds() - start
    print(f"{len(sizes)} sheets, {sum(sizes) / len(sizes) / 1e3:.0f} KB each")
    keep_within(seconds, MOST)


if __name__ == "__main__":
    main()
