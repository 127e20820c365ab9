"""Real children's data, read where they lie and by their columns; a test prints counts and shares, never a row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from audit.reference.areas import areas_of
from audit.register.column_mapping import ColumnMapping
from audit.register.mapping import MappedVisits, map_visits
from audit.store.id_key import SAMPLE_KEY

DISTRICT = "64.74"  # children from elsewhere have no area here: they count in the district's unknown part


@pytest.fixture(scope="session")
def areas():
    return areas_of(DISTRICT)


@pytest.fixture(scope="session")
def mapped(areas) -> Callable[[Path, ColumnMapping], MappedVisits]:
    def read(path: Path, mapping: ColumnMapping) -> MappedVisits:
        return map_visits(path, mapping, key=SAMPLE_KEY, areas=areas, source="studi")

    return read
