"""Pages of cases and letters to families: one page each, no name unless it is a letter, words without blame."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from math import nan
from types import SimpleNamespace

import pypdf
import pytest

from audit.anthropometry.growth_series import AtAge, GrowthPoint, GrowthSeries
from audit.cases.case_file import Advice, CasePage, CauseFound, Contact, Mark, PlanLine, Risk
from audit.language import ids
from audit.pipeline.case_papers import letter_contacts
from audit.pipeline.project import Project
from audit.reference.areas import areas_of
from audit.reference.causes import causes
from audit.report.case_pages import CaseSheet, render_case_pages
from audit.report.family_letter import LetterContact, letters_for, render_family_letters
from audit.report.figures.case_growth import case_growth
from audit.report.growth_words import GrowthWords

DAY = date(2025, 9, 15)
SHEET = CaseSheet("Kota Bengkulu", "2025-2", areas_of("17.71"), DAY, sample=True)
FORBIDDEN = ("kerdil", "gagal", "lalai", "pelaku", "tersangka", "skor", "menyebabkan")


def at(day, z):
    return AtAge(day, int(day / 30.4375), z, -5.0)


def growth(n=6):
    points = tuple(
        GrowthPoint(50.0 + 4 * i, 50.0 + 4 * i, at(90 * i, -1.0 - 0.3 * i), None, -0.5, i == n - 1, (), True)
        for i in range(n)
    )
    return GrowthSeries("f", None, points, (), 0)


CHILD = CasePage(
    case_id="kodeacak", case_no=7, person_id="p7", group="baduta", area_code="17.71.01.1001", chosen_by="score",
    review="reviewed", missing="", confirmed=None,
    facts={"sex": "f", "age_months": 15.0, "haz": -2.5, "haz_flag": False, "whz": -0.5, "weight_kg": 8.0,
           "lenhei_cm": 70.0},
    risks=(Risk("muac_low", "direct", "22.1", "cm", "elsimil"),), growth=growth(),
    timeline=(Mark("measured", 3.0), Mark("feeding", 0.0, "exclusive", 6.0)), contacts=(), bounds={},
    causes=(CauseFound("low_intake", "direct", "DK"), CauseFound("no_latrine", "indirect", "O")),
    advice=(Advice("sp_a", "keluarga", "Beri telur setiap hari."), Advice("gizi", "opd", "Air bersih.")),
    plans=(PlanLine("Jamban sehat", "", "Dinas PUPR", "apbdes", date(2025, 12, 1), "running"),), consent_audit=True,
)  # fmt: skip
WOMAN = replace(
    CHILD, case_no=8, person_id="p8", group="bumil", facts={"age_years": 24.0, "muac_cm": 22.0}, growth=None,
    timeline=(),
    contacts=(Contact(date(2025, 6, 1), 12.0, 22.0, 10.5, 21.0, 0.0), Contact(DAY, nan, nan, 11.0, nan, 2.0)),
    bounds={"muac_cm": 23.5},
)  # fmt: skip
EMPTY = replace(
    CHILD, case_no=None, area_code="", chosen_by="", review="waiting", missing="sp_a/gizi", facts={}, risks=(),
    growth=None, timeline=(), causes=(), advice=(), plans=(), consent_audit=False,
)  # fmt: skip
FULL = replace(
    CHILD, review="reviewed", growth=growth(20),
    causes=tuple(CauseFound(c.code, c.level, "DKOW") for c in causes().values()),
    advice=tuple(Advice("sp_a", "keluarga", "kalimat yang sangat panjang " * 30) for _ in range(12)),
    plans=tuple(
        replace(CHILD.plans[0], activity="kegiatan " * 12, warnings=("apbd_p_missed", "december_missed"))
        for _ in range(12)
    ),
)  # fmt: skip


def pages(pdf):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("page", [CHILD, WOMAN, EMPTY, FULL], ids=["child", "woman", "empty", "full"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_case_is_one_page(page, language):
    assert len(pages(render_case_pages([page, page], replace(SHEET, language=language)))) == 2


def test_a_page_says_status_sentence_evidence_and_plan():
    (said,) = pages(render_case_pages([CHILD], SHEET))
    for words in ("Kasus 07", "15 bulan", "Pakar menemukan asupan makan belum cukup", "0 dari 1 tindak lanjut selesai",
                  "Jamban belum layak", "Dinas PUPR", "01/12/2025", "Berjalan", "TERBATAS"):  # fmt: skip
        assert words in said
    assert "Siti" not in said


@pytest.mark.parametrize(("state", "times"), [("running", 1), ("draft", 1), ("done", 0), ("cancelled", 0)])
def test_a_plan_whose_money_comes_too_late_says_so_while_it_is_open(state, times):
    plan = replace(CHILD.plans[0], warnings=("apbd_p_missed", "no_code"), state=state)
    (said,) = pages(render_case_pages([replace(CHILD, plans=(plan,))], SHEET))
    assert said.count("pilih jalur dana lain") == times
    assert "nomenklatur" not in said, "codes are for the office, not for the panel"


def test_a_case_that_waits_says_for_whom_and_is_in_no_pattern():
    (said,) = pages(render_case_pages([EMPTY], SHEET))
    assert "menunggu Sp.A atau Ahli gizi" in said


def test_a_woman_has_a_strip_and_her_low_arm_circumference_is_marked():
    (said,) = pages(render_case_pages([WOMAN], SHEET))
    assert "Hasil pemeriksaan pada setiap kontak" in said
    assert "LiLA 22,0 cm" in said


def drawn(series):
    return case_growth(series)


def test_spells_are_bars_and_a_lane_without_weights_says_that_nobody_knows():
    low = growth()
    light = replace(low, points=tuple(replace(p, whz=nan, waz=nan) for p in low.points))
    bar = 'fill="#E2711D"/>'
    assert drawn(low).count(bar) == 1, "stunted in the end; never wasted"
    assert drawn(light).count("belum dapat dinilai") == 2
    tall = replace(low, points=tuple(replace(p, born=replace(p.born, haz=0.5)) for p in low.points))
    assert bar not in drawn(tall)


def test_a_dot_is_filled_where_the_audit_measured_and_the_chart_says_so():
    marked = drawn(growth())
    hollow, filled = marked.count('fill="#FFFFFF" stroke'), len(re.findall(r'<circle[^>]*fill="#1F2A33"', marked))
    assert (hollow, filled) == (11, 3), "five and one measurements in two panels, and a mark of each in the legend"
    assert "diukur saat audit" in marked
    routine = replace(growth(), points=tuple(replace(p, audit=False) for p in growth().points))
    assert "diukur saat audit" not in drawn(routine)


def test_the_chart_is_told_to_those_who_do_not_see_it():
    said = GrowthWords(growth()).alt()
    assert "pendek umur 11–14 bulan" in said
    assert "gizi kurang tidak ada yang terukur" in said


def test_a_part_says_for_whom_it_is_at_head_and_foot():
    (said,) = pages(render_case_pages([CHILD], replace(SHEET, holder="Puskesmas Sawah Lebar")))
    assert said.count("TERBATAS untuk Puskesmas Sawah Lebar") == 2
    assert "tim audit" not in said


def test_of_a_bride_the_page_says_the_kecamatan_alone():
    bride = replace(WOMAN, group="catin")
    desa, kecamatan = (SHEET.areas.by_code[code].name for code in ("17.71.01.1001", "17.71.01"))
    assert desa in pages(render_case_pages([WOMAN], SHEET))[0]
    (said,) = pages(render_case_pages([bride], SHEET))
    assert kecamatan in said
    assert desa not in said


def test_names_stand_on_a_page_only_where_they_are_given():
    assert "Siti" in pages(render_case_pages([CHILD], replace(SHEET, names={"p7": "Siti"})))[0]


def test_the_same_cases_give_the_same_bytes():
    assert render_case_pages([CHILD, WOMAN], SHEET) == render_case_pages([CHILD, WOMAN], SHEET)


def test_without_cases_there_is_no_file():
    with pytest.raises(ValueError, match="no cases"):
        render_case_pages([], SHEET)
    with pytest.raises(ValueError, match="no letters"):
        render_family_letters([], SHEET)


@pytest.mark.parametrize(
    "page",
    [replace(CHILD, consent_audit=False), replace(CHILD, review="waiting")],
    ids=["no consent", "not reviewed"],
)
def test_a_family_that_did_not_agree_or_whose_case_waits_gets_no_letter(page):
    assert letters_for([page, WOMAN]) == (WOMAN,)


@pytest.mark.parametrize("page", [CHILD, WOMAN, FULL], ids=["child", "woman", "full"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_letter_is_one_page(page, language):
    assert len(pages(render_family_letters([page], replace(SHEET, language=language)))) == 1


def test_a_letter_says_what_who_when_and_whom_to_call_and_no_z():
    contact = {"17.71.01.1001": LetterContact("Puskesmas Melati", "0736-99")}
    (said,) = pages(render_family_letters([CHILD], replace(SHEET, names={"p7": "Siti"}), contacts=contact))
    for words in ("keluarga Siti", "8,0 kilogram", "70,0 sentimeter", "jamban yang belum layak", "Jamban sehat",
                  "Dinas PUPR", "1 Desember 2025", "Beri telur setiap hari", "Puskesmas Melati",
                  "0736-99"):  # fmt: skip
        assert words in said
    for jargon in ("z ", "SD", "TB/U", "RTL", "stunting"):
        assert jargon not in said


def test_a_bride_is_told_that_nothing_stands_in_the_way_of_her_marriage():
    (said,) = pages(render_family_letters([replace(WOMAN, group="catin")], SHEET))
    assert "tidak menghalangi pernikahan" in said
    assert "Untuk Saudari" in said


def test_a_done_or_unapproved_plan_is_not_promised():
    plans = tuple(replace(CHILD.plans[0], state=state) for state in ("done", "draft", "cancelled"))
    (said,) = pages(render_family_letters([replace(CHILD, plans=plans)], SHEET))
    assert "Jamban sehat" not in said
    assert "Rencananya sedang disiapkan" in said


def test_no_word_of_pages_and_letters_blames():
    words = [str(entry).lower() for id, entry in ids("id").items() if id.split(".")[0] in ("case_page", "letter")]
    assert words
    assert not [(word, said) for said in words for word in FORBIDDEN if word in said]


def test_a_list_of_contacts_in_the_params_says_whom_families_call(tmp_path):
    (tmp_path / "kontak.csv").write_text("Kecamatan;Hubungi;Telepon\nSelebar;Puskesmas;0736 1234\n", encoding="utf-8")
    source = SimpleNamespace(kind="contacts", path="kontak.csv")
    params = SimpleNamespace(district=SimpleNamespace(code="17.71"), sources=(source,))
    found = letter_contacts(params, Project(tmp_path))
    assert found["17.71.01.1001"] == LetterContact("Puskesmas", "0736 1234")
    assert {code.rpartition(".")[0] for code in found} == {"17.71.01"}
    assert letter_contacts(SimpleNamespace(district=params.district, sources=()), Project(tmp_path)) == {}
