"""Blocks of the situation: bounds, recorded groups, funnel, caterpillar, tiles, balance, and changes of surveys."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.cases import Period, balance_lines, balance_table, birthdays_sentence
from audit.cases.case_balance import CaseBalance
from audit.disclosure import release, solve_pattern
from audit.disclosure.written_dates import dates_in
from audit.pipeline.results_situation import _WholeMonths, situation_results
from audit.programme.coverage import coverage
from audit.reference.areas import areas_of
from audit.report.context import PublishedFigure
from audit.results import LineList, Sentence
from audit.schemas import CHILDREN
from audit.survey import Estimate, RecordedGroup, change

AREAS = areas_of("17.71")
DESA = [a.code for a in AREAS.desa]
MONTH = "2025-08"
DISTRICT = (2000, 10000, 0.19, 0.21)


def places(odd=(20, 100, 0.13, 0.29), hidden=()):
    """Twenty desa of 100 children, 20 of them stunted, but for the first."""
    every = dict.fromkeys(DESA[:20], (20, 100, 0.13, 0.29)) | {DESA[0]: odd} | dict.fromkeys(hidden)
    return {None: DISTRICT, **every}


def shares(table):
    return {row.cells[0].text: row.cells[1].text for row in table.rows}


def test_a_desa_outside_the_funnel_stands_by_code_with_its_limits(make_context, rates):
    odd = rates("stunting", places(odd=(70, 100, 0.6, 0.78)))
    content = report.desa_funnel(make_context(released={"stunting": odd})).public
    assert content.title == "1 desa atau kelurahan jelas berbeda dari Kota Bengkulu secara keseluruhan"
    summary, outside = content.tables
    assert shares(summary)["di atas batas terluar"] == "1"
    (row,) = outside.rows
    assert [c.text for c in row.cells[:5]] == [AREAS.desa[0].name, AREAS.kecamatan[0].name, "100", "70", "70,0%"]
    assert AREAS.desa[0].name not in content.figure.svg


def test_a_desa_of_low_coverage_is_never_called_different(make_context, rates):
    released = {
        "stunting": rates("stunting", places(odd=(70, 100, 0.6, 0.78))),
        "coverage": rates("coverage", {None: (9, 10, 0, 1), DESA[0]: (79, 100, 0, 1)}),
    }
    content = report.desa_funnel(make_context(released=released)).public
    assert content.title.startswith("Belum ada desa")
    assert shares(content.tables[0])["belum dapat dinilai"] == "1"
    assert len(content.tables) == 1


@pytest.mark.parametrize("name", ["desa_funnel", "desa_caterpillar"])
def test_hidden_desa_are_not_drawn_and_their_number_is_said(make_context, rates, name):
    hidden = rates("stunting", places(hidden=DESA[:2]))
    content = getattr(report, name)(make_context(released={"stunting": hidden})).public
    assert content.reading.endswith(
        "2 desa atau kelurahan tidak digambar: angkanya disamarkan atau anaknya terlalu sedikit."
    )


@pytest.mark.parametrize("value", [0, 10000])
def test_without_or_with_all_stunted_there_is_no_funnel(make_context, rates, value):
    table = rates("stunting", {None: (value, 10000, 0, 1)} | dict.fromkeys(DESA[:5], (value // 100, 100, 0, 1)))
    assert report.desa_funnel(make_context(released={"stunting": table})).public.figure is None


def test_the_caterpillar_names_nobody_and_draws_towards_all(make_context, rates):
    table = rates("stunting", places(odd=(40, 100, 0.3, 0.5)))
    content = report.desa_caterpillar(make_context(released={"stunting": table})).public
    estimates = [row.cells[1].value for row in content.tables[0].rows]
    assert estimates == sorted(estimates)
    assert 0.2 < estimates[-1] < 0.4
    said = " ".join([content.title, content.reading, content.figure.svg])
    assert not any(a.name in said for a in AREAS.desa)


def test_tiles_stand_over_the_table_of_desa(context):
    content = report.stunting_by_desa(context).public
    assert content.figure is not None
    assert "Bergaris mendatar: belum dapat dinilai, karena cakupan di bawah 80%" in content.reading
    assert content.tables[0].long


def small(registered=100, measured=80, stunted=20, months=(MONTH,), given=()):
    """All children live in the first desa; 14 of the register under two and 7 under three were not measured."""
    status = ["moderately_stunted"] * stunted + ["not_stunted"] * (measured - stunted)
    frame = pd.DataFrame({"period": MONTH, "area": DESA[0], "age": "06-11", "status": status, "haz_state": "known"})
    frame["child_id"] = [f"a{i}" for i in range(measured)]
    listed = pd.DataFrame({"area_code": DESA, "month": MONTH, "registered": [registered] + [0] * (len(DESA) - 1)})
    listed = listed.assign(projected=pd.NA).astype({"registered": "Int64", "projected": "Int64"})
    came = coverage(frame, listed, months, AREAS)
    born = pd.to_datetime(["2024-01-05"] * 14 + ["2023-01-05"] * 7)
    others = pd.DataFrame({"child_id": [f"b{i}" for i in range(21)], "birth_date": born})
    children = CHILDREN.conform(pd.concat([frame[["child_id"]], others]))
    found = situation_results(children, pd.DataFrame(), listed, frame, came, months, AREAS, given)
    return {r.id: r for r in found}


def released_of(results):
    pattern = solve_pattern(results.values())
    return {id: release(r, pattern) for id, r in results.items()}


def test_bounds_are_those_of_children_not_measured(make_context, rates):
    # 20 of 80 measured of 100 registered: the 20 others at 25, 12.5, 50, 0 and 100 %.
    released = released_of(small()) | {"stunting": rates("stunting", {None: (20, 80, 0.17, 0.35)})}
    content = report.coverage_bounds(make_context(released=released)).public
    assert [row.cells[1].text for row in content.tables[0].rows] == [
        "25,0%",
        "25,0%",
        "25,0%",
        "22,5%",
        "30,0%",
        "20,0%",
        "40,0%",
    ]
    assert "22,5% sampai 30,0%" in content.title
    assert content.paragraphs[0].startswith("Batas-batas ini bukan rentang perkiraan")


def test_each_age_counts_with_its_children_on_the_register():
    # 10 of 20 short at 6-11 months, 0 of 60 at 48-59; on the register 80 of each.
    ages = ["06-11"] * 20 + ["48-59"] * 60
    status = ["moderately_stunted"] * 10 + ["not_stunted"] * 70
    frame = pd.DataFrame({"period": MONTH, "area": DESA[0], "age": ages, "status": status, "haz_state": "known"})
    frame["child_id"] = [f"a{i}" for i in range(80)]
    born = pd.to_datetime(["2025-01-05"] * 60 + ["2021-01-05"] * 20)
    others = pd.DataFrame({"child_id": [f"b{i}" for i in range(80)], "birth_date": born})
    children = CHILDREN.conform(pd.concat([frame[["child_id"]], others]))
    listed = pd.DataFrame({"area_code": DESA, "month": MONTH, "registered": [160] + [0] * (len(DESA) - 1)})
    listed = listed.assign(projected=pd.NA)
    came = coverage(frame, listed, (MONTH,), AREAS)
    found = situation_results(children, pd.DataFrame(), listed, frame, came, (MONTH,), AREAS)
    values = {r.id: r.value for r in found if r.id.startswith("coverage_bounds")}
    assert values["coverage_bounds.weighted"] == pytest.approx(100 * 10 / 80)
    assert values["coverage_bounds.weighted_age"] == pytest.approx(100 * (10 / 20 * 80 + 0 * 80) / 160)


def test_a_bound_that_gives_a_small_number_away_is_withheld(make_context, rates):
    released = released_of(small(stunted=3)) | {"stunting": rates("stunting", {None: (20, 80, 0.17, 0.35)})}
    content = report.coverage_bounds(make_context(released=released)).public
    assert shares(content.tables[0])["Tidak satu pun pendek"] == "*"


def test_a_list_with_a_gap_gives_no_bounds():
    listed = pd.DataFrame({"area_code": DESA[:3], "month": MONTH, "registered": 10, "projected": 12})
    frame = pd.DataFrame(
        {"period": MONTH, "area": DESA[0], "age": "06-11", "status": ["not_stunted"], "haz_state": "known"}
    ).assign(child_id="a")
    came = coverage(frame, listed, (MONTH,), AREAS)
    children = CHILDREN.conform(pd.DataFrame({"child_id": ["a"]}))
    found = situation_results(children, listed, listed, frame, came, (MONTH,), AREAS)
    assert [r.id for r in found] == ["recorded", "recorded.registered", "situation.registered_counted"]
    assert found[1].denominator.cells[0].level("population") == "on_register"


def test_each_group_has_its_own_denominator_and_unknown_is_not_zero(make_context):
    content = report.recorded_groups(make_context(released=released_of(small()))).public
    assert [[c.text for c in row.cells] for row in content.tables[0].rows] == [
        ["Baduta (0–23 bulan)", "80", "94", "85,1%", "–", "–"],
        ["Batita (0–35 bulan)", "80", "101", "79,2%", "–", "–"],
        ["Balita (0–59 bulan)", "80", "100", "80,0%", "–", "–"],
        ["Ibu hamil", "–", "–", "–", "–", "–"],
    ]
    assert content.title == "80,0% balita terdaftar diukur: 80 dari 100"
    listed, counted, _ = content.tables[0].notes
    assert listed == "Balita terdaftar: menurut daftar sasaran."
    assert counted.startswith("Terdaftar menurut register: anak yang tercatat di e-PPGBM")


def test_what_the_district_says_of_a_group_goes_first_and_is_cited(make_context):
    given = (RecordedGroup("bumil", 190, 214, 231), RecordedGroup("baduta", None, 70, 160))
    results = small(given=given) | {"said": Sentence("situation.given_bumil", {"source": "Dinkes 2025"})}
    results["situation.given_bumil"] = results.pop("said")
    (table,) = report.recorded_groups(make_context(released=released_of(results))).public.tables
    rows = [[c.text for c in row.cells] for row in table.rows]
    assert rows[0] == ["Baduta (0–23 bulan)", "80", "70", "114,3%", "160", "50,0%"]
    assert rows[3] == ["Ibu hamil", "190", "214", "88,8%", "231", "82,3%"]
    assert "Menurut daerah, ibu hamil: Dinkes 2025." in table.notes


def balance():
    period = Period(date(2025, 3, 1), date(2025, 8, 31))
    flows = {"opening": 60, "new": 12, "returned": 0, "moved_in": 0, "recovered": 10, "died": 0, "moved_out": 0}
    flows |= {"aged_out": 20, "not_confirmed": 0, "closing": 42, "waiting": 11, "normal_once": 7}
    flows |= {"first_seen": 6}
    rows = pd.DataFrame([{"area": code, **flows} for code in DESA[:1]])
    rows = rows.assign(first=pd.Timestamp(period.first), last=pd.Timestamp(period.last))
    return CaseBalance((period,), AREAS, rows), period


def test_the_balance_closes_and_birthdays_are_said(make_context):
    found, period = balance()
    sentence = birthdays_sentence(found, period)
    content = report.case_balance(
        make_context(released=released_of({"case_balance": balance_table(found), sentence.id: sentence}))
    ).public
    (table,) = content.tables
    assert table.caption == "Neraca kasus dari akhir Februari 2025 sampai akhir Agustus 2025"
    assert [c.id for c in table.columns] == [
        "row", "opening", "new", "recovered", "aged_out", "closing", "waiting", "normal_once",
        "first_seen",
    ]  # fmt: skip
    assert [c.value for c in table.rows[0].cells[1:]] == [60, 12, 10, 20, 42, 11, 7, 6]
    assert content.title == "Kasus pendek yang tercatat: 60 anak di awal periode, 42 anak di akhir"
    assert "20 anak keluar dari hitungan karena genap lima tahun" in content.paragraphs[1]
    assert content.paragraphs[0] == (
        "Sejak Februari 2025 ada 12 kasus baru (6 di antaranya baru pertama kali diukur), 10 anak pulih, dan 20 anak "
        "tidak lagi dihitung karena genap lima tahun."
    )
    assert table.notes[-1].startswith("Nol di semua wilayah: Kembali menjadi kasus")


def test_the_balance_of_each_desa_is_in_the_restricted_edition_alone(make_context):
    found, _ = balance()
    lines = pd.DataFrame([{"area": code, "opening": 6, "closing": 2} for code in (AREAS.kecamatan[0].code, DESA[0])])
    lines = lines.reindex(columns=["area", *balance_lines(found).rows.columns[1:]], fill_value=0)
    released = released_of({"case_balance": balance_table(found), "lines": LineList("case_balance_desa", lines)})
    released["case_balance_desa"] = released.pop("lines")
    block = report.case_balance(make_context(released=released, edition="terbatas"))
    assert len(block.public.tables) == 1
    of_desa = block.restricted.tables[1]
    assert of_desa.caption.startswith("Neraca kasus menurut desa")
    assert [[c.text for c in row.cells] for row in of_desa.rows] == [
        [AREAS.kecamatan[0].name, "6", "2"],
        [AREAS.desa[0].name, "6", "2"],
    ]
    assert [row.level for row in of_desa.rows] == [0, 1]


def test_one_month_has_no_balance():
    assert "case_balance" not in small()


def test_a_change_within_precision_is_neither_a_rise_nor_a_fall(make_context):
    first, second = (Estimate(s, "survei", p, n=689, deff=2.0, assumed=True) for s, p in (("A", 0.15), ("B", 0.16)))
    figures = (PublishedFigure(2022, "A", "survei", 15.0), PublishedFigure(2023, "R", "admin", 2.0))
    content = report.published_figures(make_context(published=figures, changes=(change(first, second),))).public
    changes = content.tables[0].rows
    assert [c.text for c in changes[0].cells[:2]] == ["A ke B", "1,0"]
    assert changes[0].cells[3].text.endswith("belum dapat disebut naik atau turun.")
    assert content.paragraphs[0].startswith("Rentang perkiraan survei ini tidak diterbitkan")
    assert len(content.tables) == 3


def test_no_level_of_the_balance_holds_a_full_date():
    period = _WholeMonths(date(2025, 3, 1), date(2025, 8, 31))
    assert (period.level("opening"), period.level("closing")) == ("open@2025-02", "open@2025-08")
    assert period.level("new") == "new@2025-02..2025-08"
    levels = [level for p in period.partitions for parts in p.children.values() for level in parts]
    assert list(dates_in(" ".join(levels))) == []
