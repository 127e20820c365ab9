"""Worksheets through the command line: out of an audit with cases, and back into the store of its cycle."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from audit.cli import main
from audit.errors import InputError, ParamsError
from audit.pipeline import case_worksheets
from audit.pipeline.case_worksheets import case_book
from audit.pipeline.project import Project
from audit.pipeline.tables import Tables
from audit.pipeline.taking_in import take_in_cases
from audit.quality import Linking
from audit.register.case_sheets import open_cases
from audit.schemas import CASES, CHILDREN, ITEMS, REGISTERED, VISITS
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current

AS_OF = date(2025, 9, 30)
PARAMS = SimpleNamespace(
    district=SimpleNamespace(code="17.71", name="Kota Bengkulu", folder="17.71-kota-bengkulu"),
    cycle="2025-2",
    as_of=AS_OF,
)


@pytest.fixture
def project(tmp_path, book, monkeypatch) -> Project:
    """A project whose store has the cases of the workbook."""
    for name in ("params", "notebooks"):
        (tmp_path / name).mkdir()
    project = Project(tmp_path)
    CycleStore(project.cycle(PARAMS)).add(book.entries)
    monkeypatch.chdir(tmp_path)
    return project


def fill(path, **values) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["KK_Baduta"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for name, value in values.items():
        sheet.cell(3, columns[name]).value = value
    book.save(path)


def test_a_filled_workbook_goes_into_the_store_of_its_cycle(project, workbook, capsys):
    fill(workbook, lenhei_cm="71,3", dewormed="mungkin", status="Ditelusuri")
    assert main(["worksheet", "read", str(workbook), "--out", str(project.root / "hasil"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["answers"], told["rejected"], told["conflicts"]) == (2, 1, 0)
    entries = CycleStore(project.cycle(PARAMS)).entries()
    assert current(entries, ITEMS)["value"].tolist() == ["71.3"]
    assert (project.root / "hasil" / "laporan-isian.xlsx").is_file()
    assert main(["worksheet", "read", str(workbook), "--out", str(project.root / "hasil"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 0


def test_two_readings_that_differ_are_told_as_matters_to_be_decided(project, workbook, tmp_path, capsys):
    other = tmp_path / "salinan.xlsx"
    other.write_bytes(workbook.read_bytes())
    fill(workbook, lenhei_cm=71.3, filled_by="Bidan")
    fill(other, lenhei_cm=72.3, filled_by="PKB/PLKB")
    for file in (workbook, other):
        assert main(["worksheet", "read", str(file), "--out", str(project.root / "hasil")]) == 0
    assert "1 hal perlu diputuskan" in capsys.readouterr().out


def test_without_the_hidden_sheet_the_audit_must_be_named(project, workbook):
    changed = openpyxl.load_workbook(workbook)
    del changed["_meta"]
    changed.save(workbook)
    with pytest.raises(ParamsError) as refusal:
        take_in_cases(open_cases(workbook), project, role="tim_teknis", on=AS_OF)
    assert refusal.value.id == "case_form.whose"
    assert take_in_cases(open_cases(workbook), project, role="tim_teknis", on=AS_OF, params=PARAMS).added >= 0


@pytest.mark.parametrize(("folder", "cycle"), [("../../luar", "2025-2"), ("17.71-kota-bengkulu", "../2025-1")])
def test_a_hidden_sheet_leads_nowhere_else(project, workbook, folder, cycle):
    form = open_cases(workbook)
    with pytest.raises(InputError):
        take_in_cases(replace(form, meta=replace(form.meta, folder=folder, cycle=cycle)), project, role="x", on=AS_OF)


def test_another_cycle_than_the_one_that_is_named_is_refused(project, workbook):
    form = open_cases(workbook)
    with pytest.raises(ParamsError) as refusal:
        take_in_cases(
            replace(form, meta=replace(form.meta, cycle="2025-1")), project, role="x", on=AS_OF, params=PARAMS
        )
    assert refusal.value.id == "case_form.other_cycle"


def test_a_cycle_that_this_computer_does_not_have_is_refused(project, workbook):
    form = open_cases(workbook)
    with pytest.raises(InputError) as refusal:
        take_in_cases(replace(form, meta=replace(form.meta, cycle="2026-1")), project, role="x", on=AS_OF)
    assert refusal.value.id == "case_form.no_cycle"


@pytest.fixture
def audit(project, book, monkeypatch):
    """The audit prepared: two children of the cases are in its register, one of them has died since."""
    children = CHILDREN.conform(
        pd.DataFrame(
            {
                "child_id": ["orang3", "orang8"],
                "sex": "f",
                "birth_date": pd.Timestamp("2024-06-01"),
                "birth_weight_kg": 2.4,
                "life_status": ["hidup", "meninggal"],
                "life_status_date": pd.Timestamp("2025-09-10"),
                "area_code": book.areas.desa[3].code,
            }
        )
    )
    visits = VISITS.conform(
        pd.DataFrame(
            {
                "child_id": ["orang3", "orang8"], "visit_date": pd.Timestamp("2025-08-11"), "seq": 1, "weight_kg": 8.9,
                "lenhei_cm": 71.3, "measure": "l",
            }
        )
    )  # fmt: skip
    registered = REGISTERED.conform(pd.DataFrame())
    linking = Linking(**dict.fromkeys(Linking.__dataclass_fields__, 0))
    tables = Tables(children, visits, registered, (), linking)
    monkeypatch.setattr(case_worksheets, "is_prepared", lambda *_: True)
    monkeypatch.setattr(case_worksheets, "load_tables", lambda _: tables)
    monkeypatch.setattr(case_worksheets, "read_identities", lambda _: book.identities)
    return project


def test_only_people_who_are_there_are_on_the_worksheet_with_what_is_known(audit):
    made = case_book(PARAMS, audit)
    assert made.cases["case_id"].tolist() == ["kasus0003"]
    known = made.known.set_index("item_code")["value"]
    assert (known["weight_kg"], known["lenhei_cm"], known["birth_weight_kg"]) == ("8.9", "71.3", "2.4")
    assert known["measured_on"] == "2025-08-11"
    assert float(known["haz"]) < 0


@pytest.mark.parametrize("status", ["tidak_ditemukan", "ditunda"])
def test_whoever_was_not_found_or_put_off_is_asked_again(audit, status):
    """Whoever died, moved or refused is not: ``tests/functional/cases/test_gone_by_visit.py``."""
    store = CycleStore(audit.cycle(PARAMS))
    said = {"role": "bidan", "filled_on": AS_OF, "source_system": "kertas_kerja"}
    found = pd.DataFrame({"case_id": ["kasus0003"], "status": [status]})
    store.add(changes(store.entries(), CASES, found, **said))
    assert case_book(PARAMS, audit).cases["case_id"].tolist() == ["kasus0003"]


def test_without_anybody_left_there_is_no_worksheet(audit, monkeypatch):
    tables = case_worksheets.load_tables(None)
    gone = replace(tables, children=tables.children.assign(life_status="pindah"))
    monkeypatch.setattr(case_worksheets, "load_tables", lambda _: gone)
    with pytest.raises(InputError) as refusal:
        case_book(PARAMS, audit)
    assert refusal.value.id == "case_form.no_cases"
