from __future__ import annotations

from pathlib import Path

import pytest
from written_lines import written

from audit.reference.areas import areas_of
from audit.register.column_mapping import AgeColumn, CodedColumn, ColumnMapping
from audit.register.mapping import MappedVisits, map_visits

SEX = CodedColumn("kelamin", {"1": "m", "2": "f"})
BASE = {"child": ("kode",), "sex": SEX, "weight": ("kg",), "length": ("cm1", "cm2")}


@pytest.fixture
def areas():
    return areas_of("64.74")


@pytest.fixture
def by_date() -> ColumnMapping:
    return ColumnMapping(**BASE, visit_date="tanggal", age=AgeColumn("hari", "days"))


@pytest.fixture
def write(tmp_path):
    """Write lines as a csv; returns its path."""
    return lambda *rows, name="studi.csv": written(tmp_path / name, *rows)


@pytest.fixture
def mapped(areas):
    def read(path: Path, mapping: ColumnMapping, *, key: bytes = b"kunci", source: str = "studi") -> MappedVisits:
        return map_visits(path, mapping, key=key, areas=areas, source=source)

    return read
