"""Blocks of birth dates, rows, months, growth and rates: figures as released, absence said in words."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.cases import Period, rate_checks
from audit.cases.case_rates import EventRate
from audit.disclosure import release, solve_pattern
from audit.quality import month_consistency, row_finding_counts
from audit.quality.birth_dates import age_steps, birth_months, first_days
from audit.quality.row_findings import RULES
from audit.reference.areas import areas_of
from audit.reference.groups import STATUS
from audit.reference.growth_groups import BGM, DEVELOPMENT, FALTERING, GAIN
from audit.results import Cell, CountTable, LineList, RateTable

AREAS = areas_of("17.71")
MONTHS = ("2025-02", "2025-08")
NEWEST, CYCLE = MONTHS[-1], "2025-2"
SECTIONS = ("birth_dates", "row_findings", "month_consistency", "case_rates", "skdn", "faltering", "development")


@pytest.fixture
def shown(make_context):
    """Return a function: one edition of a section made of these results alone."""

    def of(section, *results, edition="publik"):
        pattern = solve_pattern(results)
        released = {r.id: release(r, pattern) for r in results}
        return getattr(report, section)(make_context(released=released, edition=edition)).content

    return of


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("section", SECTIONS)
def test_absence_is_said_without_a_figure(section, shown):
    content = shown(section)
    assert content.tables == ()
    assert content.title
    assert content.paragraphs


def born(first: int = 40, other: int = 60) -> pd.DataFrame:
    days = ["2023-03-01"] * first + [f"2023-{m:02d}-{d:02d}" for m in range(1, 13) for d in range(10, 15)][:other]
    rows = pd.DataFrame({"birth_date": pd.to_datetime(days), "period": NEWEST, "haz": -1.0, "haz_state": "known"})
    return rows.assign(age_days=(pd.Timestamp("2025-08-10") - rows["birth_date"]).dt.days.astype(float))


def test_births_on_the_first_are_a_share_and_z_by_month_is_restricted(shown):
    checks = [check(NEWEST, born()) for check in (first_days, birth_months, age_steps)]
    public, restricted = (shown("birth_dates", *checks, edition=e) for e in ("publik", "terbatas"))
    assert public.title == "Banyak tanggal lahir mungkin perkiraan"
    assert texts(public.tables[0])[0][:4] == ["tanggal 1 (wajarnya 3,3%)", "100", "40", "40,0%"]
    assert len(public.tables) == 1
    assert [table.caption.split(",")[0] for table in restricted.tables[1:]] == [
        "Rata-rata z-skor TB/U menurut bulan lahir",
        "Loncatan z-skor TB/U pada ulang tahun",
    ]
    assert texts(restricted.tables[1])[2][:3] == ["Bulan ke-3", "45", "−1,00"]


def test_few_children_give_no_share(shown):
    content = shown("birth_dates", first_days(NEWEST, born(first=2, other=10)))
    assert texts(content.tables[0])[0][1:] == ["*"] * 4 or "–" in texts(content.tables[0])[0]
    assert "%" not in " ".join(texts(content.tables[0])[0][1:])


def test_rows_with_a_finding_are_counted_with_what_to_do(shown):
    found = pd.DataFrame({"rule": ["unit_slip", "unit_slip", "two_posyandu"], "source_row": [1, 2, 3]})
    found = found.assign(source_file="f", source_sheet="s", visit_date=pd.Timestamp("2025-08-10"))
    content = shown("row_findings", row_finding_counts(CYCLE, LineList("row_findings", found), 1200))
    assert content.title == "2 jenis temuan pada 1.200 baris hasil ukur"
    assert [row[:2] for row in texts(content.tables[0])] == [["Satuan keliru", "2"], ["Tercatat di dua posyandu", "1"]]
    assert texts(content.tables[0])[0][2].startswith("Cocokkan")
    assert content.tables[0].notes[0].startswith("Tidak ditemukan: ")


def test_rows_without_a_finding_say_so(shown):
    columns = ["rule", "source_file", "source_sheet", "source_row", "visit_date"]
    none = LineList("row_findings", pd.DataFrame(columns=columns))
    content = shown("row_findings", row_finding_counts(CYCLE, none, 5))
    assert (content.title, content.tables) == ("Tidak ada temuan pada 5 baris hasil ukur", ())


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_rule_has_a_name(make_context, language):
    counts = CountTable("row_findings.count", tuple(Cell.of(CYCLE, finding=f) for f in ("looked_at", *RULES)),
                        (99, *[1] * len(RULES)), personal=False)  # fmt: skip
    released = {counts.id: release(counts, solve_pattern([]))}
    (table,) = report.row_findings(make_context(released=released, language=language)).public.tables
    assert len(set(table.rows)) == len(RULES)


def test_months_that_do_not_fit_are_named_in_the_restricted_edition_alone(shown):
    kecamatan = AREAS.kecamatan[0]
    place = AREAS.within(kecamatan.code)[0].code
    frame = pd.DataFrame({"period": [MONTHS[0]] * 10 + [NEWEST] * 30, "area": place, "status": "not_stunted"})
    check = month_consistency(frame, MONTHS, AREAS)
    public, restricted = (shown("month_consistency", check, edition=e) for e in ("publik", "terbatas"))
    comparisons = 2 * len(AREAS.kecamatan)
    assert public.paragraphs[1] == f"{comparisons - 1} dari {comparisons} perbandingan sejalan."
    assert public.tables == ()
    assert texts(restricted.tables[0]) == [[kecamatan.name, "Agustus 2025", "Diukur", "30", "10,0", "jauh berbeda"]]


def test_rates_stand_with_their_events_and_that_nobody_is_confirmed(shown):
    rates = [EventRate("incidence", 30, 150.2, 20.0, 13.5, 28.5), EventRate("relapse", 2, 5.0, 40.0, 4.8, 144.5)]
    period = Period(date(2025, 3, 1), date(2025, 8, 31))
    content = shown("case_rates", *rate_checks(rates, period))
    assert [row[1:] for row in texts(content.tables[0])] == [["30", "150", "20,0", "13,5–28,5"], ["*"] * 4]
    assert "Belum ada daftar pemeriksaan dokter" in content.paragraphs[1]
    restricted = shown("case_rates", *rate_checks(rates, period), edition="terbatas")
    assert texts(restricted.tables[0])[1][1:] == ["2", "5", "40,0", "4,8–144,5"]


def rate(id: str, numerator: Cell, n: int, denominator: Cell, of: int, partition) -> RateTable:
    return RateTable(
        id, CountTable(id, (numerator,), (n,), (partition,)), CountTable(f"{id}.of", (denominator,), (of,))
    )


def test_skdn_of_the_newest_month_says_how_many_it_is_about(shown):
    def at(level):
        return Cell.of(NEWEST, gain=level)

    counts = CountTable("skdn", tuple(map(at, ("weighed", "judged", "O", "B"))), (500, 200, 180, 120), (GAIN,))
    gained = rate("skdn_gained", at("N"), 120, at("judged"), 200, GAIN)
    below = rate("skdn_bgm", Cell.of(NEWEST, bgm="bgm"), 25, Cell.of(NEWEST, bgm="bgm_known"), 500, BGM)
    content = shown("skdn", counts, gained, below)
    assert content.title == "N/D' 60,0%: kenaikan berat dapat dinilai pada 200 dari 500 balita yang ditimbang"
    assert texts(content.tables[0]) == [["Agustus 2025", "500", "–", "180", "120", "200", "60,0%", "–", "–", "5,0%"]]
    assert "K/S belum dapat dihitung" in content.paragraphs[0]


def test_a_gain_that_nobody_can_judge_is_no_title(shown):
    counts = CountTable("skdn", (Cell.of(NEWEST, gain="weighed"), Cell.of(NEWEST, gain="judged")), (500, 0), (GAIN,))
    none = rate("skdn_gained", Cell.of(NEWEST, gain="N"), 0, Cell.of(NEWEST, gain="judged"), 0, GAIN)
    assert shown("skdn", counts, none).title == "Kenaikan berat badan belum dapat dinilai"


def test_skdn_of_desa_is_restricted(shown):
    counts = CountTable("skdn", (Cell.of(NEWEST, gain="weighed"),), (500,), (GAIN,))
    line = {"area": AREAS.desa[0].code, "weighed": 9, "O": 2, "B": 3, "judged": 4, "N": 3, "T": 1, "two_t": 0}
    lines = LineList("skdn_desa", pd.DataFrame([line]))
    assert len(shown("skdn", counts, lines).tables) == 2
    of_desa = shown("skdn", counts, lines, edition="terbatas").tables[2]
    assert texts(of_desa) == [[AREAS.desa[0].name, "9", "2", "3", "4", "3", "1", "0"]]


def test_two_definitions_of_faltering_stand_side_by_side(shown):
    def at(**levels):
        return Cell.of(NEWEST, **{f"faltering_{k}": v for k, v in levels.items()})

    table = rate("faltering", at(band="falters"), 50, at(band="judged"), 400, FALTERING["band"])
    cells = [at(band=a, conditional=b) for a in ("falters", "grows") for b in ("falters", "grows")]
    parts = (FALTERING["band"], FALTERING["conditional"])
    two = CountTable("faltering_side_by_side", tuple(cells), (30, 20, 15, 335), parts)
    content = shown("faltering", table, two)
    assert texts(content.tables[0])[0][1:4] == ["400", "50", "12,5%"]
    assert [row[1] for row in texts(content.tables[1])] == ["30", "20", "15", "335"]
    assert texts(content.tables[1])[1][0] == "Hanya menurut satu pita persentil"


def test_screening_stands_beside_growth(shown):
    results = ("sesuai", "meragukan", "penyimpangan", "development.unknown")
    cells = [Cell.of(NEWEST, status=s, development=r) for s in ("stunted", "not_stunted") for r in results]
    counts = (40, 10, 8, 100, 300, 20, 9, 600)
    table = CountTable("development_by_growth", tuple(cells), counts, (STATUS, DEVELOPMENT))
    content = shown("development", table)
    assert [row[1:] for row in texts(content.tables[0])] == [["40", "10", "8", "100"], ["300", "20", "9", "600"]]
