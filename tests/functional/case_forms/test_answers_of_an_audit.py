"""Forms that came back: one command and one run read them all, whatever their sheets are called."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest

from audit.cases.follow_up import plan_states
from audit.cases.referrals import worklist
from audit.cases.review_facts import FACT_COLUMNS, VISIT_COLUMNS
from audit.cli import main
from audit.errors import ParamsError
from audit.pipeline.answers import recognise, take_in, take_in_answers
from audit.pipeline.project import Project
from audit.pipeline.urgent import take_in_lists
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.register.case_layout import FormMeta
from audit.report.forum_workbook import write_forum_workbook
from audit.report.review_workbook import ReviewBook, write_review_workbook
from audit.report.session_workbook import write_session_template
from audit.report.urgent_workbook import write_urgent
from audit.schemas import ATTENDANCE, FOLLOW_UPS, ITEMS, REFERRALS, REVIEWS
from audit.store import IDENTITIES
from audit.store.cycles import CycleStore
from audit.store.entries import changes, current
from audit.store.password import lock_file

AS_OF = date(2025, 9, 15)
CASE = "kasus0003"
PARAMS = SimpleNamespace(
    district=SimpleNamespace(code="17.71", name="Kota Bengkulu", folder="17.71-kota-bengkulu"),
    cycle="2025-2", as_of=AS_OF, language="id", sources=(),
)  # fmt: skip
META = FormMeta("17.71-kota-bengkulu", "2025-2")


@pytest.fixture
def project(tmp_path, book, monkeypatch) -> Project:
    for name in ("params", "notebooks", "data/raw/17.71/isian", "data/private/17.71"):
        (tmp_path / name).mkdir(parents=True)
    project = Project(tmp_path)
    CycleStore(project.cycle(PARAMS)).add(book.entries)
    monkeypatch.chdir(tmp_path)
    return project


@pytest.fixture
def folder(project):
    return project.root / "data/raw/17.71/isian"


def fill(path, sheet: str, **values) -> None:
    book = openpyxl.load_workbook(path)
    at = {cell.value: cell.column for cell in book[sheet][1]}
    for name, value in values.items():
        book[sheet].cell(3, at[name]).value = value
    book.save(path)


@pytest.fixture
def review(folder, book):
    """A signed review of one case."""
    path = folder / "telaah.xlsx"
    nothing = (pd.DataFrame(columns=list(names)) for names in (FACT_COLUMNS, VISIT_COLUMNS))
    cases = book.cases[book.cases["case_id"].eq(CASE)]
    write_review_workbook(path, ReviewBook(book.folder, book.cycle, "sp_a", "pertama", cases, *nothing, book.entries))
    fill(path, "Telaah", risk="Asupan kurang", reviewed_on=datetime(2025, 10, 7), signed="Ya")
    return path


@pytest.fixture
def forum(folder):
    """What a forum agreed in October, after the day of the report."""
    path = folder / "hasil.xlsx"
    plans = plan_states(FOLLOW_UPS.conform(pd.DataFrame()), as_of=AS_OF)
    write_forum_workbook(path, meeting="2025-2-diseminasi-20251008", plans=plans, meta=META)
    fill(path, "Forum", held_on=datetime(2025, 10, 8))
    fill(path, "Daftar hadir", office="Dinas Kesehatan", role="OPD", people=4)
    fill(path, "Kesepakatan", activity="Membangun jamban", due_on=datetime(2025, 12, 1), ceiling_rupiah="banyak")
    return path


def test_each_form_is_known_by_its_columns(review, forum, workbook):
    assert [recognise(path).kind for path in (review, forum, workbook)] == [
        "telaah_pakar",
        "hasil_forum",
        "kertas_kerja",
    ]


def test_a_file_that_is_no_form_is_none(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "resep"
    book.save(tmp_path / "lain.xlsx")
    assert recognise(tmp_path / "lain.xlsx") is None


@pytest.mark.parametrize("named", [True, False])
def test_a_session_of_measuring_is_no_worksheet_and_a_named_source_is_not_told(project, folder, named):
    """BKKBN's worksheet is known by words that a session has too."""
    write_session_template(folder / "sesi.xlsx", measurers=2)
    assert recognise(folder / "sesi.xlsx") is None
    path = (folder / "sesi.xlsx").relative_to(project.root).as_posix()
    sources = (SimpleNamespace(path=path),) if named else ()
    reads = take_in_answers(SimpleNamespace(**vars(PARAMS) | {"sources": sources}), project)
    told = {name: [sentence.id for sentence in read.findings] for name, read in reads.items()}
    assert told == ({} if named else {"sesi.xlsx": ["case_form.not_recognised"]})


