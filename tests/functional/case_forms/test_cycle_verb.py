"""``aks cycle``: gates, warnings, the next cycle, and two copies of one cycle."""

from __future__ import annotations

import json
import shutil
from datetime import date
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from audit.cli import main
from audit.errors import InputError, ParamsError
from audit.pipeline import cycle_state as module
from audit.pipeline import load_params
from audit.pipeline.cycle_state import close_gate, cycle_state, merge_copy, next_cycle, open_next
from audit.pipeline.project import Project
from audit.schemas import CASES, CHILDREN, FOLLOW_UPS, GATES, ITEMS, WOMEN
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current

TODAY = date(2025, 11, 1)
YAML = """district: {code: "17.71", name: "Kota Bengkulu"}
cycle: "2025-2"
as_of: 2025-09-15
months: ["2025-08"]
forum: {kind: diseminasi, date: 2025-10-08}
sources:
  - {id: eppgbm, kind: eppgbm, path: data/raw/a.xlsx, producer: "Dinkes", cut_off: 2025-08-31}
team: {decree: {number: "188.45/99", signed_on: 2025-01-10, valid_until: 2025-06-30}}
calendar: {holidays: [2025-12-24]}
"""


@pytest.fixture
def project(tmp_path, book, monkeypatch) -> Project:
    for name in ("params", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "params" / "17.71-kota-bengkulu.yaml").write_text(YAML, encoding="utf-8")
    project = Project(tmp_path)
    CycleStore(tmp_path / "data/private/17.71-kota-bengkulu/siklus/2025-2").add(book.entries)
    monkeypatch.chdir(tmp_path)
    return project


@pytest.fixture
def params(project):
    return load_params(project.root / "params" / "17.71-kota-bengkulu.yaml", root=project.root)


def run(*words: str) -> int:
    what, *rest = words
    return main(["cycle", what, "params/17.71-kota-bengkulu.yaml", *rest])


def add(store: CycleStore, table, role: str = "bidan", **values: object) -> None:
    rows = pd.DataFrame([values])
    store.add(changes(store.entries(), table, rows, role=role, filled_on=TODAY, source_system="uji", only_given=True))


def test_a_gate_is_closed_by_its_document_and_keeps_what_was_said(project, params):
    assert close_gate(params, project, "rapat_pakar", today=TODAY, due_on=date(2025, 10, 1)) == 1
    gates = {gate.gate: gate for gate in cycle_state(params, project, as_of=TODAY).gates}
    assert gates["rapat_pakar"].state == "overdue"
    close_gate(params, project, "rapat_pakar", today=TODAY, done_on=date(2025, 10, 7), document="ND 12/2025")
    gate = next(g for g in cycle_state(params, project, as_of=TODAY).gates if g.gate == "rapat_pakar")
    assert (gate.state, gate.due_on, gate.done_on, gate.document) == (
        "closed", date(2025, 10, 1), date(2025, 10, 7), "ND 12/2025",
    )  # fmt: skip
    assert close_gate(params, project, "rapat_pakar", today=TODAY, document="ND 12/2025") == 0


@pytest.mark.parametrize(
    ("gate", "given", "id"),
    [
        ("rapat", {"due_on": TODAY}, "cycle.no_gate"),
        ("rapat_pakar", {"done_on": TODAY}, "cycle.no_document"),
        ("rapat_pakar", {"done_on": TODAY, "document": "  "}, "cycle.no_document"),
        ("rapat_pakar", {"done_on": date(2025, 11, 2), "document": "a"}, "cycle.day_ahead"),
        ("rapat_pakar", {}, "cycle.nothing_said"),
    ],
)
def test_what_closes_no_gate_is_refused_and_writes_nothing(project, params, gate, given, id):
    before = len(CycleStore(project.cycle(params)).entries())
    with pytest.raises(ParamsError) as refusal:
        close_gate(params, project, gate, today=TODAY, **given)
    assert refusal.value.id == id
    assert len(CycleStore(project.cycle(params)).entries()) == before


def test_the_decree_of_params_closes_its_gate_and_warns_when_it_has_ended(project, params):
    state = cycle_state(params, project, as_of=TODAY)
    assert (state.gates[0].state, state.gates[0].document) == ("closed", "188.45/99")
    assert [warning.id for warning in state.warnings] == ["cycle.warning.sk_ended"]
    close_gate(
        params, project, "sk", today=TODAY, done_on=date(2025, 7, 1), document="SK baru", valid_until=date(2027, 6, 30)
    )
    state = cycle_state(params, project, as_of=TODAY)
    assert (state.gates[0].document, state.warnings) == ("SK baru", ())


def test_a_visit_on_a_long_holiday_and_a_plan_beyond_december_are_told(project, params):
    close_gate(params, project, "ukur_ulang_1", today=TODAY, due_on=date(2025, 12, 25))
    add(
        CycleStore(project.cycle(params)),
        FOLLOW_UPS,
        rtl_id="r1",
        activity="Jamban",
        mechanism="apbdes",
        due_on=pd.Timestamp("2025-12-30"),
    )
    state = cycle_state(params, project, as_of=TODAY)
    assert "cycle.warning.long_break" in [warning.id for warning in state.warnings]
    assert state.plans["december_missed"] == 1


