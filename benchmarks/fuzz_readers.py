"""Every reader on files that were damaged at random: a table whose rows add up, or one sentence; never anything else.

    python benchmarks/fuzz_readers.py [seconds] [seed]

Sound files of every kind are made first (a synthetic register as xlsx, csv, HTML and Parquet, a survey as csv, .dta and
.sav, a workbook of the programme, numbers of children, a GeoJSON). Then, until the time is over, one is drawn and
damaged: bytes changed, cut off, doubled or moved, cells replaced by hostile ones, a part of a package damaged inside. A
reader may refuse with an ``InputError`` (exit 11); it may return a result, whose rows read are then those kept and set
aside; and it has 60 seconds. Anything else is printed with its number and ends with 1: the same seed makes the same
file again. ``aks`` refuses in the same way within the same limits.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
import pyreadstat

from audit.errors import InputError
from audit.reference.areas import areas_of
from audit.reference.programme_sheets import SHEETS
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.register import read_visits
from audit.register.boundaries import read_boundaries
from audit.register.mapping_guess import suggest_mapping
from audit.register.programme_book import read_programme_book
from audit.register.registered import read_registered
from audit.register.surveys import read_survey
from audit.synth import make_register
from audit.synth.layouts.programme import write_programme_book

SECONDS, SEED, LIMIT = 300.0, 8, 60.0
OTHER = 0.15  # of the files are given to a reader that they are not for
CODE = "64.74"
HOSTILE = (
    "", " ", "=1+1", "'", '"', "\x00", "\ufeff", "9" * 400, "-1e308", "NaN", "1899-12-30", "31/02/2025", "<script>",
    "\u202e", "a" * 40_000, ";;;;", "\r", "1,234.56", "\N{SKULL}", "2025-13-45", "None", "TRUE", "#REF!",
)  # fmt: skip

Reader = Callable[[Path], Any]


def main(seconds: float, seed: int) -> int:
    readers: dict[str, Reader] = {
        "visits": lambda path: read_visits(path, district=CODE),
        "survey": read_survey,
        "programme": lambda path: read_programme_book(path, areas_of(CODE)),
        "registered": lambda path: read_registered(path, areas_of(CODE)),
        "boundaries": lambda path: read_boundaries(path, areas_of(CODE)),
        "suggestion": suggest_mapping,
    }
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        sound = made(Path(folder))
        for name, kind in sound:
            readers[kind](Path(folder) / name)  # what is sound is read
        start, number, bad = perf_counter(), 0, 0
        while perf_counter() - start < seconds:
            number += 1
            draw = random.Random(f"{seed}/{number}")
            name, kind = draw.choice(sound)
            if draw.random() < OTHER:
                kind = draw.choice(sorted(readers))
            path = Path(folder) / f"rusak{Path(name).suffix}"
            path.write_bytes(damaged((Path(folder) / name).read_bytes(), Path(name).suffix, draw))
            outcome, fault = tried(readers[kind], path)
            told[f"{kind}: {outcome}"] += 1
            if fault:
                bad += 1
                print(f"{seed}/{number} {name} as {kind}: {fault}", flush=True)
    for outcome, n in sorted(told.items()):
        print(f"{n:6} {outcome}")
    print(f"{number} files in {perf_counter() - start:.0f} s, {bad} faults")
    return int(bad > 0)


def tried(reader: Reader, path: Path) -> tuple[str, str]:
    """What became of a file, and what is wrong with that ("" where nothing is)."""
    start = perf_counter()
    try:
        found = reader(path)
    except InputError:
        outcome, fault = "refused", ""
    except Exception:  # what is looked for
        outcome, fault = "crashed", traceback.format_exc(limit=-3)
    else:
        outcome, fault = "read", lost(found)
    took = perf_counter() - start
    return outcome, fault or (f"took {took:.0f} s" if took > LIMIT else "")


def lost(found: Any) -> str:
    """Whether rows were lost on the way, where a result accounts for rows."""
    said = getattr(found, "summary", None)
    if said is None or said.rows_read == said.rows_kept + said.rows_set_aside:
        return ""
    return f"{said.rows_read} rows read, {said.rows_kept} kept, {said.rows_set_aside} set aside"


def made(folder: Path) -> list[tuple[str, str]]:
    """Sound files by name, with the reader that each is for."""
    make_register(replace(SAMPLE_REGISTERS[CODE], register_size=Figure(120)), folder, dirt=True)
    sheet = pd.read_excel(folder / "eppgbm-2025.xlsx", dtype=str).fillna("")
    sheet.to_csv(folder / "e.csv", index=False, sep=";")
    (folder / "e.xls").write_text(sheet.to_html(index=False), encoding="utf-8")
    survey = pd.DataFrame(
        {"HH1": [1.0, 1, 2, 2] * 10, "HL4": [1.0, 2] * 20, "CAGE": range(10, 50), "CAGED": range(300, 1500, 30),
         "AN8": [9.5] * 40, "AN11": [80.5] * 40, "AN12": [1.0, 2] * 20, "chweight": [1.0] * 40}
    )  # fmt: skip
    survey.to_csv(folder / "s.csv", index=False)
    pyreadstat.write_dta(survey, str(folder / "s.dta"))
    pyreadstat.write_sav(survey, str(folder / "s.sav"))
    donors = pd.DataFrame({"donor_id": ["D1", "D2"], "kind": ["perorangan", "swasta"]})
    write_programme_book(folder / "p.xlsx", (SHEETS["donors"],), {SHEETS["donors"].table: donors})
    places = [
        {"type": "Feature", "properties": {"name": area.name, "code": area.code}, "geometry": {
            "type": "Polygon", "coordinates": [[[117 + n, 0], [117.5 + n, 0], [117.5 + n, 0.5], [117 + n, 0]]]}}
        for n, area in enumerate(areas_of(CODE).kecamatan)
    ]  # fmt: skip
    (folder / "b.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": places}), encoding="utf-8")
    visits = ("eppgbm-2025.xlsx", "eppgbm-2024.xlsx", "puskesmas-2024.csv", "e.csv", "e.xls")
    return [
        *((name, "visits") for name in visits),
        *((name, "survey") for name in ("s.csv", "s.dta", "s.sav")),
        ("p.xlsx", "programme"),
        ("sasaran-2025.csv", "registered"),
        ("b.geojson", "boundaries"),
    ]


def damaged(content: bytes, suffix: str, draw: random.Random) -> bytes:
    """The bytes of a file with one to four kinds of damage."""
    for _ in range(draw.randint(1, 4)):
        if suffix == ".xlsx" and draw.random() < 0.5:
            content = inside_a_package(content, draw)
        elif suffix in (".csv", ".xls", ".geojson") and draw.random() < 0.6:
            content = a_cell(content, draw)
        else:
            content = bytes_changed(content, draw)
    return content


def bytes_changed(content: bytes, draw: random.Random) -> bytes:
    if not content:
        return draw.randbytes(20)
    at = draw.randrange(len(content))
    to = min(at + draw.choice([1, 1, 8, 200, 5000]), len(content))
    return draw.choice(
        [
            lambda: content[:at] + draw.randbytes(to - at) + content[to:],
            lambda: content[:at],
            lambda: content[:at] + content[at:to] * 3 + content[to:],
            lambda: content[:at] + content[to:],
            lambda: content[to:] + content[:to],
        ]
    )()


def a_cell(content: bytes, draw: random.Random) -> bytes:
    """One run between separators replaced by something hostile."""
    marks = [at for at, byte in enumerate(content[:2_000_000]) if byte in b';,<>\n"\t']
    if len(marks) < 2:
        return bytes_changed(content, draw)
    at = draw.randrange(len(marks) - 1)
    return content[: marks[at] + 1] + draw.choice(HOSTILE).encode("utf-8", "replace") + content[marks[at + 1] :]


def inside_a_package(content: bytes, draw: random.Random) -> bytes:
    """One part of a workbook damaged, the package sound around it; where it is no package any more, its bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zipfile.zlib.error):
        return bytes_changed(content, draw)
    if not parts:
        return bytes_changed(content, draw)
    name = draw.choice(sorted(parts))
    parts[name] = (a_cell if draw.random() < 0.7 else bytes_changed)(parts[name], draw)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for part, inner in parts.items():
            package.writestr(part, inner)
    return whole.getvalue()


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else SECONDS, int(given[1]) if len(given) > 1 else SEED))
