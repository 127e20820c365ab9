from __future__ import annotations

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.register.linkage import link_visits

BASE = {
    "name": "Dinda Pratama",
    "sex": "f",
    "birth_date": "2023-05-14",
    "birth_weight_kg": 3.1,
    "birth_length_cm": 48.0,
    "parent_name": "Siti Rohmah",
    "area_code": "17.71.01.1001",
    "posyandu": "Melati",
    "nik": None,
    "nik_status": "disensor",
    "visit_date": "2025-02-11",
    "weight_kg": 10.2,
    "lenhei_cm": 81.5,
    "measure": "l",
}


def build(*changes: dict) -> pd.DataFrame:
    """One record a change of a base child; the source row is its position from 2."""
    frame = pd.DataFrame([BASE | change for change in changes])
    for column in ("birth_date", "visit_date"):
        frame[column] = pd.to_datetime(frame[column])
    return frame.assign(source_file="a.xlsx", source_sheet="Worksheet", source_row=range(2, len(frame) + 2))


@pytest.fixture
def records():
    return build


@pytest.fixture
def link():
    def run(*changes: dict, decisions: pd.DataFrame | None = None):
        return link_visits(build(*changes), key=b"contoh", areas=areas_of("17.71"), decisions=decisions)

    return run


AUGUST = {"visit_date": "2025-08-12", "weight_kg": 11.4, "lenhei_cm": 86.0}


@pytest.fixture
def later():
    """The same child half a year on."""
    return AUGUST
