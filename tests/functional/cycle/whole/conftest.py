"""One simulated cycle, step by step: each fixture is what an office did, on top of the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from audit.cases.case_records import case_changes
from audit.cases.choosing import SelectionSettings, choose
from audit.cases.follow_up import plan_states
from audit.cases.known_answers import known_answers
from audit.cases.people import People, people_of
from audit.cases.referrals import gone_people, worklist
from audit.cases.risk_status import evaluation_changes
from audit.cases.rules import Screening, screen
from audit.cases.selection_frame import BY_SCORE, Selection, override_id
from audit.cases.selection_reasons import selection_reasons
from audit.cases.urgent_referral import new_referrals, urgent_findings
from audit.pipeline.border import key_for
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.register.case_form import read_cases
from audit.register.case_layout import FormMeta, choices
from audit.register.case_sheets import open_cases
from audit.register.forum_form import forum_entries, read_forum
from audit.register.selection_form import read_selection_form
from audit.register.urgent_form import read_urgent, urgent_entries
from audit.report.case_workbook import CaseBook, write_case_workbook
from audit.report.forum_workbook import write_forum_workbook
from audit.report.selection_workbook import SelectionBook, write_selection_workbook
from audit.report.urgent_workbook import write_urgent
from audit.schemas import (
    CASES,
    CAUSES,
    FOLLOW_UPS,
    GATES,
    OVERRIDES,
    REFERRALS,
    REVIEWS,
)
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current

CYCLE, NEXT = "2025-2", "2026-1"
PER_GROUP = {"catin": 2, "bumil": 3, "nifas": 2, "baduta": 4, "balita_24_59": 4}
RISKS, URGENT = rule_set("risk_practice_2026"), rule_set("urgent_practice_2026")
IDENTIFIED, VISITED, REVIEWED, AGREED = date(2025, 9, 15), date(2025, 9, 29), date(2025, 10, 7), date(2025, 10, 14)
DISSEMINATED, CLOSED = date(2025, 10, 21), date(2026, 3, 1)
DISCIPLINE = {"catin": "gizi", "bumil": "sp_og", "nifas": "sp_og", "baduta": "sp_a", "balita_24_59": "gizi"}


def everybody(district, day: date) -> People:
    t, areas = district.border.tables, areas_of(district.params.district.code)
    parts = (t.children, t.visits, t.women, t.households, t.services, t.child_history)
    return people_of(*parts, as_of=day, areas=areas)


def add(store: CycleStore, table, rows: list[dict[str, Any]] | pd.DataFrame, role: str, day: date) -> int:
    """Write records of a table into the store as somebody of a role says them."""
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
    return store.add(changes(store.entries(), table, frame, role=role, filled_on=day, source_system="uji"))


@dataclass(frozen=True)
class Chosen:
    """The first cycle once its cases are fixed."""

    people: People
    screening: Screening
    proposal: Selection
    selection: Selection
    store: CycleStore
    put_in: str
    taken_out: str


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("siklus")


@pytest.fixture(scope="session")
def chosen(district, folder: Path, opened) -> Chosen:
    """Proposed by score and lot, changed in the workbook by the team, made cases."""
    areas, key = areas_of(district.params.district.code), key_for(district.params).secret
    people = everybody(district, IDENTIFIED)
    screening = screen(people, RISKS)
    settings = SelectionSettings(cycle=CYCLE, per_group=PER_GROUP)
    proposal = choose(people, screening, settings, seed=district.params.seed, urgent=screen(people, URGENT))
    path = folder / "pemilihan.xlsx"
    book = SelectionBook(
        proposal,
        district.border.identities,
        areas,
        selection_reasons(proposal, screening),
        settings.weights,
        settings.random_share,
    )
    write_selection_workbook(path, book)
    ids = override_id(proposal.frame)
    wanted = ids[proposal.near_misses.index[0]], ids[proposal.chosen[proposal.chosen["chosen_by"] == BY_SCORE].index[0]]
    with opened(path, "override_id") as sheets:
        for sheet in sheets:
            for row in sheet.where("override_id"):
                for id, word in zip(wanted, ("masuk", "keluar"), strict=True):
                    if sheet.get(row, "override_id") == id:
                        sheet.put(row, "override", word)
                        sheet.put(row, "override_reason", "Diketahui bidan desa dari kunjungan")
    form = read_selection_form(path, cycle=CYCLE, known=set(ids))
    assert form.wrong == ()
    store = CycleStore(folder / CYCLE)
    add(store, OVERRIDES, form.overrides, "tim_teknis", IDENTIFIED)
    selection = proposal.with_overrides(current(store.entries(), OVERRIDES))
    store.add(case_changes(store.entries(), selection, key=key, chosen_on=IDENTIFIED))
    store.add(evaluation_changes(store.entries(), screening, as_of=IDENTIFIED, proposed=True))
    return Chosen(people, screening, proposal, selection, store, *(id.partition(":")[0] for id in wanted))


@pytest.fixture(scope="session")
def referred(district, chosen: Chosen, folder: Path, opened) -> pd.DataFrame:
    """Urgent referrals found, handed out, and half of them taken to a doctor. Returns the list as it was found."""
    t, areas, store = district.border.tables, areas_of(district.params.district.code), chosen.store
    found = urgent_findings(t.children, t.visits, t.women, t.child_history, as_of=IDENTIFIED, areas=areas, rules=URGENT)
    new = new_referrals(found, current(store.entries(), REFERRALS))
    add(store, REFERRALS, new, "program", IDENTIFIED)
    gone = gone_people(t.children, t.women, IDENTIFIED)
    path, referrals = folder / "rujuk-segera.xlsx", current(store.entries(), REFERRALS)
    seen = frozenset(store.entries()["entry_id"])
    write_urgent(
        path,
        worklist(referrals, gone, IDENTIFIED),
        district.border.identities,
        rules=URGENT,
        areas=areas,
        meta=FormMeta(district.params.district.folder, CYCLE, known=seen),
    )
    with opened(path, "referral_id") as sheets:
        rows = sheets[0].where("referral_id")
        for row in rows[::2]:
            sheets[0].put(row, "told", "Puskesmas")
            for column in ("told_on", "referred_on", "arrived_on", "diagnosed_on", "treated_on", "closed_on"):
                sheets[0].put(row, column, "22/09/2025")
    for _ in range(2):
        entries, _ = urgent_entries(read_urgent(path), store.entries(), day=VISITED)
        store.add(entries)
    assert len(entries) == 0, "read twice, it adds nothing"
    return referrals


@pytest.fixture(scope="session")
def filled_in(district, chosen: Chosen, folder: Path, opened) -> SimpleNamespace:
    """The workbook of cases goes out, is filled in as people fill in workbooks, and comes back."""
    areas, store = areas_of(district.params.district.code), chosen.store
    cases = current(store.entries(), CASES)
    path = folder / "kertas-kerja.xlsx"
    known = known_answers(cases, chosen.people)
    names = district.border.identities
    book = CaseBook(district.project.vault(district.params).name, CYCLE, areas, cases, names, known, store.entries())
    write_case_workbook(path, book)
    status, by = choices("status"), choices("filled_by")
    moved = cases.loc[cases["group"] == "catin", "case_id"].iloc[0]
    rejected = 0
    with opened(path, "case_id") as sheets:
        for sheet in sheets:
            if "filled_by" not in sheet.columns:
                continue
            if "rtl_id" in sheet.columns:
                kinds, sectors = choices("activity_kind"), choices("sector")
                for turn, row in enumerate(sheet.where("rtl_id", lambda id: str(id).endswith("r01"))):
                    said = {
                        "activity": "Pendampingan pemeriksaan ke RSUD",
                        "activity_kind": kinds["rujukan_didampingi" if turn % 3 else "penyuluhan"],
                        "sector": sectors["pemerintah"],
                        "actor": "Puskesmas",
                        "leader": "Kepala puskesmas",
                        "reporter": "Bidan koordinator",
                        "resources": "Kendaraan puskesmas",
                        "location": "RSUD",
                        "due_on": "30/11/2025",
                        "output_target": "1",
                        "output_unit": "orang",
                        "filled_on": "29/09/2025",
                        "filled_by": by["tim_teknis"],
                    }
                    for column, value in said.items():
                        sheet.put(row, column, value)
                continue
            for turn, row in enumerate(sheet.where("case_id")):
                gone = sheet.get(row, "case_id") == moved
                sheet.put(row, "status", status["pindah" if gone else "ditelusuri"])
                sheet.put(row, "filled_on", "29/09/2025")
                sheet.put(row, "filled_by", f"{by['bidan']} ")
                if gone:
                    continue
                sheet.put(row, "smoke_at_home", "ya ")
                if "hospitalised" in sheet.columns:
                    sheet.put(row, "hospitalised", "Tidak")
                if "weight_kg" in sheet.columns and turn == 0:
                    sheet.put(row, "weight_kg", "sembilan koma satu")
                    rejected += 1
    first = read_cases(open_cases(path), store.entries(), role="tim_teknis", on=VISITED)
    store.add(first.entries)
    again = read_cases(open_cases(path), store.entries(), role="tim_teknis", on=VISITED)
    return SimpleNamespace(first=first, again=again, moved=moved, rejected=rejected, path=path)


@pytest.fixture(scope="session")
def reviewed(chosen: Chosen, filled_in: SimpleNamespace) -> str:
    """Experts review all traced cases but one. Returns the case left waiting."""
    store = chosen.store
    cases = current(store.entries(), CASES)
    traced = cases[cases["status"] == "ditelusuri"]
    waiting = traced.loc[traced["group"] == "balita_24_59", "case_id"].iloc[-1]
    reviews, causes = [], []
    for case in traced[traced["case_id"] != waiting].itertuples():
        discipline = DISCIPLINE[case.group]
        review = f"{case.case_id}:{discipline}:pertama"
        reviews.append(
            {
                "review_id": review,
                "case_id": case.case_id,
                "discipline": discipline,
                "reader": "pertama",
                "institution": "RSUD",
                "mode": "luring",
                "reviewed_on": pd.Timestamp(REVIEWED),
                "signed": True,
            }
        )
        causes.append(
            {
                "cause_id": f"{review}:low_intake",
                "review_id": review,
                "case_id": case.case_id,
                "cause_code": "low_intake",
                "present": True,
                "level": "direct",
                "preventable_by": "layanan",
                "evidence": "DW",
            }
        )
    add(store, REVIEWS, reviews, "tim_pakar", REVIEWED)
    add(store, CAUSES, causes, "tim_pakar", REVIEWED)
    return str(waiting)


@pytest.fixture(scope="session")
def agreed(chosen: Chosen, reviewed: str, folder: Path, opened) -> str:
    """The forum approves plans of reviewed cases, notes who came and adds a plan for a desa. Returns its meeting."""
    store, meeting, path = chosen.store, f"{CYCLE}-diseminasi_1", folder / "hasil-forum.xlsx"
    plans = plan_states(current(store.entries(), FOLLOW_UPS), as_of=AGREED)
    assert set(plans["state"]) == {"draft"}
    write_forum_workbook(path, meeting=meeting, plans=plans, held_on=datetime.combine(DISSEMINATED, time()))
    not_yet = set(plans.loc[plans["case_id"] == reviewed, "rtl_id"])
    with opened(path, "office") as sheets:
        (sheet,) = [sheet for sheet in sheets if "people" in sheet.columns]
        for row, (office, people) in enumerate((("Dinas Kesehatan", 3), ("Dinas Sosial", 1)), start=3):
            for column, value in (("office", office), ("role", "opd"), ("sector", "pemerintah"), ("people", people)):
                sheet.put(row, column, value)
    with opened(path, "agreement_no") as sheets:
        (sheet,) = sheets
        said = {"activity": "Perbaikan jamban", "activity_kind": "air_dan_sanitasi", "location": "Bontang Kuala",
                "actor": "Dinas PU", "due_on": "30/06/2026", "output_target": "20", "output_unit": "rumah"}  # fmt: skip
        for column, value in said.items():
            sheet.put(3, column, value)
    with opened(path, "new_due_on") as sheets:
        (sheet,) = sheets
        for row in sheet.where("rtl_id", lambda id: id is not None and id not in not_yet):
            sheet.put(row, "approved_on", f"{AGREED:%d/%m/%Y}")
            sheet.put(row, "approved_by", "Ketua TPPS")
    form = read_forum(path)
    assert form.wrong == ()
    for new in (True, False):
        entries, strange = forum_entries(store.entries(), form, role="tim_teknis", filled_on=DISSEMINATED)
        assert strange == ()
        assert bool(store.add(entries)) == new, "read twice, it adds nothing"
    return meeting


@pytest.fixture(scope="session")
def gates(chosen: Chosen, agreed: str) -> None:
    done = {
        "sk": IDENTIFIED, "batas_data": IDENTIFIED, "identifikasi": IDENTIFIED, "kertas_kerja_keluar": IDENTIFIED,
        "kertas_kerja_masuk": VISITED, "rapat_pakar": REVIEWED, "pengesahan_rtl": AGREED, "diseminasi_1": DISSEMINATED,
    }  # fmt: skip
    rows = [{"gate_id": gate, "done_on": pd.Timestamp(day), "document": f"{gate}/2025"} for gate, day in done.items()]
    rows.append({"gate_id": "diseminasi_2", "due_on": pd.Timestamp("2026-02-20")})
    add(chosen.store, GATES, rows, "tim_teknis", DISSEMINATED)


@pytest.fixture(scope="session")
def later(chosen: Chosen, reviewed: str, agreed: str, by_nik: pd.Series, half_a_year_on) -> SimpleNamespace:
    """Half a year on: half of the children and all pregnant women were helped, one child died."""
    cases = current(chosen.store.entries(), CASES)
    nik = pd.Series(by_nik.index, index=by_nik.to_numpy())
    known = cases[cases["person_id"].isin(nik.index) & (cases["case_id"] != reviewed)]
    children = known.loc[known["group"].isin(["baduta", "balita_24_59"]), "person_id"].tolist()
    *living, died = children
    helped = [*living[::2], *known.loc[known["group"] == "bumil", "person_id"]]
    gone = {nik[died]: "meninggal"}
    read = half_a_year_on(helped=nik[helped].tolist(), gone=gone, cycle=NEXT, as_of=CLOSED)
    return SimpleNamespace(district=read, helped=helped, died=died)


@pytest.fixture(scope="session")
def evaluated(chosen: Chosen, later: SimpleNamespace) -> People:
    """Risk after of every case whom the new data still know, beside the risk before that it was chosen with."""
    people, store = everybody(later.district, CLOSED), chosen.store
    screening = screen(people, RISKS)
    assert store.add(evaluation_changes(store.entries(), screening, as_of=CLOSED)) > 0
    assert store.add(evaluation_changes(store.entries(), screening, as_of=CLOSED)) == 0, "a second run adds nothing"
    return people


@pytest.fixture(scope="session")
def plan() -> SimpleNamespace:
    """Days, cycles, quotas and rules of the story."""
    return SimpleNamespace(
        add=add,
        settings=SelectionSettings(cycle=NEXT, per_group=PER_GROUP),
        cycle=CYCLE,
        next=NEXT,
        per_group=PER_GROUP,
        risks=RISKS,
        visited=VISITED,
        agreed=AGREED,
        disseminated=DISSEMINATED,
        closed=CLOSED,
    )
