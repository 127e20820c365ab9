"""Damage a small file in many ways, read each, and print what came of it; anything but a refusal is a traceback.

python damage_and_read.py FORM TIMES SEED FOLDER
"""

from __future__ import annotations

import json
import random
import re
import struct
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter
import xlwt

from audit.errors import InputError
from audit.register import read_visits

HEADER = ["NIK", "Nama", "JK", "Tgl Lahir", "Tanggal Pengukuran", "Berat", "Tinggi"]
BOF, EOF = 0x0809, 0x000A
NASTY = [b"0", b"-1", b"1e999", b"NaN", b"", b"4294967295", b"99999999999999999999"]
PAIRS = [b"\xff\xff", b"\0\0", b"\xff\x7f", b"&#", b"<!", b'""', b"\r\n"]


def rows() -> Iterator[list[object]]:
    yield list(HEADER)
    for i in range(30):
        birth, measured = date(2023, 8, 1 + i % 28), date(2025, 2, 14 + i % 14)
        yield [f"17719945082300{i:02d}", f"ANAK {i}", "LP"[i % 2], birth, measured, 9.5 + i / 7, "80,5"]


def xls() -> bytes:
    """A workbook of many kinds of records: numbers, texts, dates, a formula, merged cells, two sheets."""
    book, out = xlwt.Workbook(), BytesIO()
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    sheet = book.add_sheet("Data")
    for i, row in enumerate(rows()):
        for j, value in enumerate(row):
            sheet.write(i, j, value, *([day] if isinstance(value, date) else []))
    sheet.write(33, 5, xlwt.Formula("SUM(F2:F31)"))
    sheet.write_merge(35, 35, 0, 3, "Kepala Puskesmas")
    book.add_sheet("Catatan").write(0, 0, "kosong")
    book.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "yyyy-mm-dd"})
        for i, row in enumerate(rows()):
            for j, value in enumerate(row):
                sheet.write(i, j, value, *([day] if isinstance(value, date) else []))
        sheet.merge_range(35, 0, 35, 3, "Kepala Puskesmas")
    return out.getvalue()


def html() -> bytes:
    cells = "".join("<tr>" + "".join(f"<td colspan=1>{cell}&nbsp;</td>" for cell in row) + "</tr>\n" for row in rows())
    return f"<html><body><table border='1'>{cells}</table></body></html>".encode()


def csv() -> bytes:
    return "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows()).encode()


def scratched(content: bytes, rng: random.Random) -> bytes:
    """Change a few bytes, drop some, or repeat some."""
    data = bytearray(content)
    for _ in range(rng.choice([1, 2, 8])):
        at, how = rng.randrange(len(data)), rng.randrange(6)
        if how < 2:
            data[at] = rng.randrange(256) if how else data[at] ^ 1 << rng.randrange(8)
        elif how == 2:
            data[at : at + 2] = rng.choice(PAIRS)
        elif how == 3:
            numbers = list(re.finditer(rb"\d+", data))
            start, end = rng.choice(numbers).span() if numbers else (at, at)
            data[start:end] = rng.choice(NASTY)
        else:
            piece = data[at : at + rng.randrange(60)]
            data[at : at + len(piece)] = piece * 2 if how == 4 else b""
    return bytes(data)


def same_length(content: bytes, rng: random.Random) -> bytes:
    """Change bytes in place, since a compound file shifted by a byte is refused at its first sector."""
    data = bytearray(content)
    for _ in range(rng.choice([1, 2, 8])):
        data[rng.randrange(len(data))] = rng.choice([rng.randrange(256), 0, 0x7F, 0xFF])
    return bytes(data)


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and length of the content of each record of an old workbook, sheet after sheet."""
    at = data.index(struct.pack("<HHH", BOF, 16, 0x0600))
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        if not kind:
            return
        yield kind, at + 4, length
        at += 4 + length


def damaged_xls(rng: random.Random) -> Iterator[bytes]:
    """First every kind of record filled with ones, and with a wrong length; then at random."""
    whole = xls()
    each = {kind: (start, length) for kind, start, length in reversed(list(records(whole))) if kind not in (BOF, EOF)}
    for start, length in each.values():
        yield whole[:start] + b"\xff" * length + whole[start + length :]
        yield whole[: start - 2] + struct.pack("<H", length // 2) + whole[start:]
    while True:
        yield whole[:512] + same_length(whole[512:], rng) if rng.random() < 0.8 else same_length(whole, rng)


def damaged_xlsx(rng: random.Random) -> Iterator[bytes]:
    """Inside its parts, which are packed again with right check sums."""
    with zipfile.ZipFile(BytesIO(xlsx())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    while True:
        chosen, out = rng.choice(sorted(parts)), BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, scratched(content, rng) if name == chosen else content)
        yield out.getvalue()


def damaged(make: Callable[[], bytes]) -> Callable[[random.Random], Iterator[bytes]]:
    def forever(rng: random.Random) -> Iterator[bytes]:
        whole = make()
        while True:
            yield scratched(whole, rng)

    return forever


FORMS = {
    "xls": (xls, damaged_xls),
    "xlsx": (xlsx, damaged_xlsx),
    "html": (html, damaged(html)),
    "csv": (csv, damaged(csv)),
}


def outcome(path: Path) -> str:
    try:
        done = read_visits(path)
    except InputError as refusal:
        return refusal.id
    summary = done.summary
    assert summary.rows_read == summary.rows_kept + summary.rows_set_aside
    return "read"


def main(form: str, times: int, seed: int, folder: Path) -> None:
    make, spoil = FORMS[form]
    path = folder / f"a.{form}"
    path.write_bytes(make())
    whole = outcome(path)
    counts, slowest = Counter(), 0.0
    for _, content in zip(range(times), spoil(random.Random(seed)), strict=False):
        path.write_bytes(content)
        start = time.monotonic()
        counts[outcome(path)] += 1
        slowest = max(slowest, time.monotonic() - start)
    path.unlink()
    print(json.dumps({"whole": whole, "counts": counts, "slowest": slowest}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
