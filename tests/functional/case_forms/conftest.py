"""Ten invented cases, two a group, with something known of each, and their workbook."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from audit.reference.areas import areas_of
from audit.reference.worksheet_items import worksheet_items
from audit.report.case_workbook import CaseBook, write_case_workbook
from audit.schemas import CASES, ENTRIES
from audit.store import IDENTITIES
from audit.store.entries import changes, current

GROUPS = ("catin", "bumil", "nifas", "baduta", "balita_24_59")
CHOSEN_ON = date(2025, 9, 1)


def make_book(n: int = 10) -> CaseBook:
    """A workbook of ``n`` cases; water is known of everybody, the weight of children."""
    areas = areas_of("17.71")
    rows = pd.DataFrame(
        {
            "case_id": [f"kasus{i:04d}" for i in range(n)],
            "cycle": "2025-2",
            "case_no": range(1, n + 1),
            "person_id": [f"orang{i}" for i in range(n)],
            "group": [GROUPS[i % len(GROUPS)] for i in range(n)],
            "area_code": [areas.desa[i % len(areas.desa)].code for i in range(n)],
            "chosen_by": "score",
            "chosen_on": pd.Timestamp(CHOSEN_ON),
        }
    )
    cases = CASES.conform(rows)
    nobody = ENTRIES.conform(pd.DataFrame())
    entries = changes(nobody, CASES, cases, role="tim_teknis", filled_on=CHOSEN_ON, source_system="pemilihan")
    known = [(case, "safe_water", "n", "pendataan_keluarga") for case in rows["case_id"]]
    child = rows.loc[rows["group"].isin(["baduta", "balita_24_59"]), "case_id"]
    known += [
        (case, item, value, "eppgbm") for case in child for item, value in (("weight_kg", "8.9"), ("haz", "-2.31"))
    ]
    identities = pd.DataFrame(
        {
            "child_id": rows["person_id"],
            "name": [f"Orang {i}" for i in range(n)],
            "nik": [f"17719901012000{i % 100:02d}" for i in range(n)],
            "birth_date": pd.Timestamp("2024-01-20"),
        }
    )
    return CaseBook(
        folder="17.71-kota-bengkulu",
        cycle="2025-2",
        areas=areas,
        cases=current(entries, CASES),
        identities=IDENTITIES.conform(identities),
        known=pd.DataFrame(known, columns=["case_id", "item_code", "value", "data_source"], dtype="string"),
        entries=entries,
    )


@pytest.fixture(scope="session")
def book() -> CaseBook:
    return make_book()


@pytest.fixture(scope="session")
def made_once(book, tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("kertas") / "kertas-kerja.xlsx"
    write_case_workbook(path, book)
    return path.read_bytes()


@pytest.fixture
def workbook(made_once, tmp_path) -> Path:
    """A copy of the workbook to fill in."""
    path = tmp_path / "kertas-kerja.xlsx"
    path.write_bytes(made_once)
    return path


@pytest.fixture(scope="session")
def items():
    """Items of a group that people may answer, by code."""
    return lambda group: {item.code: item for item in worksheet_items(group) if item.kind != "shown"}


@pytest.fixture
def re_save() -> Callable[[Path, Path], Path]:
    """Give a workbook as LibreOffice writes it."""

    def saved(path: Path, folder: Path) -> Path:
        soffice = shutil.which("soffice") or shutil.which("libreoffice")
        if soffice is None:
            pytest.skip("needs LibreOffice (soffice) to save the workbook again")
        profile = (folder / "profile").as_uri()
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir"]
        subprocess.run([*command, str(folder / "out"), str(path)], check=True, capture_output=True, timeout=180)
        return folder / "out" / path.name

    return saved