def test_one_run_reads_all_of_them_and_tells_what_to_mend(project, folder, review, forum, workbook):
    fill(workbook, "KK_Baduta", lenhei_cm="71,3", dewormed="mungkin")
    (folder / "kertas-kerja.xlsx").write_bytes(workbook.read_bytes())
    other = openpyxl.Workbook()
    other.active["A1"] = "resep"
    other.save(folder / "resep.xlsx")
    (folder / "rusak.xlsx").write_bytes(b"bukan buku kerja")
    reads = take_in_answers(PARAMS, project)
    entries = CycleStore(project.cycle(PARAMS)).entries()
    assert current(entries, REVIEWS)["reviewed_on"].tolist() == [pd.Timestamp("2025-10-07")]
    assert current(entries, ATTENDANCE)["office"].tolist() == ["Dinas Kesehatan"]
    assert current(entries, FOLLOW_UPS)["activity"].tolist() == ["Membangun jamban"]
    assert current(entries, ITEMS)["value"].tolist() == ["71.3"]
    said = {name: [sentence.id for sentence in read.findings] for name, read in reads.items()}
    assert said["resep.xlsx"] == ["case_form.not_recognised"]
    assert len(said["rusak.xlsx"]) == 1
    report = openpyxl.load_workbook(project.vault(PARAMS) / "laporan-isian.xlsx")["Perlu dibetulkan"]
    rows = [[cell.value for cell in row] for row in report.iter_rows(min_row=3)]
    assert {(row[0].partition("!")[0], row[5]) for row in rows} == {
        ("Kesepakatan", "hasil.xlsx"), ("KK_Baduta", "kertas-kerja.xlsx"),
    }  # fmt: skip
    before = len(entries)
    take_in_answers(PARAMS, project)
    assert len(CycleStore(project.cycle(PARAMS)).entries()) == before


def test_a_run_without_answers_leaves_no_report(project):
    (project.vault(PARAMS) / "laporan-isian.xlsx").write_bytes(b"")
    assert take_in_answers(PARAMS, project) == {}
    assert not (project.vault(PARAMS) / "laporan-isian.xlsx").exists()


def test_a_date_that_no_cycle_reaches_is_not_believed(project, review):
    fill(review, "Telaah", reviewed_on=datetime(2035, 10, 7))
    (read,) = take_in_answers(PARAMS, project).values()
    assert [one.reason for one in read.rejected] == ["tanggal_belum_tiba"]


def test_what_was_changed_since_a_forum_does_not_come_back_with_its_form(project, forum):
    take_in_answers(PARAMS, project)
    later = forum.with_name("hasil-2.xlsx")
    store = CycleStore(project.cycle(PARAMS))
    plans = plan_states(current(store.entries(), FOLLOW_UPS), as_of=AS_OF)
    write_forum_workbook(later, meeting="2025-2-diseminasi-20251208", plans=plans)
    fill(later, "Perubahan RTL", new_due_on=datetime(2026, 2, 1), status="Berjalan")
    for _ in range(2):
        take_in_answers(PARAMS, project)
        (due,) = current(store.entries(), FOLLOW_UPS)["due_on"]
        assert due == pd.Timestamp("2026-02-01")


def test_the_form_of_another_cycle_is_left_alone(project, forum):
    fill(forum, "Forum", meeting="2025-1-diseminasi-20250408")
    found = recognise(forum)
    with pytest.raises(ParamsError) as refusal:
        take_in(found, project, PARAMS, on=AS_OF)
    assert refusal.value.id == "case_form.other_cycle"
    (read,) = take_in_answers(PARAMS, project).values()
    assert [sentence.id for sentence in read.findings] == ["case_form.other_cycle"]


