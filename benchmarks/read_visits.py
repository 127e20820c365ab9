"""Seconds and peak memory of ``read_visits`` on one file of 50,000 rows in the 2025 column set: xlsx, csv, HTML .xls.

    python benchmarks/read_visits.py [rows]

Each form is read in a fresh process. Limits: xlsx 5 s, csv 2 s, HTML 8 s; 800 MB. Every child is invented.
"""

import csv
import html
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import xlsxwriter

ROWS, SEED, DISTRICT = 50_000, 2025, "64.74"
LIMITS = {"xlsx": 5.0, "csv": 2.0, "xls": 8.0}
LIMIT_MB = 800
COLUMNS = [
    "No", "NIK", "Nama", "JK", "Tgl Lahir", "BB Lahir", "TB Lahir", "Nama Ortu", "Prov", "Kab/Kota", "Kec", "Pukesmas",
    "Desa/Kel", "Posyandu", "RT", "RW", "Alamat", "Usia Saat Ukur", "Tanggal Pengukuran", "Berat", "Tinggi",
    "Cara Ukur", "LiLA", "BB/U", "ZS BB/U", "TB/U", "ZS TB/U", "BB/TB", "ZS BB/TB", "Naik Berat Badan", "Jml Vit A",
    "KPSP", "KIA", "Kelas Ibu Balita", "MBG", "Detail",
]  # fmt: skip
DESA = [("Bontang Utara", "API-API"), ("Bontang Selatan", "TANJUNG LAUT"), ("Bontang Utara", "GUNUNG ELAI")]


def rows(n: int):
    """Yield the header and ``n`` rows as e-PPGBM writes them: numbers as text, masked NIK, dashes."""
    rng = np.random.default_rng(SEED)
    yield COLUMNS
    age, weight = rng.integers(0, 1820, n), rng.uniform(3, 20, n).round(1)
    height, z = rng.uniform(48, 110, n).round(1), rng.normal(-1, 1.2, (n, 3)).round(2)
    for i in range(n):
        kecamatan, desa = DESA[i % len(DESA)]
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


def write(folder: Path, n: int) -> None:
    """Write the same rows in the three forms."""
    with xlsxwriter.Workbook(str(folder / "a.xlsx")) as book:
        sheet = book.add_worksheet("Worksheet")
        for i, row in enumerate(rows(n)):
            sheet.write_row(i, 0, row)
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows(n))
    with (folder / "a.xls").open("w", encoding="utf-8") as stream:
        stream.write('<html><body><table border="1">\n')
        for row in rows(n):
            stream.write("<tr>" + "".join(f"<td>{html.escape(cell)}&nbsp;</td>" for cell in row) + "</tr>\n")
        stream.write("</table></body></html>\n")


def read(path: str) -> None:
    """Read one file and print: seconds, peak MB (0 where the system does not say), rows kept."""
    from audit.register import read_visits

    start = time.perf_counter()
    result = read_visits(path, district=DISTRICT)
    seconds = time.perf_counter() - start
    try:
        import resource
    except ImportError:  # Windows
        peak = 0.0
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    assert result.records["area_code"].notna().all()
    print(seconds, peak, result.summary.rows_kept)


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), n)
        for form, limit in LIMITS.items():
            command = [sys.executable, __file__, "--read", str(Path(folder) / f"a.{form}")]
            seconds, peak, kept = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            failed |= int(kept) != n or (n == ROWS and (float(seconds) > limit or float(peak) > LIMIT_MB))
            print(f"{form:5} {int(kept):,} rows  {float(seconds):.2f} s (limit {limit:g})  peak {float(peak):.0f} MB")
    sys.exit(failed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read(sys.argv[2])
    else:
        main()