def test_show_tells_all_gates_and_warnings_in_words(project, capsys):
    assert run("gate", "ukur_ulang_1", "--due", "2025-12-25") == 0
    assert run("show", "--date", "2025-11-01") == 0
    said = capsys.readouterr().out
    assert "SK tim audit berlaku sampai 30 Juni 2025" in said
    assert "Ukur ulang bulan pertama dijadwalkan 25 Desember 2025, di tengah libur panjang" in said
    assert run("show", "--date", "2025-11-01", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["gates"]) == 13


@pytest.mark.parametrize(
    "words",
    [("gate",), ("show", "sk"), ("gate", "sk", "--date", "1-2-2025", "--document", "a"), ("merge", "tidak-ada")],
)
def test_a_slip_is_one_sentence(project, capsys, words):
    assert run(*words) in (10, 11)
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_two_copies_are_merged_and_what_differs_is_decided_by_a_mark(project, params, tmp_path, capsys):
    store = CycleStore(project.cycle(params))
    copy = tmp_path / "flashdisk"
    shutil.copytree(store.folder, copy)
    add(store, ITEMS, item_id="kasus0003:lenhei_cm", value="71.3", case_id="kasus0003", item_code="lenhei_cm")
    add(CycleStore(copy), ITEMS, role="pkb", item_id="kasus0003:lenhei_cm", value="72.3", item_code="lenhei_cm")
    add(CycleStore(copy), ITEMS, role="pkb", item_id="kasus0004:dewormed", value="y", case_id="kasus0004")
    assert run("merge", str(copy), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["conflicts"] == 1
    entries = store.entries()
    assert {"71.3", "72.3"} <= set(entries["value"])
    path = project.root / told["written"][0]
    book = openpyxl.load_workbook(path)
    sheet = book["Perlu diputuskan"]
    at = {cell.value: cell.column for cell in sheet[1]}
    values = [sheet.cell(row, at["value"]).value for row in (3, 4)]
    assert sorted(values) == ["71.3", "72.3"]
    for row in (3, 4):
        sheet.cell(row, at["chosen"]).value = "x"
    book.save(path.with_name("dua.xlsx"))
    assert run("decide", str(path.with_name("dua.xlsx")), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["decided"], told["conflicts"], len(told["wrong"])) == (0, 1, 1)
    sheet.cell(3 + values.index("71.3"), at["chosen"]).value = None
    book.save(path.with_name("satu.xlsx"))
    assert run("decide", str(path.with_name("satu.xlsx")), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["decided"], told["conflicts"]) == (1, 0)
    items = current(store.entries(), ITEMS).set_index("item_id")["value"]
    assert items.to_dict() == {"kasus0003:lenhei_cm": "72.3", "kasus0004:dewormed": "y"}
    assert not path.exists()
    assert {"71.3", "72.3"} <= set(store.entries()["value"]), "nothing is overwritten"
    assert run("decide", str(path.with_name("satu.xlsx")), "--json") == 0
    assert json.loads(capsys.readouterr().out)["decided"] == 0


def test_the_folder_of_another_cycle_or_district_is_not_merged(project, params, tmp_path, book):
    strange = CycleStore(tmp_path / "lain")
    add(strange, ITEMS, item_id="x:lenhei_cm", value="1")
    other = CycleStore(tmp_path / "tetangga")
    other.add(book.entries)
    add(other, CASES, case_id="asing", area_code="64.74.01.1001")
    before = CycleStore(project.cycle(params)).entries()
    for store in (strange, other):
        with pytest.raises(InputError) as refusal:
            merge_copy(params, project, store.folder)
        assert refusal.value.id == "cycle.not_a_copy"
    assert CycleStore(project.cycle(params)).entries().equals(before)


@pytest.mark.parametrize(("cycle", "following"), [("2025-1", "2025-2"), ("2025-2", "2026-1"), ("2029-2", "2030-1")])
def test_the_cycle_after_one(cycle, following):
    assert next_cycle(cycle) == following


def test_the_next_cycle_starts_with_what_is_open_and_keeps_what_it_has(project, params, monkeypatch):
    store = CycleStore(project.cycle(params))
    add(store, FOLLOW_UPS, rtl_id="r1", case_id="kasus0003", activity="Jamban", status="belum")
    add(store, FOLLOW_UPS, rtl_id="r2", case_id="kasus0004", activity="Air", status="selesai")
    nobody = CHILDREN.conform(pd.DataFrame()), WOMEN.conform(pd.DataFrame())
    monkeypatch.setattr(module, "is_prepared", lambda *_: True)
    monkeypatch.setattr(module, "load_tables", lambda _: SimpleNamespace(children=nobody[0], women=nobody[1]))
    opened = open_next(params, project, as_of=TODAY)
    assert opened == {"cases": 10, "referrals": 0, "follow_ups": 1}
    following = CycleStore(project.cycle(params).with_name("2026-1"))
    assert current(following.entries(), FOLLOW_UPS)["rtl_id"].tolist() == ["r1"]
    add(following, FOLLOW_UPS, rtl_id="r1", status="proses")
    assert open_next(params, project, as_of=date(2025, 12, 1)) == {"cases": 0, "referrals": 0, "follow_ups": 0}
    assert current(following.entries(), FOLLOW_UPS)["status"].tolist() == ["proses"]
    assert current(following.entries(), GATES).empty


def test_a_cycle_without_cases_has_no_next_one(project, params):
    shutil.rmtree(project.cycle(params))
    with pytest.raises(InputError) as refusal:
        open_next(params, project, as_of=TODAY)
    assert refusal.value.id == "case_form.no_cases"
