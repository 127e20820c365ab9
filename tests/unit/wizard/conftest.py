from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
import yaml
from written_lines import written

from audit.pipeline.params import MappingParams
from audit.reference.areas import areas_of
from audit.register.column_mapping import ColumnMapping
from audit.register.mapping import MappedVisits, map_visits
from audit.register.mapping_guess import suggest_mapping
from audit.register.mapping_yaml import mapping_yaml


@pytest.fixture
def csv(tmp_path) -> Callable[..., Path]:
    return lambda *lines, name="studi.csv": written(tmp_path / name, *lines)


@pytest.fixture
def workbook(tmp_path) -> Callable[..., Path]:
    """Write sheets by their names; returns the path."""

    def write(sheets: dict[str, Sequence[Sequence[object]]], name: str = "kobo.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def proposed() -> Callable[[Path], ColumnMapping]:
    """The mapping that is proposed for a file, by way of its YAML and params."""

    def read(path: Path) -> ColumnMapping:
        return MappingParams(**yaml.safe_load(mapping_yaml(suggest_mapping(path)))["mapping"]).columns

    return read


@pytest.fixture
def visits() -> Callable[[Path, ColumnMapping], MappedVisits]:
    areas = areas_of("64.74")
    return lambda path, mapping: map_visits(path, mapping, key=b"kunci", areas=areas, source="studi")
