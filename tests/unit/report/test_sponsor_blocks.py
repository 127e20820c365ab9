"""What notebook 50 says of sponsors: both shares, withheld where few, no word of cause, nothing where nothing came."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.programme.sponsor_counts import Months
from audit.programme.sponsor_growth import Course, Group
from audit.programme.sponsor_reach import reach
from audit.programme.sponsor_results import course_results, months_finding
from audit.reference.areas import areas_of
from audit.reference.sponsor_rules import ITEM_RULES, SPONSORED_CHILD, unfit_partition
from audit.report.sections.sponsor_reach import spoken_sponsors
from audit.report.sponsor_workbook import SponsorBook, write_sponsor_workbook
from audit.report.view import View
from audit.results import Cell, CountTable, Partition

CYCLE = "2025-2"
AREAS = areas_of("17.71")
BLOCKS = ("sponsor_reach", "sponsor_months", "sponsor_items", "sponsor_growth", "sponsor_outcomes", "sponsor_donors")
AIDED = Group(60, -2.4, -2.2, 0.2, 0.1, 0.3, 40, 30, 0.75)
LIKE = Group(900, -2.4, -2.25, 0.15, 0.05, 0.25, 300, 210, 0.7)
SAME_AGE = Group(2000, -1.1, -1.2, -0.1, -0.12, -0.08, 0, 0, None)


def shown(context, *results, **changes):
    pattern = solve_pattern(results)
    return replace(context, released={result.id: release(result, pattern) for result in results}, **changes)


def children(needed, aided, fitting, n=400, beside=0):
    """Children of one kecamatan: the first ``aided`` have a sponsor, of whom ``fitting`` needed one when it began and
    all but ``beside`` need one today.
    """
    desa = AREAS.desa[0].code
    frame = pd.DataFrame({"person_id": [f"c{i}" for i in range(n)], "area_code": desa, "area": desa})
    frame["baas_need"] = ["needed" if beside <= i < needed + beside else "not_needed" for i in range(n)]
    frame["baas_aid"] = [
        "not_aided" if i >= aided else "began_needed" if i < fitting else "began_not_needed" for i in range(n)
    ]
    found = reach("baas", frame, CYCLE, AREAS)
    return found.needed, found.aided, found.counts


@pytest.mark.parametrize("block", BLOCKS)
def test_where_nothing_was_handed_in_a_block_says_so(context, block):
    content = getattr(report, block)(replace(context, released={})).public
    assert content.paragraphs and not content.tables


def test_both_shares_of_the_district_are_said(context):
    block = report.sponsor_reach(shown(context, *children(100, 50, 40, beside=10)))
    assert "40,0%" in block.public.title
    assert any("40 dari 100" in line for line in block.public.paragraphs)
    assert any("Dari 50 anak" in line and "40" in line for line in block.public.paragraphs)
    assert [cell.text for cell in block.public.tables[0].rows[0].cells[1:]] == [
        "100",
        "40",
        "40,0%",
        "50",
        "40",
        "80,0%",
    ]


def test_a_question_of_how_many_is_answered_in_children_and_not_at_all_where_they_are_few(context):
    def said(*results):
        return spoken_sponsors(View(shown(context, *results), "publik"))

    assert said(*children(100, 50, 40, beside=10)) == "BAAS: 40 dari 100 anak pendek mempunyai orang tua asuh saat ini."
    assert said(*children(100, 3, 3)) == ""


def test_a_few_are_withheld_in_public_and_shown_to_the_office(context):
    results = children(100, 3, 3)
    block = report.sponsor_reach(shown(context, *results, edition="terbatas"))
    assert block.public.tables[0].rows[0].cells[2].text == "*"
    assert block.restricted.tables[0].rows[0].cells[2].text == "3"
    assert "3 dari 100" not in " ".join(block.public.paragraphs)


def test_nobody_learns_that_every_sponsored_child_is_or_was_stunted(context):
    """In need of BAAS is stunted: all of a group known to its neighbours, the aided, are not said to be (100 %)."""
    for results in (children(100, 50, 50, beside=10), children(100, 50, 40)):
        block = report.sponsor_reach(shown(context, *results, edition="terbatas"))
        cells = [cell.text for cell in block.public.tables[0].rows[0].cells[1:]]
        assert "100,0%" not in cells and "*" in cells
        assert [cell.text for cell in block.restricted.tables[0].rows[0].cells[4:5]] == ["50"]


def test_growth_is_read_in_pairs_with_the_caution(context):
    course = Course("baas", 6, AIDED, LIKE, SAME_AGE, 2, 5)
    block = report.sponsor_growth(shown(context, *course_results((course,), CYCLE)))
    assert block.public.figure is not None and "bukan bukti sebab" in block.public.paragraphs[1]
    assert "+0,15 pada yang awalnya sama pendek" in block.public.paragraphs[0]
    assert "−0,10 pada semua yang seumur" in block.public.paragraphs[0]
    assert "+0,20" in block.public.title and "+0,15" in block.public.title
    rows = [[cell.text for cell in row.cells] for row in block.public.tables[0].rows]
    assert rows[0] == ["Dibantu, 6 bulan", "60", "−2,40", "−2,20", "0,20", "0,10; 0,30"]
    assert rows[2] == ["Seumur, berapa pun tingginya, 6 bulan", "2.000", "−1,10", "−1,20", "−0,10", "−0,12; −0,08"]
    not_yet = Course("baas", 12, replace(AIDED, n=0, at_risk=0, still=0), LIKE, SAME_AGE, 0, 60)
    both = report.sponsor_growth(shown(context, *course_results((course, not_yet), CYCLE)))
    assert len(both.public.tables[0].rows) == len(rows)  # nobody was followed for a year yet
    few = Course("baas", 6, replace(AIDED, n=12, at_risk=8, still=6), LIKE, SAME_AGE, 0, 0)
    public = report.sponsor_growth(shown(context, *course_results((few,), CYCLE))).public
    assert public.figure is None  # like children alone say nothing
    assert "0,20" not in repr(public)


def test_genting_has_no_mean_z(context):
    course = Course("genting", 6, AIDED, LIKE, SAME_AGE, 0, 0)
    results = course_results((course,), CYCLE)
    assert report.sponsor_growth(shown(context, *results)).public.figure is None
    still = report.sponsor_outcomes(shown(context, *results)).public.tables[0]
    assert [cell.text for cell in still.rows[0].cells] == ["Genting", "Dibantu, 6 bulan", "40", "75,0%"]


def test_months_promised_stand_beside_months_kept(context):
    brought = pd.DataFrame({"programme": ["baas", "baas"], "value_rupiah": [60_000.0, None]})
    supported = CountTable(
        "sponsor_new_baas", (Cell.of(CYCLE, supported="new_baas"),), (30,), (Partition("supported", {"new_baas": ()}),)
    )
    many = months_finding(Months("baas", 30, 120, 90, 0), brought, CYCLE)
    content = report.sponsor_months(shown(context, supported, many)).public
    assert "75 dari 100" in content.title
    assert "1 di antara 2 baris" in content.paragraphs[0]
    few = months_finding(Months("baas", 19, 120, 90, 0), brought, CYCLE)
    assert "120" not in repr(report.sponsor_months(shown(context, supported, few)).public)


@pytest.mark.parametrize(
    ("n", "said"), [(0, "Tidak tercatat"), (8, "madu di bawah 12 bulan"), (3, "madu di bawah 12 bulan")]
)
def test_items_that_do_not_fit_are_named_with_what_does(context, n, said):
    whole = Cell.of(CYCLE, brought="brought")
    known = whole.replace("brought", "brought.known")
    cells = {whole: 90, known: 90}
    cells |= {known.replace(f"unfit.{rule.id}", "unfit"): n if rule.id == "honey" else 0 for rule in ITEM_RULES}
    partitions = (SPONSORED_CHILD, *(unfit_partition(rule.id) for rule in ITEM_RULES))
    table = CountTable("sponsor_items", tuple(cells), tuple(cells.values()), partitions)
    content = report.sponsor_items(shown(context, table)).public
    assert said in content.title
    assert "protein hewani" in " ".join(content.paragraphs)
    assert content.tables[0].rows[0].cells[1].text == ("*" if n == 3 else str(n))


def test_the_workbook_names_people_reasons_and_advice(tmp_path):
    check = {
        "check": "item.honey",
        "donor_id": "d1",
        "sponsorship_id": "OTA-1",
        "delivery_id": "x",
        "programme": "baas",
        "person_id": "c1",
        "family": None,
        "date": pd.Timestamp("2025-06-01"),
        "item": "madu",
        "age_months": 7.0,
        "source_sheet": "Penyaluran",
        "source_row": 3,
    }
    match = {
        "order": 1,
        "id": "c1",
        "area_code": AREAS.desa[0].code,
        "reasons": "baduta",
        "welfare_rank": None,
        "risks": 2,
        "donor_id": "d1",
    }
    book = SponsorBook(
        pd.DataFrame([check, *(check | {"check": "no_proof", "item": "telur", "source_row": n} for n in (9, 8, 7))]),
        {"baas": pd.DataFrame([match])},
        {
            "genting": pd.DataFrame(
                [{"household_id": "h1", "area_code": AREAS.desa[0].code, "need": "needed", "aid": "not_aided"}]
            )
        },
        pd.Series({"c1": "ANAK CONTOH"}),
        pd.Series({"h1": "IBU CONTOH"}),
        pd.Series({"d1": "PT CONTOH"}),
        AREAS,
    )
    write_sponsor_workbook(tmp_path / "orang-tua-asuh.xlsx", book)
    sheets = openpyxl.load_workbook(tmp_path / "orang-tua-asuh.xlsx")
    assert sheets.sheetnames == [
        "Petunjuk",
        "Periksa catatan",
        "Tanpa bukti",
        "Urutan BAAS",
        "Butuh dan dibantu Genting",
    ]
    first = [cell.value for cell in sheets["Periksa catatan"][3]]
    assert "ANAK CONTOH" in first and 7 in first and any("protein hewani" in str(cell) for cell in first)
    gathered = [cell.value for cell in sheets["Periksa catatan"][4]]
    assert gathered[0] == "Bukti penyerahan belum disebut" and gathered[2:5] == [3, "PT CONTOH", "BAAS"]
    assert sheets["Periksa catatan"].max_row == 4
    behind = sheets["Tanpa bukti"]
    assert [behind.cell(i, 8).value for i in range(3, behind.max_row + 1)] == [7, 8, 9]
    assert "3 penyaluran belum menyebut buktinya" in str([row[0].value for row in sheets["Petunjuk"]])
    row = [cell.value for cell in sheets["Urutan BAAS"][3]]
    assert row[1] == "ANAK CONTOH" and row[4] == "PT CONTOH"
    assert row[3] == "baduta; peringkat kesejahteraan belum tercatat; 2 faktor risiko tercatat"
    assert sheets["Butuh dan dibantu Genting"]["A3"].value == "IBU CONTOH"
