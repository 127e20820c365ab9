"""Seconds that the leak scan takes: 20,000 names, numbers, telephones and addresses over 10 MB of public files.

Usage: ``python benchmarks/leak_scan.py``; the promise is 5 s. Invented names and files, made in a temporary folder.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from audit.disclosure.identities import Identities
from audit.disclosure.leak_scan import scan

NAMES = 20_000
DAYS = 2_000  # on which somebody was born or measured
LIMIT_SECONDS = 5.0
SYLLABLES = (
    "si",
    "ti",
    "ra",
    "ma",
    "nur",
    "a",
    "dwi",
    "pu",
    "tri",
    "an",
    "di",
    "sa",
    "ri",
    "le",
    "wi",
    "ham",
    "fa",
    "jar",
)


def invented_words(rng: np.random.Generator, count: int) -> list[str]:
    """Words that look like names."""
    lengths = rng.integers(2, 5, count)
    return ["".join(rng.choice(SYLLABLES, n)) for n in lengths]


def write_files(folder: Path, words: list[str], rng: np.random.Generator) -> list[Path]:
    """A report in the shapes that a district publishes: page with charts, results, workbook."""
    paragraph = " ".join(rng.choice(words, 400))
    numbers = " ".join(f"L {a:.3f} {b:.3f}" for a, b in rng.random((2_000, 2)))
    svg = f'<svg><path d="M 0 0 {numbers}"/><text x="1.5" y="{rng.random()}">{paragraph[:80]}</text></svg>'
    page = (
        r"<html><script>const gap = '\u2002'</script><body>"
        + "".join(f"<p>{paragraph}</p><table>{row(i)}</table>{svg}" for i in range(140))
        + "</body></html>"
    )
    results = [
        {
            "id": f"r{i}",
            "wilayah": {"kode": f"17.71.{i % 99:02d}", "nama": paragraph[:20]},
            "pembilang": i,
            "nilai": float(v),
        }
        for i, v in enumerate(rng.random(25_000))
    ]
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as archive:
        cells = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c><c><v>{i / 7}</v></c></row>' for i in range(20_000))
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{cells}</worksheet>")
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{paragraph}</t></si></sst>" * 20)
    files = {
        "laporan.html": page.encode(),
        "hasil.json": json.dumps(results).encode(),
        "lampiran.xlsx": workbook.getvalue(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def row(i: int) -> str:
    """One row of a table."""
    return "".join(f"<tr><td>Kecamatan {i}</td><td>{j}</td><td>{j / 3:.1f}%</td></tr>" for j in range(40))


def main() -> int:
    """Measure, print, and fail above the promise."""
    rng = np.random.default_rng(20_000)
    names = sorted({" ".join(invented_words(rng, 3)) for _ in range(NAMES)})
    identities = Identities.of(
        names,
        niks=[f"177199{i:010d}" for i in range(NAMES)],
        phones=[f"08{n}" for n in rng.integers(10**9, 10**10, NAMES)],
        addresses=[f"Jl. {name} No. {n}" for name, n in zip(names, rng.integers(1, 200, NAMES), strict=True)],
        dates=[date(2020, 1, 1) + timedelta(days=n) for n in range(DAYS)],
    )
    words = invented_words(rng, 3_000)
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder), words, rng)
        size = sum(file.stat().st_size for file in files)
        start = time.perf_counter()
        report = scan(files, identities)
        seconds = time.perf_counter() - start
    print(
        f"{len(names)} names, {size / 1e6:.1f} MB on disk, {report.characters / 1e6:.1f} M characters: {seconds:.2f} s"
    )
    return int(seconds > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
