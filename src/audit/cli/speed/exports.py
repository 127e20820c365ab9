"""One export of 50,000 rows in the 2025 column set as xlsx, csv and HTML .xls, and its reading in a fresh process.

Every child is invented. ``python -m audit.cli.speed.exports FILE [--bare]`` prints what one reading cost,
and the rows it kept.
"""

from __future__ import annotations

import csv
import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from audit.cli.speed.cost import Cost, cpu_seconds, peak_mb
from audit.register import read_visits

__all__ = ["FORMS", "PEAK_MB", "ROWS", "Reading", "read_in_fresh_process", "written"]

ROWS = 50_000
PEAK_MB = 800.0  # most memory of a reading
FORMS: Mapping[str, float] = {"xlsx": 5.0, "csv": 2.0, "xls": 8.0}  # most CPU seconds
_SEED, _DISTRICT, _BARE = 2025, "64.74", "--bare"
_COLUMNS = [
    "No", "NIK", "Nama", "JK", "Tgl Lahir", "BB Lahir", "TB Lahir", "Nama Ortu", "Prov", "Kab/Kota", "Kec", "Pukesmas",
    "Desa/Kel", "Posyandu", "RT", "RW", "Alamat", "Usia Saat Ukur", "Tanggal Pengukuran", "Berat", "Tinggi",
    "Cara Ukur", "LiLA", "BB/U", "ZS BB/U", "TB/U", "ZS TB/U", "BB/TB", "ZS BB/TB", "Naik Berat Badan", "Jml Vit A",
    "KPSP", "KIA", "Kelas Ibu Balita", "MBG", "Detail",
]  # fmt: skip
_DESA = [("Bontang Utara", "API-API"), ("Bontang Selatan", "TANJUNG LAUT"), ("Bontang Utara", "GUNUNG ELAI")]


def _rows(n: int) -> Iterator[list[str]]:
    """Yield the header and ``n`` rows as e-PPGBM writes them: numbers as text, masked NIK, dashes."""
    rng = np.random.default_rng(_SEED)
    yield _COLUMNS
    age, weight = rng.integers(0, 1820, n), rng.uniform(3, 20, n).round(1)
    height, z = rng.uniform(48, 110, n).round(1), rng.normal(-1, 1.2, (n, 3)).round(2)
    for i in range(n):
        kecamatan, desa = _DESA[i % len(_DESA)]
        measured = date(2025, 1 + i % 12, 1 + i % 28)
        birth = measured - timedelta(days=int(age[i]))
        yield [
            f"{i + 1}.", f"{90000 + i % 9999}**********", f"ANAK {i:05d} CONTOH", "LP"[i % 2], birth.isoformat(), "2.9",
            "48", f"IBU {i % 7001}", "KALIMANTAN TIMUR", "KOTA BONTANG", kecamatan.upper(), kecamatan.upper(), desa,
            f"MELATI {i % 40}", str(i % 12), str(i % 5), f"JL SINTETIS {i}", "1 Tahun - 2 Bulan - 3 Hari",
            measured.isoformat(), f"{weight[i]:g}", f"{height[i]:g}", ("Terlentang", "Berdiri")[int(age[i] > 730)],
            ("-", "14.5")[i % 2], "Normal", f"{z[i, 0]:g}", "Normal", f"{z[i, 1]:g}", "Gizi Baik", f"{z[i, 2]:g}",
            "NTOB"[i % 4], ("-", "1")[i % 2], "-", "-", "Tidak", "Tidak", "Detail",
        ]  # fmt: skip


def _write(folder: Path, n: int) -> None:
    """Write the same rows in the three forms."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(folder / "a.xlsx")) as book:
        sheet = book.add_worksheet("Worksheet")
        for i, row in enumerate(_rows(n)):
            sheet.write_row(i, 0, row)
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(_rows(n))
    with (folder / "a.xls").open("w", encoding="utf-8") as stream:
        stream.write('<html><body><table border="1">\n')
        for row in _rows(n):
            stream.write("<tr>" + "".join(f"<td>{html.escape(cell)}&nbsp;</td>" for cell in row) + "</tr>\n")
        stream.write("</table></body></html>\n")


@contextmanager
def written(n: int) -> Generator[dict[str, Path], None, None]:
    """Path of each form, kept as long as the context lasts."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), n)
        yield {form: Path(folder) / f"a.{form}" for form in FORMS}


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file cost, and how many of its rows were kept."""

    cost: Cost
    rows: int


def read_in_fresh_process(path: Path, *, bare: bool = False) -> Reading:
    """Read a file by ``read_visits`` in a process of its own; ``bare``: only its cells, by pandas."""
    command = [sys.executable, "-m", __name__, str(path), *([_BARE] if bare else [])]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return Reading(Cost(told["seconds"], told["peak_mb"]), told["rows"])


def _rows_kept(path: str) -> int:
    return read_visits(path, district=_DISTRICT).summary.rows_kept


def _rows_bare(path: str) -> int:
    if path.endswith(".xlsx"):
        return len(pd.read_excel(path, engine="calamine", dtype=str))
    if path.endswith(".csv"):
        return len(pd.read_csv(path, sep=";", dtype=str))
    return len(pd.read_html(path, flavor="lxml", header=0)[0])


def _main(path: str, how: str = "") -> None:
    read, start = _rows_bare if how == _BARE else _rows_kept, cpu_seconds()
    rows = read(path)
    print(json.dumps({"seconds": cpu_seconds() - start, "peak_mb": peak_mb(), "rows": rows}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