def test_the_command_reads_a_review_without_being_told_whose_it_is(project, review, capsys):
    out = project.root / "hasil"
    assert main(["worksheet", "read", str(review), "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["answers"], told["rejected"], told["conflicts"]) == ("telaah_pakar", 3, 0, 0)
    assert (out / "laporan-isian.xlsx").is_file()
    assert main(["worksheet", "read", str(review), "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 0


def test_the_form_of_a_forum_says_itself_whose_it_is(project, forum, capsys):
    assert main(["worksheet", "read", str(forum), "--out", str(project.root / "hasil"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["rejected"], told["conflicts"]) == ("hasil_forum", 1, 0)
    assert current(CycleStore(project.cycle(PARAMS)).entries(), ATTENDANCE)["office"].tolist() == ["Dinas Kesehatan"]


def test_an_older_form_of_a_forum_needs_its_audit_named(project, forum, capsys):
    book = openpyxl.load_workbook(forum)
    del book["_meta"]
    book.save(forum)
    assert main(["worksheet", "read", str(forum), "--out", str(project.root / "hasil")]) == 10
    assert "--params" in capsys.readouterr().err


@pytest.fixture
def referrals(project, folder):
    """A list with one referral, which somebody began to follow; ``write(meta)`` lays it into the folder of answers."""
    store = CycleStore(project.cycle(PARAMS))
    row = {"referral_id": "r1", "person_id": "orang3", "group": "baduta", "rule_id": "muac_very_low", "value": "11.4",
           "found_on": pd.Timestamp(AS_OF), "area_code": "17.71.01.1001", "measure_again": False}  # fmt: skip
    rows = REFERRALS.conform(pd.DataFrame([row]))
    store.add(changes(store.entries(), REFERRALS, rows, role="program", filled_on=AS_OF, source_system="uji"))

    def write(meta: FormMeta | None):
        path, areas = folder / "rujuk-segera.xlsx", areas_of("17.71")
        shown = worklist(current(store.entries(), REFERRALS), (), AS_OF)
        nobody = IDENTITIES.conform(pd.DataFrame())
        write_urgent(path, shown, nobody, rules=rule_set("urgent_practice_2026"), areas=areas, meta=meta)
        fill(path, "Rujuk segera", told="Puskesmas")
        return path

    return write


def told_of(project):
    return current(CycleStore(project.cycle(PARAMS)).entries(), REFERRALS)["told"].tolist()


def test_a_list_of_referrals_says_itself_whose_it_is(project, referrals, capsys):
    path = referrals(META)
    assert main(["worksheet", "read", str(path), "--out", str(project.root / "hasil"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "rujuk_segera"
    assert told_of(project) == ["Puskesmas"]


def test_a_list_of_referrals_without_its_hidden_sheet_needs_its_audit_named(project, referrals, capsys):
    assert main(["worksheet", "read", str(referrals(None)), "--out", str(project.root / "hasil")]) == 10
    assert "--params" in capsys.readouterr().err


def test_a_list_of_another_cycle_is_left_alone_by_a_run_and_told(project, referrals):
    referrals(replace(META, cycle="2025-1"))
    assert [sentence.id for sentence in take_in_lists(PARAMS, project)] == ["case_form.other_cycle"]
    (read,) = take_in_answers(PARAMS, project).values()
    assert [sentence.id for sentence in read.findings] == ["case_form.other_cycle"]
    assert told_of(project)[0] is pd.NA
    referrals(META)
    assert take_in_lists(PARAMS, project)[0].id == "urgent.no_writer"
    assert told_of(project) == ["Puskesmas"]


def test_a_locked_workbook_is_one_sentence_and_exit_11(project, forum, capsys):
    lock_file(forum, "kuda laut ungu")
    assert main(["worksheet", "read", str(forum), "--out", str(project.root / "hasil")]) == 11
    (line,) = capsys.readouterr().err.splitlines()
    assert "hasil.xlsx dikunci kata sandi" in line


def test_a_locked_workbook_among_the_answers_is_told_and_refuses_nothing(project, forum, review):
    lock_file(forum, "kuda laut ungu")
    reads = take_in_answers(PARAMS, project)
    assert [sentence.id for sentence in reads["hasil.xlsx"].findings] == ["register.password"]
    assert reads["telaah.xlsx"].findings == ()
    assert [sentence.id for sentence in take_in_lists(PARAMS, project)] == ["register.password"], (
        "it may be such a list"
    )
    report = openpyxl.load_workbook(project.vault(PARAMS) / "laporan-isian.xlsx")
    said = [str(cell.value) for sheet in report for row in sheet.iter_rows() for cell in row]
    assert sum("kata sandi" in words for words in said) == 1
