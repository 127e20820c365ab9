"""The cases of a district in its runs: proposed, changed by people, standing once the identification is closed."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from audit.cases.scoring import NEUTRAL_BURDEN
from audit.cases.selection_frame import read_selection
from audit.pipeline import load_params, measured
from audit.pipeline.border import cross_border, key_for
from audit.pipeline.params import AuditParams
from audit.pipeline.project import Project
from audit.pipeline.selecting import audited, propose
from audit.pipeline.tables import Tables
from audit.pipeline.vault_files import SELECTION_WORKBOOK
from audit.reference.areas import areas_of
from audit.reference.sample_registers import Figure, district_spec
from audit.results import CheckResult, Sentence
from audit.schemas import CASES, CONSENTS, GATES
from audit.store import write_identities
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current
from audit.synth import make_register

CODE, NAME, KEY = "64.74", "64.74-kota-bontang", b"contoh"


@dataclass(frozen=True)
class District:
    project: Project
    params: AuditParams
    tables: Tables

    @property
    def store(self) -> CycleStore:
        return CycleStore(self.project.cycle(self.params))

    @property
    def workbook(self) -> Path:
        return self.project.vault(self.params) / SELECTION_WORKBOOK

    def run(self, **more) -> pd.DataFrame:
        """A run; returns the cases."""
        params = self.params.model_copy(update=more.pop("params", {}))
        tables = replace(self.tables, **more)
        tables = propose(tables, audited(tables, params), params, self.project, KEY)
        return current(tables.entries, CASES)

    @property
    def frame(self) -> pd.DataFrame:
        kept = read_selection(self.store.folder)
        assert kept is not None
        return kept.frame


@pytest.fixture(scope="module")
def laid(tmp_path_factory, repository) -> District:
    root = tmp_path_factory.mktemp("pemilihan")
    (root / "notebooks").mkdir()
    (root / "params").mkdir()
    for name in ("_defaults.yaml", f"{NAME}.yaml"):
        shutil.copy(repository / "params" / name, root / "params")
    make_register(replace(district_spec(CODE), register_size=Figure(700)), root / "data" / "sample" / CODE)
    params = load_params(root / "params" / f"{NAME}.yaml", root=root)
    project = Project(root)
    border = cross_border(params, project, key_for(params))
    write_identities(border.identities, project.vault(params))
    return District(project, params, border.tables)


@pytest.fixture
def district(laid, tmp_path) -> District:
    """The district in a place of its own, before its first run."""
    shutil.copytree(laid.project.vault(laid.params), tmp_path / "data" / "private" / CODE)
    return replace(laid, project=Project(tmp_path))


def names_in(path: Path) -> str:
    book = load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_run_keeps_everybody_eligible_and_makes_cases_and_a_second_adds_nothing(district):
    cases = district.run()
    frame = district.frame
    chosen = frame[frame["chosen_by"].notna()]
    assert sorted(cases["person_id"]) == sorted(chosen["person_id"])
    assert sorted(cases["case_no"]) == list(range(1, len(cases) + 1))
    assert set(cases["group"]) == {"catin", "bumil", "nifas", "baduta", "balita_24_59"}
    assert len(frame) > 10 * len(chosen)
    assert frame["score"].notna().all()
    assert cases["chosen_by"].eq("random").sum() in (1, 2)
    before = district.store.entries()
    pd.testing.assert_frame_equal(district.run(), cases)
    pd.testing.assert_frame_equal(district.store.entries(), before)


def test_frame_and_workbook_are_for_their_owner_alone_and_the_frame_names_nobody(district):
    district.run()
    (kept,) = district.store.folder.glob("*.parquet")
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in (kept, district.workbook)} == {0}
    assert not {"name", "nik", "birth_date"} & set(district.frame.columns)


def test_women_who_have_the_same_risk_at_two_contacts_are_seen(district):
    district.run()
    frame = district.frame
    assert frame.loc[frame["group"].eq("bumil"), "no_improvement"].gt(0).any()


def test_the_proposal_follows_the_data_until_the_identification_is_closed(district):
    first, other = district.run(), {"seed": district.params.seed + 1}
    assert set(district.run(params=other)["person_id"]) != set(first["person_id"])
    again = district.run()
    gate = pd.DataFrame({"gate_id": ["identifikasi"], "done_on": [pd.Timestamp(2025, 9, 10)], "document": ["BA-1"]})
    entries = district.store.entries()
    district.store.add(
        changes(entries, GATES, gate, role="opd_kb", filled_on=date(2025, 9, 10), source_system="gerbang")
    )
    pd.testing.assert_frame_equal(district.run(params=other), again)


def test_lokus_that_cannot_be_computed_yet_are_said_and_nobody_is_left_out(district):
    selection = district.params.cases.selection.model_copy(update={"area": "computed"})
    cases = district.params.cases.model_copy(update={"selection": selection})
    assert len(district.run(params={"cases": cases}, programme={})) == 20
    assert district.frame["in_lokus"].all()
    assert "Lokus belum dapat dihitung" in names_in(district.workbook)


def test_lokus_are_computed_once_offices_have_reported_indicators(district):
    selection = district.params.cases.selection.model_copy(update={"area": "computed"})
    cases = district.params.cases.model_copy(update={"selection": selection})
    chosen = district.run(params={"cases": cases})
    frame = district.frame
    assert 0 < frame["in_lokus"].sum() < len(frame)
    by_need = chosen[chosen["chosen_by"].ne("random")]
    assert set(by_need["person_id"]) <= set(frame.loc[frame["in_lokus"], "person_id"])
    assert "Lokus belum dapat dihitung" not in names_in(district.workbook)


def test_cases_come_from_the_desa_that_params_list(district):
    desa = "64.74.01.1001"
    selection = district.params.cases.selection.model_copy(update={"area": "listed", "lokus": (desa,)})
    cases = district.params.cases.model_copy(update={"selection": selection})
    assert set(district.run(params={"cases": cases})["area_code"]) == {desa}


def test_whoever_refuses_is_no_case_any_more_and_on_no_list(district):
    cases = district.run()
    who = cases.sort_values("case_no")["person_id"].iloc[-1]
    refusal = pd.DataFrame(
        {"person_id": [who], "purpose": ["audit"], "decided_on": [pd.Timestamp(2025, 9, 12)], "given": [False]}
    )
    consents = CONSENTS.conform(pd.concat([district.tables.consents, refusal], ignore_index=True))
    assert who not in set(district.run(consents=consents)["person_id"])
    assert who not in names_in(district.workbook)


def test_a_child_who_died_is_on_no_sheet_even_when_the_proposal_stands(district):
    cases = district.run()
    who = cases.loc[cases["group"].eq("baduta"), "person_id"].iloc[0]
    gate = pd.DataFrame({"gate_id": ["identifikasi"], "done_on": [pd.Timestamp(2025, 9, 10)]})
    told = changes(district.store.entries(), GATES, gate, role="opd_kb", filled_on=date(2025, 9, 10), source_system="x")
    district.store.add(told)
    children = district.tables.children.copy()
    at = children["child_id"].eq(who)
    children.loc[at, "life_status"], children.loc[at, "life_status_date"] = "meninggal", pd.Timestamp(2025, 9, 1)
    assert who in names_in(district.workbook)
    district.run(children=children)
    assert who not in names_in(district.workbook)
    assert who in set(district.frame["person_id"])


def test_what_the_team_changes_in_the_workbook_is_in_the_next_run(district):
    cases = district.run()
    book = load_workbook(district.workbook)
    told = {}
    for title, said in (("Terpilih", "keluar"), ("Lainnya", "masuk")):
        sheet = book[title]
        at = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(3, at["override"]).value = said
        sheet.cell(3, at["override_reason"]).value = "Keputusan rapat tim teknis"
        told[said] = sheet.cell(3, at["override_id"]).value.partition(":")[0]
    sheet.cell(4, at["override"]).value = "masuk"
    answers = district.project.root / "data" / "raw" / CODE / "isian"
    answers.mkdir(parents=True)
    book.save(answers / "pemilihan-rapat.xlsx")
    after = district.run()
    assert set(after["person_id"]) == set(cases["person_id"]) - {told["keluar"]} | {told["masuk"]}
    assert after.set_index("person_id").loc[told["masuk"], "chosen_by"] == "override"
    assert after.set_index("person_id").loc[told["masuk"], "case_no"] == len(cases) + 1
    assert "tulislah alasan perubahan" in names_in(district.workbook)
    pd.testing.assert_frame_equal(district.run(), after)


def test_a_desa_whose_heights_pile_up_has_no_low_burden_and_is_not_judged_as_lokus(district, monkeypatch):
    """It stands in the middle, as every desa that cannot be assessed, and the workbook says which it is."""
    plain = audited(district.tables, district.params)
    desa = sorted(plain.assessable)[0]
    alarm = pd.DataFrame({"area_code": [desa], "alarm": [True]})
    found = CheckResult("cutoff_heaping", "area_code", "poor", None, "", 0, Sentence("rows.heaping_found"), table=alarm)
    monkeypatch.setattr(measured, "area_heaping", lambda *_: found)
    selection = district.params.cases.selection.model_copy(update={"area": "computed"})
    params = district.params.model_copy(
        update={"cases": district.params.cases.model_copy(update={"selection": selection})}
    )
    who = audited(district.tables, params)
    assert plain.assessable - who.assessable == {desa}
    assert desa in who.lokus_unknown
    district.run(params={"cases": params.cases})
    own = district.frame[district.frame["area_code"].eq(desa)]
    assert set(own["area_burden"]) == {NEUTRAL_BURDEN}
    name = areas_of(CODE).by_code[desa].name
    (said,) = [line for line in names_in(district.workbook).splitlines() if "belum dapat dinilai, sehingga" in line]
    assert name in said
