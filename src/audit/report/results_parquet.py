"""``publik/hasil.parquet``: the same long list as ``hasil.json``, for those who compute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["write_results"]

_SCHEMA = b"audit.schema"
_TAG = b"hasil/1"
_PLACE = ("kode", "nama", "tingkat")
_TYPES = {
    "id": "string", "indikator": "string", "wilayah_kode": "string", "wilayah_nama": "string",
    "wilayah_tingkat": "string", "periode": "string", "pembilang": "int64", "penyebut": "int64", "nilai": "float64",
    "sk_bawah": "float64", "sk_atas": "float64", "metode": "string", "disamarkan": "bool", "catatan": "string",
}  # fmt: skip


def write_results(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write the rows of ``results_rows`` as one flat table; ``wilayah`` becomes three columns. Null stays null."""
    import pyarrow as pa
    from pyarrow import parquet

    flat = [{k: v for k, v in r.items() if k != "wilayah"} | _place(r["wilayah"]) for r in rows]
    fields = [pa.field(name, pa.type_for_alias(kind)) for name, kind in _TYPES.items()]
    table = pa.Table.from_pylist(flat, schema=pa.schema(fields, metadata={_SCHEMA: _TAG}))
    parquet.write_table(table, path, compression="zstd")


def _place(area: Mapping[str, str]) -> dict[str, str]:
    return {f"wilayah_{part}": area[part] for part in _PLACE}
