"""The papers of a cycle as a report takes them along: pages, key and letters, names only where they belong."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pypdf
import pytest

from audit.pipeline import load_params
from audit.pipeline.case_papers import CASE_PAGES, KEY_SHEET, LETTERS, write_case_papers
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.schemas import CASES, CHILDREN, CONSENTS, ENTRIES, REGISTERED, REVIEWS, VISITS, WOMEN
from audit.store import IDENTITIES, write_identities
from audit.store.entries import changes

AREA, DAY = "17.71.01.1001", date(2025, 9, 15)
NAMES = {"a": "ALYA NINGRUM", "b": "BIMA SAPUTRO", "c": "CITRA LESTARI", "w": "WULAN ANGGRAINI"}
PARAMS = """district: {code: "17.71", name: "Kota Bengkulu"}
cycle: "2025-2"
as_of: 2025-09-15
months: ["2025-08"]
forum: {kind: diseminasi, date: 2025-10-08}
sources:
  - {id: eppgbm, kind: eppgbm, path: data/raw/a.xlsx, producer: "Dinkes", cut_off: 2025-08-31}
"""


@pytest.fixture
def audit(tmp_path):
    """Three children and a woman as cases; one child has died; one reviewed case whose family agreed."""
    (tmp_path / "params").mkdir()

    def load(cases: str = ""):
        path = tmp_path / "params" / "17.71-kota-bengkulu.yaml"
        path.write_text(PARAMS + cases, encoding="utf-8")
        return load_params(path)

    born = pd.Timestamp("2024-03-15")
    children = CHILDREN.conform(
        pd.DataFrame(
            {"child_id": ["a", "b", "c"], "sex": "f", "birth_date": born, "area_code": AREA,
             "life_status": ["hidup", "hidup", "meninggal"], "life_status_date": pd.Timestamp("2025-09-01")}
        )
    )  # fmt: skip
    days = pd.to_datetime(["2024-09-15", "2025-03-15", "2025-08-10"])
    visits = [
        {"child_id": id, "visit_date": day, "seq": 1, "weight_kg": 6.0 + n, "lenhei_cm": 60.0 + 6 * n, "measure": "l"}
        for id in "abc"
        for n, day in enumerate(days)
    ]
    woman = {"woman_id": "w", "contact_date": pd.Timestamp("2025-08-01"), "group": "bumil", "area_code": AREA,
             "gestation_weeks": 20.0, "muac_cm": 22.0}  # fmt: skip
    group = {"a": "baduta", "b": "baduta", "c": "baduta", "w": "bumil"}
    cases = [
        {
            "case_id": f"kode{id}",
            "cycle": "2025-2",
            "case_no": n,
            "person_id": id,
            "group": group[id],
            "area_code": AREA,
        }
        for n, id in enumerate(group, start=1)
    ]
    reviews = [
        {"review_id": "r1", "case_id": "kodea", "discipline": "sp_a", "reader": "pertama", "signed": True,
         "reviewed_on": pd.Timestamp(DAY)}
    ]  # fmt: skip
    entries = ENTRIES.empty()
    for table, rows in ((CASES, cases), (REVIEWS, reviews)):
        new = changes(entries, table, table.conform(pd.DataFrame(rows)), role="uji", filled_on=DAY, source_system="uji")
        entries = pd.concat([entries, new], ignore_index=True)
    said = {"person_id": ["a"], "purpose": "audit", "decided_on": pd.Timestamp("2025-06-01"), "given": True}
    tables = Tables(
        children, VISITS.conform(pd.DataFrame(visits)), REGISTERED.empty(), (),
        Linking(**dict.fromkeys(Linking.__dataclass_fields__, 0)),
        women=WOMEN.conform(pd.DataFrame([woman])), consents=CONSENTS.conform(pd.DataFrame(said)), entries=entries,
    )  # fmt: skip
    project = Project(tmp_path)
    who = pd.DataFrame({"child_id": list(NAMES), "name": list(NAMES.values())})
    write_identities(IDENTITIES.conform(who), project.vault(load()))

    def write(folder: str, cases: str = "", **more):
        out = tmp_path / folder
        out.mkdir()
        write_case_papers(replace(tables, **more), load(cases), project, out)
        return out

    return write


def said(path) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages).split()
    )


def keys(path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=3)]


def test_there_are_pages_a_key_and_letters_one_for_each_case_that_is_there(audit):
    out = audit("satu")
    assert sorted(file.name for file in out.iterdir()) == sorted((CASE_PAGES, KEY_SHEET, LETTERS))
    assert len(pypdf.PdfReader(out / CASE_PAGES).pages) == 3, "three of four cases: one child has died"
    assert [row[:2] for row in keys(out / KEY_SHEET)] == [[1, NAMES["a"]], [2, NAMES["b"]], [4, NAMES["w"]]]
    assert len(pypdf.PdfReader(out / LETTERS).pages) == 1, "one family agreed and its case is reviewed"


def test_names_stand_in_the_key_and_the_letters_alone(audit):
    out = audit("satu")
    assert not any(name in said(out / CASE_PAGES) for name in NAMES.values())
    assert NAMES["a"] in said(out / LETTERS)
    assert not any(NAMES[id] in said(out / LETTERS) for id in "bcw")
    assert NAMES["c"].encode() not in (out / KEY_SHEET).read_bytes()


def test_a_district_may_put_names_on_pages_and_leave_the_key_out(audit):
    out = audit("satu", "cases: {names_on_case_page: true, key_sheet: false}\n")
    assert not (out / KEY_SHEET).exists()
    told = said(out / CASE_PAGES)
    assert all(NAMES[id] in told for id in "abw")
    assert NAMES["c"] not in told


def test_the_same_audit_gives_the_same_bytes(audit):
    one, two = audit("satu"), audit("dua")
    for name in (CASE_PAGES, KEY_SHEET, LETTERS):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_without_cases_there_are_no_papers(audit):
    assert list(audit("satu", entries=ENTRIES.empty()).iterdir()) == []
    gone = CHILDREN.empty()
    assert list(audit("dua", children=gone, women=WOMEN.empty()).iterdir()) == []
