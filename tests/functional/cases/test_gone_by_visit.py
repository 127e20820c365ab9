"""Whom a visit found dead, moved or refusing: on no list from the next run on; and whom nobody met, still on all."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import yaml
from openpyxl import load_workbook

from audit.cases.case_file import CaseSources, case_pages_of
from audit.cases.evaluation import remeasurement_list, remeasurements
from audit.cases.people import People, people_of
from audit.cases.rules import screen
from audit.pipeline import case_worksheets, load_params, remeasuring
from audit.pipeline.border import key_for
from audit.pipeline.case_worksheets import case_book
from audit.pipeline.outcomes import CONFLICTS
from audit.pipeline.params import AuditParams
from audit.pipeline.prepare import refer_at_once
from audit.pipeline.project import Project
from audit.pipeline.remeasuring import draw_route
from audit.pipeline.selecting import audited, propose
from audit.pipeline.tables import Tables
from audit.pipeline.vault_files import SELECTION_WORKBOOK, URGENT_WORKBOOK
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS
from audit.reference.sample_registers import Figure, district_spec
from audit.report.family_letter import letters_for
from audit.schemas import CASES, CONSENTS, EVALUATIONS, OVERRIDES, Table
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current
from audit.synth import make_register

CODE, NAME = "64.74", "64.74-kota-bontang"
VISITED = date(2025, 9, 20)  # after the day of the audit: it acts at once all the same


@dataclass
class District:
    project: Project
    params: AuditParams

    def run(self, **more) -> Tables:
        """A run as far as its lists."""
        params = self.params.model_copy(update=more)
        border, referrals = refer_at_once(params, self.project)
        key = key_for(params).secret
        tables = replace(border.tables, referrals=referrals)
        return propose(tables, audited(tables, params), params, self.project, key)

    def write(self, table: Table, row: dict[str, str], on: date, cycle: str | None = None) -> None:
        """Staff wrote something about a case, in this cycle or another."""
        store = CycleStore(self.project.cycle(self.params.model_copy(update={"cycle": cycle or self.params.cycle})))
        said = pd.DataFrame([row])
        store.add(changes(store.entries(), table, said, role="bidan", filled_on=on, source_system="kertas_kerja"))

    def visited(self, case: dict[str, str], status: str, on: date = VISITED, cycle: str | None = None) -> None:
        """Staff went to see the person of a case, and wrote what they found."""
        self.write(CASES, case | {"status": status}, on, cycle)

    def people(self, tables: Tables) -> People:
        parts = (tables.children, tables.visits, tables.women, tables.households, tables.services, tables.child_history)
        return people_of(*parts, as_of=self.params.as_of, areas=areas_of(CODE), groups=GROUPS)

    def with_life(self, *rows: str) -> None:
        """Name a list of life status in the params, beside those that there are."""
        folder, id = self.project.root / "data" / "sample" / CODE, f"lagi-{len(self.params.sources)}"
        (folder / f"{id}.csv").write_text("\n".join(["Kode;Status;Tanggal", *rows]), encoding="utf-8")
        path = self.project.root / "params" / f"{NAME}.yaml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        own = next(s for s in content["sources"] if s["kind"] == "life_status")
        content["sources"].append(own | {"id": id, "path": f"data/sample/{CODE}/{id}.csv"})
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        self.params = load_params(path, root=self.project.root)


@pytest.fixture(scope="module")
def laid(tmp_path_factory, repository) -> Path:
    root = tmp_path_factory.mktemp("kunjungan")
    for folder in ("notebooks", "params"):
        (root / folder).mkdir()
    for name in ("_defaults.yaml", f"{NAME}.yaml"):
        shutil.copy(repository / "params" / name, root / "params")
    make_register(replace(district_spec(CODE), register_size=Figure(400)), root / "data" / "sample" / CODE)
    return root


@pytest.fixture(scope="module")
def begun(laid) -> dict[str, str]:
    """A child who is on every list that there is: urgent, and put in among the cases."""
    district = district_in(laid)
    tables = district.run()
    frame, urgent = tables.selection_frame, set(tables.referrals["person_id"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remeasuring, "is_prepared", lambda *_: True)
        patch.setattr(remeasuring, "load_tables", lambda *_: tables)
        urgent &= set(draw_route(district.params, district.project)[0]["child_id"])
    children = frame[frame["group"].isin(["baduta", "balita_24_59"]) & frame["person_id"].isin(urgent)]
    who = children.sort_values("person_id")[["person_id", "group"]].iloc[0].to_dict()
    override = who | {"override_id": ":".join(who.values()), "override": "in", "reason": "Diketahui bidan"}
    district.write(OVERRIDES, override, district.params.as_of)
    cases = current(district.run().entries, CASES)
    (case,) = cases.loc[cases["person_id"].eq(who["person_id"]), ["case_id", *who]].to_dict("records")
    return case


def district_in(root: Path) -> District:
    return District(Project(root), load_params(root / "params" / f"{NAME}.yaml", root=root))


@pytest.fixture
def case(begun) -> dict[str, str]:
    return begun


@pytest.fixture
def district(laid, begun, tmp_path, monkeypatch) -> District:
    """The district after its first runs, in a place of its own."""
    root = tmp_path / "proyek"
    shutil.copytree(laid, root)
    for module in (case_worksheets, remeasuring):
        monkeypatch.setattr(module, "is_prepared", lambda *_: True)
    return district_in(root)


def cells_of(path: Path) -> set[str]:
    return {str(cell) for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row}


def lists_with(district: District, tables: Tables, person: str, monkeypatch) -> set[str]:
    """On which of the lists a person stands."""
    for module in (case_worksheets, remeasuring):
        monkeypatch.setattr(module, "load_tables", lambda *_: tables)
    params, vault, people = district.params, district.project.vault(district.params), district.people(tables)
    agreed = pd.DataFrame(
        {"person_id": [person], "purpose": "audit", "decided_on": pd.Timestamp(2025, 9, 14), "given": True}
    )
    sources = CaseSources(
        tables.children, tables.visits, tables.women, tables.services, tables.child_history,
        CONSENTS.conform(agreed), tables.entries, screen(people, params.cases.risk), params.as_of,
    )  # fmt: skip
    cases = current(tables.entries, CASES)
    rounds = remeasurements(cases, EVALUATIONS.empty(), since=date(2025, 7, 1), as_of=params.as_of)
    present = set(people.frame["person_id"])
    pages = [replace(page, review="reviewed") for page in case_pages_of(sources)]
    referrals = set(tables.referrals.loc[tables.referrals["person_id"].eq(person), "referral_id"])
    chosen = {cell for cell in cells_of(vault / SELECTION_WORKBOOK) if cell.startswith(f"{person}:")}
    places = {
        "urgent": bool(referrals & cells_of(vault / URGENT_WORKBOOK)),
        "selection": bool(chosen),
        "workbook": person in set(case_book(params, district.project).cases["person_id"]),
        "pages": person in {page.person_id for page in pages},
        "letters": person in {page.person_id for page in letters_for(pages)},
        "re-measurement": person in set(remeasurement_list(rounds, present=present).rows["person_id"]),
        "services and sponsors": person in present,  # whoever makes such a list begins with these
        "route": person in set(draw_route(params, district.project)[0]["child_id"]),
    }
    return {name for name, there in places.items() if there}


EVERY_LIST = {
    "urgent", "selection", "workbook", "pages", "letters", "re-measurement", "services and sponsors", "route",
}  # fmt: skip


def test_whom_nobody_found_gone_is_on_every_list(district, case, monkeypatch):
    """What a later cycle finds changes nothing here. Who was not found is sought again."""
    district.visited(case, "pindah", date(2026, 3, 1), cycle="2026-1")
    assert lists_with(district, district.run(), case["person_id"], monkeypatch) == EVERY_LIST
    district.visited(case, "tidak_ditemukan")
    assert lists_with(district, district.run(), case["person_id"], monkeypatch) == EVERY_LIST - {"pages", "letters"}


def test_who_is_gone_is_on_no_list_from_the_next_run_on(district, case, monkeypatch):
    """Which answers count as gone: ``tests/unit/cases/test_visit_outcomes.py``."""
    status = "menolak"
    district.visited(case, status)
    tables = district.run()
    assert lists_with(district, tables, case["person_id"], monkeypatch) == set()
    told = tables.entries[tables.entries["value"].eq(status).fillna(False)]
    assert told[["role", "source_system"]].to_numpy().tolist() == [["bidan", "kertas_kerja"]]
    assert told["filled_on"].dt.date.tolist() == [VISITED], "the answer is kept with its day"
    assert not (district.project.vault(district.params) / CONFLICTS).exists()
    again = district.run()
    pd.testing.assert_frame_equal(again.entries, tables.entries)
    pd.testing.assert_frame_equal(again.children, tables.children)


def test_who_was_found_gone_in_an_earlier_cycle_is_gone_in_this_one(district, case, monkeypatch):
    district.visited(case, "pindah", date(2025, 3, 1), cycle="2025-1")
    assert lists_with(district, district.run(), case["person_id"], monkeypatch) == set()


def test_a_newer_list_that_shows_her_alive_is_listed_and_decided_by_a_person(district, case, monkeypatch):
    person, path = case["person_id"], district.project.vault(district.params) / CONFLICTS
    district.visited(case, "pindah", date(2025, 9, 1))
    district.with_life(f"{person};hidup;2025-09-05")
    assert lists_with(district, district.run(), person, monkeypatch) == set(), "until it is decided"
    (line,) = path.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert {person, "pindah", "01/09/2025", "bidan", "kertas_kerja", "daftar_status", "05/09/2025"} <= set(
        line.split(";")
    )
    district.with_life(f"{person};dipastikan ada;2025-09-08")
    to_be_visited_again = EVERY_LIST - {"pages", "letters"}
    assert lists_with(district, district.run(), person, monkeypatch) == to_be_visited_again
    assert not path.exists()
