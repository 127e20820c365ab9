"""Packs of forums: what is promised comes first, nothing below the kecamatan, nothing hidden is said in words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader

from audit.disclosure import release, solve_pattern
from audit.reference.areas import areas_of
from audit.reference.follow_up_rules import SECTORS
from audit.reference.forum_rules import REMEASURE, VISIT_LIST
from audit.reference.needs import PERSON
from audit.reference.rule_sets import rule_set
from audit.reference.visit_rules import VISIT_GROUPS
from audit.report.packs.forum_memory import forum_obstacles, forum_promises, next_forum
from audit.report.packs.kecamatan_care import kecamatan_referrals, kecamatan_verification
from audit.report.packs.kecamatan_couples import kecamatan_couples
from audit.report.packs.kecamatan_decisions import kecamatan_decisions
from audit.report.packs.kecamatan_people import kecamatan_recorded
from audit.report.packs.kecamatan_teams import kecamatan_teams
from audit.report.packs.mini_workbook import MiniBook, write_mini_workbook
from audit.report.packs.mini_workshop import MINI_WORKSHOP, mini_workshop_pages
from audit.report.packs.pack_pdf import render_pack
from audit.report.packs.pack_word import render_pack_word
from audit.report.packs.rembuk import rembuk_commitments, rembuk_pages
from audit.report.view import View
from audit.results import Cell, CountTable, Finding, Sentence
from audit.store import IDENTITIES

CYCLE = "2025-2"
AREAS = areas_of("17.71")
HERE, THERE = (area.code for area in AREAS.kecamatan[:2])
RULES = rule_set("risk_practice_2026")
NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "text" / "70_mini_lokakarya.py"


def promise(n: int, area: str, state: str) -> Finding:
    values = {
        "area": area, "activity": "rtl.kind.rapat_koordinasi", "office": "needs.office.puskesmas", "due": "2025-10",
        "money": "rtl.plan.mechanism.tanpa_biaya", "state": f"rtl.plan.state.{state}",
    }  # fmt: skip
    return Finding(f"forum_promise.{n:04d}", Sentence("forum_pack.promise", values), values=values)


def obstacle(n: int, area: str, state: str) -> Finding:
    values = {"area": area, "kind": "convergence.obstacle.dana", "office": "needs.office.village", "since": "2025-05",
              "due": "forum_pack.unwritten", "state": f"convergence.obstacles.{state}"}  # fmt: skip
    return Finding(f"forum_obstacle.{n:04d}", Sentence("forum_pack.obstacle", values), values=values)


def meeting(area: str, following: str = "2025-10", overdue: str = "n") -> Finding:
    values = {"area": area, "kind": "forum_pack.kind.mini_lokakarya", "held": "2025-06", "next": following,
              "overdue": overdue}  # fmt: skip
    return Finding(f"forum_meeting.{area}", Sentence("forum_pack.meeting", values), values=values)


def referred(waiting: int, received: int) -> CountTable:
    counts = {"urgent": waiting + received, "waiting": waiting, "received": received}
    cells = tuple(Cell.of(CYCLE, referral=step, area=HERE) for step in counts)
    return CountTable("referrals_kecamatan", cells, tuple(counts.values()), (AREAS.partition,))


def couples(n: int, early: int) -> CountTable:
    top = Cell.of(CYCLE, person="person", group="catin", area=HERE)
    cells = (top, top.replace("couple.notice", "early"))
    return CountTable("couples", cells, (n, early), (PERSON, AREAS.partition))


@pytest.fixture
def pack(make_context):
    def make(*results, kecamatan: str = HERE, **changes):
        pattern = solve_pattern(results)
        return make_context(
            released={r.id: release(r, pattern) for r in results}, kecamatan=kecamatan, cycle=CYCLE, **changes
        )

    return make


def words(block) -> str:
    return str(block.to_json()["public"])


def test_the_promises_of_this_place_alone_and_how_many_were_kept(pack):
    context = pack(promise(1, HERE, "done"), promise(2, HERE, "overdue"), promise(3, THERE, "done"), meeting(HERE))
    shown = forum_promises(context).public
    assert shown.title == "1 dari 2 janji selesai, 1 melewati tenggat"
    assert len(shown.tables[0].rows) == 2
    assert "Juni 2025" in shown.paragraphs[0]
    assert "Oktober 2025" in shown.paragraphs[0]


def test_cancelled_promises_are_not_counted_as_promised(pack):
    shown = forum_promises(pack(promise(1, HERE, "done"), promise(2, HERE, "cancelled"))).public
    assert shown.title == "1 dari 1 janji selesai, tidak ada yang melewati tenggat"


def test_a_rhythm_that_nobody_wrote_is_said_to_be_missing(pack):
    context = pack(promise(1, HERE, "done"), meeting(HERE, "forum_pack.unwritten"))
    assert "Jadwal tetap pertemuan belum tercatat" in forum_promises(context).public.paragraphs[0]
    assert next_forum(View(context, "publik")) == ""


def test_a_district_without_any_forum_says_so_everywhere(pack):
    context = pack()
    blocks = [block for _, page in mini_workshop_pages(context) for block in page]
    assert len(blocks) == sum(len(builders) for _, builders in MINI_WORKSHOP)
    for block in blocks:
        shown = block.public
        assert shown.paragraphs or shown.tables or shown.terms, block.id
    assert "belum tercatat" in words(kecamatan_teams(context))


def test_obstacles_of_a_district_name_their_place_and_of_a_kecamatan_do_not(pack):
    found = (obstacle(1, HERE, "overdue"), obstacle(2, THERE, "open"))
    of_district = forum_obstacles(pack(*found, kecamatan="")).public
    assert of_district.title == "2 kendala belum selesai, 1 melewati tenggat"
    assert of_district.tables[0].columns[0].id == "area"
    assert len(forum_obstacles(pack(*found)).public.tables[0].rows) == 1


def test_obstacles_by_kind_for_the_district_and_those_of_the_district_for_a_kecamatan(pack):
    found = (obstacle(1, HERE, "overdue"), obstacle(2, THERE, "open"), obstacle(3, "17.71", "open"))
    assert forum_obstacles(pack(*found, kecamatan="")).public.paragraphs == ("Menurut jenis: dana 3.",)
    (said,) = forum_obstacles(pack(*found)).public.paragraphs
    assert said.startswith("1 kendala lain berada di tingkat")
    nothing_here = forum_obstacles(pack(*found[1:])).public
    assert nothing_here.paragraphs[-1] == said
    assert nothing_here.tables == ()


def route(again: int, first: int) -> tuple[CountTable, CountTable]:
    one, two = (Cell.of("2025-08", area=HERE, **at) for at in ({"remeasure": "again"}, {"visit_list": VISIT_GROUPS[0]}))
    return (
        CountTable("remeasure_kecamatan", (one,), (again,), (AREAS.partition, REMEASURE)),
        CountTable("to_visit_kecamatan", (two,), (first,), (AREAS.partition, VISIT_LIST)),
    )


def test_the_route_counts_whom_to_measure_again_and_to_visit_first(pack):
    shown = kecamatan_verification(pack(*route(14, 60), months=("2025-08",))).public
    steps = [item.meaning for item in shown.terms]
    assert "14 anak yang hasil ukurnya di luar batas wajar" in steps[2]
    assert "Kunjungi dahulu 60 anak" in steps[3]
    assert f"{HERE}.xlsx" in shown.paragraphs[0]


def test_the_route_without_numbers_says_no_number(pack):
    small = kecamatan_verification(pack(*route(2, 60), months=("2025-08",))).public
    assert not re.search(r"\b2 anak", str(small.terms))
    none = kecamatan_verification(pack(*route(0, 0), months=("2025-08",))).public
    assert "Tidak ada hasil ukur di luar batas wajar" in none.terms[2].meaning
    assert len(none.terms) == 4
    assert kecamatan_verification(pack()).public.paragraphs == ()


def tasks(**late: int) -> CountTable:
    counts = {
        Cell.of(CYCLE, sector="pemerintah", task=task): n
        for task, n in ({"all": 7, "decision": 2, "obstacle": 5} | late).items()
    }
    return CountTable("sector_tasks", tuple(counts), tuple(counts.values()), personal=False)


def test_commitments_start_from_open_tasks_and_decisions_of_the_sector(pack):
    values = {"who": "Dinas Kesehatan Kota Bengkulu", "by_when": date(2025, 10, 31), "children": 40,
              "money": "decision.money.no_cost", "place": "Kota Bengkulu"}  # fmt: skip
    asked = Finding("decision.refer_severe", Sentence("decision.refer_severe", values), values=values)
    shown = rembuk_commitments(pack(tasks(overdue=3), asked, kecamatan="")).public
    assert shown.paragraphs[1] == "Pemerintah: 7 tugas terbuka, 3 melewati tenggat (Keputusan forum 2 dan Kendala 5)."
    first, *others = [[cell.text for cell in row.cells] for row in shown.tables[0].rows]
    assert first[0] == "Pemerintah"
    assert first[2] == "Dinas Kesehatan Kota Bengkulu"
    assert first[-1] == ""  # to sign
    assert len(others) == 2 * len(SECTORS)
    assert not any(any(row[1:]) for row in others)
    in_time = rembuk_commitments(pack(tasks(overdue=0), kecamatan="")).public
    assert "tidak ada yang melewati tenggat" in in_time.paragraphs[1]


def test_three_decisions_at_most_in_their_fixed_order(pack):
    found = (referred(30, 12), promise(1, HERE, "overdue"), obstacle(1, HERE, "overdue"), couples(40, 10))
    asked = kecamatan_decisions(pack(*found, meeting(HERE))).public
    assert [decision.rule for decision in asked.decisions] == ["referrals", "promises", "obstacles"]
    assert "30 orang" in asked.decisions[0].sentence
    assert "sebelum pertemuan Oktober 2025" in asked.decisions[0].sentence


def test_nothing_to_decide_where_nothing_is_open(pack):
    assert kecamatan_decisions(pack(referred(0, 0), promise(1, HERE, "done"))).public.decisions == ()


def test_a_withheld_number_is_in_no_sentence(pack):
    context = pack(referred(3, 40), meeting(HERE))
    for block in (kecamatan_referrals(context), kecamatan_decisions(context)):
        assert not re.search(r"\b3 (orang|dari)", words(block)), block.id
    (decision,) = kecamatan_decisions(context).public.decisions
    assert decision.children == ""


def test_couples_in_words_with_the_sentence_that_risk_never_forbids(pack):
    shown = kecamatan_couples(pack(couples(40, 25))).public
    assert shown.title == "25 dari 40 pasangan terdaftar mendaftar paling lambat 3 bulan sebelum menikah"
    assert "tidak pernah menjadi alasan melarang" in shown.paragraphs[0]
    cells = [cell.text for cell in shown.tables[0].rows[1].cells]
    assert cells[1:] == ["25", "63%"]
    assert shown.tables[0].rows[2].cells[1].text == "Belum tercatat"  # Elsimil


def test_few_couples_have_no_percentage(pack):
    shown = kecamatan_couples(pack(couples(15, 9))).public
    assert "%" not in str(shown.tables[0].rows[1])


def test_what_is_missing_is_counted_from_the_list_of_each_group(make_context):
    context = make_context(kecamatan=HERE)
    shown = kecamatan_recorded(context).public
    assert len(shown.tables[0].rows) == 4
    assert [row.cells[0].text.split(" ")[0] for row in shown.tables[0].rows] == ["Baduta", "Batita", "Balita", "Ibu"]


def test_the_notebook_shows_the_blocks_of_the_pack_in_its_order():
    shown = re.findall(r"^report\.(\w+)\(context\)$", NOTEBOOK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert shown == [builder.__name__ for _, builders in MINI_WORKSHOP for builder in builders]


def test_a_pack_is_four_pages_and_the_same_bytes_again(pack):
    context = pack(referred(30, 12), promise(1, HERE, "overdue"), meeting(HERE), couples(40, 25))
    once, again = (render_pack(mini_workshop_pages(context), context, title="A", place="B") for _ in range(2))
    assert once == again
    assert len(PdfReader(io.BytesIO(once)).pages) == len(MINI_WORKSHOP)


def test_a_pack_without_its_kecamatan_is_a_bug(make_context):
    with pytest.raises(ValueError, match="kecamatan"):
        mini_workshop_pages(make_context())


def test_the_rembuk_has_lines_for_every_sector_on_paper_and_in_word(make_context):
    context = make_context()
    rows = rembuk_commitments(context).public.tables[0].rows
    assert sum(row.cells[0].text != "" for row in rows) == len(SECTORS)
    pages = rembuk_pages(context)
    once, again = (render_pack_word(pages, context, title="A", place="B") for _ in range(2))
    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        body = archive.read("word/document.xml").decode()
    for sector in ("Pemerintah", "Akademisi", "Dunia usaha", "Media", "Masyarakat"):
        assert sector in body
    assert "DATA CONTOH" in body
    paper = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(render_pack(pages, context, title="A", place="B"))).pages
    )
    assert "Dunia usaha" in paper


def test_the_workbook_holds_its_own_kecamatan_and_no_desa_of_a_bride(tmp_path):
    here, there = AREAS.within(HERE)[0], AREAS.within(THERE)[0]
    due = pd.DataFrame(
        {
            "person_id": ["p1", "p2", "p3"],
            "group": ["baduta", "catin", "baduta"],
            "area_code": [here.code, here.code, there.code],
            "service": ["complementary_food", "before_wedding", "complementary_food"],
        }
    )
    people = pd.DataFrame({"child_id": ["p1", "p2", "p3"], "name": ["Satu", "Dua", "Tiga"]})
    book = MiniBook(None, None, None, None, None, due, None, IDENTITIES.conform(people), AREAS, RULES)
    write_mini_workbook(tmp_path / "a.xlsx", book, HERE)
    sheets = pd.read_excel(tmp_path / "a.xlsx", sheet_name=None, header=None, engine="openpyxl")
    listed = sheets["Layanan bulan depan"].astype(str)
    assert sorted(set(listed[0]) & {"Satu", "Dua", "Tiga"}) == ["Dua", "Satu"]
    place = dict(zip(listed[0], listed[2], strict=True))
    assert place["Satu"] == here.name
    assert place["Dua"] == AREAS.by_code[HERE].name
    assert "KUA" not in sheets


def test_the_workbook_lists_the_first_group_of_visits_and_what_is_implausible(tmp_path):
    here = AREAS.within(HERE)[0].code
    again = pd.DataFrame(
        {"person_id": ["p1"], "area_code": [here], "visit_date": pd.to_datetime(["2025-08-04"]), "weight_kg": [9.0],
         "lenhei_cm": [61.0], "what": ["haz;whz"]}
    )  # fmt: skip
    visit = pd.DataFrame(
        {"child_id": ["p2", "p3"], "area_code": here, "age_months": [11.0, 20.0],
         "group": [VISIT_GROUPS[0], VISIT_GROUPS[1]], "reasons": ""}
    )  # fmt: skip
    people = pd.DataFrame({"child_id": ["p1", "p2", "p3"], "name": ["Satu", "Dua", "Tiga"]})
    empty = again.iloc[:0]
    for name, rows in (("a", again), ("b", empty)):
        book = MiniBook(None, None, None, rows, visit, None, None, IDENTITIES.conform(people), AREAS, RULES)
        write_mini_workbook(tmp_path / f"{name}.xlsx", book, HERE)
    sheets = pd.read_excel(tmp_path / "a.xlsx", sheet_name=None, header=None, engine="openpyxl")
    assert "Dua" in set(sheets["Kunjungi dahulu"][0])
    assert "Tiga" not in set(sheets["Kunjungi dahulu"][0])
    assert sheets["Ukur ulang"].iloc[2].to_list()[3:] == [
        datetime(2025, 8, 4), 9, 61, "tinggi menurut umur; berat menurut tinggi",
    ]  # fmt: skip
    nobody = pd.read_excel(tmp_path / "b.xlsx", sheet_name="Ukur ulang", header=None, engine="openpyxl")
    assert nobody.iloc[2, 0] == "Tidak ada yang tercatat."


def test_the_context_of_a_pack_changes_nothing_else(make_context):
    context = make_context()
    assert replace(context, kecamatan=HERE).month == context.month
